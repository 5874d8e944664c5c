// SPDX-License-Identifier: Apache-2.0

public import Values

/// How old what is owed is, in buckets of thirty days.
public struct Aging: Hashable, Sendable {
  /// A range of ages in days.
  public enum Bucket: Int, Hashable, Sendable, CaseIterable {
    /// Up to 30 days.
    case current
    /// 31 to 60 days.
    case days31
    /// 61 to 90 days.
    case days61
    /// 91 to 120 days.
    case days91
    /// More than 120 days.
    case days121

    /// The bucket of an age; a day that is still to come counts as today.
    public init(days: Int) {
      self =
        switch days {
        case ...30: .current
        case ...60: .days31
        case ...90: .days61
        case ...120: .days91
        default: .days121
        }
    }

    /// The bucket as a heading: `31-60`.
    public var title: String {
      switch self {
      case .current: "0-30"
      case .days31: "31-60"
      case .days61: "61-90"
      case .days91: "91-120"
      case .days121: "121+"
      }
    }
  }

  /// Whose line it is: an account, and a payer where the account has them.
  public struct Key: Hashable, Comparable, Sendable {
    /// The account.
    public let account: Account
    /// The payer; nothing for what patients owe.
    public let payer: SubjectID<Subject.Payer>?

    /// Makes a key.
    public init(_ account: Account, _ payer: SubjectID<Subject.Payer>?) {
      self.account = account
      self.payer = payer
    }

    /// Orders by account and payer; no payer comes first.
    public static func < (a: Key, b: Key) -> Bool {
      guard a.account == b.account else { return a.account < b.account }
      guard let payer = a.payer else { return b.payer != nil }
      return b.payer.map { payer < $0 } ?? false
    }
  }

  /// The day to which ages are counted.
  public let on: CalendarDate
  /// The amounts by line and bucket, in the buckets' order.
  public private(set) var rows: [Key: [Money]] = [:]

  /// An aging of nothing.
  public init(on day: CalendarDate) { on = day }

  /// Ages open items.
  public init(of items: some Sequence<OpenItem>, on day: CalendarDate) {
    self.init(on: day)
    for item in items {
      add(item.balance, Key(item.key.account, item.key.subject.payer), since: item.since)
    }
  }

  /// Adds what has been open since a day.
  public mutating func add(_ amount: Money, _ key: Key, since: CalendarDate) {
    guard amount != .zero else { return }
    let bucket = Bucket(days: Int(on.daysSinceEpoch - since.daysSinceEpoch))
    var row = rows[key] ?? Bucket.allCases.map { _ in .zero }
    row[bucket.rawValue] += amount
    rows[key] = row
  }

  /// The lines, by account and payer.
  public var sorted: [(key: Key, amounts: [Money])] {
    rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What all lines of an account come to.
  public func total(of account: Account) -> Money {
    rows.reduce(.zero) { sum, row in
      row.key.account == account ? row.value.reduce(sum, +) : sum
    }
  }
}
