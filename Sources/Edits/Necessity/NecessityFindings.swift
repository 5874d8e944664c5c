// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// Makes the findings of a line from what its policies say.
///
/// What Medicare would deny rejects where Medicare pays or the payer is not known; for other payers it warns.
struct NecessityFindings {
  let all: [Finding]

  init(
    line: ServiceRecord.Line, record: ServiceRecord, policies: [PolicyReview],
    verdict: CoverageVerdict, frequency: FrequencyReview?, notice: NoticeModifiers,
    conflicts: [NecessityTables.Conflict]
  ) {
    var making = Making(line: line, record: record, notice: notice)
    let applying = policies.filter { $0.standing == .applies }
    if !notice.isExcluded, line.code != nil {
      switch verdict {
      case .notCovered: making.addNotCovered(applying)
      case .conditions: making.addConditions(applying)
      case .noPolicy: making.addNoPolicy(policies)
      case .covered: making.addCovered(applying)
      }
      making.addOtherDiagnoses(applying, verdict)
    }
    if let frequency, !frequency.isKept, !notice.isExcluded { making.addFrequency(frequency) }
    making.addConflicts(conflicts)
    all = making.findings
  }
}

private struct Making {
  private(set) var findings: [Finding] = []
  private let line: ServiceRecord.Line
  private let record: ServiceRecord
  private let notice: NoticeModifiers
  private let denial: Finding.Severity

  init(line: ServiceRecord.Line, record: ServiceRecord, notice: NoticeModifiers) {
    self.line = line
    self.record = record
    self.notice = notice
    let isMedicare = record.claimFiling.map { ["MA", "MB"].contains($0) } ?? true
    denial = isMedicare ? .rejects : .warns
  }

  private mutating func add(
    _ rule: String, _ severity: Finding.Severity, _ facts: [(String, String)],
    _ source: RuleSource?
  ) {
    let code = Finding.Fact("code", line.code?.description ?? "")
    findings.append(
      Finding(
        rule, severity, at: .serviceLine(line.number),
        facts: [code] + facts.map { Finding.Fact($0.0, $0.1) }, source: source))
  }

  mutating func addNotCovered(_ policies: [PolicyReview]) {
    guard let policy = policies.first(where: { $0.verdict == .notCovered }) else { return }
    var facts = Self.facts(of: policy)
    facts.append(("diagnoses", names(record.pointed(by: line))))
    facts.append(("basis", policy.basis?.rawValue ?? ""))
    let source = policy.excluded.first?.source ?? policy.source
    switch notice.liability {
    case .noticeOnFile:
      add(
        "necessity.denial-expected", .informs,
        facts + [("modifier", "GA"), ("liable", "the patient")], source)
    case .noNotice:
      add(
        "necessity.denial-expected", .informs,
        facts + [("modifier", "GZ"), ("liable", "the provider")], source)
    default:
      add("necessity.not-covered", denial, facts, source)
      addNoticeAdvised(because: policy.id, source)
    }
  }

  private mutating func addNoticeAdvised(because reason: String, _ source: RuleSource?) {
    guard denial == .rejects else { return }
    add(
      "necessity.notice-advised", .informs, [("reason", reason)],
      RuleSource(
        document: "Pub. 100-04, chapter 30", locator: "section 50", sha256: nil))
  }

  mutating func addConditions(_ policies: [PolicyReview]) {
    let isSplit = policies.contains { $0.verdict == .notCovered }
    for policy in policies where policy.verdict == .conditions || isSplit {
      var kinds = policy.conditions.map(\.kind)
      if isSplit { kinds.append("policies-disagree") }
      var unique: [String] = []
      for kind in kinds where !unique.contains(kind) { unique.append(kind) }
      let facts =
        Self.facts(of: policy) + [
          ("says", policy.verdict?.rawValue ?? ""), ("conditions", unique.joined(separator: ", ")),
        ]
      add("necessity.conditions", .warns, facts, policy.met.first?.source ?? policy.source)
    }
  }

  mutating func addNoPolicy(_ policies: [PolicyReview]) {
    let place = record.contractor ?? record.state ?? ""
    let isOpen = policies.contains { $0.standing == .placeUnknown }
    if isOpen {
      add(
        "necessity.place-unknown", .warns,
        [("policies", "\(policies.count { $0.standing == .placeUnknown })")], nil)
    } else {
      add(
        "necessity.no-policy", .informs,
        [("place", place), ("on", line.from.description), ("elsewhere", "\(policies.count)")], nil)
    }
  }

  mutating func addCovered(_ policies: [PolicyReview]) {
    guard let policy = policies.first(where: { $0.verdict == .covered }) else { return }
    for modifier in ["GA", "GZ"] where notice.all.contains(modifier) {
      add(
        "necessity.modifier-unneeded", .warns,
        Self.facts(of: policy) + [("modifier", modifier)], policy.met.first?.source ?? policy.source
      )
    }
  }

  /// The counterfactual: other diagnoses of this claim that the policy covers, and no others.
  mutating func addOtherDiagnoses(_ policies: [PolicyReview], _ verdict: CoverageVerdict) {
    guard verdict == .notCovered else { return }
    for policy in policies where policy.verdict == .notCovered && !policy.documented.isEmpty {
      var positions: [Int] = []
      for match in policy.documented where !positions.contains(match.position) {
        positions.append(match.position)
      }
      add(
        "necessity.other-diagnosis", .informs,
        Self.facts(of: policy) + [
          ("diagnoses", names(positions)),
          ("positions", positions.map(String.init).joined(separator: ", ")),
        ], policy.documented.first?.source)
    }
  }

  mutating func addFrequency(_ review: FrequencyReview) {
    let last = review.earlier.last?.line.from.description ?? ""
    let allowed: String
    switch review.kind {
    case "months": allowed = "once, with \(review.number) full months after the month of the last"
    case "lifetime": allowed = "\(review.number) in a lifetime"
    default: allowed = "\(review.number) in \(review.months) months"
    }
    let facts = [
      ("service", review.service), ("allowed", allowed), ("last", last),
      ("claims", review.earlier.map(\.claim).joined(separator: ", ")),
      ("next", review.next?.description ?? "never"),
    ]
    let source = RuleSource(document: review.source, locator: review.service, sha256: nil)
    switch notice.liability {
    case .noticeOnFile, .noNotice: add("necessity.frequency", .informs, facts, source)
    default:
      add("necessity.frequency", denial, facts, source)
      if !findings.contains(where: { $0.rule == "necessity.notice-advised" }) {
        addNoticeAdvised(because: review.service, source)
      }
    }
  }

  mutating func addConflicts(_ conflicts: [NecessityTables.Conflict]) {
    for conflict in conflicts
    where notice.all.contains(conflict.modifier) && notice.all.contains(conflict.other) {
      add(
        "necessity.modifier-conflict", denial,
        [("modifier", conflict.modifier), ("other", conflict.other)],
        RuleSource(document: conflict.source, locator: "\(conflict.modifier) and \(conflict.other)")
      )
    }
  }

  private static func facts(of policy: PolicyReview) -> [(String, String)] {
    let version = policy.version > 0 ? " version \(policy.version)" : ""
    return [
      ("policy", policy.id + version), ("title", policy.title),
      ("effective", policy.effective?.description ?? ""),
      ("related", policy.related.joined(separator: ", ")),
    ]
  }

  private func names(_ positions: [Int]) -> String {
    positions.isEmpty
      ? "none"
      : positions.map { CodeSetID.icd10cm.printed(record.diagnoses[$0 - 1]) }
        .joined(separator: ", ")
  }
}
