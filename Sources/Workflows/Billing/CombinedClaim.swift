// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// One claim made of several of one patient, and where the lines of each have gone.
struct CombinedClaim {
  /// The claim.
  var claim: Claim
  /// The lines of each of the claims, by their numbers there, in the order here.
  let lines: [[Int]]

  /// Combines claims.
  ///
  /// - Throws: ``WorkflowFailure``: `claims.differ` with the member in which they do.
  init(_ claims: [Claim]) throws(WorkflowFailure) {
    var whole = claims[0]
    whole.frequency = .original
    whole.references.set("F8", nil)
    var lines = [whole.lines.map(\.number).sorted()]
    whole.lines.sort { $0.number < $1.number }
    for (index, _) in whole.lines.enumerated() { whole.lines[index].number = index + 1 }
    for other in claims.dropFirst() {
      try Self.check(whole, other)
      lines.append(other.lines.map(\.number).sorted())
      try Self.add(other, to: &whole)
    }
    whole.statedTotal = whole.statedTotal.map { _ in whole.linesTotal }
    if let period = whole.statementPeriod, let from = whole.lines.compactMap(\.from).min() {
      let through = whole.lines.compactMap { $0.through ?? $0.from }.max() ?? period.through
      whole.statementPeriod =
        StatementPeriod(from: min(period.from, from), through: max(period.through, through))
    }
    (claim, self.lines) = (whole, lines)
  }

  private static func check(_ a: Claim, _ b: Claim) throws(WorkflowFailure) {
    let members: [(String, Bool)] = [
      ("kind", a.kind == b.kind),
      ("billing provider", a.billingProvider.writtenNPI == b.billingProvider.writtenNPI),
      ("patient", a.patient.person.name == b.patient.person.name),
      ("birth", a.patient.person.birthDate == b.patient.person.birthDate),
      ("payer", a.coverage.payer.id == b.coverage.payer.id),
      ("member", a.coverage.subscriberID == b.coverage.subscriberID),
      ("place", a.placeOfService == b.placeOfService),
      ("providers", a.providers.map(\.role) == b.providers.map(\.role)),
      (
        "other payers",
        a.otherPayers.map(\.coverage.payer.id) == b.otherPayers.map(\.coverage.payer.id)
      ),
      ("answers of other payers", !(a.otherPayers + b.otherPayers).contains(where: \.hasDecided)),
    ]
    if let differs = members.first(where: { !$0.1 }) {
      throw WorkflowFailure(
        "claims.differ", .rejected, ("claim", b.patientControlNumber.description),
        ("member", differs.0))
    }
  }

  /// Adds the lines of a claim; their diagnoses are looked for among those that are there, and added.
  private static func add(_ other: Claim, to whole: inout Claim) throws(WorkflowFailure) {
    var places: [Int: Int] = [:]
    for (index, diagnosis) in other.diagnoses.enumerated() {
      if let known = whole.diagnoses.firstIndex(where: { $0.code == diagnosis.code }) {
        places[index + 1] = known + 1
      } else {
        whole.diagnoses.append(diagnosis)
        places[index + 1] = whole.diagnoses.count
      }
    }
    let most = whole.kind == .institutional ? 25 : 12
    let mostLines = whole.kind == .institutional ? 999 : 50
    guard whole.diagnoses.count <= most, whole.lines.count + other.lines.count <= mostLines else {
      throw WorkflowFailure(
        "claims.differ", .rejected, ("claim", other.patientControlNumber.description),
        ("member", "more lines or diagnoses than a claim has room for"))
    }
    for var line in other.lines.sorted(by: { $0.number < $1.number }) {
      line.number = whole.lines.count + 1
      line.charge.diagnosisPointers = line.charge.diagnosisPointers.compactMap { places[$0] }
      whole.lines.append(line)
    }
  }
}
