// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
import Values

extension BillingOffice {
  /// What something is open of: an account, a payer, a service line.
  struct OpenLine: Hashable, Comparable {
    let account: Account
    let payer: SubjectID<Subject.Payer>?
    let line: Int?

    static func < (a: OpenLine, b: OpenLine) -> Bool {
      if a.account != b.account { return a.account < b.account }
      if a.payer != b.payer {
        return (a.payer?.description ?? "") < (b.payer?.description ?? "")
      }
      return (a.line ?? 0) < (b.line ?? 0)
    }

    /// Whom and what it concerns.
    func subject(of claim: FiledClaim) -> Subject {
      Subject(
        patient: claim.patient, guarantor: claim.guarantor, payer: payer, claim: claim.id,
        line: line)
    }
  }

  /// Of what is open, the lines of those who owe something on the whole, in order.
  func owed(_ open: [OpenLine: Money]) -> [(key: OpenLine, value: Money)] {
    func side(_ key: OpenLine) -> OpenLine {
      OpenLine(account: key.account, payer: key.payer, line: nil)
    }
    var sums: [OpenLine: Money] = [:]
    for (key, amount) in open { sums[side(key), default: .zero] += amount }
    return open.filter { (sums[side($0.key)] ?? .zero) > .zero }.sorted { $0.key < $1.key }
  }

  /// What is open of a claim, by payer or patient, and by service line.
  func openLines(of claim: FiledClaim) throws -> [OpenLine: Money] {
    var open: [OpenLine: Money] = [:]
    for line in try books.store.lines(ofClaim: claim.id, in: books.practice) {
      let posting = line.posting
      guard
        posting.account == .payerReceivable || posting.account == .patientReceivable
          || posting.account == .collections
      else { continue }
      let key = OpenLine(
        account: posting.account, payer: posting.subject.payer, line: posting.subject.line)
      open[key, default: .zero] += posting.amount
    }
    return open.filter { $0.value != .zero }
  }

  /// An entry in the making that counts today.
  func draft(
    _ kind: EntryKind, _ key: String, _ source: Digest, at moment: Instant,
    memo: String? = nil
  ) throws -> EntryDraft {
    guard let key = SourceKey(key) else { throw AccountingError(.badText, ("member", "key")) }
    let head = try books.store.head(of: books.practice)
    return EntryDraft(
      kind, in: books.practice, key: key, effective: Self.openDay(moment.date, head),
      posted: moment, source: source, memo: memo.flatMap(MemoCode.init))
  }

  /// The hash of what a claim says now.
  func lastDocument(of claim: FiledClaim) throws -> Digest? {
    try store.submissions(of: claim.id.description).last.map { Self.digest($0.content) }
  }

  /// What is charged for each line of a claim, by whom it was to be paid, as the books have it.
  func chargedLines(of claim: FiledClaim) throws -> [OpenLine: Money] {
    var charged: [OpenLine: Money] = [:]
    for line in try books.store.lines(ofClaim: claim.id, in: books.practice)
    where line.posting.account == .charges {
      let key = OpenLine(
        account: .charges, payer: line.posting.subject.payer, line: line.posting.subject.line)
      charged[key, default: .zero] += -line.posting.amount
    }
    return charged.filter { $0.value != .zero }
  }
}
