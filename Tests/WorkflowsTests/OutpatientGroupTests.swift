// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Testing
import Values

@testable import Grouping
@testable import Workflows

@Suite struct OutpatientGroupTests {
  /// Lines, other members of the claim, and what each line comes to: status, effect, group and formula.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let lines: String
    var more = ""
    let expected: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    // Addendum D1, Q1 and Q2; Pub. 100-04, chapter 4, section 10.4.
    Case(name: "Q1 with S is packaged", lines: "69210 96372", expected: "N- S/5693"),
    Case(name: "Q1 with V is packaged", lines: "69210 G0463@0510", expected: "N- V/5012"),
    Case(name: "Q1 with a drug only is paid", lines: "69210 J0178", expected: "S/5735 K/1420"),
    Case(
      name: "of several Q1 the highest is paid", lines: "69209 69210*3 69209",
      expected: "N- S/5735 N-"),
    Case(
      name: "Q2 with S is paid, and packages Q1", lines: "64561 96372 69210",
      expected: "T/5301:2 S/5693 N-"),
    Case(name: "Q2 with T is packaged", lines: "64561 10021", expected: "N- T/5051:2"),
    Case(name: "of several Q2 the highest is paid", lines: "64561 64590", expected: "N- T/5055:2"),
    Case(
      name: "a line without code is packaged by its revenue code", lines: "@0270 10021",
      expected: "N- T/5051:2"),
    // Addendum D1, Q4; Pub. 100-04, chapter 16, section 30.3.
    Case(
      name: "a laboratory test alone is paid by its schedule", lines: "80053 85025",
      expected: "A= A="),
    Case(
      name: "a laboratory test with a visit is packaged", lines: "80053 99284@0450",
      expected: "N- V/5024"),
    Case(
      name: "a laboratory test with a drug only is not", lines: "80053 J0178", expected: "A= K/1420"
    ),
    Case(
      name: "nor on bill type 14x", lines: "80053 96372", more: #""billType":"141","#,
      expected: "A= S/5693"),
    // Chapter 4, section 10.2.1; Addendum M.
    Case(
      name: "two CT without contrast are one composite", lines: "70450 70486", expected: "S/8005 N-"
    ),
    Case(
      name: "one of them with contrast makes it one with", lines: "70450 70460",
      expected: "S/8006 N-"),
    Case(name: "two units are two", lines: "76700*2", expected: "S/8004"),
    Case(name: "two families are none", lines: "70450 76700", expected: "S/5522 S/5522"),
    Case(name: "two days are none", lines: "70450 70486^02", expected: "S/5522 S/5522"),
    Case(
      name: "a terminated service is no part", lines: "70450-73 70486", expected: "S/5522:3 S/5522"),
    // Chapter 4, section 160.1.
    Case(
      name: "critical care packages its services", lines: "99291@0450 71045", expected: "S/5041 N-"),
    Case(name: "but not with modifier 59", lines: "99291@0450 71045-59", expected: "S/5041 S/5522"),
    Case(name: "nor without critical care", lines: "71045", expected: "S/5522"),
    Case(
      name: "trauma activation beside it", lines: "99291@0450 G0390@0681", expected: "S/5041 S/5045"
    ),
    // Chapter 4, section 260.1.1.
    Case(name: "mental health below the day", lines: "90834*2", expected: "S/5823"),
    Case(name: "mental health above the day", lines: "90834*2 90834", expected: "S/8010 N-"),
    // Chapter 4, section 260.1.
    Case(
      name: "four services are the higher program day", lines: "90834*3 G0129",
      more: #""conditionCodes":["41"],"#, expected: "P/5864 N-"),
    Case(
      name: "three the lower", lines: "90834*2 G0129", more: #""conditionCodes":["92"],"#,
      expected: "P/5861 N-"),
    Case(
      name: "in a center", lines: "90834*2 G0129",
      more: #""conditionCodes":["41"],"billType":"761","#, expected: "P/5853 N-"),
    // 42 CFR 419.48.
    Case(
      name: "off the campus the day has the rate of a center", lines: "90834-PN*2 G0129",
      more: #""conditionCodes":["41"],"#, expected: "P/5853 N-"),
    Case(
      name: "two services are no day", lines: "90834 G0129",
      more: #""conditionCodes":["41"],"#, expected: "Q3! P!"),
    // Chapter 4, section 20.6; modifiers JG and TB are information since 2023.
    Case(name: "drugs of the 340B program", lines: "J0178-JG J0178-TB", expected: "K/1420 K/1420"),
    // Addendum D1, N; chapter 4, section 230: drug administration.
    Case(
      name: "drug administration is paid, what is packaged is in it", lines: "96372 96372-59 36415",
      expected: "S/5693 S/5693 N-"),
    // Chapter 4, section 10.2.3; Addendum J.
    Case(
      name: "J1 packages the rest", lines: "27130 99284@0450 10021 J0178 80053 P9016",
      expected: "J1/5115 N- N- N- N- N-"),
    Case(
      name: "but not what is excluded",
      lines: "27130 A9601 C2616 90656 V2785 A0428 77067 G0008 0266T C1747 C9399",
      expected: "J1/5115 G/0709 U/2616 L$ F$ A= A= S/5693 S/1520 H%/2040 A="),
    Case(name: "the lower rank is primary", lines: "65710 27130", expected: "N- J1/5115"),
    Case(name: "a pair raises the group", lines: "27130 27447", expected: "N- J1/5116"),
    Case(name: "so does a second unit", lines: "27447*2", expected: "J1/5116"),
    Case(name: "not where one is discontinued", lines: "27130-74 27447", expected: "N- J1/5115"),
    Case(name: "terminated before anaesthesia", lines: "27130-73", expected: "J1/5115:3"),
    // Chapter 4, section 290.5.
    Case(
      name: "observation of eight hours with a visit", lines: "G0378*8@0762 99284@0450 96372",
      expected: "N- J2/8011 N-"),
    Case(
      name: "a visit of the day before counts", lines: "99284@0450 G0378*9@0762^02",
      expected: "J2/8011 N-"),
    Case(name: "seven hours are too few", lines: "G0378*7@0762 99284@0450", expected: "N- V/5024"),
    Case(
      name: "a T procedure of the day rules it out", lines: "G0378*8@0762 99284@0450 10021",
      expected: "N- V/5024 T/5051:2"),
    Case(
      name: "one two days before does not", lines: "10021 G0378*8@0762^03 99284@0450^03",
      expected: "N- N- J2/8011"),
    Case(
      name: "direct referral with observation", lines: "G0379 G0378*9@0762", expected: "J2/8011 N-"),
    Case(
      name: "direct referral with a visit and few hours", lines: "G0379 G0378*3@0762 99284@0450",
      expected: "N- N- V/5024"),
    // Chapter 4, section 180.7.
    Case(
      name: "a procedure for inpatients denies its day", lines: "00176 10021 96372^02",
      expected: "C! T! S/5693"),
    Case(
      name: "unless the patient died", lines: "00176-CA 10021", more: #""dischargeStatus":"20","#,
      expected: "J1/5881 N-"),
    // 42 CFR 419.44; I/OCE specifications, discounting.
    Case(
      name: "the highest T in full, others half", lines: "10021 11042 43235",
      expected: "T/5051:5 T/5053:5 T/5301:2"),
    Case(
      name: "days apart are not discounted", lines: "10021 11042^02", expected: "T/5051:2 T/5053:2"),
    Case(name: "terminated T", lines: "11042-73 10021", expected: "T/5053:3 T/5051:5"),
    Case(
      name: "terminated T below another", lines: "11042 10021-52", expected: "T/5053:2 T/5051:6"),
    Case(
      name: "a device is taken off before the comparison", lines: "43235-73 11042",
      expected: "T/5301:6 T/5053:2"),
    Case(name: "conditional bilateral", lines: "11042-50 10021-50", expected: "T/5053:4 T/5051:7"),
    Case(name: "independent bilateral", lines: "11044-50", expected: "T/5055:8"),
    Case(name: "S is not discounted", lines: "96372 96374", expected: "S/5693 S/5693"),
    Case(name: "S terminated", lines: "96372-52", expected: "S/5693:3"),
    // Addendum D1.
    Case(
      name: "what is not paid here", lines: "E0601 A9270 99213 0001F 0078U A0428",
      expected: "Y! E1! B! M! D! A="),
    Case(
      name: "a hospital outside of the system", lines: "10021", more: #""prospective":false,"#,
      expected: "T="),
    Case(
      name: "a bill type outside of it", lines: "10021", more: #""billType":"221","#, expected: "T="
    ),
  ]

  @Test("Each line has its status, effect, group and formula", arguments: cases)
  func groups(_ one: Case) throws {
    let grouper = try MadeUpOutpatient.grouper()
    let answer = grouper.group(try MadeUpOutpatient.claim(one.lines, one.more).claim)
    let found = answer.lines.map { line in
      let marks: [OutpatientAnswer.Effect: String] = [
        .paid: "", .packaged: "-", .elsewhere: "=", .cost: "$", .chargesToCost: "%", .unpaid: "!",
      ]
      return (line.status?.name ?? "?") + (marks[line.effect] ?? "")
        + (line.group > 0 ? "/\(OutpatientWords.group(line.group))" : "")
        + (line.discount > 1 ? ":\(line.discount)" : "")
    }
    #expect(found.joined(separator: " ") == one.expected)
    for line in answer.lines { #expect(!line.reasons.isEmpty) }
  }

  @Test(
    "Modifier 50 is taken as conditional where nothing says whether it may be, and the line says so"
  )
  func unknownBilateral() throws {
    let grouper = OutpatientGrouper(try MadeUpOutpatient.tables(knowsBilateral: false))
    let answer = grouper.group(try MadeUpOutpatient.claim("11042-50").claim)
    #expect(answer.lines[0].discount == 4)
    #expect(answer.lines[0].reasons.contains { $0.rule == .bilateralUnknown })
  }

  /// A line, and what it says to the price: marks, or the device part.
  static let priceMarks: [(line: String, marks: OutpatientPricedLine.Marks)] = [
    ("96372", []), ("96372-PN", .notExcepted), ("G0463-PO@0510", .offCampusVisit),
    ("99284-PO@0450", []), ("70450-CT", .tomography), ("71045-FX", .film),
    ("71045-FY", .radiography), ("43235-73", .terminated), ("43235-PT", .screening),
    ("0266T", .newTechnology), ("J0178-JG", []), ("J0178-TB", []),
    ("P9016-BL@0381", [.bloodProduct, .pints]), ("P9016-BL@0390", .bloodProcessing),
    ("P9016@0390", []),
  ]

  @Test("What modifiers and revenue codes say to the price", arguments: priceMarks)
  func marksOfLine(_ line: String, _ marks: OutpatientPricedLine.Marks) throws {
    let grouper = try MadeUpOutpatient.grouper()
    let document = try MadeUpOutpatient.claim(line)
    let json = OutpatientJSON(document, grouper.group(document.claim), grouper.tables)
    #expect(OutpatientPricing(json).lines[0].marks == marks)
  }

  @Test("The device part of a procedure, and for a pass-through device that of the day's procedure")
  func devices() throws {
    let grouper = try MadeUpOutpatient.grouper()
    let document = try MadeUpOutpatient.claim("43235 C1747 C1747^02 10021")
    let json = OutpatientJSON(document, grouper.group(document.claim), grouper.tables)
    let devices = OutpatientPricing(json).lines.map { $0.device?.description }
    #expect(devices == ["450.00", "450.00", nil, nil])
  }

  @Test(
    "A credit for a device counts beside the condition code that says why",
    arguments: [("49", "300.00"), ("50", "300.00"), ("53", "300.00"), ("21", "0.00")])
  func credit(_ condition: String, _ credit: String) throws {
    let document = try MadeUpOutpatient.claim(
      "43235",
      #""conditionCodes":["\#(condition)"],"valueCodes":[{"code":"FD","amount":300.00}],"#)
    #expect(document.deductedCredit.description == credit)
  }

  @Test("Every rule has words")
  func words() throws {
    let tables = try MadeUpOutpatient.tables()
    for rule in OutpatientRule.allCases {
      let json = OutpatientWords.json(OutpatientAnswer.Reason(rule: rule), tables)
      #expect(json["says"]?.string?.contains("{") == false)
    }
  }
}
