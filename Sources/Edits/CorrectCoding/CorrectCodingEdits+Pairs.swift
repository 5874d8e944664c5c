// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension CorrectCodingEdits {
  /// Why a modifier on a pair is doubtful.
  private enum Doubt: String {
    case sameSite = "both have the same site"
    case visit = "a visit is not set apart by it"
  }

  /// Holds every pair of services of a day against the table, in both orders.
  ///
  /// The column 2 code is not paid, unless the indicator is 1 and a modifier on the right line says that the
  /// services were done apart.
  func judgePairs(
    _ services: UnsafeMutableBufferPointer<JudgedService>, _ record: ServiceRecord,
    _ day: CorrectCodingTables.Day,
    _ severity: Finding.Severity, _ findings: inout [Finding]
  ) {
    for table in day.pairs {
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: services.count) { numbers in
        for index in services.indices {
          numbers.initializeElement(
            at: index, to: Int32(table.codes.number(of: services[index].code) ?? -1))
        }
        // Services of this claim come first: those of earlier claims are not held against each other.
        let current = services.firstIndex { !$0.isCurrent } ?? services.count
        for second in services.indices where numbers[second] >= 0 {
          for first in 0..<(services[second].isCurrent ? services.count : current)
          where first != second && numbers[first] >= 0 && numbers[first] != numbers[second] {
            guard table.hasPairs(Int(numbers[first])),
              services[first].sharesDay(with: services[second]),
              services[first].isSameProvider(as: services[second], record.bill)
            else { continue }
            let shared = max(services[first].from, services[second].from)
            if let row = table.row(
              Int(numbers[first]), Int(numbers[second]), on: ShortDay.comparable(shared))
            {
              let pair = table.pair(at: row, Int(numbers[first]), Int(numbers[second]))
              hit(pair, first, second, services, record, severity, &findings)
            }
          }
        }
      }
    }
  }

  /// A pair that the table has: denied, or bypassed by a modifier.
  private func hit(
    _ pair: PairTable.Pair, _ first: Int, _ second: Int,
    _ services: UnsafeMutableBufferPointer<JudgedService>,
    _ record: ServiceRecord, _ severity: Finding.Severity, _ findings: inout [Finding]
  ) {
    // What is told is told of a line of this claim: of column 2, or where that was billed before, of column 1.
    let place = Place.serviceLine(
      services[services[second].isCurrent ? second : first].line(in: record))
    var facts: [Finding.Fact] = [
      .init("column_1", pair.column1.description), .init("column_2", pair.column2.description),
      .init("line_1", services[first].name(in: record)),
      .init("line_2", services[second].name(in: record)),
      .init("indicator", "\(pair.indicator.rawValue)"), .init("rationale", pair.rationale),
    ]
    if let effective = pair.effective { facts.append(.init("from", effective.description)) }
    if let deletion = pair.deletion { facts.append(.init("through", deletion.description)) }
    if pair.indicator == .allowed, let bypass = bypass(services[first], services[second], record) {
      guard let doubt = bypass.doubt else { return }
      findings.append(
        Finding(
          "ncci.modifier-doubtful", .warns, at: place,
          facts: facts + [
            .init("modifier", bypass.modifier.description), .init("reason", doubt.rawValue),
          ], source: pair.source))
      return
    }
    services[second].isDenied = true
    let rule =
      pair.indicator == .allowed ? "ncci.procedure-pair" : "ncci.procedure-pair-never-together"
    findings.append(Finding(rule, severity, at: place, facts: facts, source: pair.source))
  }

  /// The modifier that sets two services apart, on the line where it has a meaning; nothing where there is none.
  private func bypass(
    _ first: JudgedService, _ second: JudgedService, _ record: ServiceRecord
  ) -> (modifier: Modifier, doubt: Doubt?)? {
    var doubtful: (modifier: Modifier, doubt: Doubt?)?
    for (service, other, isColumn2) in [(second, first, true), (first, second, false)] {
      for modifier in service.modifiers {
        guard tables.bypass.has(modifier) else { continue }
        if !isColumn2, service.from < Self.eitherColumnSince, tables.bypass.saysDistinct(modifier) {
          continue
        }
        guard let kind = tables.bypass.kind(of: modifier, on: service.code, record.bill) else {
          // 59 and its like on a visit bypass the edit in the payers' systems, and are wrong.
          if tables.bypass.isVisit(service.code), tables.bypass.saysDistinct(modifier) {
            doubtful = doubtful ?? (modifier, .visit)
          }
          continue
        }
        switch kind {
        case .site where other.modifiers.contains(modifier):
          doubtful = doubtful ?? (modifier, .sameSite)
        default: return (modifier, nil)
        }
      }
    }
    return doubtful
  }

  /// Since this day 59, XE, XP, XS and XU count on either line, before on that of column 2 alone.
  ///
  /// Source: CMS, change request 11168, effective 2019-07-01.
  private static let eitherColumnSince = CalendarDate(daysSinceEpoch: 18_078)
}
