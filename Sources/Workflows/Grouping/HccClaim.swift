// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Values

/// What risk adjustment wants to know of a claim.
struct HccClaim: Sendable {
  /// The claim's number, or a name for its place.
  var id = ""
  /// Whose claim it is, where the file says.
  var member = ""
  /// Facility and classification of the type of bill, two digits; nothing for a professional claim.
  var billType: String?
  /// Whether its kind is one that risk adjustment takes at all: a dental claim is not.
  var isOfKnownKind = true
  var diagnoses: [String] = []
  var services: [String?] = []
  var birthDate: CalendarDate?
  var sex: String?

  /// Why a claim counts or does not.
  struct Verdict: Sendable {
    let counts: Bool
    /// `stay`, `service`, `no-service`, `bill-type`, `kind`.
    let reason: String
    var service: String?
    var source: RuleSource?
  }
}

/// Which claims count for risk adjustment: by the type of bill and by the services of the year.
///
/// The diagnoses of a claim count together: one service that is on the list carries all of them.
///
/// Source: CMS, Final Encounter Data Diagnosis Filtering Logic, December 2015.
struct HccClaimFilter: Sendable {
  private let billTypes: [String: (wants: String, source: String)]
  private let services: RiskServices?

  init(_ models: HccModels) throws(WorkflowFailure) {
    var billTypes: [String: (wants: String, source: String)] = [:]
    for line in PublishedText(Assets.bytes("hcc/bill-types.tsv")).lines
    where !line.text.hasPrefix("#") {
      let fields = line.tabbed
      if fields.count == 3 { billTypes[fields[0]] = (fields[1], fields[2]) }
    }
    self.billTypes = billTypes
    let (codes, year) = (models.codes, models.year)
    services = try asWorkflow {
      let all = codes.releases(of: .hcc, .eligibleServices)
      let release = all.first { $0.period.effective.parts.year <= year } ?? all.last
      return try release.map { RiskServices(try codes.codebook($0)) }
    }
  }

  /// Judges a claim.
  func verdict(on claim: HccClaim) -> HccClaim.Verdict {
    guard claim.isOfKnownKind else { return HccClaim.Verdict(counts: false, reason: "kind") }
    if let billType = claim.billType {
      guard let rule = billTypes[billType] else {
        return HccClaim.Verdict(counts: false, reason: "bill-type")
      }
      // A stay without a line is no record of a service either.
      if rule.wants == "stay", !claim.services.isEmpty {
        let source = RuleSource(document: rule.source, locator: "type of bill \(billType)X")
        return HccClaim.Verdict(counts: true, reason: "stay", source: source)
      }
    }
    for service in claim.services {
      guard let service, let code = PackedCode(service), let line = services?.line(of: code) else {
        continue
      }
      return HccClaim.Verdict(
        counts: true, reason: "service", service: service,
        source: services?.release.source("line \(line)"))
    }
    return HccClaim.Verdict(counts: false, reason: "no-service")
  }
}
