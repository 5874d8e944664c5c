// SPDX-License-Identifier: Apache-2.0

import Billing
import CodeSets
import Storage
import Values

/// What the edits that are installed say of a claim whose lines were refused: whether they support it.
struct EditSupport {
  /// What the letter can say; nothing where no table of the day is installed, or an edit speaks against the claim.
  private(set) var sentence: String?
  /// The edits that speak against it.
  private(set) var against: [JSON] = []

  /// Judges the claim by the edits of correct coding and coverage.
  init(_ facts: AppealFacts, _ installation: Installation) throws {
    let edits = try EditClaims(installation)
    let item = try ClaimFiles([]).item(facts.claim, file: "")
    let answer = try edits.answer(item, hasFile: false)
    let findings = (answer["findings"]?.elements ?? []).filter { finding in
      ["ncci.", "mue.", "necessity."].contains { (finding["rule"]?.string ?? "").hasPrefix($0) }
    }
    against = findings.filter { $0["severity"]?.string == "rejects" }
    guard against.isEmpty, let release = try Self.tables(facts, installation) else { return }
    let codes = facts.named([:])["codes"] ?? ""
    sentence =
      "We have judged the whole claim by the National Correct Coding Initiative's own tables "
      + "(\(release)) for its dates of service: no edit of them stops \(codes) as billed."
  }

  /// The release of pairs that is in force on the claim's first day.
  private static func tables(
    _ facts: AppealFacts, _ installation: Installation
  ) throws -> String? {
    guard let day = facts.kept.claim.from else { return nil }
    let library = try installation.library()
    return library.releases.first { $0.set == .ncci && $0.period.contains(day) }?.name
  }
}
