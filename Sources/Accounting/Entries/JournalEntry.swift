// SPDX-License-Identifier: Apache-2.0

public import Values

/// A balanced set of postings, with what it comes from.
///
///     let entry = try JournalEntry(
///       of: .charge, in: practice, key: key, effective: dateOfService, posted: now, source: digest,
///       postings: [Posting(.payerReceivable, fee, subject), Posting(.charges, -fee)])
///
/// An entry that does not come to zero cannot be made.
public struct JournalEntry: Hashable, Sendable {
  /// The practice whose books it belongs to.
  public let practice: PracticeID
  /// What happened.
  public let kind: EntryKind
  /// What makes it the same entry however often it is sent.
  public let key: SourceKey
  /// The day on which it counts.
  public let effective: CalendarDate
  /// When it was posted.
  public let posted: Instant
  /// The hash of the document that it rests on.
  public let source: Digest
  /// What more is said of its kind.
  public let memo: MemoCode?
  /// The number of the entry that it reverses.
  public let reverses: Int?
  /// Its sides, in order.
  public let postings: [Posting]

  /// Makes an entry.
  ///
  /// - Throws: ``AccountingError``: `unbalanced` with what it is off by, `tooFewPostings`, `emptyPosting`, `tooLarge`.
  public init(
    of kind: EntryKind, in practice: PracticeID, key: SourceKey, effective: CalendarDate,
    posted: Instant, source: Digest, memo: MemoCode? = nil, postings: [Posting]
  ) throws(AccountingError) {
    try Self.check(postings)
    self.practice = practice
    self.kind = kind
    self.key = key
    self.effective = effective
    self.posted = posted
    self.source = source
    self.memo = memo
    self.postings = postings
    reverses = nil
  }

  /// Makes the entry that undoes another.
  ///
  /// - Parameters:
  ///   - effective: The day on which it counts: an open one, whatever the day of the entry that it reverses.
  ///   - source: The hash of the document that asks for it.
  public init(
    reversing other: LedgerEntry, effective: CalendarDate, posted: Instant, source: Digest,
    memo: MemoCode? = nil
  ) {
    practice = other.entry.practice
    kind = .reversal
    key = SourceKey(reversing: other.sequence)
    self.effective = effective
    self.posted = posted
    self.source = source
    self.memo = memo
    reverses = other.sequence
    postings = other.entry.postings.map(\.mirrored)
  }

  /// Puts an entry together again that was kept.
  ///
  /// - Throws: ``AccountingError``, as for a new one.
  public init(
    kept kind: EntryKind, in practice: PracticeID, key: SourceKey, effective: CalendarDate,
    posted: Instant, source: Digest, memo: MemoCode?, reverses: Int?, postings: [Posting]
  ) throws(AccountingError) {
    try Self.check(postings)
    self.practice = practice
    self.kind = kind
    self.key = key
    self.effective = effective
    self.posted = posted
    self.source = source
    self.memo = memo
    self.reverses = reverses
    self.postings = postings
  }

  /// Whether it says the same as another, whenever each was posted.
  public func saysTheSame(as other: JournalEntry) -> Bool {
    practice == other.practice && kind == other.kind && key == other.key
      && effective == other.effective && source == other.source && memo == other.memo
      && reverses == other.reverses && postings == other.postings
  }

  /// Checks that it undoes an entry that may be undone.
  ///
  /// - Throws: ``AccountingError``: `alreadyReversed` where the other is a reversal, `notAMirror`.
  public func checkMirror(of other: LedgerEntry) throws(AccountingError) {
    guard other.entry.reverses == nil else {
      throw AccountingError(.alreadyReversed, ("entry", "\(other.sequence)"))
    }
    guard reverses == other.sequence, key == SourceKey(reversing: other.sequence),
      postings == other.entry.postings.map(\.mirrored)
    else { throw AccountingError(.notAMirror, ("entry", "\(other.sequence)")) }
  }

  /// A trillion dollars: no sum of entries comes near what 64 bits hold.
  private static let largest: UInt64 = 100_000_000_000_000

  private static func check(_ postings: [Posting]) throws(AccountingError) {
    guard postings.count >= 2 else { throw AccountingError(.tooFewPostings) }
    guard postings.count <= 10_000 else { throw AccountingError(.tooLarge) }
    var sum: Int64 = 0
    for posting in postings {
      guard posting.amount != .zero else {
        throw AccountingError(.emptyPosting, ("account", posting.account.description))
      }
      guard posting.amount.cents.magnitude <= largest else { throw AccountingError(.tooLarge) }
      sum += posting.amount.cents
    }
    guard sum == 0 else {
      throw AccountingError(.unbalanced, ("off", Money(cents: sum).description))
    }
  }
}
