// SPDX-License-Identifier: Apache-2.0

import Claims
import Pricing
import Storage
import Values

/// What payers and patients are expected to pay for the claims of a run, where contracts and benefits are known.
///
/// Nothing here holds a claim: what cannot be worked out is told as a finding that informs.
final class ExpectedPayments {
  /// What is expected for a claim.
  struct Payment {
    /// What the contract lets expect: the answer of `price contract`, without the steps.
    var expected: JSON?
    /// What the patient is expected to pay: the answer of `estimate`, without the steps.
    var share: JSON?
    /// What could not be worked out, and why.
    var findings: [Finding] = []
  }

  private var pricing: PriceContract?
  private let benefits: KnownBenefits

  /// Opens contracts and benefits; where there are none nothing is asked of any claim.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with a file that was named.
  init(
    _ installation: Installation, _ options: RunEncounters.Options, known: CalendarDate?
  ) throws(WorkflowFailure) {
    var agreements: [ContractFiles.Agreement] = []
    if options.contracts.isEmpty {
      agreements = try ContractFiles(installation).agreements()
    } else {
      for path in try Self.files(options.contracts) {
        agreements.append(try ContractFiles.agreement(ContractFiles.Paths(beside: path)))
      }
    }
    if !agreements.isEmpty {
      pricing = try PriceContract(installation, agreements, isGiven: false, known: known)
      pricing?.showsTerms = false
    }
    benefits = try KnownBenefits(options.benefits)
  }

  /// The contracts of files and folders.
  private static func files(_ paths: [String]) throws(WorkflowFailure) -> [String] {
    var files: [String] = []
    for path in paths {
      guard Files.isFolder(path) else {
        files.append(path)
        continue
      }
      let names = try asWorkflow { try Files.names(in: path) }
      files += names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(path)/\($0)" }
    }
    return files
  }

  /// What is expected for a claim; nothing where neither contracts nor benefits are known.
  func payment(of claim: Claim, _ encounter: Encounter) throws(WorkflowFailure) -> Payment? {
    let document = benefits.document(for: encounter)
    guard pricing != nil || document != nil else { return nil }
    var payment = Payment()
    let record = ServiceRecord(claim, on: encounter.dayOfService)
    let priced = PricedServices(record, id: encounter.id.description, claim: claim)
    let expected = try expect(priced, &payment)
    if let document { estimate(priced, expected, document, &payment) }
    return payment.isEmpty ? nil : payment
  }

  private func expect(
    _ claim: PricedServices, _ payment: inout Payment
  ) throws(WorkflowFailure) -> PriceContract.Expected? {
    guard var pricing, pricing.knowsPayer(of: claim.record) else { return nil }
    // Taken out, so that what it opens is kept in place and not copied.
    self.pricing = nil
    defer { self.pricing = pricing }
    do throws(WorkflowFailure) {
      var expected = try pricing.expect(claim)
      expected.answer.showsSources = true
      payment.expected = JSON.object(expected.json.members.filter { $0.name != "id" })
      if expected.payment.allowed == nil {
        payment.findings.append(Self.unknown(expected.reasons))
      }
      return expected
    } catch {
      guard error.kind != .machine else { throw error }
      payment.findings.append(Self.unknown(error.messages))
      return nil
    }
  }

  private func estimate(
    _ claim: PricedServices, _ expected: PriceContract.Expected?, _ document: JSON,
    _ payment: inout Payment
  ) {
    func tell(_ reason: String) {
      payment.findings.append(
        Finding("run.share-unknown", .informs, at: .claim, facts: [.init("reason", reason)]))
    }
    guard let expected else { return tell("no contract says what is allowed") }
    guard let services = expected.services(of: claim) else {
      return tell("what is allowed for its lines is not known")
    }
    let members = document.members.filter { !["services", "priced"].contains($0.name) }
    do throws(WorkflowFailure) {
      payment.share = try benefits.estimates.estimate(
        .object(members + [JSON.Member("services", .array(services))]))
    } catch {
      tell(error.messages)
    }
  }

  private static func unknown(_ reason: String) -> Finding {
    Finding("run.expected-unknown", .informs, at: .claim, facts: [.init("reason", reason)])
  }
}

extension ExpectedPayments.Payment {
  fileprivate var isEmpty: Bool { expected == nil && share == nil && findings.isEmpty }
}

extension WorkflowFailure {
  /// The messages of its findings, each once.
  fileprivate var messages: String {
    var messages: [String] = []
    for finding in findings {
      let message = FindingWords.standard.json(finding)["message"]?.string ?? finding.rule
      if !messages.contains(message) { messages.append(message) }
    }
    return messages.prefix(3).joined(separator: "; ")
  }
}

extension PriceContract.Expected {
  /// Why the amount of the claim is not known, in words, each reason once.
  fileprivate var reasons: String {
    var words: [String] = []
    for line in payment.lines where line.allowed == nil {
      for reason in line.reasons {
        let text = ProfessionalAnswer.json(reason)["words"]?.string ?? reason.name
        if !words.contains(text) { words.append(text) }
      }
    }
    return words.prefix(3).joined(separator: "; ")
  }

  /// The services of an estimate: a stay as one, else the lines; nothing where an amount is not known, or where
  /// the claim's is not that of its lines.
  fileprivate func services(of claim: PricedServices) -> [JSON]? {
    guard let allowed = payment.allowed else { return nil }
    if claim.isStay {
      let (admitted, discharged) = claim.stayDays
      return [
        .members(
          ("category", .string("inpatient")), ("facility", .bool(true)), ("date", .date(admitted)),
          ("days", .int(Int(discharged.daysSinceEpoch - admitted.daysSinceEpoch))),
          ("allowed", .money(allowed)))
      ]
    }
    let sum = payment.lines.reduce(Money.zero) { $0 + ($1.allowed ?? .zero) }
    guard sum == allowed else { return nil }
    return zip(claim.record.lines, payment.lines).map { line, paid in
      .members(
        ("line", .int(line.number)), ("date", .date(line.from)),
        ("code", line.code.map { .string($0.description) }),
        ("revenue_code", line.revenueCode.map { .string(ContractAnswer.revenue($0)) }),
        ("category", line.code == nil ? .string("other") : nil),
        (
          "units",
          line.units.thousandths > 0 && line.unitBasis == .unit
            ? .number(line.units.description) : nil
        ), ("place", line.placeOfService.map { .string(ContractAnswer.place($0)) }),
        ("charge", paid.charge.map(JSON.money)), ("allowed", paid.allowed.map(JSON.money)))
    }
  }
}
