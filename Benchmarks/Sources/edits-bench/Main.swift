// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Glibc
import Storage
import Values

/// `edits-bench CODEBOOKS MODIFIERS [HOME ENCOUNTERS]`: how long the pairs of a quarter take to open, and how many lines of claims
/// pairs, units and add-ons judge in a second on one core.
///
/// With HOME, an installation, and ENCOUNTERS, documents a line: how many whole claims all its edits judge in a second.
/// MODIFIERS is `Data/ncci/modifiers.tsv`. The claims are drawn from the codes of the tables by a fixed seed: five
/// lines of one day and practitioner each.
@main
struct EditsBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 || arguments.count == 5 else {
      print("usage: edits-bench CODEBOOKS MODIFIERS [HOME ENCOUNTERS]")
      exit(64)
    }
    let bench = try EditsBench(codebooks: arguments[1], modifiers: arguments[2])
    try bench.opening()
    try bench.lines()
    if arguments.count == 5 {
      try WholeClaims(home: arguments[3], encounters: arguments[4]).measure()
    }
  }

  private let store: CodebookStore
  private let releases: [Release]
  private let edits: CorrectCodingEdits
  private let codes: [PackedCode]

  init(codebooks: String, modifiers: String) throws {
    let store = CodebookStore(folder: codebooks)
    releases = try store.releases()
    guard let bypass = BypassModifiers(try Files.read(modifiers)),
      let units = releases.first(where: { $0.component == .unitsPractitioner && $0.set == .ncci })
    else { throw CodebookError(.sectionMissing) }
    let library = CodeLibrary(releases: releases) { try store.open($0) }
    edits = CorrectCodingEdits(CorrectCodingTables(library, modifiers: bypass))
    codes = try UnitTable(store.open(units)).services
    self.store = store
  }

  /// Time of the opening of a quarter's pairs until the first answer.
  func opening() throws {
    for release in releases where release.component == .pairsPractitioner {
      _ = try store.open(release)
      let times = try (0..<301).map { _ in
        try Self.seconds {
          let table = try PairTable(store.open(release))
          guard let code = codes.first, table.pair(code, code, on: release.period.effective) == nil
          else { fatalError("a code is paired with itself") }
        }
      }.sorted()
      print("edits.open_us\t\(Int(times[150] * 1_000_000))")
      print("edits.pairs\t\(try PairTable(store.open(release)).count)")
    }
  }

  /// Lines judged in a second.
  func lines() throws {
    let records = claims(200_000)
    var findings: [Finding] = []
    var count = 0
    for record in records { try edits.judge(record, &findings) }
    findings.removeAll(keepingCapacity: true)
    let times = try (0..<5).map { _ in
      try Self.seconds {
        count = 0
        for record in records {
          try edits.judge(record, &findings)
          count += findings.count
          findings.removeAll(keepingCapacity: true)
        }
      }
    }.sorted()
    let lines = Double(records.reduce(0) { $0 + $1.lines.count })
    print("edits.ncci_lines_per_second\t\(Int(lines / times[2]))")
    print("edits.ncci_findings_per_thousand_lines\t\(Int(Double(count) * 1000 / lines))")
  }

  private func claims(_ count: Int) -> [ServiceRecord] {
    var state: UInt64 = 0x5EED
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
    }
    let day = CalendarDate(daysSinceEpoch: 19_950)
    return (0..<count).map { number in
      var record = ServiceRecord(id: "\(number)", bill: .professional)
      record.claimFiling = "MB"
      // Codes of a claim lie near one another, as those of one specialty do.
      let near = next(codes.count)
      for line in 1...5 {
        let code = codes[(near + next(120)) % codes.count]
        var one = ServiceRecord.Line(number: line, code: code, on: day)
        if line == 2, next(3) == 0 { one.modifiers = Modifiers([Modifier("59")].compactMap { $0 }) }
        one.rendering = 1_999_999_984
        one.billing = 1_999_999_992
        record.lines.append(one)
      }
      return record
    }
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    var (start, end) = (timespec(), timespec())
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    try body()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
  }
}
