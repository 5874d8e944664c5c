// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension CorrectCodingEdits {
  /// What a claim has of the services that an add-on goes with.
  private struct Company {
    var isListed = false
    var isPaid = false
    var kind = AddOnTable.Kind.listed
    var rows = 0
    var isForOthers = false
  }

  /// Holds each add-on against the services that it goes with.
  ///
  /// Type 1: one of those listed has to be there. Type 2: the contractor says which. Type 3: one of those listed,
  /// or another that the contractor takes. The service may stand on an earlier claim of the day.
  ///
  /// Source: NCCI Policy Manual, chapter I, sections R and W.
  func judgeAddOns(
    _ services: UnsafeMutableBufferPointer<JudgedService>, _ record: ServiceRecord,
    _ day: CorrectCodingTables.Day,
    _ severity: Finding.Severity, _ findings: inout [Finding]
  ) {
    for table in day.addOns {
      for service in services where service.isCurrent {
        guard let number = table.codes.number(of: service.code) else { continue }
        let company = company(of: service, number, table, services, record)
        guard company.rows > 0 else {
          if company.isForOthers {
            find("ncci.add-on-other-setting", severity, service, number, table, record, &findings)
          }
          continue
        }
        switch (company.kind, company.isListed) {
        case (_, true):
          if !company.isPaid {
            find("ncci.add-on-primary-denied", severity, service, number, table, record, &findings)
          }
        case (.listed, false):
          find("ncci.add-on-without-primary", severity, service, number, table, record, &findings)
        case (.partlyListed, false):
          find("ncci.add-on-primary-not-listed", .warns, service, number, table, record, &findings)
        case (.contractor, false):
          let isAlone = !services.contains {
            $0.code != service.code && $0.sharesDay(with: service)
          }
          find(
            isAlone ? "ncci.add-on-alone" : "ncci.add-on-by-contractor",
            isAlone ? .warns : .informs, service, number, table, record, &findings)
        }
      }
    }
  }

  private func company(
    of service: JudgedService, _ number: Int, _ table: AddOnTable,
    _ services: UnsafeMutableBufferPointer<JudgedService>, _ record: ServiceRecord
  ) -> Company {
    var company = Company()
    let day = ShortDay.comparable(service.from)
    for row in table.rows(number) {
      let pairing = table.records[row]
      guard pairing.effective <= day, day <= pairing.deletion else { continue }
      let scope = AddOnTable.Scope(rawValue: pairing.scope) ?? .all
      guard scope == .all || (scope == .practitioners) == (record.bill == .professional) else {
        company.isForOthers = true
        continue
      }
      company.rows += 1
      company.kind = AddOnTable.Kind(rawValue: pairing.kind) ?? .listed
      guard pairing.primary != 0 else { continue }
      for other in services where other.code.bits == pairing.primary {
        guard other.sharesDay(with: service),
          other.isSameProvider(as: service, record.bill)
        else { continue }
        company.isListed = true
        if !other.isDenied { company.isPaid = true }
      }
    }
    return company
  }

  private func find(
    _ rule: String, _ severity: Finding.Severity, _ service: JudgedService, _ number: Int,
    _ table: AddOnTable, _ record: ServiceRecord, _ findings: inout [Finding]
  ) {
    let day = ShortDay.comparable(service.from)
    var first: AddOnTable.Pairing?
    var listed: [PackedCode] = []
    for row in table.rows(number) {
      let record = table.records[row]
      guard record.effective <= day, day <= record.deletion else { continue }
      first = first ?? table.pairing(at: row, number)
      if record.primary != 0 { listed.append(PackedCode(bits: record.primary)) }
    }
    let shown = listed.prefix(12).map(\.description).joined(separator: ", ")
    findings.append(
      Finding(
        rule, severity, at: .serviceLine(service.line(in: record)),
        facts: [
          .init("code", service.code.description),
          .init("type", "\(first?.kind.rawValue ?? 1)"),
          .init(
            "primaries", listed.count > 12 ? "\(shown) and \(listed.count - 12) more" : shown),
        ], source: first?.source ?? table.release.source("the release as a whole")))
  }
}
