// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

/// Addenda of order and codes files, with made-up rows in the publisher's shape.
@Suite("Code addenda")
struct CodeAddendaTests {
  private static func padded(_ text: String) -> String { OrderFilesTests.padded(text, 60) }

  static let codes = """
    Add:         0016072 Bypass Made Up
    Delete:      0016073 Bypass Gone
    Revise from: 0016074 Bypass Old
    Revise to:   0016074 Bypass New

    Codes
      100 codes in icd10pcs_codes_2030.txt
      100 codes in icd10pcs_codes_2031.txt
        1 additions
        1 deletions
        1 revisions

    """

  static let order = """
    Delete:      1 C8339   \(padded("Gone")) Gone whole
    Add:         0 C8339   \(padded("Head")) Head whole
    Revise from: 1 C8340   \(padded("Same")) Old whole
    Revise to:   1 C8340   \(padded("Same")) New whole

    Headers
       10 headers in icd10cm_order_2030.txt
       11 headers in icd10cm_order_2031.txt
        1 additions
        0 deletions
        0 revisions
    of which
        0 revisions to both long and short titles
        0 revisions to long title only
        0 revisions to short title only

    Codes
       20 codes in icd10cm_order_2030.txt
       19 codes in icd10cm_order_2031.txt
        0 additions
        1 deletions
        1 revisions
    of which
        0 revisions to both long and short titles
        1 revisions to long title only
        0 revisions to short title only

    """

  @Test("Codes addenda give each code with its action and old title")
  func changes() throws {
    let file = Importing.file("addenda.txt", Self.codes)
    #expect(Importing.formats(of: file) == ["icd10-addenda"])
    let draft = try Importing.draft(file)
    #expect(draft.set == .icd10pcs && draft.component == .addenda && draft.year == 2031)
    let rows = try #require(draft.codes).rows
    #expect(rows.map { $0.attributes[0].value } == ["add", "delete", "revise"])
    #expect(rows[2].title == "Bypass New")
    #expect(rows[2].attributes[1] == CodeRow.Attribute("old-title", "Bypass Old"))
  }

  @Test("A code that becomes a header is one row with both actions")
  func headers() throws {
    let draft = try Importing.draft(Importing.file("addenda.txt", Self.order))
    #expect(draft.set == .icd10cm && draft.component == .orderAddenda && draft.rows == 3)
    let rows = try #require(draft.codes).rows
    #expect(rows.count == 2)
    #expect(rows[0].attributes.map(\.value) == ["delete", "add"])
    #expect(rows[0].flags.isEmpty && rows[0].title == "Head whole")
    #expect(rows[1].attributes.map(\.name) == ["action", "old-title", "old-short-title"])
  }

  static let brokenCases: [(String, String, String, [String])] = [
    ("a wrong count", "1 additions", "2 additions", ["import.row-count 6 additions"]),
    (
      "a wrong total", "100 codes in icd10pcs_codes_2031", "101 codes in icd10pcs_codes_2031",
      [
        "import.row-count 6 total"
      ]
    ),
    (
      "half a revision", "Revise to:   0016074 Bypass New\n", "",
      [
        "import.row 3 revision", "import.row-count 5 revisions",
      ]
    ),
    (
      "a revision of another code", "Revise to:   0016074", "Revise to:   0016075",
      [
        "import.row 4 revision", "import.row 3 revision", "import.row-count 6 revisions",
      ]
    ),
    (
      "an unknown action", "Delete:      0016073", "Remove:      0016073",
      [
        "import.row 2 layout", "import.row-count 6 deletions", "import.row-count 6 total",
      ]
    ),
    (
      "a code twice", "Delete:      0016073", "Delete:      0016072",
      [
        "import.duplicate 2 code"
      ]
    ),
    ("no counts", "Codes\n", "", ["import.row-count 10 trailer"]),
  ]

  @Test("Broken addenda are refused with every line", arguments: brokenCases)
  func isRefused(_ what: String, _ good: String, _ bad: String, _ faults: [String]) {
    let parts = Self.codes.split(separator: good, maxSplits: 1, omittingEmptySubsequences: false)
    let found = Importing.faults(Importing.file("addenda.txt", parts.joined(separator: bad)))
    #expect(Array(found.prefix(faults.count)) == faults)
  }
}
