// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// Why something that is owed is given up: the table `billing/write-offs.tsv`.
public struct WriteOffReasons: Sendable {
  /// Whose balances a reason is for.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    /// What patients owe.
    case patient
    /// What payers owe.
    case payer
    /// Both.
    case both

    /// Whether it holds for a balance of a payer, or for one of a patient.
    public func holds(forPayer isPayer: Bool) -> Bool {
      self == .both || (self == .payer) == isPayer
    }
  }

  /// A row of the table.
  public struct Row: Hashable, Sendable {
    /// The reason, such as `small-balance`.
    public let reason: String
    /// The account that is debited.
    public let account: Account
    /// Whose balances it is for.
    public let side: Side
    /// Up to what amount of a claim one person may decide alone.
    public let alone: Money
    /// What it means.
    public let meaning: String
  }

  private let byReason: [String: Row]

  /// Reads the table: reason, account, whose balances, one person up to, meaning.
  ///
  /// - Returns: Nothing where a row is malformed or a reason stands there twice.
  public init?(parsing text: String) {
    var rows: [String: Row] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 5, let account = Int(fields[1]).flatMap({ Account($0) }),
        let side = Side(rawValue: fields[2]), let alone = Money(fields[3]), alone >= .zero
      else { return nil }
      let row = Row(
        reason: fields[0], account: account, side: side, alone: alone, meaning: fields[4])
      guard rows.updateValue(row, forKey: row.reason) == nil else { return nil }
    }
    byReason = rows
  }

  /// What the table says of a reason.
  public subscript(reason: String) -> Row? { byReason[reason] }

  /// All reasons, by name.
  public var rows: [Row] { byReason.values.sorted { $0.reason < $1.reason } }
}

/// What may be proposed to be given up: the table `billing/write-off-rules.tsv`, or a practice's own.
public struct WriteOffRules: Sendable {
  /// A row of the table.
  public struct Rule: Hashable, Sendable {
    /// The name.
    public let name: String
    /// Whether it is for what payers owe.
    public let isPayer: Bool
    /// The reason that is requested.
    public let reason: String
    /// Up to what amount.
    public let most: Money
    /// How many days it has to be open.
    public let days: Int
  }

  /// The rules, in order.
  public let rules: [Rule]

  /// Reads a table: rule, whose balance, reason, up to what amount, days open, meaning.
  ///
  /// - Returns: Nothing where a row is malformed, a name stands there twice, or a reason is not among those
  ///   known for such balances.
  public init?(parsing text: String, _ reasons: WriteOffReasons) {
    var rules: [Rule] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 6, ["patient", "payer"].contains(fields[1]),
        let row = reasons[fields[2]], row.side.holds(forPayer: fields[1] == "payer"),
        let most = Money(fields[3]), most > .zero, let days = Int(fields[4]), days >= 0,
        !rules.contains(where: { $0.name == fields[0] })
      else { return nil }
      rules.append(
        Rule(
          name: fields[0], isPayer: fields[1] == "payer", reason: fields[2], most: most,
          days: days))
    }
    self.rules = rules
  }

  /// The rule by which an open balance may be given up; nothing where none fits.
  public func rule(for balance: Money, isPayer: Bool, daysOpen: Int) -> Rule? {
    rules.first {
      $0.isPayer == isPayer && balance > .zero && balance <= $0.most && daysOpen >= $0.days
    }
  }
}
