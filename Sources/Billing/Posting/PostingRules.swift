// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Claims
public import Values

/// Turns what a payer says of a claim into an entry of the books.
///
/// What is paid takes from what the payer owes, and is expected at the bank. What was agreed by contract or is
/// reduced by law is taken off. The patient's share goes to the next payer where there is one, else to the patient.
/// What the payer refuses stays open with it and is told as a denial: nothing refused is ever written off here.
///
/// A payer after the first owes only what was left to it: what it takes off beyond that was settled before and is
/// not taken off again.
///
/// Source: 005010X221A1, section 1.10.2; group codes of CAS01.
public struct PostingRules: Sendable {
  /// Where an answer comes from and how it is entered.
  public struct Source: Hashable, Sendable {
    /// The practice.
    public var practice: PracticeID
    /// The payer that wrote the remittance, as the books name it.
    public var issuer: SubjectID<Subject.Payer>
    /// What makes the entry the same however often it comes.
    public var key: SourceKey
    /// The day on which it counts.
    public var effective: CalendarDate
    /// When it is posted.
    public var posted: Instant
    /// The document.
    public var document: Digest

    /// Makes one.
    public init(
      practice: PracticeID, issuer: SubjectID<Subject.Payer>, key: SourceKey,
      effective: CalendarDate, posted: Instant, document: Digest
    ) {
      self.practice = practice
      self.issuer = issuer
      self.key = key
      self.effective = effective
      self.posted = posted
      self.document = document
    }
  }

  let reasons: AdjustmentReasons

  /// Takes the table of reasons.
  public init(_ reasons: AdjustmentReasons) { self.reasons = reasons }

  /// Posts an answer to a claim.
  ///
  /// - Parameters:
  ///   - lines: The claim's line for each line of the answer; see ``LinePairing``.
  ///   - rank: Which of the claim's payers answers, from 0.
  ///   - balance: What the books have of the claim; it is brought up to date.
  /// - Throws: ``AccountingError`` where the entry would be too large.
  public func post(
    _ answer: RemittanceClaim, lines: [Int?], to claim: FiledClaim, rank: Int,
    _ balance: inout ClaimBalance, _ source: Source
  ) throws(AccountingError) -> PostedAnswer {
    let parts = parts(of: answer, lines)
    let hasNext = claim.payer(rank + 1) != nil
    var draft = draft(.payment, source)
    var posted = PostedAnswer(move: .pay)
    var (paid, left, taken) = (Money.zero, Money.zero, Money.zero)
    let owed = balance.payers[rank]
    var credits = LineAmounts()
    for part in parts where part.kind == nil {
      credits.add(part.amount, to: part.line)
      paid += part.amount
    }
    draft.side(.remittancesExpected, paid, Subject(payer: source.issuer))
    // What a later payer leaves to the patient or takes off cannot be more than it was asked for.
    func room(_ amount: Money) -> Money {
      guard rank > 0 else { return amount }
      return min(amount, max(.zero, owed - paid - left - taken))
    }
    for part in parts where part.kind == .patient {
      let amount = room(part.amount)
      credits.add(amount, to: part.line)
      leave(amount, claim, rank, part.line, &draft)
      left += amount
    }
    for part in parts {
      guard let account = part.kind.flatMap(Self.account) else { continue }
      let amount = room(part.amount)
      credits.add(amount, to: part.line)
      draft.side(account, amount, claim.subject(of: rank, line: part.line))
      taken += amount
    }
    for (line, amount) in credits.all {
      draft.side(.payerReceivable, -amount, claim.subject(of: rank, line: line))
    }
    posted.open = owed - paid - left - taken
    balance.payers[rank] = posted.open
    if hasNext {
      balance.payers[rank + 1] += left
      posted.toNextPayer = left
    } else {
      balance.patient += left
      posted.toPatient = left
    }
    if posted.open > .zero {
      posted.move = paid == .zero && left == .zero ? .deny : .payPart
      posted.denials = denials(parts, isFirst: rank == 0, open: posted.open)
    }
    if !draft.isEmpty { posted.entry = try draft.entry() }
    return posted
  }

  /// Posts that a payment is taken back, by turning what was posted for it.
  ///
  /// - Parameter original: The postings of the answer that is reversed.
  /// - Throws: ``AccountingError`` where there is nothing to turn.
  public func takeBack(
    _ original: [Posting], of claim: FiledClaim, _ balance: inout ClaimBalance, _ source: Source
  ) throws(AccountingError) -> PostedAnswer {
    var postings: [Posting] = []
    for posting in original {
      let mirrored = posting.mirrored
      postings.append(mirrored)
      if mirrored.account == .patientReceivable { balance.patient += mirrored.amount }
      if mirrored.account == .payerReceivable,
        let rank = claim.payers.firstIndex(where: { $0.payer == mirrored.subject.payer })
      {
        balance.payers[rank] += mirrored.amount
      }
    }
    var posted = PostedAnswer(move: .takeBack)
    posted.entry = try JournalEntry(
      of: .takeback, in: source.practice, key: source.key, effective: source.effective,
      posted: source.posted, source: source.document, postings: postings)
    posted.open = balance.total
    return posted
  }

  /// Posts money of an answer for which no claim was found: it is kept apart until somebody finds it.
  ///
  /// - Throws: ``AccountingError`` where the entry would be too large.
  public func keep(
    _ amount: Money, _ source: Source
  ) throws(AccountingError) -> JournalEntry? {
    guard amount != .zero else { return nil }
    var draft = draft(.payment, source)
    let subject = Subject(payer: source.issuer)
    draft.move(amount, debit: .remittancesExpected, credit: .unappliedPayer, subject)
    return try draft.entry()
  }

  private func draft(_ kind: EntryKind, _ source: Source) -> EntryDraft {
    EntryDraft(
      kind, in: source.practice, key: source.key, effective: source.effective,
      posted: source.posted, source: source.document)
  }

  private func leave(
    _ amount: Money, _ claim: FiledClaim, _ rank: Int, _ line: Int?, _ draft: inout EntryDraft
  ) {
    guard claim.payer(rank + 1) == nil else {
      return draft.side(.payerReceivable, amount, claim.subject(of: rank + 1, line: line))
    }
    var patient = claim.subject(of: rank, line: line)
    patient.payer = nil
    draft.side(.patientReceivable, amount, patient)
  }

  private static func account(_ kind: AdjustmentReasons.Kind) -> Account? {
    switch kind {
    case .contractual: .contractual
    case .sequestration: .sequestration
    case .reduction: .payerReductions
    case .patient, .denial, .information: nil
    }
  }
}

/// Amounts by service line, in the order in which the lines are first met.
private struct LineAmounts {
  private(set) var all: [(line: Int?, amount: Money)] = []

  mutating func add(_ amount: Money, to line: Int?) {
    if let place = all.lastIndex(where: { $0.line == line }) {
      all[place].amount += amount
    } else {
      all.append((line, amount))
    }
  }
}
