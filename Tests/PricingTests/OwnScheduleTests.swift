// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Pricing
import Testing
import Values

@Suite struct OwnScheduleTests {
  static let text = """
    payer,plan,code,revenue,modifier,place,effective,termination,amount,description
    ,,99213,,,,2025-01-01,,100.00,any payer
    ,,99213,,,,2025-07-01,,110.00,from July on
    99905,,99213,,,,2025-01-01,2025-09-30,90.00,a payer of its own until September
    99905,PPO,99213,,,22,2025-01-01,,70.00,and in hospitals
    ,,99213,,25,,2025-01-01,,120.00,
    ,,,0450,,,2025-01-01,,800,"a department, whatever was done"

    """

  static func schedule(_ text: String) throws -> OwnSchedule {
    try OwnSchedule(PublishedFile(name: "fees.csv", bytes: Array(text.utf8), sha256: "00"))
  }

  @Test(
    "The row that states the most decides, then the one that took effect last",
    arguments: [
      ("2025-03-01", "", nil, nil, "", 2), ("2025-08-01", "", nil, nil, "", 3),
      ("2025-08-01", "", "99905", nil, "", 4), ("2025-10-01", "", "99905", nil, "", 3),
      ("2025-10-01", "", "99905", "PPO", "", 3), ("2025-10-01", "22", "99905", "PPO", "", 5),
      ("2025-08-01", "", nil, nil, "25", 6), ("2025-08-01", "", "99905", nil, "25", 4),
      ("2024-12-31", "", nil, nil, "", nil),
    ] as [(String, String, String?, String?, String, Int?)])
  func rows(
    _ day: String, _ place: String, _ payer: String?, _ plan: String?, _ modifier: String,
    _ expected: Int?
  ) throws {
    var line = ServiceRecord.Line(
      number: 1, code: PackedCode("99213"), on: try #require(CalendarDate(day)))
    line.placeOfService = UInt8(place)
    line.modifiers = Modifiers([Modifier(modifier)].compactMap { $0 })
    #expect(try Self.schedule(Self.text).row(line, payer: payer, plan: plan)?.line == expected)
  }

  @Test("A row without a code is that of a revenue code, also beside a code")
  func revenue() throws {
    for (code, expected) in [(nil, 7), ("99284", 7), ("99213", 3)] as [(String?, Int)] {
      var line = ServiceRecord.Line(
        number: 1, code: code.flatMap { PackedCode($0) },
        on: try #require(CalendarDate("2025-08-01")))
      line.revenueCode = 450
      #expect(try Self.schedule(Self.text).row(line, payer: nil, plan: nil)?.line == expected)
    }
  }

  static let faulty: [(text: String, faults: [String])] = [
    ("", ["import.empty"]), ("code,effective,amount\n", ["import.empty line 1"]),
    (
      "code,fee,code\n",
      [
        "import.header line 1", "import.header line 1", "import.header line 1",
        "import.header line 1",
      ]
    ), ("effective,amount\n", ["import.header line 1"]),
    (
      "code,effective,termination,amount\n9921,2025-02-30,x,1.234\n,2025-01-01,,1\n99213,2025-01-01,2024-01-01,1\n",
      [
        "import.row line 2", "import.row line 2", "import.row line 2", "import.row line 2",
        "import.row line 3", "import.row line 4",
      ]
    ),
    (
      "code,effective,amount\n99213,2025-01-01,1\n99213,2025-01-01,2\n99213,2025-01-02,2\n99213,1\n",
      ["import.row line 5", "import.duplicate line 3"]
    ),
  ]

  @Test("Every fault of a file is told with its line", arguments: faulty.indices)
  func faults(_ index: Int) throws {
    let test = Self.faulty[index]
    let failure = #expect(throws: ImportFailure.self) { try Self.schedule(test.text) }
    let found = (failure?.findings ?? []).map { "\($0.rule) \($0.place)" }
    #expect(
      found == test.faults || test.text.isEmpty && found.first?.hasPrefix("import.empty") == true)
  }
}
