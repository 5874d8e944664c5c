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

  /// Schedules of one code in the order of their days but for one, each as the first day and the amount of a row:
  /// the last one has a gap behind it, and a schedule is made known long before it holds.
  static let schedules = """
    code,effective,termination,amount
    99213,2025-07-01,,20.00
    99213,2024-01-01,,10.00
    99213,2026-01-01,2026-03-31,30.00
    99213,2026-06-01,2026-06-30,40.00
    99213,2030-01-01,,50.00

    """

  @Test(
    "The schedule that took effect last on or before the day of service decides",
    arguments: [
      ("2023-12-31", nil), ("2024-01-01", 1000), ("2025-06-30", 1000), ("2025-07-01", 2000),
      ("2025-12-31", 2000), ("2026-01-01", 3000), ("2026-03-31", 3000), ("2026-04-01", 2000),
      ("2026-05-31", 2000), ("2026-06-01", 4000), ("2026-06-30", 4000), ("2026-07-01", 2000),
      ("2029-12-31", 2000), ("2030-01-01", 5000), ("2099-01-01", 5000),
    ] as [(String, Int64?)])
  func mostRecent(_ day: String, _ cents: Int64?) throws {
    let line = ServiceRecord.Line(
      number: 1, code: PackedCode("99213"), on: try #require(CalendarDate(day)))
    let row = try Self.schedule(Self.schedules).row(line, payer: nil, plan: nil)
    #expect(row?.amount.cents == cents)
  }

  @Test("On every day it is the schedule that a search through all of them finds")
  func everyDay() throws {
    let first = try #require(CalendarDate("2024-01-01"))
    var text = "code,effective,termination,amount\n"
    var periods: [(from: Int, through: Int?, cents: Int64)] = []
    var seed: UInt64 = 7
    func random(_ below: UInt64) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((seed >> 33) % below)
    }
    for index in 0..<40 {
      let from = random(900)
      if periods.contains(where: { $0.from == from }) { continue }
      let through = random(2) == 0 ? nil : from + random(120)
      periods.append((from, through, Int64(index + 1) * 100))
      let last = through.map { first.adding(days: $0).description } ?? ""
      text += "99213,\(first.adding(days: from)),\(last),\(index + 1).00\n"
    }
    let schedule = try Self.schedule(text)
    for day in -1..<1100 {
      let line = ServiceRecord.Line(
        number: 1, code: PackedCode("99213"), on: first.adding(days: day))
      let wanted = periods.filter { $0.from <= day && $0.through.map { day <= $0 } ?? true }
        .max { $0.from < $1.from }
      #expect(schedule.row(line, payer: nil, plan: nil)?.amount.cents == wanted?.cents)
    }
  }

  @Test(
    "Two schedules of one day are refused, however they end; those of two payers stand together")
  func sameDay() throws {
    let head = "payer,code,effective,termination,amount\n"
    let failure = #expect(throws: ImportFailure.self) {
      try Self.schedule(head + ",99213,2026-01-01,,1\n,99213,2026-01-01,2026-02-01,1\n")
    }
    #expect(failure?.findings.map(\.rule) == ["import.duplicate"])
    let both = try Self.schedule(head + ",99213,2026-01-01,,1\n99905,99213,2026-01-01,,2\n")
    #expect(both.rows.count == 2)
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
