// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import TestSupport
import Testing
import Values

@Suite struct SimulatedPayerTests {
  /// A claim of some lines, made up by a seed.
  private func claim(_ number: Int, _ numbers: inout SeededNumbers) throws -> Claim {
    var claim = Claim(
      id: try #require(ClaimID("C\(number)")), kind: .professional,
      patientControlNumber: try #require(PatientControlNumber("C\(number)")),
      billingProvider: Provider(name: .organization("SAMPLE CLINIC"), npi: "1999999984"),
      coverage: Coverage(
        payer: Payer(name: "SAMPLE PLAN", id: "99990"), subscriberID: "M\(number % 7)"),
      patient: Patient(person: Person(name: PersonName(family: "DOE", given: "JAN"))))
    for line in 1...Int.random(in: 1...4, using: &numbers) {
      let charge = Charge(
        code: "9921\(line)", amount: Money(cents: Int64.random(in: 0...50_000, using: &numbers)))
      claim.lines.append(
        ServiceLine(
          number: line, charge: charge, from: SampleEncounter.day("2026-03-02"), through: nil))
    }
    return claim
  }

  @Test("Whatever it decides, charge is paid and adjusted to the cent", arguments: UInt64(1)...20)
  func balance(_ seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    var script = PayerScript()
    script.seed = seed
    script.rates = [.deny: 0.2, .denyLine: 0.3]
    script.allowed = Int64.random(in: 0...10_000, using: &numbers)
    script.coinsurance = Int64.random(in: 0...10_000, using: &numbers)
    var payer = SimulatedPayer(script)
    var seen: Set<String> = []
    for number in 0..<60 {
      let claim = try claim(number, &numbers)
      var knowledge = SimulatedPayer.Knowledge()
      if number % 3 == 0 {
        knowledge.allowed[1] = Money(cents: Int64.random(in: 0...60_000, using: &numbers))
      }
      let answer = payer.answer(claim, knowledge, on: SampleEncounter.day("2026-04-01"))
      for given in [
        answer, SimulatedPayer.reversal(of: answer), payer.correction(of: answer),
      ] {
        #expect(given.charge == given.paid + given.allAdjustments.total)
        for line in given.lines {
          #expect(line.charge == line.paid + line.adjustments.total)
          seen.formUnion(line.adjustments.map { "\($0.group)-\($0.reason)" })
        }
      }
      #expect(answer.paid >= .zero && answer.lines.count == claim.lines.count)
    }
    #expect(seen.count > 5)
  }

  @Test("A member of Medicaid owes nothing")
  func medicaid() throws {
    var numbers = SeededNumbers(seed: 5)
    var payer = SimulatedPayer(PayerScript())
    for number in 0..<40 {
      var claim = try claim(number, &numbers)
      claim.coverage.claimFiling = .medicaid
      let answer = payer.answer(
        claim, SimulatedPayer.Knowledge(), on: SampleEncounter.day("2026-04-01"))
      #expect(answer.allAdjustments.allSatisfy { $0.group != "PR" })
      #expect(answer.charge == answer.paid + answer.allAdjustments.total)
    }
  }

  @Test("A deductible is used up once a year, whatever comes")
  func deductible() throws {
    var script = PayerScript.plain
    script.allowed = 10_000
    script.copay = .zero
    script.coinsurance = 0
    script.deductible = Money(cents: 10_000)
    var payer = SimulatedPayer(script)
    var numbers = SeededNumbers(seed: 1)
    var left = Money.zero
    for number in 0..<40 {
      let answer = payer.answer(
        try claim(number * 7, &numbers), .init(), on: SampleEncounter.day("2026-04-01"))
      left += answer.patientResponsibility ?? .zero
    }
    #expect(left == script.deductible)
    #expect(payer.used == ["M0|2026": script.deductible])
  }

  @Test("Chances are the same whenever they are asked, and spread evenly")
  func chances() {
    let chance = SeededChance(3)
    let all = (0..<10_000).map { chance("C\($0)", "deny") }
    #expect(all == (0..<10_000).map { chance("C\($0)", "deny") })
    #expect(all.allSatisfy { (0..<1).contains($0) })
    for part in stride(from: 0.0, to: 1, by: 0.1) {
      let count = all.count { $0 >= part && $0 < part + 0.1 }
      #expect((850...1150).contains(count))
    }
    #expect(chance("C1", "deny") != SeededChance(4)("C1", "deny"))
  }

  @Test(
    "A script with a member that is unknown or out of its range is not taken",
    arguments: [
      (#"{"rates": {"deny": 2}}"#, "rates"), (#"{"allowed": -0.1}"#, "allowed"),
      (#"{"copay": "x"}"#, "copay"), (#"{"shape": 1}"#, "shape"),
      (#"{"reasons": []}"#, "reasons"), (#"{"filing_limit": -1}"#, "filing_limit"),
    ])
  func scripts(_ text: String, _ member: String) throws {
    let read = PayerScript.reading(try JSON(parsing: Array(text.utf8)))
    #expect(read.script == nil && read.wrong == member)
  }
}
