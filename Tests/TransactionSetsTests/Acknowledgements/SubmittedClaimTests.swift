// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import TransactionSets
import Values

@Suite struct SubmittedClaimTests {
  typealias Event = SubmittedClaim.Event

  private static let day = CalendarDate(daysSinceEpoch: 20758)
  private static let later = CalendarDate(daysSinceEpoch: 20762)
  private static let reference = SubmittedClaim.Reference(
    interchange: 1, group: 1, set: "0001", batch: "BATCH0001", claim: "CC0001")
  private static let events: [String: Event] = [
    "TA1 A": Event(.interchange, .accepted),
    "TA1 R": Event(.interchange, .rejected, codes: ["023"]),
    "999 A": Event(.transactionSet, .accepted),
    "999 E": Event(.transactionSet, .acceptedWithErrors),
    "999 R": Event(.transactionSet, .rejected, codes: ["5"]),
    "CH A": Event(.clearinghouse, .accepted, date: day),
    "CH R": Event(.clearinghouse, .rejected, date: day),
    "CH R later": Event(.clearinghouse, .rejected, date: later),
    "P recv": Event(.payer, .received, date: day), "P A": Event(.payer, .accepted, date: day),
    "P R": Event(.payer, .rejected, date: day), "P R later": Event(.payer, .rejected, date: later),
    "P A later": Event(.payer, .accepted, date: later),
  ]

  @Test(
    "What is known only grows, whatever comes late, twice or in whatever order",
    arguments: [
      ("TA1 A,999 A,CH A,P A", "changed,changed,changed,changed", "P A"),
      ("P A,CH A,999 A,TA1 A", "changed,late,late,late", "P A"),
      ("999 A,999 A", "changed,duplicate", "999 A"),
      ("P A,999 R", "changed,contradictory", "P A"), ("P R,999 R", "changed,late", "P R"),
      ("999 R,P A", "changed,contradictory", "999 R"), ("TA1 R,999 R", "changed,changed", "999 R"),
      ("999 R,999 A", "changed,contradictory", "999 R"),
      ("999 E,P recv", "changed,changed", "P recv"),
      ("CH R,P A", "changed,changed", "P A"), ("CH A,P R", "changed,changed", "P R"),
      ("CH A,CH R later", "changed,changed", "CH R later"),
      ("CH A,CH R", "changed,contradictory", "CH A"),
      ("P recv,P A", "changed,changed", "P A"), ("P A,P recv", "changed,late", "P A"),
      ("P A,P R", "changed,contradictory", "P A"),
      ("P A,P R later", "changed,changed", "P R later"),
      ("P R later,P A", "changed,late", "P R later"),
      ("P R,P A later", "changed,changed", "P A later"),
      ("P A,P R later,P A", "changed,changed,duplicate", "P R later"),
    ])
  func order(names: String, outcomes: String, state: String) throws {
    var claim = SubmittedClaim(Self.reference)
    let found = try names.split(separator: ",").map {
      claim.take(try #require(Self.events[String($0)])).rawValue
    }
    #expect(found.joined(separator: ",") == outcomes)
    #expect(claim.state == Self.events[state])
  }

  @Test("In every order of all that may come, the state never goes to a nearer station")
  func neverBackwards() {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var claim = SubmittedClaim(Self.reference)
      for event in (Self.events.values.map { $0 } + Self.events.values).shuffled(using: &numbers) {
        let before = claim.state
        let outcome = claim.take(event)
        #expect(claim.state.station >= before.station)
        #expect((claim.state == before) == (outcome != .changed))
        if claim.state.station == before.station, let new = claim.state.date, let old = before.date
        {
          #expect(new >= old)
        }
      }
    }
  }

  /// The two claims of 837p-two.edi, as they were sent.
  private var sent: SubmittedClaims {
    SubmittedClaims(
      ["CC0001", "CC0002"].map {
        SubmittedClaim(
          .init(
            interchange: 1, group: 1, set: "0001", batch: "BATCH0001", claim: $0,
            provider: "1234567893"))
      })
  }

  @Test("The answers to a file find its claims, from the envelope to the payer")
  func applied() throws {
    let judged = try Judged("837p-two.edi", ("CLM*CC0001*150*", "CLM*CC0001*160*"))
    var claims = sent
    let texts = [try judged.answer(), try judged.claimAnswer()]
    for text in texts {
      for acknowledgement in Judged.acknowledgements(text) {
        let result = claims.apply(acknowledgement)
        #expect(result.unknown == [] && result.changes.map(\.outcome) == [.changed, .changed])
      }
    }
    #expect(claims.claims.map(\.state.verdict) == [.rejected, .accepted])
    #expect(claims.claims.map(\.state.station) == [.payer, .payer])
    #expect(claims.claims[0].state.codes == ["A8:400"])
    // All of it once more, the other way round: nothing changes.
    let before = claims.claims.map(\.state)
    for text in texts.reversed() {
      for acknowledgement in Judged.acknowledgements(text).reversed() {
        #expect(!claims.apply(acknowledgement).changes.contains { $0.outcome == .changed })
      }
    }
    #expect(claims.claims.map(\.state) == before)
  }

  @Test("A clearinghouse that accepts is told from the payer")
  func clearinghouse() throws {
    var options = ClaimAcknowledgementBuilder.Options(
      received: Self.day, processed: Self.day, time: "1200", trace: "T")
    options.role = "AY"
    options.acceptance = .init(category: "A1", code: "19", entity: "AY")
    var claims = sent
    for acknowledgement in Judged.acknowledgements(try Judged("837p-two.edi").claimAnswer(options))
    {
      _ = claims.apply(acknowledgement)
    }
    #expect(claims.claims.map(\.state.station) == [.clearinghouse, .clearinghouse])
    #expect(claims.claims.map(\.state.verdict) == [.accepted, .accepted])
  }

  @Test("What nobody here has sent is named, and changes nothing")
  func unknown() throws {
    var claims = SubmittedClaims([])
    let judged = try Judged("837p-two.edi")
    var unknown: [[String]] = []
    for text in [try judged.answer(), try judged.claimAnswer()] {
      unknown += Judged.acknowledgements(text).map { claims.apply($0).unknown }
    }
    #expect(unknown == [["000000001"], ["1"], ["CC0001", "CC0002"]])
  }

  @Test("A rejected group turns away its sets, named or not")
  func group() {
    var claims = sent
    var answer = GroupAcknowledgement(functionalIdentifier: "HC", controlNumber: "1")
    answer.code = .rejected
    answer.errors = ["2"]
    #expect(claims.apply(.group(answer)).changes.map(\.event.codes) == [["2"], ["2"]])
    #expect(claims.claims.map(\.isRejected) == [true, true])
  }
}
