// SPDX-License-Identifier: Apache-2.0

import Claims
import Edits
import Values

extension EditClaims {
  /// The changes that settle a finding that rejects, each tried: the claim was judged again with it.
  ///
  /// A change counts where the finding is gone with it and nothing new rejects or warns. What the record has to
  /// show for it is said with it; none is made here.
  ///
  /// - Parameters:
  ///   - record: The services as they were judged.
  ///   - findings: Everything that was found of them.
  /// - Returns: `change` in words, `when` it may be made, its `source`.
  func fixes(
    for finding: Finding, of record: ServiceRecord, among findings: [Finding]
  ) throws -> [JSON] {
    var fixes: [JSON] = []
    for fix in Assets.fixes.fixes(for: finding, of: record) {
      var changed = record
      guard fix.change.apply(to: &changed), !changed.lines.isEmpty else { continue }
      var left: [Finding] = []
      try judge(&changed, hasCodeEdits: true, &left)
      let isSettled = !left.contains { $0.isSame(as: finding) }
      let isHarmless = left.allSatisfy { one in
        one.severity == .informs || findings.contains { $0.isSame(as: one) }
      }
      guard isSettled, isHarmless else { continue }
      fixes.append(
        .members(
          ("change", .string(fix.change.description)), ("when", .string(fix.condition)),
          ("source", .string(fix.source))))
    }
    return fixes
  }
}

extension EditClaims {
  /// The changes of diagnoses that settle a finding that rejects, each tried as those of services are.
  ///
  /// - Parameter findings: Everything that was found, of codes and of services.
  func fixes(
    for finding: Finding, of encounter: Encounter, among findings: [Finding]
  ) throws -> [JSON] {
    var tried: [(fix: FixTable.DiagnosisFix, left: Int)] = []
    let known = Set(findings.map(DiagnosisMatter.init))
    for fix in Assets.fixes.fixes(for: finding, of: encounter) {
      var changed = encounter
      guard fix.change.apply(to: &changed) else { continue }
      var left = conventions?.findings(for: changed) ?? []
      left += try judgeStay(of: changed, told: left)
      if let claim = Claim.building(from: changed).claim {
        var record = ServiceRecord(claim, on: changed.dayOfService)
        try judge(&record, hasCodeEdits: true, &left)
      }
      let matters = left.filter { $0.severity != .informs }.map(DiagnosisMatter.init)
      guard matters.allSatisfy({ known.contains($0) && $0 != DiagnosisMatter(finding) }) else {
        continue
      }
      tried.append((fix, matters.count))
    }
    // Of several orders those count that settle most; which of two codes stays, only the record can say.
    let best = tried.filter { $0.fix.change.isOrder }.map(\.left).min() ?? 0
    return tried.filter { !$0.fix.change.isOrder || $0.left == best }.prefix(Self.mostFixes).map {
      .members(
        ("change", .string($0.fix.change.description(of: encounter))),
        ("when", .string($0.fix.condition)), ("source", .string($0.fix.source)))
    }
  }

  private static let mostFixes = 4

  /// Findings as JSON, each with its words, its place in the catalogue, and for those that reject what settles it
  /// (`fixes`).
  ///
  /// A finding that somebody answered for says so (`overridden`).
  func json(
    _ findings: [Finding], of record: ServiceRecord?, encounter: Encounter?, claim: String?
  ) throws -> [JSON] {
    try findings.map { finding in
      var json = EditCatalogue.standard.json(finding)
      if let override = override(of: finding, on: claim) {
        json = .object(json.members + [JSON.Member("overridden", override.answer)])
      }
      guard finding.severity == .rejects else { return json }
      var fixes: [JSON] = []
      if let record { fixes += try self.fixes(for: finding, of: record, among: findings) }
      if let encounter { fixes += try self.fixes(for: finding, of: encounter, among: findings) }
      if fixes.isEmpty { return json }
      return .object(json.members + [JSON.Member("fixes", .array(fixes))])
    }
  }
}

/// What a finding says, wherever the diagnoses stand that it speaks of: a change moves them.
private struct DiagnosisMatter: Hashable {
  let rule: String
  let codes: Set<String>

  init(_ finding: Finding) {
    rule = finding.rule
    codes = Set([finding.fact("code"), finding.fact("other")].compactMap { $0 })
  }
}

extension Finding {
  /// Tells whether two findings say the same of the same place by the same row.
  fileprivate func isSame(as other: Finding) -> Bool {
    rule == other.rule && place == other.place && source?.locator == other.source?.locator
  }
}

extension Assets {
  /// What may settle findings.
  static let fixes: FixTable = {
    guard let table = FixTable(bytes("edits/fixes.tsv")) else {
      preconditionFailure("edits/fixes.tsv is malformed")
    }
    return table
  }()
}
