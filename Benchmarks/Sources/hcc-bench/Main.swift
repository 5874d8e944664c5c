// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Glibc
import Grouping
import Storage
import Values

/// `hcc-bench CODEBOOKS RULES RECORDS`: beneficiaries scored a second on one core, from records in memory, and what
/// that allocates.
///
/// RULES is the folder `Data/hcc`; RECORDS holds a record a line, as `cleanclaim group hcc --ndjson` reads it.
@main
struct HccBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else {
      print("usage: hcc-bench CODEBOOKS RULES RECORDS")
      exit(64)
    }
    try HccBench(codebooks: arguments[1], rules: arguments[2], records: arguments[3]).run()
  }

  private struct Record {
    let model: RiskModel
    let person: RiskBeneficiary
    let codes: [PackedCode]
  }

  private let records: [Record]

  init(codebooks: String, rules: String, records: String) throws {
    let store = CodebookStore(folder: codebooks)
    let shelf = CodebookShelf(store)
    let codes = CodeLibrary(releases: try store.releases()) { try shelf.open($0) }
    guard let tables = RiskRules({ (try? Files.read("\(rules)/\($0).tsv")) ?? [] }) else {
      throw CodebookError(.sectionMissing)
    }
    let library = RiskLibrary(codes, tables)
    var models: [String: RiskModel] = [:]
    var list: [Record] = []
    let reader = try LineReader(records)
    while let line = try reader.next() {
      let json = try JSON(parsing: line)
      let name = json["model_name"]?.string ?? "V28"
      let model = try models[name] ?? library.model(name, year: library.defaultYear ?? 2026)
      models[name] = model
      let stated = json["diagnosis_codes"]?.elements.compactMap(\.string) ?? []
      list.append(
        Record(
          model: model, person: Self.person(json), codes: stated.compactMap { PackedCode($0) }))
    }
    self.records = list
  }

  private static func person(_ json: JSON) -> RiskBeneficiary {
    func reason(_ name: String) -> RiskBeneficiary.Entitlement {
      json[name]?.string.flatMap { UInt8($0) }
        .flatMap { RiskBeneficiary.Entitlement(rawValue: $0) } ?? .missing
    }
    let isFemale = json["sex"]?.string == "F"
    var person = RiskBeneficiary(
      age: Int32(json["age"]?.int ?? 65), sex: isFemale ? .female : .male)
    person.dualStatus =
      json["dual_elgbl_cd"]?.string.flatMap { UInt8($0) }.map { .code($0) } ?? .unknown
    person.originalEntitlement = reason("orec")
    person.currentEntitlement = reason("crec")
    person.isNewEnrollee = json["new_enrollee"]?.bool ?? false
    person.isSpecialNeeds = json["snp"]?.bool ?? false
    person.isLowIncome = json["low_income"]?.bool ?? false
    person.isInstitutional = json["lti"]?.bool ?? false
    if let months = json["graft_months"]?.int { person.graftMonths = Int32(months) }
    return person
  }

  /// Scores all records several times and prints a line a figure: its name, a tab, its value.
  func run() {
    let workspace = RiskWorkspace()
    var sum: Int64 = 0
    func pass() {
      for record in records {
        workspace.clear()
        for code in record.codes { workspace.add(code) }
        record.model.score(record.person, in: workspace)
        sum &+= workspace.score
      }
    }
    pass()
    let before = allocations()
    var times: [UInt64] = []
    for _ in 0..<11 {
      let start = processorTime()
      pass()
      times.append(processorTime() - start)
    }
    let after = allocations()
    times.sort()
    let rate = { (time: UInt64) in UInt64(records.count) * 1_000_000_000 / max(time, 1) }
    print("hcc.records\t\(records.count)")
    print("hcc.per_second_median\t\(rate(times[5]))")
    print("hcc.per_second_best\t\(rate(times[0]))")
    print("hcc.checksum\t\(sum)")
    if let before, let after { print("hcc.allocations\t\(after - before)") }
  }

  /// How many times memory was asked for so far, where a library that counts it is loaded.
  private func allocations() -> Int? {
    guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "cleanclaim_bench_allocations")
    else { return nil }
    return unsafeBitCast(symbol, to: (@convention(c) () -> Int).self)()
  }

  /// Nanoseconds that this thread has had a processor: other people's work does not count.
  private func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
