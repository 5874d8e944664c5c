// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// The guideline rules held against one encounter.
///
/// A pair that an Excludes1 note keeps apart already, an order that a *code first* note asks for, and a first
/// diagnosis that is refused as such are found once, by the edit that comes first.
struct GuidelineReview {
  private let rules: GuidelineRules
  private let review: Review
  private let exclusions: [ExclusionEdit.Hit]
  /// The judged diagnoses in the order of the claim, by place in ``Review/diagnoses``.
  private let order: [Int]
  /// The sets of each diagnosis of ``order``, ``CodeMembership/words`` words each.
  private var members: [UInt64] = []
  /// The sets of all of them.
  private var all: [UInt64]
  private let traits: GuidelineTraits
  private let years: Int?
  private let days: Int?
  /// The fiscal year of the codes: from October.
  private let fiscalYear: Int

  init(_ rules: GuidelineRules, _ review: Review, _ exclusions: [ExclusionEdit.Hit]) {
    self.rules = rules
    self.review = review
    self.exclusions = exclusions
    let order = rules.rules.isEmpty ? [] : review.sequence.filter { review.diagnoses[$0].isJudged }
    self.order = order
    let words = rules.membership.words
    all = [UInt64](repeating: 0, count: words)
    members = [UInt64](repeating: 0, count: order.count * words)
    members.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for (row, index) in order.enumerated() {
        guard let code = review.diagnoses[index].code else { continue }
        rules.membership.write(code, to: base + row * words)
      }
    }
    for (place, word) in members.enumerated() { all[place % words] |= word }
    traits = GuidelineTraits(of: review)
    fiscalYear = review.day.map { $0.parts.month > 9 ? $0.parts.year + 1 : $0.parts.year } ?? 0
    let day = review.held.admission ?? review.day
    let birth = review.held.birthDate
    if let day, let birth, birth <= day {
      years = birth.years(until: day)
      days = Int(day.daysSinceEpoch - birth.daysSinceEpoch)
    } else {
      years = nil
      days = nil
    }
  }

  /// Adds what the rules have to say of a diagnosis; the same of the same two diagnoses is said once.
  func judge(_ diagnosis: ReviewedDiagnosis, _ findings: inout [Finding]) {
    guard let row = order.firstIndex(of: diagnosis.number - 1) else { return }
    let words = rules.membership.words
    var said: [(finding: String, other: Int?)] = []
    for word in 0..<words {
      var bits = members[row * words + word] & rules.anchors[word]
      while bits != 0 {
        let set = word * 64 + bits.trailingZeroBitCount
        bits &= bits - 1
        for place in rules.rulesAt[set] {
          let rule = rules.rules[place]
          guard rule.years.contains(fiscalYear), let hit = hit(rule, at: row),
            !said.contains(where: { $0.finding == rule.finding && $0.other == hit.other?.number }),
            !isFound(rule, diagnosis, hit.other, findings)
          else { continue }
          said.append((rule.finding, hit.other?.number))
          drop(rule, diagnosis, &findings)
          findings.append(finding(rule, diagnosis, hit.other))
        }
      }
    }
  }

  /// What a rule finds: the other diagnosis where there is one.
  private struct Hit {
    let other: ReviewedDiagnosis?
  }

  private func hit(_ rule: GuidelineRule, at row: Int) -> Hit? {
    guard mayHold(rule, at: row) else { return nil }
    guard let named = rule.named else { return Hit(other: nil) }
    switch rule.relation {
    case .stands: return Hit(other: nil)
    case .with: return other(rule, named, of: row, within: order.indices)
    case .before: return other(rule, named, of: row, within: (row + 1)..<order.count)
    case .after: return other(rule, named, of: row, within: 0..<row)
    case .without:
      return other(rule, named, of: row, within: order.indices) == nil ? Hit(other: nil) : nil
    case .notAfter:
      return other(rule, named, of: row, within: 0..<row) == nil ? Hit(other: nil) : nil
    }
  }

  /// Whether all that does not rest on the other diagnosis is as the rule asks.
  private func mayHold(_ rule: GuidelineRule, at row: Int) -> Bool {
    let asked = rule.conditions
    switch rule.relation {
    case .with, .before, .after:
      guard let named = rule.named, holds(named) else { return false }
    case .stands, .without, .notAfter: break
    }
    guard asked.traits.subtracting(.otherPresent).isSubset(of: traits(of: row)),
      asked.years.map({ years.map($0.contains) ?? false }) ?? true,
      asked.days.map({ days.map($0.contains) ?? false }) ?? true,
      asked.also.allSatisfy(holds), !asked.unless.contains(where: holds),
      asked.lead.map({ holds($0, row: 0) }) ?? true,
      !(asked.notLead.map { holds($0, row: 0) } ?? false)
    else { return false }
    guard let procedure = asked.procedure else { return true }
    return review.encounter.procedures.contains { done in
      PackedCode(done.code).map(rules.sets[procedure].contains) ?? false
    }
  }

  private func other(
    _ rule: GuidelineRule, _ set: Int, of row: Int, within rows: Range<Int>
  ) -> Hit? {
    let asked = rule.conditions
    guard let code = review.diagnoses[order[row]].code else { return nil }
    for candidate in rows where candidate != row && holds(set, row: candidate) {
      let other = review.diagnoses[order[candidate]]
      guard let named = other.code, named != code, asked.admit(code, named) else { continue }
      if asked.traits.contains(.otherPresent), other.diagnosis.presentOnAdmission != .yes {
        continue
      }
      return Hit(other: other)
    }
    return nil
  }

  private func holds(_ set: Int) -> Bool { all[set / 64] & (1 << UInt64(set % 64)) != 0 }

  private func holds(_ set: Int, row: Int) -> Bool {
    members[row * rules.membership.words + set / 64] & (1 << UInt64(set % 64)) != 0
  }

  private func traits(of row: Int) -> GuidelineTraits {
    var own = traits
    own.insert(row == 0 && review.sequence.first == order[0] ? .first : .later)
    own.insert(order.count == 1 ? .only : .accompanied)
    switch review.diagnoses[order[row]].diagnosis.presentOnAdmission {
    case .yes: own.insert(.present)
    case .no: own.insert(.absent)
    case .unknown: own.insert(.unknownPresence)
    default: break
    }
    return own
  }

  private func finding(
    _ rule: GuidelineRule, _ diagnosis: ReviewedDiagnosis, _ other: ReviewedDiagnosis?
  ) -> Finding {
    var facts = [Finding.Fact("guideline", rule.name)]
    if let other {
      facts += [
        Finding.Fact("other", other.printed), Finding.Fact("other_position", "\(other.number)"),
      ]
    }
    return diagnosis.find(rule.finding, rule.severity, facts, source: rule.source)
  }

  /// Takes back the reminder of an instructional note where a rule says the same more gravely: of a note that
  /// names what the rule misses, and of what must come before a code that is never first.
  private func drop(
    _ rule: GuidelineRule, _ diagnosis: ReviewedDiagnosis, _ findings: inout [Finding]
  ) {
    findings.removeAll { found in
      guard found.place == diagnosis.place, found.severity < .rejects,
        found.severity <= rule.severity
      else { return false }
      switch (rule.relation, found.rule) {
      case (.without, "icd10cm.use-additional-code"), (.without, "icd10cm.code-also"):
        let note = found.fact("note") ?? ""
        let patterns = rule.named.map { rules.sets[$0].included } ?? []
        return patterns.contains { note.contains($0.first.prefix(3).description) }
      case (.stands, "icd10cm.code-first-missing"):
        return rule.conditions.traits.contains(.first)
      default: return false
      }
    }
  }

  /// Whether an edit before this one has said the same.
  private func isFound(
    _ rule: GuidelineRule, _ diagnosis: ReviewedDiagnosis, _ other: ReviewedDiagnosis?,
    _ findings: [Finding]
  ) -> Bool {
    if let other {
      let index = diagnosis.number - 1
      if rule.relation == .with || rule.relation == .after,
        exclusions.contains(where: { $0.isPair(index, other.number - 1) })
      {
        return true
      }
      return findings.contains {
        $0.rule == "icd10cm.code-first" && $0.place == diagnosis.place
          && $0.fact("other") == other.printed
      }
    }
    guard rule.relation == .stands, rule.conditions.traits.contains(.first) else { return false }
    return findings.contains {
      $0.place == diagnosis.place && $0.severity == .rejects && $0.rule.hasSuffix("-principal")
    }
  }
}

extension GuidelineConditions {
  /// Tells whether two codes are alike and apart as the rule asks.
  func admit(_ code: PackedCode, _ other: PackedCode) -> Bool {
    if shared > 0, code.prefix(shared) != other.prefix(shared) { return false }
    if differing > 0, code.prefix(differing) == other.prefix(differing) { return false }
    guard onlyDiffering > 0 else { return true }
    return (0..<6).allSatisfy { (code[$0] == other[$0]) == ($0 != onlyDiffering - 1) }
  }
}

extension GuidelineTraits {
  /// What is so of the claim, whichever diagnosis is looked at.
  init(of review: Review) {
    let held = review.held
    self = held.isHospitalStay ? .hospitalStay : held.isInpatientBill ? [] : .visit
    insert(held.isOneDay ? .oneDay : .severalDays)
    if held.isAfterAcute { insert(.afterAcute) }
    switch held.sex {
    case .female: insert(.female)
    case .male: insert(.male)
    default: break
    }
  }
}
