// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

@Suite struct EditionCalendarTests {
  static let text = """
    # a comment
    icd10cm\t2024-10-01\t2025-03-31\t2025\tFY2025\tCMS
    icd10cm\t2025-04-01\t2025-09-30\t2025\tFY2025, April 2025 update\tCMS
    icd10cm\t2025-10-01\t\t2026\tFY2026\tCMS

    """

  private static func calendar() throws -> EditionCalendar {
    try #require(EditionCalendar(Array(text.utf8)))
  }

  @Test(
    "The edition of a day is the one in force on it",
    arguments: [
      ("2024-09-30", nil), ("2024-10-01", "FY2025"), ("2025-03-31", "FY2025"),
      ("2025-04-01", "FY2025, April 2025 update"), ("2025-10-01", "FY2026"),
      ("2099-01-01", "FY2026"),
    ] as [(String, String?)])
  func inForce(day: String, title: String?) throws {
    let day = try Codebooks.day(day)
    #expect(try Self.calendar().edition(of: .icd10cm, inForceOn: day)?.title == title)
    #expect(try Self.calendar().edition(of: .icd10pcs, inForceOn: day) == nil)
  }

  @Test("Editions are found by their first day and by their year")
  func found() throws {
    let calendar = try Self.calendar()
    let first = try Codebooks.day("2025-04-01")
    #expect(calendar.edition(of: .icd10cm, effective: first)?.name == "2025-04-01")
    #expect(calendar.edition(of: .icd10cm, effective: first.adding(days: 1)) == nil)
    #expect(calendar.editions(of: .icd10cm, year: 2025).count == 2)
    #expect(calendar.editions(of: .icd10cm, year: 2030).isEmpty)
    #expect(calendar.hasEditions(of: .icd10cm) && !calendar.hasEditions(of: .hcpcs))
  }

  @Test(
    "The month in a file's name picks among the editions of a year",
    arguments: [
      ("2025-code-tables-April.zip", "2025-04-01"), ("icd10cm-apr-1-2025.txt", "2025-04-01"),
      ("codes_october_2024.txt", "2024-10-01"), ("codes-2025.txt", nil), ("capricorn.txt", nil),
    ] as [(String, String?)])
  func picks(name: String, expected: String?) throws {
    let editions = try Self.calendar().editions(of: .icd10cm, year: 2025)
    #expect(EditionCalendar.pick(editions, named: name)?.name == expected)
  }

  @Test(
    "A table that is not as its header says is refused",
    arguments: [
      "icd10cm\t2024-10-01\t2025-03-31\t2025\tFY2025\n",
      "icd10cm\t2024-13-01\t2025-03-31\t2025\tFY2025\tCMS\n",
      "icd10cm\t2024-10-01\t2025-02-30\t2025\tFY2025\tCMS\n",
      "icd10cm\t2024-10-01\t2024-09-30\t2025\tFY2025\tCMS\n",
      "icd10cm\t2024-10-01\t\tFY25\tFY2025\tCMS\n", "ICD10\t2024-10-01\t\t2025\tFY2025\tCMS\n",
    ])
  func refuses(text: String) { #expect(EditionCalendar(Array(text.utf8)) == nil) }
}
