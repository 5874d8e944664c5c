// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Values
import Workflows

/// Which claims answers find whose numbers, members and amounts payers have mangled: never a wrong one.
@Suite struct MatchingTests {
  /// What a payer does to an answer.
  enum Fault: String, CaseIterable {
    case none, noNumber, wrongNumber, anothersNumber, noModifiers, noControls, otherMember
    case anothersNumberAndNoMember, noNumberOtherCharge
  }

  @Test(
    "PAY-04: mangled answers find their claim or none, never another's", arguments: Fault.allCases)
  func confusion(_ fault: Fault) throws {
    var generated = GeneratedRemittances(seed: 77)
    let claims = generated.claims(60)
    let test = try TestOffice()
    try test.add(claims)
    var answers = claims.map { generated.answer($0) }
    for index in answers.indices {
      let other = claims[(index + 7) % claims.count]
      switch fault {
      case .none, .noModifiers, .noControls: break
      case .noNumber: answers[index].number = "0"
      case .wrongNumber: answers[index].number = "ZZ\(index)"
      case .anothersNumber: answers[index].number = other.number
      case .otherMember: answers[index].claim.member = "NEW\(index)"
      case .anothersNumberAndNoMember:
        answers[index].number = other.number
        answers[index].claim.member = ""
      case .noNumberOtherCharge:
        answers[index].number = ""
        answers[index].lines[0].line.cents += 100
        answers[index].lines[0].adjustments.append(("CO", "45", 100))
      }
    }
    let remittance = GeneratedRemittances.Remittance(
      trace: "M1", day: SampleEncounter.day("2026-05-04"), answers: answers)
    let file = try test.file(
      GeneratedRemittances.remittanceFile(
        [remittance], hasControls: fault != .noControls, hasModifiers: fault != .noModifiers))
    _ = try test.office.post([file], by: "test")
    let kept = try test.office.remittance(1)["answers"]?.elements ?? []
    var (right, wrong, none) = (0, 0, 0)
    for row in kept {
      let place = try #require(row["place"]?.int)
      switch row["claim"]?.string {
      case claims[place - 1].number: right += 1
      case nil: none += 1
      default: wrong += 1
      }
    }
    #expect(kept.count == claims.count)
    #expect(wrong == 0)
    switch fault {
    case .none, .noModifiers, .noControls, .otherMember: #expect(right == claims.count)
    // Member, day and charge tell them; of twins there are none here.
    case .noNumber, .wrongNumber: #expect(right == claims.count)
    case .anothersNumber, .anothersNumberAndNoMember, .noNumberOtherCharge:
      #expect(none == claims.count)
    }
    _ = try test.books.verify()
    #expect(try test.office.threeWayMatch()["residual"]?.digits == "0.00")
  }

  @Test("Twins without their number are nobody's until a person says whose they are")
  func twins() throws {
    var generated = GeneratedRemittances(seed: 3)
    var claims = generated.claims(2)
    claims[1] = claims[0]
    claims[1].number = "G-TWIN"
    for index in claims[1].lines.indices { claims[1].lines[index].control = "" }
    let test = try TestOffice()
    try test.add(claims)
    var answer = generated.answer(claims[0])
    answer.number = ""
    _ = try test.office.post(
      [
        test.file(
          GeneratedRemittances.remittanceFile(
            [.init(trace: "T1", day: SampleEncounter.day("2026-05-04"), answers: [answer])],
            hasControls: false))
      ], by: "test")
    let work = try #require(
      test.office.work("unmatched", limit: 5)["work"]?.elements.first)
    #expect(work["reason"]?.string == "ambiguous")
    let number = try #require(work["work"]?.int)
    let resolved = try test.office.resolve(number, to: "G-TWIN", by: "ann")
    #expect(resolved["posted"]?.int == 1)
    let row = try #require(test.office.remittance(1)["answers"]?.elements.first)
    #expect(row["claim"]?.string == "G-TWIN")
    #expect(row["basis"]?.string == "person")
    #expect(try test.office.work("unmatched", limit: 5)["work"]?.elements.isEmpty == true)
    _ = try test.books.verify()
  }
}
