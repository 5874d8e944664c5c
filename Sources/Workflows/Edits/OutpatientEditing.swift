// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Grouping
import Values

/// The outpatient code editor over the claims of hospitals, where the tables of their days are installed.
struct OutpatientEditing {
  private var library: OutpatientLibrary
  private let isInstalled: Bool

  init(_ library: CodeLibrary) {
    self.library = OutpatientLibrary(library)
    isInstalled = library.releases.contains { $0.set == .opps }
  }

  /// Judges a claim; says nothing of one that is no hospital's for an outpatient, or of days without tables.
  ///
  /// - Parameter hasCodeEdits: Whether codes that do not exist are told of elsewhere.
  mutating func judge(
    _ record: ServiceRecord, hasCodeEdits: Bool, _ findings: inout [Finding]
  ) throws {
    // Part B services of an inpatient (type of bill 12x) are paid as those of an outpatient.
    guard isInstalled, record.bill == .outpatient || record.billType / 10 == 12,
      let day = OutpatientClaim.firstDay(of: record), library.has(day),
      let claim = OutpatientClaim(record)
    else { return }
    let grouper = try library.grouper(on: claim.from)
    let isMedicare = record.claimFiling.map { ["MA", "MB", "16"].contains($0) } ?? true
    let document = OutpatientDocument(id: record.id, claim)
    for finding in OutpatientJSON(document, grouper.group(claim), grouper.tables).findings {
      if hasCodeEdits, finding.rule == "oce.invalid-service" { continue }
      findings.append(isMedicare ? finding : finding.asWarning)
    }
  }
}

extension Finding {
  /// What another payer than Medicare need not follow is a warning.
  var asWarning: Finding {
    severity == .rejects
      ? Finding(rule, .warns, at: place, facts: facts, source: source) : self
  }
}

extension OutpatientClaim {
  /// The types of bill that are paid under the outpatient prospective payment system.
  ///
  /// Source: Medicare Claims Processing Manual (Pub. 100-04), chapter 4, section 10.1.
  static let billTypes: Set<Int> = [12, 13, 14, 76]

  /// The day that chooses the tables.
  static func firstDay(of record: ServiceRecord) -> CalendarDate? {
    record.period?.lowerBound ?? record.lines.lazy.map(\.from).min()
  }

  /// The outpatient claim of services; nothing for one of another type of bill.
  init?(_ record: ServiceRecord) {
    let kind = record.billType == 0 ? 13 : Int(record.billType) / 10
    guard Self.billTypes.contains(kind),
      let from = Self.firstDay(of: record)
    else { return nil }
    let through = record.period?.upperBound ?? record.lines.map(\.through).max() ?? from
    self.init(from: from, through: max(from, through), billType: kind)
    conditionCodes = record.conditionCodes.compactMap { PackedCode($0) }
    age = record.birthDate?.years(until: from)
    sex = record.sex == "F" ? .female : record.sex == "M" ? .male : .unknown
    diagnoses = record.diagnoses
    if record.dischargeStatus > 0 { dischargeStatus = Int(record.dischargeStatus) }
    lines = record.lines.map { service in
      var line = Line(service.code, date: service.from, charge: service.charge)
      if let code = service.code, code.count != 5 {
        (line.code, line.unreadable) = (nil, code.description)
      }
      line.modifiers = service.modifiers.compactMap { PackedCode($0.description) }
      line.units = max(1, Int(service.units.thousandths / 1000))
      line.revenue = service.revenueCode ?? 0
      return line
    }
  }
}
