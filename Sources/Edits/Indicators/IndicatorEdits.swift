// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// Judges the services of a practitioner's claim by the payment indicators of the physician fee schedule,
/// and their modifiers by what they say.
///
///     try IndicatorEdits(tables).judge(record, &findings)
///
/// Source: Medicare Claims Processing Manual, chapter 12; National Physician Fee Schedule Relative Value File.
public final class IndicatorEdits {
  let tables: IndicatorTables

  /// Takes the tables.
  public init(_ tables: IndicatorTables) { self.tables = tables }

  /// Adds what is found, in the order of the lines.
  ///
  /// Bills of facilities and suppliers are not judged: their payment has other indicators. Where no relative
  /// value file covers a day, only what modifiers say by themselves is judged.
  ///
  /// - Throws: Where a codebook cannot be opened.
  /// - Complexity: O(*n* × *p*) in lines and procedures of claim and history with global days.
  public func judge(_ record: ServiceRecord, _ findings: inout [Finding]) throws {
    guard record.bill == .professional else { return }
    // What Medicare denies or returns may not go; another payer's rules are its own.
    let isMedicare = record.claimFiling.map { $0 == "MA" || $0 == "MB" } ?? true
    let services = try record.lines.map { line in
      let table = try tables.table(on: line.from)
      return (table: table, service: line.code.flatMap { table?.service($0) })
    }
    let procedures = try coveringProcedures(of: record, services)
    for (line, found) in zip(record.lines, services) {
      guard let code = line.code else { continue }
      var judged = JudgedLine(
        line: line, code: code, service: found.service, table: found.table, tables: tables,
        isMedicare: isMedicare, isVisit: tables.rules.isVisit(code))
      judged.judgeModifiers()
      if let table = found.table { judged.judgeIndicators(table) }
      if !procedures.isEmpty { judged.judgeGlobalPeriods(procedures) }
      findings += judged.findings
    }
  }

  /// The procedures of a claim and of its history whose payment covers other care.
  ///
  /// Who assists, or takes over the care, starts no period of their own.
  private func coveringProcedures(
    of record: ServiceRecord, _ services: [(table: PhysicianFeeTable?, service: PhysicianService?)]
  ) throws -> [CoveringProcedure] {
    var procedures: [CoveringProcedure] = []
    func add(_ claim: String, _ line: ServiceRecord.Line, _ service: PhysicianService?) {
      guard let service, let covers = service.globalDays.covers,
        !line.modifiers.contains(where: Self.assistants.contains)
      else { return }
      procedures.append(
        CoveringProcedure(claim: claim, line: line, service: service, covers: covers))
    }
    for (line, found) in zip(record.lines, services) { add(record.id, line, found.service) }
    // An earlier quarter that is not installed is judged by the one of the claim.
    guard let table = services.lazy.compactMap(\.table).first else { return procedures }
    for past in record.history {
      guard let code = past.line.code else { continue }
      add(past.claim, past.line, try (tables.table(on: past.line.from) ?? table).service(code))
    }
    return procedures
  }

  private static let assistants = ["80", "81", "82", "AS", "55"].compactMap { Modifier($0) }
}

/// A procedure whose payment covers other care of its days.
struct CoveringProcedure {
  let claim: String
  let line: ServiceRecord.Line
  let service: PhysicianService
  let covers: ClosedRange<Int>
}

/// A service line that is judged, with the row of the schedule for it.
struct JudgedLine {
  let line: ServiceRecord.Line
  let code: PackedCode
  /// The row of the service as a whole; nothing where the schedule has none, or no schedule is installed.
  let service: PhysicianService?
  let table: PhysicianFeeTable?
  let tables: IndicatorTables
  let isMedicare: Bool
  let isVisit: Bool
  var findings: [Finding] = []

  var modifiers: Modifiers { line.modifiers }

  /// Tells whether a modifier of two characters is on the line.
  func has(_ text: StaticString) -> Bool {
    guard !modifiers.isEmpty else { return false }
    let bits = UInt16(text.utf8Start[0]) << 8 | UInt16(text.utf8Start[1])
    return modifiers.contains(Modifier(bits: bits))
  }

  /// The first of some modifiers that is on the line.
  func first(of texts: StaticString...) -> String? {
    guard !modifiers.isEmpty else { return nil }
    for text in texts where has(text) { return text.description }
    return nil
  }

  /// Adds a finding at the line; its code is the first fact, the row of the schedule the source.
  mutating func find(
    _ rule: String, _ severity: Finding.Severity, _ facts: (String, String)...,
    source: RuleSource? = nil
  ) {
    let graver = isMedicare ? severity : min(severity, .warns)
    let row = service.flatMap { service in table.map { $0.source(of: service) } }
    findings.append(
      Finding(
        rule, graver, at: .serviceLine(line.number),
        facts: [.init("code", code.description)] + facts.map { Finding.Fact($0.0, $0.1) },
        source: source ?? row))
  }

  /// A section of the manual as the source of a finding.
  static func manual(_ section: String) -> RuleSource {
    RuleSource(document: "Medicare Claims Processing Manual", locator: section)
  }
}
