// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// What one article says of a service and the diagnoses of its line.
///
/// An article lists services in groups and diagnoses in groups, and the database does not say which belong
/// together: the groups of one number do, where an article has several of both; else all do. The answer
/// says which it was.
struct ArticleDecision {
  private typealias Found = CoverageDatabase.Found

  private let database: CoverageDatabase
  private let document: UInt32
  private let version: UInt16
  private let code: PackedCode
  private let paragraphs: ParagraphReading

  init(
    _ database: CoverageDatabase, _ document: UInt32, _ version: UInt16, code: PackedCode,
    paragraphs: ParagraphReading
  ) {
    self.database = database
    self.document = document
    self.version = version
    self.code = code
    self.paragraphs = paragraphs
  }

  /// Decides, and completes the review of the article.
  ///
  /// - Parameters:
  ///   - diagnoses: All diagnoses of the claim.
  ///   - pointed: The positions of those that the line points to, from 1.
  func decide(_ review: inout PolicyReview, diagnoses: [PackedCode], pointed: [Int]) {
    let services = groups(of: .articleServices)
    let own = Set(
      database.rows(of: .articleServices, document, version, key: code.bits).map {
        Int($0.record.group)
      })
    let covered = paired(groups(of: .articleCovered), services: services, own: own)
    let excluded = paired(groups(of: .articleNoncovered), services: services, own: own)
    review.pairing =
      [covered.pairing, excluded.pairing].contains(.unpaired)
      ? .unpaired : covered.groups.isEmpty ? excluded.pairing : covered.pairing
    let unpaired = review.pairing == .unpaired
    let isPointed = Set(pointed)
    for (index, diagnosis) in diagnoses.enumerated() {
      let position = index + 1
      let hits = matches(.articleCovered, diagnosis, position, in: covered.groups)
      let misses = matches(.articleNoncovered, diagnosis, position, in: excluded.groups)
      if isPointed.contains(position) {
        review.met += hits
        review.excluded += misses
        if hits.isEmpty { review.missing.append(position) }
      } else {
        review.documented += hits
      }
    }
    settle(
      &review, pointed: pointed.map { diagnoses[$0 - 1] }, covered: covered.groups,
      excluded: excluded.groups)
    if unpaired, review.verdict == .covered || review.verdict == .notCovered {
      review.verdict = .conditions
      review.conditions.append(PolicyReview.Condition(kind: "unpaired", group: 0, text: ""))
    }
  }

  private func settle(
    _ review: inout PolicyReview, pointed: [PackedCode], covered: Set<Int>, excluded: Set<Int>
  ) {
    guard !covered.isEmpty || !excluded.isEmpty else {
      review.verdict = .conditions
      review.basis = .noList
      review.conditions.append(PolicyReview.Condition(kind: "no-list", group: 0, text: ""))
      return
    }
    guard !pointed.isEmpty else {
      review.verdict = .notCovered
      review.basis = .noDiagnosis
      return
    }
    if covered.isEmpty {
      settleByExclusion(&review, excluded: excluded, count: pointed.count)
    } else if review.met.isEmpty {
      settleUnlisted(&review, pointed: pointed, covered: covered)
    } else {
      settleCovered(&review)
    }
  }

  /// A diagnosis stands among the covered ones: covered, unless each such row has something to be read.
  private func settleCovered(_ review: inout PolicyReview) {
    review.basis = .listed
    var conditions: [PolicyReview.Condition] = []
    var isFree = false
    for match in review.met {
      var own = self.conditions(at: .articleCoveredGroups, match.group)
      if isMarked(match) { own.append(asterisk(match.group)) }
      if review.excluded.contains(where: { $0.position == match.position }) {
        own.append(PolicyReview.Condition(kind: "both-lists", group: match.group, text: ""))
      }
      if own.isEmpty { isFree = true }
      for condition in own where !conditions.contains(condition) { conditions.append(condition) }
    }
    review.verdict = isFree ? .covered : .conditions
    if !isFree { review.conditions += conditions }
  }

  private func settleUnlisted(
    _ review: inout PolicyReview, pointed: [PackedCode], covered: Set<Int>
  ) {
    if let group = groupWithRange(around: pointed, in: covered) {
      review.verdict = .conditions
      review.basis = .insideRange
      review.conditions.append(PolicyReview.Condition(kind: "range", group: group, text: ""))
      return
    }
    review.verdict = .notCovered
    review.basis = review.excluded.isEmpty ? .notListed : .listedNonCovered
  }

  /// The article lists only what it does not cover: any other diagnosis is covered.
  private func settleByExclusion(
    _ review: inout PolicyReview, excluded: Set<Int>, count: Int
  ) {
    let listed = Set(review.excluded.map(\.position))
    guard listed.count < count else {
      review.verdict = .notCovered
      review.basis = .listedNonCovered
      return
    }
    review.missing.removeAll { !listed.contains($0) }
    review.basis = .notExcluded
    review.conditions += excluded.sorted().flatMap {
      conditions(at: .articleNoncoveredGroups, $0)
    }
    review.verdict = review.conditions.isEmpty ? .covered : .conditions
  }

  // The groups of a list that have a code.
  private func groups(of component: Component) -> Set<Int> {
    Set(
      database.rows(of: component, document, version)
        .filter { $0.record.flags & CoverageRecord.placeholder == 0 }
        .map { Int($0.record.group) })
  }

  private func paired(
    _ lists: Set<Int>, services: Set<Int>, own: Set<Int>
  ) -> (groups: Set<Int>, pairing: PolicyReview.Pairing) {
    guard lists.count > 1, services.count > 1 else { return (lists, .single) }
    let same = lists.intersection(own)
    return same.isEmpty ? (lists, .unpaired) : (same, .sameNumber)
  }

  private func matches(
    _ component: Component, _ diagnosis: PackedCode, _ position: Int, in groups: Set<Int>
  ) -> [PolicyReview.Match] {
    guard !groups.isEmpty else { return [] }
    return database.rows(of: component, document, version, key: diagnosis.bits)
      .filter { groups.contains(Int($0.record.group)) }
      .map { found in
        PolicyReview.Match(
          position: position, code: diagnosis, group: Int(found.record.group),
          source: found.source(CodeSetID.icd10cm.printed(diagnosis)))
      }
  }

  private func isMarked(_ match: PolicyReview.Match) -> Bool {
    database.rows(of: .articleCovered, document, version, key: match.code.bits).contains {
      Int($0.record.group) == match.group && $0.record.flags & CoverageRecord.asterisk != 0
    }
  }

  private func asterisk(_ group: Int) -> PolicyReview.Condition {
    let note = row(of: .articleCoveredGroups, group).map { $0.table.note($0.record) }
    return PolicyReview.Condition(kind: "asterisk", group: group, text: note ?? "")
  }

  private func conditions(at component: Component, _ group: Int) -> [PolicyReview.Condition] {
    guard let found = row(of: component, group) else { return [] }
    return paragraphs.conditions(of: found.table.text(found.record), group: group, for: code)
  }

  private func row(of component: Component, _ group: Int) -> Found? {
    database.rows(of: component, document, version).first { Int($0.record.group) == group }
  }

  /// A covered group with a range of which the ends are listed and that a diagnosis lies in without a row.
  private func groupWithRange(around diagnoses: [PackedCode], in groups: Set<Int>) -> Int? {
    let rows = database.rows(of: .articleCovered, document, version).map(\.record)
      .filter {
        groups.contains(Int($0.group))
          && $0.flags & (CoverageRecord.rangeBegin | CoverageRecord.rangeEnd) != 0
      }
      .sorted { ($0.group, $0.line) < ($1.group, $1.line) }
    for (first, last) in zip(rows, rows.dropFirst())
    where first.group == last.group && first.flags & CoverageRecord.rangeBegin != 0
      && last.flags & CoverageRecord.rangeEnd != 0 && first.key < last.key
    {
      if diagnoses.contains(where: { first.key < $0.bits && $0.bits < last.key }) {
        return Int(first.group)
      }
    }
    return nil
  }
}
