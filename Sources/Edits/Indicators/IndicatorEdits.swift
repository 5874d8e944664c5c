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
  /// - Complexity: O(*n* × (*n* + *h*)) in lines and history for visits and procedures, O(*n*) for all else.
  public func judge(_ record: ServiceRecord, _ findings: inout [Finding]) throws {
    guard record.bill == .professional else { return }
    // What Medicare denies or returns may not go; another payer's rules are its own.
    let isMedicare = record.claimFiling.map { $0 == "MA" || $0 == "MB" } ?? true
    for line in record.lines {
      guard let code = line.code else { continue }
      let table = try tables.table(on: line.from)
      var judged = JudgedLine(
        line: line, code: code, service: table?.service(code), table: table, tables: tables,
        isMedicare: isMedicare, isVisit: tables.rules.isVisit(code))
      judged.judgeModifiers()
      if let table { judged.judgeIndicators(table) }
      try judged.judgeGlobalPeriods(in: record)
      findings += judged.findings
    }
  }
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

  /// Tells whether a modifier is on the line.
  func has(_ text: String) -> Bool {
    !modifiers.isEmpty && Modifier(text).map(modifiers.contains) ?? false
  }

  /// The first of some modifiers that is on the line.
  func first(of texts: String...) -> String? {
    modifiers.isEmpty ? nil : texts.first(where: has)
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
