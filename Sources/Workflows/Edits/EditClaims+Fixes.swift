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
  /// Findings as JSON, each with its words, its place in the catalogue, and for those that reject what settles it
  /// (`fixes`).
  ///
  /// A finding that somebody answered for says so (`overridden`).
  func json(
    _ findings: [Finding], of record: ServiceRecord?, claim: String?
  ) throws -> [JSON] {
    try findings.map { finding in
      var json = EditCatalogue.standard.json(finding)
      if let override = override(of: finding, on: claim) {
        json = .object(json.members + [JSON.Member("overridden", override.answer)])
      }
      guard finding.severity == .rejects, let record else { return json }
      let fixes = try fixes(for: finding, of: record, among: findings)
      if fixes.isEmpty { return json }
      return .object(json.members + [JSON.Member("fixes", .array(fixes))])
    }
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
