// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension CorrectCodingEdits {
  private static let postoperativeCare = Modifier("55")

  /// Holds the units of each service against the table: of each line, or of all lines of a day.
  ///
  /// A line over several days counts by the day, rounded to the nearest whole number. Lines with modifier 55 are
  /// not counted by the day, lines in minutes not at all.
  ///
  /// Source: NCCI Policy Manual, chapter I, section V.
  func judgeUnits(
    _ services: [Service], _ record: ServiceRecord, _ day: CorrectCodingTables.Day,
    _ severity: Finding.Severity, _ findings: inout [Finding]
  ) {
    for table in day.units {
      for index in services.indices where services[index].isCurrent {
        let service = services[index]
        guard service.line.unitBasis != .minute, let found = table.record(of: service.code) else {
          continue
        }
        let most = Int64(found.record.units) * 1000
        if found.record.adjudication == UnitTable.Adjudication.line.rawValue {
          let units = service.line.unitsADay
          if units > most {
            find("ncci.units-line", table, found.number, units, [service], severity, &findings)
          }
          continue
        }
        if Self.isLeftOut(service.line) { continue }
        // A day is told of once, at its first line; the sum is worked out only where it can exceed.
        var units = service.line.unitsADay
        var isFirst = true
        for other in services.indices where other != index {
          guard services[other].code == service.code,
            services[other].line.sharesDay(with: service.line),
            services[other].line.isSameProvider(as: service.line, record.bill),
            services[other].line.unitBasis != .minute, !Self.isLeftOut(services[other].line)
          else { continue }
          units += services[other].line.unitsADay
          if other < index, services[other].isCurrent { isFirst = false }
        }
        guard isFirst, units > most else { continue }
        let all = services.filter {
          $0.code == service.code && $0.line.sharesDay(with: service.line)
            && !Self.isLeftOut($0.line) && $0.line.isSameProvider(as: service.line, record.bill)
        }
        let isPolicy = found.record.adjudication == UnitTable.Adjudication.dayByPolicy.rawValue
        find(
          isPolicy ? "ncci.units-day-policy" : "ncci.units-day", table, found.number, units, all,
          severity, &findings)
      }
    }
  }

  private static func isLeftOut(_ line: ServiceRecord.Line) -> Bool {
    guard let postoperativeCare else { return false }
    return line.modifiers.contains(postoperativeCare)
  }

  private func find(
    _ rule: String, _ table: UnitTable, _ number: Int, _ units: Int64, _ services: [Service],
    _ severity: Finding.Severity, _ findings: inout [Finding]
  ) {
    let limit = table.limit(at: number)
    let line = services.first { $0.isCurrent }?.line.number ?? 0
    findings.append(
      Finding(
        rule, severity, at: .serviceLine(line),
        facts: [
          .init("code", limit.code.description),
          .init("units", Quantity(thousandths: units).description), .init("most", "\(limit.units)"),
          .init("lines", services.map(\.name).joined(separator: ", ")),
          .init("indicator", "\(limit.adjudication.rawValue)"),
          .init("rationale", limit.rationale),
        ], source: limit.source))
  }
}

extension ServiceRecord.Line {
  /// The units of one day, in thousandths: all of them, or for a line over several days their share, rounded to
  /// the nearest whole unit.
  var unitsADay: Int64 {
    let days = Int64(through.daysSinceEpoch - from.daysSinceEpoch) + 1
    guard days > 1 else { return units.thousandths }
    return (units.thousandths + days * 500) / (days * 1000) * 1000
  }
}
