// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Testing
import Values

@Suite("Quantities, dates, persons and sides")
struct MeasuresTests {
  private let grammar = SampleGrammar.grammar

  @Test(
    "Numbers with units",
    arguments: [
      ("lisinopril 40 mg daily", "40000 mg"), ("Hgb 8.2 g/dL", "8200 g/dL"), ("40mg", "40000 mg"),
      ("BP 120/80 mmHg", "120000-80000 mmHg"), ("2 to 3 weeks", "2000-3000 wk"),
      ("EF 45%", "45000 %"),
      ("0.5 cm stone", "500 cm"), ("250,000", ""), ("BMI 34", ""),
      ("temp 99.7 degrees Fahrenheit", "99700 degF"),
      ("a 10-day course", "10000 d"), ("500 mcg and 2 puffs", "500000 mcg, 2000 puff"),
      ("1.2.3 mg", ""), ("30 pack years", "30000 pack-year"),
    ])
  func quantities(_ text: String, _ expected: String) {
    let found = grammar.quantities(of: grammar.read(text.utf8)).map {
      "\($0.thousandths)\($0.secondThousandths.map { "-\($0)" } ?? "") \($0.unit)"
    }
    #expect(found.joined(separator: ", ") == expected, "\(text)")
  }

  @Test(
    "Days of the calendar, never guessed",
    arguments: [
      ("on 2024-03-05", "2024-03-05"), ("seen 3/5/2024.", "2024-03-05"),
      ("March 5, 2024", "2024-03-05"),
      ("5 March 2024", "2024-03-05"), ("Mar. 5th, 2024", "2024-03-05"),
      ("03-05-2024", "2024-03-05"),
      ("3/5/24", ""), ("3/5", ""), ("10/2019", ""), ("13/13/2024", ""), ("may 5 2024", ""),
      ("2024-02-30", ""),
      ("from 1/2/2024 to 1/4/2024", "2024-01-02, 2024-01-04"), ("March 2024", ""),
    ])
  func dates(_ text: String, _ expected: String) {
    let found = grammar.dates(of: grammar.read(text.utf8)).map(\.date.description)
    #expect(found.joined(separator: ", ") == expected, "\(text)")
  }

  @Test(
    "Age and sex",
    arguments: [
      ("Mr. Perry is a 61-year-old male.", "61 year male"), ("75 y.o. female", "75 year female"),
      ("A 3 month old boy", "3 month male"), ("Ms. Ames is well.", "- female"),
      ("She has gout. Her foot hurts.", "- female"), ("61 yo M with gout", "61 year male"),
      ("61F with gout", "61 year female"), ("55 yof with gout", "55 year female"),
      ("Her 5-year-old son is sick. She is not.", "- female"), ("Cough.", "- -"),
      ("She saw him; he left.", "- -"), ("FAMILY HISTORY: 40-year-old brother", "- -"),
      ("45 y/o woman with 3 weeks of cough", "45 year female"),
    ])
  func persons(_ text: String, _ expected: String) {
    let patient = grammar.patient(of: grammar.read(text.utf8))
    let age = patient.age.map { "\($0.count) \($0.unit)" } ?? "-"
    #expect("\(age) \(patient.sex?.rawValue ?? "-")" == expected, "\(text)")
  }

  @Test(
    "Weeks of a pregnancy and its trimester",
    arguments: [
      ("She is 38 weeks pregnant.", "38+0 3"), ("G2P1 at 32w4d", "32+4 3"),
      ("IUP at 13 6/7 weeks", "13+6 1"),
      ("27-week gestation", "27+0 2"), ("in her second trimester", "-+0 2"),
      ("cough for 3 weeks", "none"),
      ("Pregnancy, 14 weeks", "14+0 2"),
    ])
  func gestation(_ text: String, _ expected: String) {
    let found = grammar.patient(of: grammar.read(text.utf8)).gestation
    #expect(
      found.map { "\($0.weeks.map(String.init) ?? "-")+\($0.days) \($0.trimester)" } ?? "none"
        == expected,
      "\(text)")
  }

  @Test(
    "Sides",
    arguments: [
      ("right knee and left hip", "right left"), ("R knee pain", "right"),
      ("L5 disc, J. R. Ames", ""),
      ("bilateral edema", "bilateral"), ("Rt. shoulder", "right"), ("5 L oxygen", ""),
      ("L shoulder", "left"),
      ("b/l cataracts", "bilateral"), ("right-sided pain", "right"),
    ])
  func sides(_ text: String, _ expected: String) {
    let found = grammar.sides(of: grammar.read(text.utf8)).map(\.side.rawValue)
    #expect(found.joined(separator: " ") == expected, "\(text)")
  }
}
