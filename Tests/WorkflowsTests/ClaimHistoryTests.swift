// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Foundation
import Storage
import TestSupport
import Testing
import Values

@testable import Workflows

@Suite struct ClaimHistoryTests {
  private static let server = ProcessInfo.processInfo.environment["CLEANCLAIM_POSTGRESQL"]

  /// Books of one test, on SQLite or, where a server is there, on PostgreSQL.
  private func office(_ folder: String, isServer: Bool) throws -> BillingOffice {
    var address: String?
    if isServer, let server = Self.server {
      let name = "test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
      try Database(at: .postgreSQL(server)).run("CREATE SCHEMA \(name)")
      address = "\(server)\(server.contains("?") ? "&" : "?")options=-csearch_path%3D\(name)"
    }
    let books = try Books(
      database: address, practice: "main", Installation(home: folder), isNew: true)
    _ = try books.open(from: SampleEncounter.day("2026-01-01"))
    let installation = Installation(home: folder)
    try KeyFile.begin(installation.keys(nil), installation)
    return try BillingOffice(books, keys: installation.keys(nil))
  }

  @Test(
    "Whatever happens to claims, in whatever order, the books add up and nothing is sent twice",
    arguments: UInt64(1)...4)
  func history(_ seed: UInt64) throws {
    let isServer = seed > 2
    if isServer, Self.server == nil { return }
    try SampleInterchanges.withFolder { folder in
      let office = try office(folder, isServer: isServer)
      let runner = ClaimHistoryRunner(office, folder: folder, seed: seed)
      for step in 0..<160 {
        try runner.step()
        if step % 4 == 3 { #expect(try runner.faults() == [], "step \(step)") }
      }
      // Each kind of thing did happen, and not only was refused.
      for name in ["add", "send", "acknowledge", "answer"] {
        #expect(runner.done[name, default: 0] > 0, "\(name)")
      }
      #expect(runner.done.count > 8, "\(runner.done)")
    }
  }

  private static let level: [ClaimState: Int] = [
    .sent: 1, .clearinghouseAccepted: 2, .clearinghouseRejected: 2, .payerAccepted: 3,
    .payerRejected: 3, .pending: 4, .partlyPaid: 5, .denied: 5, .paid: 6, .closed: 7,
  ]

  @Test(
    "In whatever order acknowledgements and remittances come, however often: a claim is never behind",
    arguments: UInt64(1)...8)
  func permutations(_ seed: UInt64) throws {
    try SampleInterchanges.withFolder { folder in
      var numbers = SeededNumbers(seed: seed)
      let office = try office(folder, isServer: false)
      func write(_ text: String, _ name: String) throws -> String {
        try Files.write(Array(text.utf8), to: "\(folder)/\(name)")
        return "\(folder)/\(name)"
      }
      let claim = SampleClaimFiles.claim("A1", lines: [100], payers: 1)
      _ = try office.add([write(claim, "claim")], by: "ann")
      _ = try office.send(to: Clearinghouse(folder: "\(folder)/out"), by: "ann")
      func statement(_ isPayer: Bool, _ isAccepted: Bool) -> String {
        SampleClaimFiles.statement(
          "A1", trace: "1-1", isPayer: isPayer, isAccepted: isAccepted, number: "ICN1")
      }
      var line = SampleClaimFiles.Line(code: "99211", charge: 100, control: "A1L1")
      (line.paid, line.share) = (70, 30)
      let messages: [(level: Int, isAnswer: Bool, text: String)] = [
        (2, false, SampleClaimFiles.group(1, set: 1, isAccepted: true)),
        (2, false, statement(false, true)), (2, false, statement(false, false)),
        (3, false, statement(true, true)), (3, false, statement(true, false)),
        (
          6, true,
          SampleClaimFiles.answer(
            "A1", status: 1, number: "ICN1", trace: "T1", payer: 1, [line])
        ),
      ]
      for round in 0..<3 {
        var order = messages + messages.shuffled(using: &numbers).prefix(3)
        order.shuffle(using: &numbers)
        var (highest, before) = (1, 1)
        if round > 0 {
          // The same again: nothing may change any more.
          (highest, before) = (6, 6)
        }
        for (index, message) in order.enumerated() {
          let path = try write(message.text, "\(round)-\(index)")
          if message.isAnswer {
            _ = try office.post([path], by: "bob")
          } else {
            _ = try office.acknowledge([path], by: "bob")
          }
          highest = max(highest, message.level)
          let state = try office.known(claim: "A1").claim.state
          let now = try #require(Self.level[state])
          #expect(now >= before && now >= highest, "round \(round), message \(index)")
          before = now
        }
      }
    }
  }

  @Test("A later limit never shortens the first one, and counts from where its law says")
  func laterLimits() throws {
    let limits = BillingTables.laterLimits
    let day = SampleEncounter.day("2026-02-03")
    let paid = SampleEncounter.day("2026-09-01")
    func deadline(_ kind: LaterLimits.Kind, _ filing: String, _ paid: CalendarDate?) -> String? {
      limits.deadline(
        kind, filing, service: day, remittance: paid, else: BillingTables.limits)?.description
    }
    #expect(deadline(.secondary, "MB", paid) == "2027-02-03")
    #expect(deadline(.secondary, "MC", SampleEncounter.day("2026-12-01")) == "2027-05-30")
    #expect(deadline(.secondary, "CI", paid) == "2026-11-30")
    #expect(deadline(.secondary, "CI", nil) == "2026-05-04")
    #expect(deadline(.corrected, "VA", paid) == "2026-08-02")
    #expect(deadline(.secondary, "CH", SampleEncounter.day("2026-03-01")) == "2027-02-03")
    #expect(LaterLimits(parsing: "MB\tlater\t1y\tservice\tx") == nil)
    #expect(LaterLimits(parsing: "MB\tcorrected\tsoon\tservice\tx") == nil)
  }

  @Test("The codes of acknowledgements are told in words")
  func words() {
    #expect(
      AcknowledgementWords.words("stc:A7:562:85 stc:A3:21")
        == "refused: something is not valid: the NPI: the billing provider; "
        + "sent back as it could not be worked on: missing or not valid information")
    #expect(
      AcknowledgementWords.words("ik5:R:5 ik3:8:NM1:2010 ik4:7:NM1-9")
        == "the transaction set was refused: one or more segments are wrong; "
        + "a segment has elements that are wrong at NM1 of loop 2010; "
        + "a code that is not valid at NM1-9")
    #expect(
      AcknowledgementWords.words("ta1:R:008 ak9:P: stc:A1:9999")
        == "the interchange was refused: the receiver is not known; the group was taken in part; "
        + "received; not yet taken for adjudication: status code 9999")
  }
}
