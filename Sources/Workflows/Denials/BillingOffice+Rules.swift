// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
import Values

extension BillingOffice {
  /// Takes the practice's own rules, where there are any: `appeal-levels.tsv` goes before the levels that are part of
  /// the program, `write-off-rules.tsv` takes the place of its rules.
  ///
  /// - Throws: ``WorkflowFailure``: `billing.bad-rules` with the file that cannot be used.
  public func useRules(in folder: String) throws(WorkflowFailure) {
    if let (path, text) = try Self.own("appeal-levels.tsv", in: folder) {
      let standard = String(decoding: Assets.bytes("billing/appeal-levels.tsv"), as: UTF8.self)
      guard let own = AppealLevels(parsing: standard, own: text) else {
        throw WorkflowFailure("billing.bad-rules", .unusable, ("path", path))
      }
      levels = own
    }
    if let (path, text) = try Self.own("write-off-rules.tsv", in: folder) {
      guard let own = WriteOffRules(parsing: text, BillingTables.writeOffs) else {
        throw WorkflowFailure("billing.bad-rules", .unusable, ("path", path))
      }
      writeOffRules = own
    }
  }

  private static func own(
    _ name: String, in folder: String
  ) throws(WorkflowFailure) -> (path: String, text: String)? {
    let path = "\(folder)/\(name)"
    guard Files.exists(path) else { return nil }
    return (path, String(decoding: try asWorkflow { try Files.read(path) }, as: UTF8.self))
  }

  /// The day by which a denial has to be appealed: at the first level, or at the next one where the claim was under
  /// appeal already.
  func appealDeadline(
    _ item: WorkItem, _ filing: String?, notice: CalendarDate, isAppealed: Bool
  ) throws -> CalendarDate? {
    var number = 1
    if isAppealed {
      let last = try store.appeals(of: item.claim).last { $0.payer == item.payer }
      number = (last?.level ?? 0) + 1
    }
    let all = levels.levels(payer: item.payer, coverage: filing)
    return (all.first { $0.number == number } ?? all.last)?.due(after: notice)
  }

  /// The kind of coverage by which a payer has answered a claim last, as CLP06 has it; else what the claim says.
  func coverage(of kept: KeptClaim, payer: String) throws -> String? {
    let claim = kept.claim
    let rank = claim.payers.firstIndex { $0.payer.description == payer } ?? claim.rank
    for answer in try store.answers(to: [claim.id.description]).reversed()
    where answer.rank == rank && answer.status == .posted {
      if let filing = remittanceClaim(answer)?.filingIndicator, !filing.isEmpty { return filing }
    }
    guard rank == claim.rank, let submission = try store.submissions(of: claim.id.description).last
    else { return nil }
    return try? ClaimText.claim(submission.content).coverage.claimFiling?.rawValue
  }

  /// What an answer says.
  func remittanceClaim(_ answer: KeptAnswer) -> RemittanceClaim? {
    (try? JSON(parsing: store.content(of: answer))).flatMap { try? RemittanceClaim(json: $0) }
  }
}
