// SPDX-License-Identifier: Apache-2.0

public import Values

/// What came of making a claim from an encounter.
public struct ClaimResult: Hashable, Sendable {
  /// The claim; nothing where too little is known to make one.
  public let claim: Claim?
  /// Everything that is missing or cannot stand, in the order of the claim.
  public let findings: [Finding]

  /// Tells whether there is a claim and nothing speaks against sending it.
  public var maySend: Bool { claim != nil && !findings.contains { $0.severity == .rejects } }
}

extension Claim {
  /// Makes a claim from an encounter and says what is missing.
  ///
  /// Nothing is left out in silence: what has no place on the claim is a finding. Codes are not judged
  /// here, only whether the claim can be formed and written.
  ///
  ///     let result = Claim.building(from: encounter)
  ///     if result.maySend { try writer.append(result.claim!) }
  ///
  /// - Parameter encounter: The encounter as documented.
  /// - Returns: The claim and all findings in one pass.
  public static func building(from encounter: Encounter) -> ClaimResult {
    var building = ClaimBuilding(encounter)
    let claim = building.claim()
    return ClaimResult(claim: claim, findings: building.findings)
  }
}

extension Encounter {
  /// The kind of claim: as stated, or institutional for a bill type, a revenue code or a hospital
  /// stay, or else professional.
  public var kindOfClaim: ClaimKind {
    if let claimKind { return claimKind }
    if billType != nil || setting == .inpatient { return .institutional }
    return charges.contains { $0.revenueCode != nil } ? .institutional : .professional
  }
}

/// The work of making one claim: the encounter, and what was found so far.
struct ClaimBuilding {
  let encounter: Encounter
  let kind: ClaimKind
  var findings: [Finding] = []

  init(_ encounter: Encounter) {
    self.encounter = encounter
    kind = encounter.kindOfClaim
  }

  mutating func claim() -> Claim? {
    let number = controlNumber()
    let period = statementPeriod()
    let frequency = claimFrequency()
    if kind == .institutional { checkStay() } else { checkVisit() }
    checkPatient()
    checkCoverages()
    let billing = billingProvider()
    checkProviders()
    let sorted = sortedDiagnoses()
    checkProcedures()
    checkForms()
    let lines = serviceLines(period: period, positions: sorted.positions)
    guard let number, let period, let billing, let id = ClaimID(encounter.id.description),
      let coverage = encounter.coverages.first
    else { return nil }
    return assembled(
      Claim(
        id: id, kind: kind, patientControlNumber: number, billingProvider: billing,
        coverage: coverage, patient: encounter.patient),
      period: period, frequency: frequency, sorted: sorted, lines: lines)
  }

  mutating func find(
    _ rule: String, _ severity: Finding.Severity = .rejects, at place: Place = .claim,
    _ facts: [Finding.Fact] = [], guide locator: String? = nil
  ) {
    let source = locator.map { RuleSource(document: guide, locator: $0) }
    findings.append(Finding(rule, severity, at: place, facts: facts, source: source))
  }

  private var guide: String {
    switch kind {
    case .professional: "ASC X12N 005010X222A1"
    case .institutional: "ASC X12N 005010X223A2"
    case .dental: "ASC X12N 005010X224A2"
    }
  }
}
