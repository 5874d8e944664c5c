// SPDX-License-Identifier: Apache-2.0

public import Values

/// Money that the bank shows.
public struct BankDeposit: Hashable, Sendable {
  /// The number in the practice, from 1; 0 until it is kept.
  public var number = 0
  /// What makes it the same however often the bank's file comes.
  public var key: [UInt8]
  /// The day on which the bank has it.
  public var day: CalendarDate
  /// How much.
  public var amount: Money
  /// What the bank says of it, such as the number of a check or transfer.
  public var reference: String
  /// The remittance that explains it.
  public var remittance: Int?
  /// How often it was entered anew.
  public var attempt = 1
  /// The entry of the books.
  public var entry: Int
  /// The bank's document.
  public var document: Digest
  /// When it came.
  public var received: Instant
  /// Who entered it.
  public var actor: String

  /// Makes one.
  public init(
    key: [UInt8], day: CalendarDate, amount: Money, reference: String, entry: Int,
    document: Digest, received: Instant, actor: String
  ) {
    self.key = key
    self.day = day
    self.amount = amount
    self.reference = reference
    self.entry = entry
    self.document = document
    self.received = received
    self.actor = actor
  }
}

extension BillingStore {
  private static let depositColumns = """
    number, key, day, amount, reference, remittance, attempt, entry, document, received, actor
    """

  /// Keeps a deposit, or what has become of it.
  @discardableResult
  public func put(_ deposit: BankDeposit) throws -> BankDeposit {
    var deposit = deposit
    if deposit.number == 0 { deposit.number = try numbers("bank_deposit", 1) }
    try database.run(
      """
      INSERT INTO bank_deposit (practice, \(Self.depositColumns))
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (practice, number) DO UPDATE SET remittance = excluded.remittance,
      attempt = excluded.attempt, entry = excluded.entry
      """,
      [
        key, .int(deposit.number), .bytes(deposit.key), deposit.day.value,
        .int(deposit.amount.cents), .text(deposit.reference), DatabaseValue(deposit.remittance),
        .int(deposit.attempt), .int(deposit.entry), .bytes(deposit.document.bytes),
        .int(deposit.received.microseconds), .text(deposit.actor),
      ])
    return deposit
  }

  /// The deposit with a key.
  public func deposit(_ key: [UInt8]) throws -> BankDeposit? {
    try deposits("key = ?", [.bytes(key)]).first
  }

  /// The deposit of a number.
  public func deposit(_ number: Int) throws -> BankDeposit? {
    try deposits("number = ?", [.int(number)]).first
  }

  /// Deposits that no remittance explains, in order.
  public func unexplainedDeposits() throws -> [BankDeposit] {
    try deposits("remittance IS NULL", [])
  }

  /// Deposits that a remittance explains.
  public func deposits(of remittance: Int) throws -> [BankDeposit] {
    try deposits("remittance = ? AND remittance IS NOT NULL", [.int(remittance)])
  }

  private func deposits(_ condition: String, _ values: [DatabaseValue]) throws -> [BankDeposit] {
    try database.run(
      """
      SELECT \(Self.depositColumns) FROM bank_deposit
      WHERE practice = ? AND \(condition) ORDER BY day, number
      """, [key] + values
    ).map { row in
      var deposit = BankDeposit(
        key: try row.bytes(1), day: try row.day(2), amount: try row.money(3),
        reference: try row.text(4), entry: try row.int(7), document: try row.digest(8),
        received: Instant(microseconds: Int64(try row.int(9))), actor: try row.text(10))
      deposit.number = try row.int(0)
      deposit.remittance = try row.optionalInt(5)
      deposit.attempt = try row.int(6)
      return deposit
    }
  }
}
