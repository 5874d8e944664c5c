// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values
import X12

extension BillingOffice {
  /// Claims that a payer or clearinghouse has, and of which nothing was heard for days.
  ///
  /// - Parameters:
  ///   - day: The day from which it is counted; nothing for today.
  ///   - days: For how many days nothing was heard.
  /// - Returns: `claims`, those that wait longest first, each with `days`, what was `heard` last, and when the payer was
  ///   `asked`.
  public func unanswered(
    on day: CalendarDate?, days: Int, limit: Int
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let today = day ?? moment.date
      let waiting = try quiet(today, days, limit)
      let asked = try store.asked(about: waiting.map(\.claim.id.description))
      let claims = try waiting.map { kept -> JSON in
        let name = kept.claim.id.description
        let heard = try store.acknowledgements(of: name).last
        let passed = today.daysSinceEpoch - kept.since.date.daysSinceEpoch
        return .object(
          brief(kept).members + [
            .init("days", .int(Int(passed))),
            .init("heard", .string(heard.map { AcknowledgementWords.words($0.codes) } ?? "")),
            .init("asked", .string(asked[name]?.date.description ?? "")),
          ])
      }
      return .members(("on", .date(today)), ("days", .int(days)), ("claims", .array(claims)))
    }
  }

  /// Asks payers about claims of which nothing was heard: a 276 with a transaction set for each payer.
  ///
  /// Who was asked within a week is not asked again.
  ///
  /// - Parameters:
  ///   - house: Where the file goes.
  ///   - others: As for ``unanswered(on:days:limit:)``.
  /// - Returns: `file`, how many were `asked`, and `findings` of those that could not be.
  public func askStatus(
    through house: Clearinghouse, on day: CalendarDate?, days: Int, limit: Int, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    return try asWorkflow {
      let today = day ?? moment.date
      let waiting = try quiet(today, days, limit)
      let asked = try store.asked(about: waiting.map(\.claim.id.description))
      var findings: [Finding] = []
      var payers: [(id: String, claims: [StatusInquiry.Asked], names: [String])] = []
      for kept in waiting {
        let name = kept.claim.id.description
        if let last = asked[name], today.daysSinceEpoch - last.date.daysSinceEpoch < 7 { continue }
        guard let submission = try store.submission(kept.submission, of: name) else { continue }
        let claim = try ClaimText.claim(submission.content)
        guard let payer = claim.coverage.payer.id, StatusInquiry.missing(claim) == nil else {
          let lacking = StatusInquiry.missing(claim) ?? "the payer's number"
          findings.append(
            Finding(
              "claims.cannot-ask", .warns, at: .claim,
              facts: [.init("claim", name), .init("missing", lacking)]))
          continue
        }
        let number = try store.payerNumber(of: name, rank: kept.claim.rank)
        let place = payers.firstIndex { $0.id == payer } ?? payers.count
        if place == payers.count { payers.append((payer, [], [])) }
        payers[place].claims.append(.init(claim, payerNumber: number))
        payers[place].names.append(name)
      }
      let file = payers.isEmpty ? nil : try ask(payers.map(\.claims), house)
      if let file {
        try store.transaction {
          try store.noteAsked(
            about: payers.flatMap(\.names), at: moment, file: file, by: user)
        }
      }
      return .members(
        ("file", file.map(JSON.string)), ("payers", .int(payers.count)),
        ("asked", .int(payers.reduce(0) { $0 + $1.names.count })),
        ("findings", .array(findings.map(FindingWords.standard.json))))
    }
  }

  private func quiet(_ today: CalendarDate, _ days: Int, _ limit: Int) throws -> [KeptClaim] {
    let last = Instant(startOf: today.adding(days: 1 - days)).microseconds - 1
    return try store.unanswered(since: Instant(microseconds: last), limit: limit)
  }

  /// Writes the questions to payers as one interchange, and brings it to its place.
  ///
  /// - Returns: The name of the file.
  private func ask(_ payers: [[StatusInquiry.Asked]], _ house: Clearinghouse) throws -> String {
    let moment = moment
    let time = Self.time(moment)
    guard let number = try store.transaction({ try store.next(1, of: house.counter("ISA")) }).first
    else { preconditionFailure("a count gives numbers") }
    let settings = house.settings(date: moment.date, time: time, number: number)
    let asking = (settings.submitterName, settings.submitterID ?? settings.header.sender.id)
    var writer = TransactionSetWriter(settings.header, lineBreaks: house.lineBreaks)
    writer.parties = (
      house.groupSender ?? settings.header.sender.id,
      house.groupReceiver ?? settings.header.receiver.id
    )
    var bytes = try writer.begin()
    for (place, claims) in payers.enumerated() {
      let question = StatusInquiry(asking: asking, claims: claims)
      bytes += try writer.append(
        question.question("\(NumberedInterchanges.nineDigits(number))-\(place + 1)", at: moment)
          .loop)
    }
    bytes += try writer.finish()
    let file = house.file(
      kind: "276", batch: number, number: number, date: moment.date, time: time)
    let partial = "\(file).\(UInt32.random(in: 0...UInt32.max)).partial"
    try house.transport.bring(bytes, as: partial)
    _ = try house.transport.publish(partial, as: file, Self.digest(bytes))
    return file
  }
}
