// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// Judges the services of claims by the National Correct Coding Initiative: pairs, units, add-on codes.
///
///     let edits = CorrectCodingEdits(tables)
///     var findings: [Finding] = []
///     try edits.judge(record, &findings)
///
/// Services of the same patient, day and provider are held against each other, those of earlier claims included.
/// Medicaid's tables judge claims to Medicaid where they are installed, Medicare's all others.
///
/// Source: NCCI Policy Manual for Medicare Services, chapter I.
public final class CorrectCodingEdits {
  let tables: CorrectCodingTables

  /// Takes the tables.
  public init(_ tables: CorrectCodingTables) { self.tables = tables }

  /// Judges a claim.
  ///
  /// - Returns: Through `findings`, in the order pairs, units, add-ons, each by line.
  /// - Throws: Where a codebook cannot be opened.
  /// - Complexity: O(*n*² log *m*) for *n* services of a day and *m* pairs of a code.
  public func judge(_ record: ServiceRecord, _ findings: inout [Finding]) throws {
    guard record.bill != .inpatient, !record.lines.isEmpty else { return }
    let isMedicaid = record.claimFiling == "MC" && tables.isInstalled(.ncciMedicaid)
    let set: CodeSetID = isMedicaid ? .ncciMedicaid : .ncci
    // Medicare and Medicaid do not pay; what others do is for their own rules to say.
    let isBinding =
      record.claimFiling.map { ["MA", "MB", "MC", "16"].contains($0) } ?? true
    let severity: Finding.Severity = isBinding ? .rejects : .warns
    try withServices(of: record) { services in
      var done: [ClosedRange<CalendarDate>] = []
      for line in record.lines where !done.contains(where: { $0.contains(line.from) }) {
        // Nearly every claim lies in one quarter; another one brings its own tables.
        let quarter = Self.quarter(around: line.from)
        done.append(quarter)
        let day = try tables.tables(of: set, for: record.bill, on: line.from)
        if day.isEmpty { continue }
        if let release = day.otherQuarter { tell(release, line.from, &findings) }
        let ofQuarter = Self.bring(quarter, toTheFrontOf: services)
        judgePairs(ofQuarter, record, day, severity, &findings)
        judgeUnits(ofQuarter, record, day, severity, &findings)
        judgeAddOns(ofQuarter, record, day, severity, &findings)
      }
    }
  }

  /// The services of a quarter, in their order.
  private static func bring(
    _ quarter: ClosedRange<CalendarDate>,
    toTheFrontOf services: UnsafeMutableBufferPointer<JudgedService>
  ) -> UnsafeMutableBufferPointer<JudgedService> {
    if services.allSatisfy({ quarter.contains($0.from) }) { return services }
    var services = services
    let end = services.partition { !quarter.contains($0.from) }
    var found = UnsafeMutableBufferPointer(rebasing: services[..<end])
    found.sort { ($0.isCurrent ? 0 : 1, $0.position) < ($1.isCurrent ? 0 : 1, $1.position) }
    return found
  }

  private func tell(_ release: Release, _ day: CalendarDate, _ findings: inout [Finding]) {
    findings.append(
      Finding(
        "ncci.other-quarter", .informs, at: .claim,
        facts: [.init("edition", release.edition), .init("on", day.description)],
        source: release.source("the release as a whole")))
  }

  /// The first and the last day of the quarter that a day lies in.
  static func quarter(around day: CalendarDate) -> ClosedRange<CalendarDate> {
    let (year, month) = (day.parts.year, (day.parts.month - 1) / 3 * 3 + 1)
    let next = month > 9 ? (year + 1, 1) : (year, month + 3)
    guard let first = CalendarDate(year: year, month: month, day: 1),
      let after = CalendarDate(year: next.0, month: next.1, day: 1)
    else { return day...day }
    return first...CalendarDate(daysSinceEpoch: after.daysSinceEpoch - 1)
  }

  /// The services of a claim and of its history, those of the claim first.
  private func withServices(
    of record: ServiceRecord, _ body: (UnsafeMutableBufferPointer<JudgedService>) throws -> Void
  ) throws {
    let most = record.lines.count + record.history.count
    try withUnsafeTemporaryAllocation(of: JudgedService.self, capacity: most) { buffer in
      var count = 0
      for (position, line) in record.lines.enumerated() {
        guard let service = JudgedService(line, at: position, isCurrent: true) else { continue }
        buffer.initializeElement(at: count, to: service)
        count += 1
      }
      for (position, past) in record.history.enumerated() {
        guard let service = JudgedService(past.line, at: position, isCurrent: false) else {
          continue
        }
        buffer.initializeElement(at: count, to: service)
        count += 1
      }
      try body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
