// SPDX-License-Identifier: Apache-2.0

import Claims
public import CodeSets
import Values

/// The tables that the edits of payment indicators and modifiers rest on.
public struct IndicatorTables: Sendable {
  /// Two modifiers that contradict each other on one line.
  struct Conflict: Sendable {
    let first: Modifier
    let second: Modifier
    let reason: String
    let source: RuleSource
  }

  /// The relative value files, each for its quarter; a day that none covers is not judged by indicators.
  let services: [PhysicianFeeTable]
  let rules: ProfessionalRules
  let conflicts: [Conflict]

  /// Takes the relative value files that are installed and our own tables.
  ///
  /// Nothing where a row of `edits/modifier-conflicts.tsv` is impossible.
  public init?(services: [PhysicianFeeTable], rules: ProfessionalRules, conflicts: [UInt8]) {
    self.services = services
    self.rules = rules
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

  /// The relative value file of a day.
  func table(on day: CalendarDate) -> PhysicianFeeTable? {
    services.first { $0.release.period.contains(day) }
  }
}
