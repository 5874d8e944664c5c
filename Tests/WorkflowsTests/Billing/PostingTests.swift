// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Values
import Workflows

/// Answers of payers posted to claims, over generated histories on both engines.
@Suite struct PostingTests {
  private static let day = SampleEncounter.day("2026-05-04")

  private static func remittances(
    _ generated: inout GeneratedRemittances, _ claims: [GeneratedRemittances.Claim]
  ) -> [GeneratedRemittances.Remittance] {
    let answers = claims.map { generated.answer($0) }
    return stride(from: 0, to: answers.count, by: 7).map { start in
      var remittance = GeneratedRemittances.Remittance(
        trace: "CHK\(start)", day: day,
        answers: Array(answers[start..<min(start + 7, answers.count)]))
      if start % 2 == 0 { remittance.beside = [("L6", "", -125), ("WO", "X-1", 1000)] }
      return remittance
    }
  }

  @Test(
    "Every claim comes to what its answers leave, on both engines",
    arguments: TestOffice.engines, [UInt64(1), 2, 3])
  func balances(_ engine: String, _ seed: UInt64) throws {
    let test = try TestOffice(engine)
    var generated = GeneratedRemittances(seed: seed)
    let claims = generated.claims(40)
    try test.add(claims)
    try test.check(claims)
    for remittance in Self.remittances(&generated, claims) {
      let answer = try test.post([remittance])
      #expect(answer["findings"]?.elements.isEmpty == true)
      let posted = try #require(answer["remittances"]?.elements.first)
      #expect(posted["posted"]?.int == remittance.answers.count)
      #expect(posted["amount"]?.digits == Money(cents: remittance.cents).description)
      try test.check(claims)
    }
  }

  @Test("R6: the same, renamed, merged, split and reordered files are posted once")
  func idempotent() throws {
    var generated = GeneratedRemittances(seed: 11)
    let claims = generated.claims(30)
    let remittances = Self.remittances(&generated, claims)
    let first = try TestOffice()
    try first.add(claims)
    try first.post(remittances)
    let (head, fingerprint) = (try first.head, try first.fingerprint)
    let whole = try first.file(GeneratedRemittances.remittanceFile(remittances))
    for _ in 0..<20 {
      let again = try first.office.post([whole], by: "test")
      #expect(again["remittances"]?.elements.allSatisfy { $0["posted"]?.int == 0 } == true)
    }
    let renamed = try first.file(GeneratedRemittances.remittanceFile(remittances), "other.txt")
    _ = try first.office.post([renamed], by: "test")
    var shuffled = Array(remittances.reversed())
    for index in shuffled.indices { shuffled[index].answers.reverse() }
    let turned = try first.file(GeneratedRemittances.remittanceFile(shuffled))
    _ = try first.office.post([turned], by: "test")
    #expect(try first.head == head)

    // One by one, in another order, each claim as a payment of its own under the same trace number.
    let second = try TestOffice()
    try second.add(claims)
    for remittance in remittances.reversed() {
      for (index, answer) in remittance.answers.enumerated().reversed() {
        var part = remittance
        part.answers = [answer]
        part.beside = index == 0 ? remittance.beside : []
        try second.post([part])
      }
    }
    try second.check(claims)
    #expect(try second.fingerprint == fingerprint)
  }

  @Test("What is unapplied leaves nothing, and reposted it is as before")
  func unapplied() throws {
    var generated = GeneratedRemittances(seed: 5)
    let claims = generated.claims(25)
    let test = try TestOffice()
    try test.add(claims)
    let before = try test.fingerprint
    let remittances = Self.remittances(&generated, claims)
    try test.post(remittances)
    let after = try test.fingerprint
    let numbers = try test.office.remittances(limit: 100)["remittances"]?.elements ?? []
    #expect(numbers.count == remittances.count)
    for _ in 0..<3 {
      for number in numbers.compactMap({ $0["remittance"]?.int }) {
        _ = try test.office.unapply(number, reason: "test", by: "test")
      }
      #expect(try test.fingerprint == before)
      // Posting the file again does not undo what a person has done.
      let again = try test.office.post(
        [test.file(GeneratedRemittances.remittanceFile(remittances))], by: "test")
      #expect(again["remittances"]?.elements.allSatisfy { $0["posted"]?.int == 0 } == true)
      #expect(try test.fingerprint == before)
      for number in numbers.compactMap({ $0["remittance"]?.int }) {
        _ = try test.office.repost(number, by: "test")
      }
      #expect(try test.fingerprint == after)
    }
    try test.check(claims)
  }

  @Test("A payment is taken back and paid anew, in the same remittance or a later one")
  func corrections() throws {
    var generated = GeneratedRemittances(seed: 9)
    let claims = generated.claims(30)
    let test = try TestOffice()
    try test.add(claims)
    let answers = claims.map { generated.answer($0) }
    try test.post([.init(trace: "C1", day: Self.day, answers: answers)])
    try test.check(claims)
    for (index, answer) in answers.enumerated() {
      let correction = generated.answer(answer.claim)
      var remittance = GeneratedRemittances.Remittance(
        trace: "C2-\(index)", day: Self.day.adding(days: 7),
        answers: [answer.reversal, correction])
      // What is not kept now is carried to a later payment.
      if remittance.cents < 0 { remittance.beside = [("FB", "", remittance.cents)] }
      let posted = try test.post([remittance])
      #expect(posted["remittances"]?.elements.first?["posted"]?.int == 2)
    }
    try test.check(claims)
    #expect(try test.office.work("reversal", limit: 10)["work"]?.elements.isEmpty == true)
  }

  @Test("What was not matched is found when its claims come, and the books are as if it had been")
  func matchedLater() throws {
    var generated = GeneratedRemittances(seed: 21)
    let claims = generated.claims(20)
    let remittances = Self.remittances(&generated, claims)
    let inOrder = try TestOffice()
    try inOrder.add(claims)
    try inOrder.post(remittances)
    let late = try TestOffice()
    try late.post(remittances)
    #expect(
      try late.office.work("unmatched", limit: 100)["work"]?.elements.count == claims.count)
    #expect(try late.office.threeWayMatch()["residual"]?.digits == "0.00")
    let claimed = try late.file(GeneratedRemittances.claimFile(claims))
    _ = try late.office.add([claimed], isSent: true, by: "test")
    let answer = try late.office.matchAgain(by: "test")
    #expect(answer["matched"]?.int == claims.count)
    #expect(try late.fingerprint == inOrder.fingerprint)
    #expect(try late.office.work("unmatched", limit: 100)["work"]?.elements.isEmpty == true)
  }

  @Test("A remittance that is off by a cent anywhere is refused whole, with by how much")
  func unbalanced() throws {
    var generated = GeneratedRemittances(seed: 4)
    let claims = generated.claims(5)
    let test = try TestOffice()
    try test.add(claims)
    let head = try test.head
    var wrong = GeneratedRemittances.Remittance(
      trace: "W1", day: Self.day, answers: claims.map { generated.answer($0) })
    wrong.answers[2].lines[0].paid += 1
    let answer = try test.office.post(
      [test.file(GeneratedRemittances.remittanceFile([wrong]))], by: "test")
    let finding = try #require(answer["findings"]?.elements.first)
    #expect(finding["rule"]?.string == "remittances.unbalanced")
    #expect(finding["message"]?.string?.contains("0.01") == true)
    #expect(answer["remittances"]?.elements.isEmpty == true)
    #expect(try test.head == head)
  }
}
