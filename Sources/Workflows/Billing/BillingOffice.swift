// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values

/// The billing office of a practice: its claims from the day they are put on file to a zero balance.
///
///     let installation = Installation()
///     let books = try Books(database: nil, practice: "main", installation)
///     let office = try BillingOffice(books, keys: installation.keys(nil))
///     try office.add(paths, by: "ann")
///     try office.post(answers, by: "ann")
///
/// Whatever belongs together, entries of the ledger too, is done wholly or not at all.
public final class BillingOffice {
  let books: Books
  let store: BillingStore
  let keys: IdentityKeys
  let rules = PostingRules(BillingTables.reasons)
  let life = ClaimLife.standard
  /// The moment that counts as now; nothing for the clock.
  public var now: Instant?
  /// Which appeals payers allow.
  var levels = BillingTables.levels
  /// What may be proposed to be given up.
  var writeOffRules = BillingTables.writeOffRules

  /// Takes the books of the practice.
  ///
  /// - Parameter keys: The file of keys.
  /// - Throws: ``WorkflowFailure``: `keys.…`, `database.…`.
  public init(_ books: Books, keys: String) throws(WorkflowFailure) {
    self.books = books
    let cipher = FieldCipher(try asWorkflow { try KeyRing(at: keys) })
    store = try asWorkflow { try BillingStore(books.store, books.practice, cipher) }
    self.keys = IdentityKeys(books.practice, cipher)
  }

  /// Now, to the microsecond.
  var moment: Instant {
    now ?? .now
  }

  /// A user's name as it is kept.
  ///
  /// - Throws: ``WorkflowFailure``: `billing.bad-text` where it is empty, too long or has control characters.
  static func user(_ name: String) throws(WorkflowFailure) -> String {
    try text(name, "user", most: 64)
  }

  /// Words that are kept.
  static func text(
    _ text: String, _ member: String, most: Int = 400
  ) throws(WorkflowFailure) -> String {
    guard !text.allSatisfy(\.isWhitespace), text.utf8.count <= most,
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { throw WorkflowFailure("billing.bad-text", .usage, ("member", member)) }
    return text
  }

  /// The first day on which an entry may count: the wished one where it is open, else the first open day after.
  static func openDay(_ day: CalendarDate, _ head: LedgerHead) -> CalendarDate {
    max(day, head.opened, head.closedThrough?.adding(days: 1) ?? head.opened)
  }

  /// The hash of some bytes.
  static func digest(_ bytes: [UInt8]) -> Digest { SHA256.digest(of: bytes) }
}
