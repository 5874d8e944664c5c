// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension CorrectCodingEdits {
  /// Holds the units of each service against the table: of each line, or of all lines of a day.
  ///
  /// A line over several days counts by the day, rounded to the nearest whole number. Lines with modifier 55 are
  /// not counted by the day, lines in minutes not at all.
  ///
  /// Source: NCCI Policy Manual, chapter I, section V.
  func judgeUnits(
    _ services: UnsafeMutableBufferPointer<JudgedService>, _ record: ServiceRecord,
    _ day: CorrectCodingTables.Day,
    _ severity: Finding.Severity, _ findings: inout [Finding]
  ) {
    for table in day.units {
      for index in services.indices where services[index].isCurrent {
        let service = services[index]
        guard !service.isInMinutes, let found = table.record(of: service.code) else {
          continue
        }
        let most = Int64(found.record.units) * 1000
        if found.record.adjudication == UnitTable.Indicator.line.rawValue {
          let units = service.units
          if units > most {
            find(
              "ncci.units-line", table, found.number, units, [service], record, severity, &findings)
          }
          continue
        }
        if service.isPostoperativeCare { continue }
        // A day is told of once, at its first line; the sum is worked out only where it can exceed.
        var units = service.units
        var isFirst = true
        for other in services.indices where other != index {
          guard services[other].code == service.code,
            services[other].isCounted(with: service, record.bill)
          else { continue }
          units += services[other].units
          if other < index, services[other].isCurrent { isFirst = false }
        }
        guard isFirst, units > most else { continue }
        let all = services.filter {
          $0.code == service.code && $0.isCounted(with: service, record.bill)
        }
        let isPolicy = found.record.adjudication == UnitTable.Indicator.dayByPolicy.rawValue
        find(
          isPolicy ? "ncci.units-day-policy" : "ncci.units-day", table, found.number, units, all,
          record, severity, &findings)
      }
    }
  }

  private func find(
    _ rule: String, _ table: UnitTable, _ number: Int, _ units: Int64, _ services: [JudgedService],
    _ record: ServiceRecord, _ severity: Finding.Severity, _ findings: inout [Finding]
  ) {
    let limit = table.limit(at: number)
    let line = services.first { $0.isCurrent }?.line(in: record) ?? 0
    findings.append(
      Finding(
        rule, severity, at: .serviceLine(line),
        facts: [
          .init("code", limit.code.description),
          .init("units", Quantity(thousandths: units).description), .init("most", "\(limit.units)"),
          .init("lines", services.map { $0.name(in: record) }.joined(separator: ", ")),
          .init("indicator", "\(limit.adjudication.rawValue)"),
          .init("rationale", limit.rationale),
        ], source: limit.source))
  }
}

extension JudgedService {
  /// Tells whether the units of two lines of a service are added up.
  @inline(__always)
  fileprivate func isCounted(with other: Self, _ bill: ServiceRecord.Bill) -> Bool {
    sharesDay(with: other) && isSameProvider(as: other, bill) && !isInMinutes
      && !isPostoperativeCare
  }
}
