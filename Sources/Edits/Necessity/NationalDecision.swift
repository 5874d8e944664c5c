// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// What the lists of national determinations say of a service.
struct NationalDecision {
  private typealias Found = CoverageDatabase.Found

  private let database: CoverageDatabase

  init(_ database: CoverageDatabase) { self.database = database }

  /// The reviews of every national policy whose list names a service.
  func reviews(
    of code: PackedCode, on day: CalendarDate, diagnoses: [PackedCode], pointed: [Int]
  ) -> [PolicyReview] {
    // The newest list answers for a policy; an older one for what the newer no longer has.
    var reviews: [PolicyReview] = []
    for table in database[.policies] {
      let rows = table.rows(key: code.bits).map { Found(record: $0, table: table) }
      for (policy, rows) in Self.byPolicy(rows) where !reviews.contains(where: { $0.id == policy })
      {
        reviews.append(
          review(policy, rows, on: day, code: code, diagnoses: diagnoses, pointed: pointed))
      }
    }
    return reviews.sorted { $0.id < $1.id }
  }

  private static func byPolicy(_ rows: [Found]) -> [(String, [Found])] {
    var policies: [(String, [Found])] = []
    for row in rows {
      let name = row.table.text(row.record)
      if let index = policies.firstIndex(where: { $0.0 == name }) {
        policies[index].1.append(row)
      } else {
        policies.append((name, [row]))
      }
    }
    return policies
  }

  private func review(
    _ policy: String, _ rows: [Found], on day: CalendarDate, code: PackedCode,
    diagnoses: [PackedCode], pointed: [Int]
  ) -> PolicyReview {
    let current = rows.filter {
      $0.record.effective <= day.daysSinceEpoch && day.daysSinceEpoch <= $0.record.end
    }
    let first = current.first ?? rows[0]
    let determination = determination(policy)
    var review = PolicyReview(
      kind: .national, id: policy, version: Int(determination?.record.version ?? 0),
      title: determination.map { $0.table.text($0.record) } ?? "",
      effective: CalendarDate(daysSinceEpoch: first.record.effective),
      end: first.record.end == CoverageRecord.noDay
        ? nil : CalendarDate(daysSinceEpoch: first.record.end),
      standing: current.isEmpty ? .notInForce : .applies, source: first.source(code.description))
    guard !current.isEmpty else { return review }
    let isPointed = Set(pointed)
    var isExcluded = false
    for (index, diagnosis) in diagnoses.enumerated() {
      let own = current.filter { $0.record.other == diagnosis.bits }
      let row = own.first ?? current.first { $0.record.flags & CoverageRecord.anyOther != 0 }
      let covers = row.map { $0.record.flags & CoverageRecord.covers != 0 } ?? false
      let match = row.map {
        PolicyReview.Match(
          position: index + 1, code: diagnosis, group: 0,
          source: $0.source(CodeSetID.icd10cm.printed(diagnosis)))
      }
      guard isPointed.contains(index + 1) else {
        if covers, let match { review.documented.append(match) }
        continue
      }
      if covers, let match { review.met.append(match) } else { review.missing.append(index + 1) }
      if !covers, !own.isEmpty, let match {
        review.excluded.append(match)
        isExcluded = true
      }
    }
    review.verdict = review.met.isEmpty ? .notCovered : .covered
    review.basis =
      pointed.isEmpty
      ? .noDiagnosis
      : review.met.isEmpty ? isExcluded ? .listedNonCovered : .notListed : .listed
    return review
  }

  /// The determination with a section of the manual, in its newest version.
  private func determination(_ section: String) -> Found? {
    for table in database[.nationalDeterminations] {
      let rows = table.all.filter { table.note($0) == section }
      if let newest = rows.max(by: { $0.version < $1.version }) {
        return Found(record: newest, table: table)
      }
    }
    return nil
  }
}
