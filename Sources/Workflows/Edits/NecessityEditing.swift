// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Values

/// Coverage policies over the claims that go to Medicare, where the tables of the coverage database are installed.
struct NecessityEditing {
  private let review: NecessityReview?
  private let hasPolicies: Bool

  init(_ library: CodeLibrary) throws {
    let review = try NecessityReview(library)
    hasPolicies = library.releases.contains { $0.set == .coverage } && review.missing.isEmpty
    self.review = review
  }

  /// Judges a claim; says nothing of one to another payer. That no policy names a service is not said.
  func judge(_ record: ServiceRecord, _ findings: inout [Finding]) {
    let filing = record.claimFiling
    guard filing == nil || filing == "MA" || filing == "MB", record.bill != .inpatient, let review
    else { return }
    guard hasPolicies else { return review.findingsWithoutPolicies(record, &findings) }
    for line in review.review(record) {
      findings += line.findings.filter { $0.rule != "necessity.no-policy" }
    }
  }
}
