// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Testing
import Values
import Workflows

@Suite struct SecondPersonTests {
  @Test(
    "Whoever asked cannot approve, however the name is written",
    arguments: [
      ("ann", "ann", false), ("Ann", "ann", false), (" ann ", "ann", false),
      ("ann  smith", "Ann Smith", false), ("", "ann", false), ("  ", "ann", false),
      ("bob", "ann", true), ("anna", "ann", true),
    ])
  func names(_ approver: String, _ asker: String, _ may: Bool) {
    #expect(SecondPerson.may(approver, approveWhatAsked: asker) == may)
  }

  @Test(
    "An amount cut into parts needs a second person as the whole does",
    arguments: [
      (2500, 0, 2500, false), (2501, 0, 2500, true), (1000, 1500, 2500, false),
      (1000, 1501, 2500, true), (1, 0, 0, true),
    ])
  func limits(_ amount: Int64, _ before: Int64, _ limit: Int64, _ isNeeded: Bool) {
    #expect(
      SecondPerson.isNeeded(
        for: Money(cents: amount), before: Money(cents: before), limit: Money(cents: limit))
        == isNeeded)
  }

  @Test("What a payer took off is found with its other side, and the rest is left as it was")
  func reductions() throws {
    let subject = Subject(payer: SubjectID("P"), claim: SubjectID("C"))
    let postings = [
      Posting(.remittancesExpected, Money(cents: 60)),
      Posting(.payerReceivable, Money(cents: -60), subject),
      Posting(.contractual, Money(cents: 30), subject),
      Posting(.payerReceivable, Money(cents: -30), subject),
      Posting(.sequestration, Money(cents: 10), subject),
      Posting(.payerReceivable, Money(cents: -10), subject),
    ]
    let found = RequestPosting.reductions(postings, by: .contractual)
    #expect(found.undone == Money(cents: 30) && found.subject == subject)
    #expect(found.kept == Array(postings[0...1] + postings[4...5]))
    #expect(RequestPosting.reductions(postings, by: .payerReductions).undone == .zero)
  }

  @Test("The latest refusal stands for an open balance first")
  func parts() {
    func cents(_ amounts: Int64...) -> [Money] { amounts.map { Money(cents: $0) } }
    let twice = DenialTotals.parts(of: cents(100, 100), balance: Money(cents: 100))
    #expect(twice.parts == cents(0, 100) && twice.rest == .zero)
    let less = DenialTotals.parts(of: cents(100, 50), balance: Money(cents: 120))
    #expect(less.parts == cents(70, 50) && less.rest == .zero)
    let more = DenialTotals.parts(of: cents(40), balance: Money(cents: 120))
    #expect(more.parts == cents(40) && more.rest == Money(cents: 80))
    #expect(DenialTotals.parts(of: cents(40), balance: Money(cents: -5)).parts == cents(0))
  }
}
