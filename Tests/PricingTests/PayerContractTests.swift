// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Pricing
import Testing
import Values

@Suite struct PayerContractTests {
  static func json(_ terms: String, _ more: String = "") -> String {
    #"{"name":"c","version":"1","effective":"2025-01-01","terms":[\#(terms)]\#(more)}"#
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let terms: String
    var more = ""
    /// Lines as in ``ProfessionalPaymentTests``, each with `@CHARGE`.
    let lines: String
    /// The amounts of the lines, and after `=` that of the claim.
    let expected: String
    var testDescription: String { what }
  }

  static let rest = #"{"percent_of_charge":50}"#
  static let cases: [Case] = [
    Case(
      what: "a share of the charge, to the cent", terms: rest, lines: "99213@100.01",
      expected: "50.01 = 50.01"),
    Case(
      what: "a share of Medicare’s amount of the line", terms: #"{"percent_of_medicare":117.5}"#,
      lines: "99213@500 99214@500", expected: "117.50 – = –"),
    Case(
      what: "the first term that fits decides",
      terms: #"{"codes":["99202-99215"],"amount":"80.00"},{"codes":["J*"],"percent_of_charge":10},"#
        + rest,
      lines: "99213x2@500 J1100@10.00 A0428@10.00", expected: "160.00 1.00 5.00 = 166.00"),
    Case(
      what: "a case rate is paid once; what stands before it is carved out of it",
      terms: #"{"codes":["J*"],"percent_of_charge":60},{"claim_codes":["27447"],"case_rate":900}"#,
      lines: "99213@100 27447@2000 J1100@10", expected: "900.00 0.00 6.00 = 906.00"),
    Case(
      what: "without its code there is no case rate",
      terms: #"{"claim_codes":["27447"],"case_rate":900},"# + rest, lines: "99213@100",
      expected: "50.00 = 50.00"),
    Case(
      what: "the lower of case rate and all charges of the term",
      terms: #"{"case_rate":900,"lesser_of_charge":true}"#, lines: "99213@100 27447@700.50",
      expected: "800.50 0.00 = 800.50"),
    Case(
      what: "a day of a per diem", terms: #"{"per_diem":1500}"#, lines: "99213@100 99214@100",
      expected: "1500.00 0.00 = 1500.00"),
    Case(
      what: "the lower of amount and charge", terms: #"{"amount":80,"lesser_of_charge":true}"#,
      lines: "99213@79.99 99214@80.01", expected: "79.99 80.00 = 159.99"),
    Case(
      what: "the lower of all amounts and all charges", terms: #"{"amount":80}"#,
      more: #","lesser_of_charges":true"#, lines: "99213@79.99 99214@80",
      expected: "80.00 80.00 = 159.99"),
    Case(
      what: "not paid", terms: #"{"not_paid":true}"#, lines: "99213@80", expected: "0.00 = 0.00"),
    Case(
      what: "no term fits", terms: #"{"modifiers":["26"],"amount":80}"#,
      lines: "71260-26@90 71260@90",
      expected: "80.00 – = –"),
    Case(
      what: "the charges above a threshold: 500 + 60 % of 100.01", terms: #"{"case_rate":500}"#,
      more: #","stop_loss":{"threshold":1000,"percent_of_charge":60}"#, lines: "27447@1100.01",
      expected: "500.00 = 560.01"),
    Case(
      what: "at the threshold nothing is added", terms: #"{"case_rate":500}"#,
      more: #","stop_loss":{"threshold":1000,"percent_of_charge":60}"#, lines: "27447@1000",
      expected: "500.00 = 500.00"),
    Case(
      what: "from the first dollar, and what is outside: 60 % of 1100 + 5",
      terms: #"{"codes":["J*"],"amount":5,"outside_stop_loss":true},{"case_rate":500}"#,
      more: #","stop_loss":{"threshold":1000,"percent_of_charge":60,"from_first_dollar":true}"#,
      lines: "27447@1100 J1100@9000", expected: "500.00 5.00 = 665.00"),
    Case(
      what: "a charge that is not known is not guessed", terms: rest, lines: "99213",
      expected: "– = –"),
  ]

  static func claim(_ text: String) throws -> ServiceRecord {
    let words = text.split(separator: " ").map { $0.split(separator: "@") }
    var claim = try ProfessionalPaymentTests.claim(
      words.map { String($0[0]) }.joined(separator: " "), place: 11)
    for (index, word) in words.enumerated() where word.count > 1 {
      claim.lines[index].charge = try #require(FixedDecimal(word[1], places: 2)).money
    }
    return claim
  }

  static func contract(_ text: String) throws -> PayerContract {
    let (contract, findings) = PayerContract.read(try JSON(parsing: text))
    #expect(findings == [])
    return try #require(contract)
  }

  @Test("A claim is priced by its contract", arguments: cases)
  func prices(_ test: Case) throws {
    let contract = try Self.contract(Self.json(test.terms, test.more))
    var inputs = ContractPayment.Inputs()
    inputs.medicare[0] = .init(amount: Money(cents: 10_000))
    let payment = ContractPayment(try Self.claim(test.lines), contract, inputs)
    func text(_ amount: Money?) -> String { amount.map(\.description) ?? "–" }
    #expect(
      payment.lines.map { text($0.allowed) }.joined(separator: " ") + " = "
        + text(payment.allowed) == test.expected)
    for line in payment.lines where line.allowed == nil { #expect(!line.reasons.isEmpty) }
  }

  @Test("Medicare’s amounts are asked only where a term that decides needs them")
  func needs() throws {
    let contract = try Self.contract(
      Self.json(#"{"codes":["99213"],"percent_of_medicare":120},"# + Self.rest))
    for (lines, needs) in [("99213@1", true), ("99214@1", false)] {
      let claim = try Self.claim(lines)
      #expect(ContractPayment.needsMedicare(claim, contract, .init()) == needs)
      var inputs = ContractPayment.Inputs()
      inputs.medicare[0] = .init(amount: .zero)
      #expect(!ContractPayment.needsMedicare(claim, contract, inputs))
    }
  }

  static let faulty: [(text: String, faults: [String])] = [
    (json(""), ["price.bad-value contract.terms"]), ("[]", ["price.bad-value contract"]),
    (
      json(rest, #","termination":"2024-01-01","payers":"x""#),
      ["price.unknown-member contract.payers", "price.bad-value contract.termination"]
    ),
    (
      json(
        #"{"codes":["99215-99213"],"amount":-1},{"places":["ab"],"revenues":["x"],"not_paid":false},{}"#
      ),
      [
        "price.bad-value contract.terms[1].codes", "price.bad-value contract.terms[1].amount",
        "price.bad-value contract.terms[2].places", "price.bad-value contract.terms[2].revenues",
        "price.bad-value contract.terms[2].not_paid", "price.bad-value contract.terms[3].rule",
      ]
    ),
    (
      json(rest, #","stop_loss":{"threshold":"x","percent":1}"#),
      [
        "price.unknown-member contract.stop_loss.percent",
        "price.bad-value contract.stop_loss.threshold",
        "price.missing-value contract.stop_loss.percent_of_charge",
      ]
    ),
  ]

  @Test("Every fault of a contract is told in one pass", arguments: faulty.indices)
  func faults(_ index: Int) throws {
    let test = Self.faulty[index]
    let (contract, findings) = PayerContract.read(try JSON(parsing: test.text))
    let found = findings.map { "\($0.rule) \($0.place)" }
    #expect(contract == nil)
    #expect(
      found.filter { !$0.hasPrefix("price.missing-value contract.") || $0.contains("stop_loss") }
        == test.faults)
  }
}
