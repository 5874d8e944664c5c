// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Pricing
import Storage
public import Values

/// What a contract lets a provider expect for a claim, every step shown.
///
///     var pricing = try PriceContract(Installation(), ContractFiles.Paths(contract: "contract.yaml"))
///     let answer = try pricing.price(claim)      // allowed, lines, terms
public struct PriceContract {
  /// What is so of claims that do not say it.
  public struct Standing: Sendable {
    /// The ZIP code of the place of service.
    public var zip: String?
    /// The contractor and locality.
    public var locality: String?
    /// The plan.
    public var plan: String?
    /// The DRG.
    public var drg: String?
    /// The days of a per diem.
    public var days: String?
    /// The factors of hospitals, beside those that a contract is installed with.
    var factors: [HospitalFactors] = []

    /// Starts with nothing.
    public init() {}
  }

  var professional: PriceProfessional
  let installation: Installation
  let known: CalendarDate?
  /// The pricers of hospitals, by the contract that their factors belong to.
  var hospitals: [String: HospitalMedicare] = [:]
  /// What groups stays that do not say their DRG; opened with the first.
  var grouping: StayGroups?
  private let agreements: [ContractFiles.Agreement]
  private let isGiven: Bool
  /// What is wrong with the files that were named; told with what is wrong with a claim.
  private var failure: WorkflowFailure?
  /// Whether the steps and sources are part of an answer.
  public var showsTerms = true
  /// The day of claims that have none.
  public var day: CalendarDate?
  /// What is so of claims that do not say it.
  public var standing = Standing()

  /// Opens a contract, or where none is named those that are installed.
  ///
  /// What is wrong with the files that are named is told with the first claim.
  ///
  /// - Throws: ``WorkflowFailure`` where an installed contract or codebook is damaged.
  public init(
    _ installation: Installation, _ paths: ContractFiles.Paths? = nil, known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    self.installation = installation
    self.known = known
    isGiven = paths != nil
    if let paths {
      do throws(WorkflowFailure) {
        agreements = [try ContractFiles.agreement(paths)]
      } catch {
        guard error.kind == .unusable else { throw error }
        agreements = []
        failure = error
      }
    } else {
      agreements = try ContractFiles(installation).agreements()
    }
    professional = try PriceProfessional(installation, known: known)
  }

  /// Takes contracts that were read; which of them is a claim's is asked of each claim, unless there is one that
  /// was named.
  init(
    _ installation: Installation, _ agreements: [ContractFiles.Agreement], isGiven: Bool,
    known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    self.installation = installation
    self.known = known
    self.isGiven = isGiven
    self.agreements = agreements
    professional = try PriceProfessional(installation, known: known)
  }

  /// Reads files of hospitals' factors, for contracts that have none of their own.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with them.
  public mutating func takeHospitals(_ paths: [String]) throws(WorkflowFailure) {
    var findings: [Finding] = []
    standing.factors += try HospitalFactors.read(paths, &findings)
    if !findings.isEmpty { throw WorkflowFailure(findings, .unusable) }
  }

  /// Tells whether a contract is with the payer of a claim, whatever its days and plan.
  func knowsPayer(of record: ServiceRecord) -> Bool {
    agreements.contains { $0.contract.payer == nil || $0.contract.payer == record.payer }
  }

  /// Prices a claim: a compact record, an encounter of ours or of FHIR.
  ///
  /// - Returns: `id`, `contract`, `lines` (each with `term`, `charge`, `medicare`, `allowed`, `reasons`, `terms`,
  ///   `sources`), `terms` and `reasons` of the whole, `charges`, `allowed`, `settled`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the claim, `price.no-contract`,
  ///   `price.contract-period`, `price.contract-payer`, or where Medicare's amounts are needed what
  ///   ``PriceProfessional`` throws.
  public mutating func price(_ json: JSON) throws(WorkflowFailure) -> JSON {
    let claims = try services(of: json)
    try checkFiles(with: claims)
    let answers = try claims.map { claim throws(WorkflowFailure) in try price(claim) }
    return answers.count == 1 ? answers[0] : .array(answers)
  }

  /// Prices the claims of a file: 837, JSON, or JSON a line.
  ///
  /// - Parameter each: Takes the answers in order; a claim that cannot be priced gives `id`, `line` and
  ///   `findings`.
  /// - Returns: How many claims could not be priced.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read.
  public mutating func priceAll(
    _ path: String, isLines: Bool, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    if isLines {
      try checkFiles(with: [])
      return try AnsweredLines(path).forEach(
        { json throws(WorkflowFailure) in try price(json) }, each)
    }
    var faulty = 0
    let claims = try services(at: path)
    try checkFiles(with: claims)
    for claim in claims {
      do { each(try price(claim)) } catch {
        faulty += 1
        each(error.answer(id: claim.id, line: nil))
      }
    }
    return faulty
  }

  /// Throws what is wrong with the files of the contract, and with the claims.
  func checkFiles(with claims: [PricedServices]) throws(WorkflowFailure) {
    guard let failure else { return }
    let faults = claims.flatMap { claim in
      var claim = claim
      claim.complete(with: standing)
      return claim.findings.filter { $0.severity == .rejects }
    }
    throw WorkflowFailure(failure.findings + faults, failure.kind)
  }

  /// The claims of a file.
  private func services(at path: String) throws(WorkflowFailure) -> [PricedServices] {
    let bytes = try asWorkflow { try Files.read(path) }
    guard bytes.drop(while: { $0 <= 0x20 || $0 >= 0x80 }).starts(with: Array("ISA".utf8)) else {
      return try services(of: try AnsweredLines(path).parsed(bytes))
    }
    var claims: [PricedServices] = []
    try asWorkflow {
      try ClaimFiles([path], on: day).forEach { item in
        if let record = item.record {
          claims.append(PricedServices(record, id: item.id, claim: item.claim))
        }
      }
    }
    return claims
  }

  private func services(of json: JSON) throws(WorkflowFailure) -> [PricedServices] {
    if json["lines"] != nil, json["patient"] == nil, json["resourceType"] == nil {
      return [PricedServices(json.with("date", day: day?.description), isForContract: true)]
    }
    let items = try ClaimFiles([], on: day).items(of: json, file: "")
    return try items.map { item throws(WorkflowFailure) in
      guard let record = item.record else { throw WorkflowFailure(item.findings, .rejected) }
      return PricedServices(record, id: item.id, claim: item.claim)
    }
  }

  /// Prices a claim that was read.
  mutating func price(_ claim: PricedServices) throws(WorkflowFailure) -> JSON {
    try expect(claim).json
  }

  /// What is expected for a claim, and by which contract.
  struct Expected {
    var answer: ContractAnswer
    var payment: ContractPayment

    var json: JSON { answer.json(payment) }
  }

  /// Prices a claim that was read.
  mutating func expect(_ claim: PricedServices) throws(WorkflowFailure) -> Expected {
    var claim = claim
    claim.complete(with: standing)
    let faults = claim.findings.filter { $0.severity == .rejects }
    let (agreement, findings) = choose(claim)
    guard let agreement, findings.isEmpty, faults.isEmpty else {
      throw WorkflowFailure(faults + findings, .rejected)
    }
    var inputs = ContractPayment.Inputs()
    inputs.schedule = agreement.schedule
    inputs.charges = agreement.charges
    (inputs.plan, inputs.days, inputs.coveredDays) = (claim.plan, claim.days, claim.coveredDays)
    for (position, amount) in claim.medicare {
      inputs.medicare[position] = .init(amount: amount, reasons: [.init("contract-medicare-given")])
    }
    var isGrouped = false
    if claim.group == nil { isGrouped = try group(&claim, agreement.contract) }
    inputs.group = claim.group
    var answer = ContractAnswer(
      claim: claim, agreement: agreement, inputs: inputs, showsTerms: showsTerms)
    answer.isGrouped = isGrouped
    try askMedicare(&answer)
    return Expected(
      answer: answer, payment: ContractPayment(claim.record, agreement.contract, answer.inputs))
  }

  /// The contract for a claim: the one given, or of those installed the one that says the most of payer and plan;
  /// of these the one that took effect last.
  private func choose(
    _ claim: PricedServices
  ) -> (agreement: ContractFiles.Agreement?, findings: [Finding]) {
    if isGiven, let agreement = agreements.first {
      return (agreement, agreement.contract.faults(for: claim))
    }
    let fitting = agreements.filter { $0.contract.faults(for: claim).isEmpty }
    let best = fitting.max { $0.contract.rank < $1.contract.rank }
    if let best { return (best, []) }
    let days = claim.record.lines.map(\.from)
    return (
      nil,
      [
        Finding(
          "price.no-contract", .rejects, at: .claim,
          facts: [
            .init("payer", claim.record.payer ?? "none"), .init("plan", claim.plan ?? "none"),
            .init("on", days.min()?.description ?? ""),
          ])
      ]
    )
  }
}

extension PayerContract {
  /// How much it says of payer and plan, then when it took effect.
  fileprivate var rank: (Int, CalendarDate, String) {
    ((payer == nil ? 0 : 2) + (plan == nil ? 0 : 1), period.effective, version)
  }

  /// Why it is not the contract of a claim.
  fileprivate func faults(for claim: PricedServices) -> [Finding] {
    var findings: [Finding] = []
    for (name, ours, theirs) in [
      ("payer", payer, claim.record.payer), ("plan", plan, claim.plan),
    ] {
      guard let ours, let theirs, ours != theirs else { continue }
      findings.append(
        Finding(
          "price.contract-payer", .rejects, at: .field("claim.\(name)"),
          facts: [
            .init("field", name), .init("found", theirs), .init("contract", self.name),
            .init("expected", ours),
          ]))
    }
    for line in claim.record.lines where !period.contains(line.from) {
      findings.append(
        Finding(
          "price.contract-period", .rejects, at: .serviceLine(line.number),
          facts: [
            .init("on", line.from.description), .init("contract", self.name),
            .init("from", period.effective.description),
            .init("to", period.termination?.description ?? "further on"),
          ]))
    }
    return findings
  }
}
