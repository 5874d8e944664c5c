// SPDX-License-Identifier: Apache-2.0

import Claims
public import CodeSets
import Values

/// The tables that the edits of payment indicators and modifiers rest on; a relative value file is opened when a
/// day first asks for it.
public final class IndicatorTables {
  /// Two modifiers that contradict each other on one line.
  struct Conflict: Sendable {
    let first: Modifier
    let second: Modifier
    let reason: String
    let source: RuleSource
  }

  let rules: ProfessionalRules
  let conflicts: [Conflict]
  private let library: CodeLibrary
  private let releases: [Release]
  private var opened: [PhysicianFeeTable?]

  /// Takes the relative value files of a library and our own tables.
  ///
  /// Nothing where a row of `edits/modifier-conflicts.tsv` is impossible.
  public init?(_ library: CodeLibrary, rules: ProfessionalRules, conflicts: [UInt8]) {
    self.library = library
    self.rules = rules
    releases = library.releases(of: .physicianFees, .fees)
    opened = Array(repeating: nil, count: releases.count)
    var read: [Conflict] = []
    for line in PublishedText(conflicts).lines
    where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 4, let first = Modifier(fields[0]), let second = Modifier(fields[1])
      else { return nil }
      read.append(
        Conflict(
          first: first, second: second, reason: fields[2],
          source: RuleSource(
            document: "Medicare Claims Processing Manual", locator: fields[3])))
    }
    self.conflicts = read
  }

  /// The relative value file of a day; nothing where none covers it, and the day is not judged by indicators.
  ///
  /// - Throws: What the library throws where a codebook cannot be opened.
  func table(on day: CalendarDate) throws -> PhysicianFeeTable? {
    guard let index = releases.firstIndex(where: { $0.period.contains(day) }) else { return nil }
    if let table = opened[index] { return table }
    let table = try PhysicianFeeTable(try library.codebook(releases[index]))
    opened[index] = table
    return table
  }
}
