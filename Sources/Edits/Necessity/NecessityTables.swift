// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Our own tables on coverage: limits of frequency, notice modifiers, parts of states, words of paragraphs.
public struct NecessityTables: Sendable {
  /// A row that cannot be read.
  public struct Fault: Error, Sendable {
    /// The table.
    public let table: String
    /// The line in it.
    public let line: Int
  }

  /// Two modifiers of a line that say different things.
  struct Conflict: Sendable {
    let modifier: String
    let other: String
    let source: String
  }

  /// How a phrase of a paragraph is to be taken: what it may ask for.
  struct Cue: Sendable {
    let phrase: String
    let condition: String
  }

  let limits: [FrequencyLimit]
  private let limited: Set<PackedCode>
  private let notices: Set<Modifier>
  let conflicts: [Conflict]
  let parts: [String: String]
  let cues: [Cue]

  /// Reads the tables of `Data/coverage`.
  public init(
    frequency: [UInt8], modifiers: [UInt8], states: [UInt8], cues: [UInt8]
  ) throws(Fault) {
    var limits: [FrequencyLimit] = []
    for (line, fields) in Self.rows(frequency) {
      guard let limit = FrequencyLimit(fields) else {
        throw Fault(table: "frequency", line: line)
      }
      limits.append(limit)
    }
    var conflicts: [Conflict] = []
    for (line, fields) in Self.rows(modifiers) {
      guard fields.count == 3, fields[0].utf8.count == 2, fields[1].utf8.count == 2 else {
        throw Fault(table: "notice-modifiers", line: line)
      }
      conflicts.append(Conflict(modifier: fields[0], other: fields[1], source: fields[2]))
    }
    var parts: [String: String] = [:]
    for (line, fields) in Self.rows(states) {
      guard fields.count == 4 else { throw Fault(table: "state-parts", line: line) }
      parts[fields[0]] = fields[1]
    }
    var phrases: [Cue] = []
    for (line, fields) in Self.rows(cues) {
      guard fields.count == 3 else { throw Fault(table: "paragraph-cues", line: line) }
      phrases.append(Cue(phrase: fields[0], condition: fields[1]))
    }
    self.limits = limits
    limited = Set(limits.map(\.code))
    notices = Set(conflicts.flatMap { [$0.modifier, $0.other] }.compactMap { Modifier($0) })
    self.conflicts = conflicts
    self.parts = parts
    self.cues = phrases
  }

  /// Tells whether the tables have anything to say of a line.
  func speak(of line: ServiceRecord.Line) -> Bool {
    line.code.map(limited.contains) ?? false || line.modifiers.contains(where: notices.contains)
  }

  private static func rows(_ table: [UInt8]) -> [(line: Int, fields: [String])] {
    PublishedText(table).lines.filter { !$0.text.hasPrefix("#") && !$0.text.isEmpty }
      .map { ($0.number, $0.tabbed) }
  }
}
