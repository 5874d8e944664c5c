// SPDX-License-Identifier: Apache-2.0

public import Values

/// Which appeals a payer allows, in their order, and until when: the table `billing/appeal-levels.tsv`.
///
///     let levels = AppealLevels(parsing: text)
///     levels?.level(1, payer: "12345", coverage: "MB")?.last(after: notice)
public struct AppealLevels: Sendable {
  /// A level of appeal.
  public struct Level: Hashable, Sendable {
    /// The rule that it belongs to, such as `medicare`.
    public let rule: String
    /// The number, from 1.
    public let number: Int
    /// What it is called.
    public let name: String
    /// How many days after the receipt of the decision it may be asked for.
    public let days: Int
    /// How many days after its date a notice is presumed to be received.
    public let receipt: Int
    /// Who decides.
    public let decider: String
    /// How many days the decision may take; 0 where none are set.
    public let decision: Int
    /// Where the rule stands.
    public let source: String

    /// The last day on which it may be asked for, by a decision's date.
    public func last(after notice: CalendarDate) -> CalendarDate {
      notice.adding(days: receipt + days)
    }

    /// The last working day on which it may be asked for: whether a weekend or holiday moves the end of a time
    /// limit is left to the payer, and not relied on.
    public func due(after notice: CalendarDate) -> CalendarDate {
      WorkingDays.onOrBefore(last(after: notice))
    }
  }

  private let rules: [String: [Level]]
  private let names: [String: String]

  /// Reads a table: rule, for whom, level, name, days, days until receipt, to whom, days until a decision, source.
  ///
  /// - Parameter own: A table of the same form that goes before it, for payers or kinds of coverage.
  /// - Returns: Nothing where a row is malformed, the levels of a rule are not numbered from 1, one name leads to two
  ///   rules, or none is for all others.
  public init?(parsing text: String, own: String = "") {
    guard let standard = Self.read(text), let before = Self.read(own) else { return nil }
    names = standard.names.merging(before.names) { _, own in own }
    rules = standard.rules.merging(before.rules) { _, own in own }
    guard names["*"] != nil else { return nil }
  }

  /// The levels of a payer, in order.
  ///
  /// - Parameters:
  ///   - payer: Its identifier.
  ///   - coverage: The kind of coverage, as CLP06 or SBR09 has it; nothing where it is not stated.
  public func levels(payer: String, coverage: String?) -> [Level] {
    let rule = names["payer=\(payer)"] ?? coverage.flatMap { names[$0] } ?? names["*"] ?? ""
    return rules[rule] ?? []
  }

  /// A level of a payer; nothing where it has no such level.
  public func level(_ number: Int, payer: String, coverage: String?) -> Level? {
    levels(payer: payer, coverage: coverage).first { $0.number == number }
  }

  private static func read(
    _ text: String
  ) -> (rules: [String: [Level]], names: [String: String])? {
    var rules: [String: [Level]] = [:]
    var names: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 9, let number = Int(fields[2]), let days = Int(fields[4]), days > 0,
        let receipt = Int(fields[5]), receipt >= 0, let decision = Int(fields[7]), decision >= 0,
        number == (rules[fields[0]]?.count ?? 0) + 1, days + receipt < 10_000
      else { return nil }
      for name in fields[1].split(separator: " ").map(String.init) {
        guard names.updateValue(fields[0], forKey: name) ?? fields[0] == fields[0] else {
          return nil
        }
      }
      rules[fields[0], default: []].append(
        Level(
          rule: fields[0], number: number, name: fields[3], days: days, receipt: receipt,
          decider: fields[6], decision: decision, source: fields[8]))
    }
    return (rules, names)
  }
}
