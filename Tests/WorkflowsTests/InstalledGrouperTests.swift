// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Testing
import Values

@testable import Workflows

@Suite(.enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
struct InstalledGrouperTests {
  private var library: GrouperLibrary {
    get throws {
      try #require(InstalledCodes.findings.isEmpty)
      return try GrouperLibrary(InstalledCodes.installation)
    }
  }

  private func stay(
    _ principal: String, _ secondary: [String] = [], _ procedures: [String] = [],
    sex: String = "female", status: Int = 1, on day: String = "2026-05-01"
  ) throws -> GivenStay {
    var given = GivenStay(
      principal: principal, discharged: try #require(CalendarDate(day)), age: 70, sex: sex,
      dischargeStatus: status, lengthOfStay: 4)
    given.secondary = secondary
    given.procedures = procedures
    return given
  }

  private func told(
    _ given: GivenStay, _ change: (inout ExplainStay.Options) -> Void = { _ in }
  ) throws -> JSON {
    _ = try library
    var explain = try ExplainStay(InstalledCodes.installation)
    var options = ExplainStay.Options()
    change(&options)
    return try explain.explain(given, options)
  }

  @Test("Every version answers for its days, and none for others")
  func versions() throws {
    let library = try library
    #expect(
      library.versions.map(\.version).sorted()
        == [400, 401, 410, 411, 420, 421, 430, 431, 440])
    for (version, period) in library.versions {
      let first = try #require(try library.grouper(on: period.effective))
      #expect(first.version == version)
      #expect((760...780).contains(first.groups.count))
    }
    let before = try #require(CalendarDate("2022-09-30"))
    #expect(try library.grouper(on: before) == nil)
    #expect(try library.grouper(version: 431, on: before)?.version == 431)
  }

  @Test(
    "Stays and their groups",
    arguments: [
      ("I21.4", [], [], 282), ("I21.4", ["N17.9:Y"], [], 281), ("I21.4", ["J96.01:Y"], [], 280),
      ("S72.001A", [], ["0SRB0JZ"], 522), ("J18.9", ["J96.01:Y"], [], 193),
      ("W19.XXXA", [], [], 999),
    ] as [(String, [String], [String], Int)])
  func groups(_ principal: String, _ secondary: [String], _ procedures: [String], _ drg: Int)
    throws
  {
    let json = try told(stay(principal, secondary, procedures))
    #expect(json["final"]?["drg"]?.int == drg)
  }

  @Test("A CC that the principal diagnosis excludes says so and does not count")
  func exclusion() throws {
    let json = try told(stay("I50.21", ["I50.9:Y", "I11.0:Y"]))
    let second = try #require(json["diagnoses"]?[1])
    #expect(second["severity"]?.string == "NON_CC" || second["why_not"]?.string != nil)
  }

  @Test("A condition acquired in the hospital loses its severity")
  func hospitalAcquired() throws {
    let json = try told(stay("I21.4", ["L89.153:N"]))
    #expect(json["initial"]?["drg"]?.int == 280)
    #expect(json["final"]?["drg"]?.int == 282)
    #expect(json["hospital_acquired"]?["met"]?[0]?["number"]?.int == 4)
    let exempt = try told(stay("I21.4", ["L89.153:N"])) { $0.hospital = .exempt }
    #expect(exempt["final"]?["drg"]?.int == 280)
  }

  @Test("A change is compared with what was")
  func whatIf() throws {
    let json = try told(stay("I21.4", ["N17.9:Y"])) { $0.changes = ["-sdx=N17.9"] }
    #expect(json["what_if"]?["before"]?["drg"]?.int == 281)
    #expect(json["what_if"]?["after"]?["drg"]?.int == 282)
    #expect(json["what_if"]?["weight_difference"]?.string?.hasPrefix("-") == true)
    for change in ["-sdx=E11.9", "nonsense", "poa=E11.9:N", "status=alive"] {
      #expect(throws: WorkflowFailure.self) {
        _ = try told(stay("I21.4", ["N17.9:Y"])) { $0.changes = [change] }
      }
    }
  }

  @Test("Alternatives are documented diagnoses, each with its guideline, none permitted without")
  func alternatives() throws {
    let json = try told(stay("I21.4", ["N17.9:Y", "J18.9:N", "F02.80:Y", "R07.9:Y"])) {
      $0.alternatives = true
    }
    let rows = json["alternatives"]?.elements ?? []
    #expect(Set(rows.compactMap { $0["code"]?.string }) == ["N179", "J189", "F0280", "R079"])
    #expect(rows.allSatisfy { $0["guideline"]?.string?.isEmpty == false })
    #expect(rows.allSatisfy { $0["documentation_needed"]?.string?.isEmpty == false })
    func permitted(_ code: String) -> String? {
      rows.first { $0["code"]?.string == code }?["permitted"]?.string
    }
    #expect(permitted("J189") == "no")
    #expect(permitted("F0280") == "no")
    #expect(permitted("N179") == "only with documentation")
  }

  @Test("The explanation's own reading of the formulas agrees with the compiled steps")
  func explanations() throws {
    let library = try library
    var seed: UInt64 = 11
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    // Codes of the installed editions, taken at random: the trace stops the program where the two disagree.
    let codes = try InstalledCodes.installation.library()
    func sample(_ set: CodeSetID, _ count: Int) throws -> [PackedCode] {
      let release = try #require(codes.releases(of: set, .validity).first)
      let table = try CodeTable(codes.codebook(release))
      return (0..<count).map { _ in table[next(table.count)].code }
    }
    let (diagnoses, procedures) = (try sample(.icd10cm, 3000), try sample(.icd10pcs, 1000))
    let work = GroupingWorkspace()
    for (version, period) in library.versions {
      let grouper = try #require(try library.grouper(version: version, on: period.effective))
      for _ in 0..<60 {
        var stay = InpatientRecord(
          discharged: period.effective, age: next(100),
          sex: RecordedSex(rawValue: UInt8(next(3))) ?? .unknown,
          dischargeStatus: [1, 3, 7, 20, 62][next(5)])
        let indicators: [Grouping.PresentOnAdmission] = [.yes, .no, .blank, .undetermined]
        stay.diagnoses = (0...next(6)).map { _ in
          CodedDiagnosis(diagnoses[next(diagnoses.count)], present: indicators[next(4)])
        }
        stay.procedures = (0..<next(4)).map { _ in procedures[next(procedures.count)] }
        var answer = GroupingAnswer()
        grouper.group(stay, into: &answer, using: work)
        let (told, trace) = grouper.explain(stay, using: work)
        #expect(told.final == answer.final && told.diagnoses == answer.diagnoses)
        if answer.initial.code == .ok {
          let last = trace.initial.tables.last?.attempts.last
          #expect(last?.holds == true && last?.group == answer.initial.group)
        }
      }
    }
  }
}
