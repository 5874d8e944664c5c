// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Pricing
import Values

/// Other principal diagnoses among those that are documented.
///
/// Every row names the guideline that would have to permit the change and what the record must say. Nothing is
/// added to the stay and none is recommended: a higher weight is no reason.
///
/// Source: ICD-10-CM Official Guidelines, Section II; the table `msdrg/principal.tsv`.
extension ExplainStay {
  /// What the guidelines say of a diagnosis that is to stand first.
  private struct Rule {
    let when: String
    let isPermitted: Bool
    let section: String
    let words: String
    let documentation: String
  }

  private static let rules: [Rule] = PublishedText(Assets.bytes("msdrg/principal.tsv")).lines
    .filter { !$0.text.hasPrefix("#") && !$0.text.isEmpty }
    .map { line in
      let fields = line.tabbed
      precondition(fields.count == 5, "msdrg/principal.tsv has rows of five columns")
      return Rule(
        when: fields[0], isPermitted: fields[1] != "no", section: fields[2], words: fields[3],
        documentation: fields[4])
    }

  /// The group under every secondary diagnosis as principal one; the ones that might be permitted first, then by
  /// weight.
  mutating func alternatives(to told: Told, version: Int?) throws(WorkflowFailure) -> [JSON] {
    var rows: [(isPermitted: Bool, weight: Int128, json: JSON)] = []
    var seen: Set<PackedCode> = [told.read.stay.diagnoses[0].code]
    for place in told.read.stay.diagnoses.indices.dropFirst()
    where seen.insert(told.read.stay.diagnoses[place].code).inserted {
      var changed = told.read
      changed.putFirst(place)
      let other = try self.told(changed, version: version)
      guard let rule = rule(for: place, of: told, as: other) else { continue }
      rows.append(
        (
          rule.isPermitted, other.weight?.weight?.units ?? 0,
          .members(
            ("code", .string(changed.diagnoses[0])),
            (
              "title",
              titles.diagnosis(changed.stay.diagnoses[0].code, on: changed.stay.discharged)
            ),
            ("group", summary(other)), ("weight_difference", difference(told, other)),
            ("permitted", .string(rule.isPermitted ? "only with documentation" : "no")),
            ("guideline", .string(rule.section)), ("says", .string(rule.words)),
            ("documentation_needed", .string(rule.documentation)))
        ))
    }
    return rows.sorted { ($1.isPermitted ? 1 : 0, $1.weight) < ($0.isPermitted ? 1 : 0, $0.weight) }
      .map(\.json)
  }

  private func rule(for place: Int, of told: Told, as other: Told) -> Rule? {
    let code = other.read.stay.diagnoses[0].code
    let principal = told.read.stay.diagnoses[0].code
    let asPrincipal = Set(
      other.trace.edits.filter { $0.carrier == .diagnosis(0) }.map(\.edit))
    let text = code.description
    var kinds: [String] = []
    if asPrincipal.contains(.manifestation) { kinds.append("manifestation") }
    if asPrincipal.contains(.externalCause) { kinds.append("external-cause") }
    if asPrincipal.contains(.unacceptablePrincipal) { kinds.append("unacceptable") }
    if asPrincipal.contains(.questionableAdmission) { kinds.append("questionable") }
    if told.read.stay.diagnoses[place].present == .no { kinds.append("not-present") }
    if ["R", "O", "Z"].contains(text.prefix(1)) { kinds.append(String(text.prefix(1))) }
    if text.hasPrefix("T8"), text.prefix(3) <= "T88" { kinds.append("T80-T88") }
    if code.prefix(3) == principal.prefix(3) { kinds.append("same-category") }
    if other.trace.diagnoses[0].mdc == told.trace.diagnoses[0].mdc { kinds.append("same-mdc") }
    kinds.append("any")
    return Self.rules.first { kinds.contains($0.when) }
  }
}
