// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
public import Values

extension BillingOffice {
  /// States in which no payer is known to have a claim.
  private static let unfiled: [ClaimState] = [
    .draft, .held, .ready, .sent, .clearinghouseAccepted, .clearinghouseRejected, .payerRejected,
  ]

  /// Claims that no payer is known to have, and whose last day comes soon or has gone by.
  ///
  /// - Parameters:
  ///   - day: From which day it is counted; nothing for today.
  ///   - within: How many days ahead.
  /// - Returns: `claims`, those first that are due first, each with the days that are left.
  public func due(
    on day: CalendarDate?, within: Int, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let today = day ?? moment.date
      let due = try store.due(
        by: today.adding(days: within), in: Self.unfiled, limit: limit)
      let claims = due.map { kept -> JSON in
        let left = (kept.deadline ?? today).daysSinceEpoch - today.daysSinceEpoch
        return JSON.object(brief(kept).members + [.init("days_left", .int(Int(left)))])
      }
      return .members(
        ("on", .date(today)), ("within", .int(within)), ("claims", .array(claims)))
    }
  }

  /// What shows that a claim was filed in time: when and how each submission went out, and who has taken it.
  ///
  /// - Parameter folder: A folder for the files themselves, as they were sent and came; nothing for none.
  /// - Returns: `submissions`, each with its file, numbers, deadline and acknowledgements in words, and whether it is
  ///   proved that it was in time.
  /// - Throws: ``WorkflowFailure``: `claims.unknown`.
  public func proof(of name: String, into folder: String? = nil) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let kept = try known(claim: name)
      let said = try store.acknowledgements(of: name)
      let routes = try store.batches(of: name)
      var digests: [(Digest, String)] = []
      var isProved = false
      let submissions = try store.submissions(of: name).map { submission -> JSON in
        let route = routes.first { $0.submission == submission.number }
        let batch = try route.flatMap { try store.batch($0.batch) }
        let own = said.filter { $0.submission == submission.number }
        if let batch { digests.append((batch.digest, batch.file)) }
        digests += own.map { ($0.document, "\($0.kind)-\($0.document.description.prefix(12)).edi") }
        let taken = own.filter { $0.verdict == "accepted" }
        let deadline = route?.deadline
        let isInTime = batch?.sent.map { sent in
          !taken.isEmpty && (deadline.map { sent.date <= $0 } ?? false)
        }
        isProved = isProved || isInTime == true
        return .members(
          ("submission", .int(submission.number)),
          ("purpose", .string(submission.purpose.rawValue)), ("rank", .int(submission.rank + 1)),
          ("batch", batch.map(json)), ("set", route.map { .int($0.set) }),
          ("deadline", deadline.map { .date($0) }),
          ("proved_in_time", isInTime.map { .bool($0) }),
          ("acknowledgements", .array(own.map(json))))
      }
      if let folder { try write(digests, to: folder) }
      return .members(
        ("claim", .string(name)), ("deadline", kept.deadline.map { .date($0) }),
        ("proved_in_time", .bool(isProved)), ("submissions", .array(submissions)))
    }
  }

  private func write(_ documents: [(Digest, String)], to folder: String) throws {
    try Files.makeFolder(folder)
    var seen: Set<Digest> = []
    for (digest, name) in documents where seen.insert(digest).inserted {
      try Files.write(try document(digest), to: "\(folder)/\(name)")
    }
  }

  /// What was said of a submission, with its codes in words.
  func json(_ kept: KeptAcknowledgement) -> JSON {
    let content = try? JSON(parsing: kept.content)
    let messages = content?["messages"]?.elements ?? []
    return .members(
      ("submission", .int(kept.submission)), ("kind", .string(kept.kind)),
      ("sender", .string(kept.sender)), ("verdict", .string(kept.verdict)),
      ("codes", .string(kept.codes)), ("why", .string(AcknowledgementWords.words(kept.codes))),
      ("messages", messages.isEmpty ? nil : .array(messages)),
      ("received", .string(kept.received.description)),
      ("document", .string(kept.document.description)))
  }
}
