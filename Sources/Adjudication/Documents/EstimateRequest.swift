// SPDX-License-Identifier: Apache-2.0

public import Values

/// What is asked of an estimate: a plan, what is used of it, services, and who pays after the plan.
///
///     let (request, findings) = EstimateRequest.read(json, tables)
///     let estimate = request?.estimate()
public struct EstimateRequest: Sendable {
  /// A service, as the document gives it.
  public struct Service: Hashable, Sendable {
    /// The service.
    public var service: PricedService
    /// What a second payer allows; nothing for the same amount.
    public var secondAllowed: Money?
    /// Where the document has its day.
    let path: String

    init(_ service: PricedService, secondAllowed: Money?, path: String) {
      self.service = service
      self.secondAllowed = secondAllowed
      self.path = path
    }
  }

  /// Who pays after the plan.
  public struct Second: Sendable {
    /// How.
    public var method: CoordinationMethod
    /// The name of the method as documents have it.
    public var name: String
    /// With which benefits; nothing where the method needs none.
    public var calculation: BenefitCalculation?
  }

  /// What whoever asks calls it; given back with the answer.
  public var id: JSON?
  /// The plan; nothing where the patient pays alone.
  public var benefits: PlanBenefits?
  /// What is used of it.
  public var used = Accumulators()
  /// The services in the order in which they are decided.
  public var services: [Service] = []
  /// Who pays after the plan; nothing where nobody does.
  public var second: Second?
  /// What is taken off the charges of a patient who pays alone.
  public var discount: Share = .none
  /// What the document leaves open, and what is taken for it.
  public var notes: [Finding] = []

  init() {}

  /// Reads a request from its document; `Docs/Estimates.md` describes it.
  ///
  /// - Returns: The request, or nothing and every fault with its path.
  /// - Complexity: O(*n*) in the document, and in the table of categories for each service.
  public static func read(
    _ json: JSON, _ tables: BenefitTables
  ) -> (request: EstimateRequest?, findings: [Finding]) {
    guard case .object = json else {
      let facts = [
        Finding.Fact("field", "document"), .init("found", String(json.line.prefix(60))),
        .init("expected", "an object"),
      ]
      return (nil, [Finding("estimate.bad-value", .rejects, at: .claim, facts: facts)])
    }
    var reading = RequestReading(json, tables)
    let request = reading.read()
    let findings = reading.document.findings
    return findings.isEmpty ? (request, []) : (nil, findings)
  }
}

/// Reads the parts of a request in the order in which they need each other.
struct RequestReading {
  var document: DocumentReader
  private let tables: BenefitTables
  private var request = EstimateRequest()

  init(_ json: JSON, _ tables: BenefitTables) {
    document = DocumentReader(json)
    self.tables = tables
  }

  mutating func read() -> EstimateRequest {
    document.checkMembers(
      "id", "plan", "used", "services", "priced", "second", "allowed_share", "self_pay",
      "good_faith")
    request.id = document.value("id")
    let selfPay = readSelfPay()
    var parts = document.parts("services")
    if !document.has("services") || document.value("services") == .array([]) {
      document.missing("services")
    }
    // The first day decides which year's amounts of Medicare hold.
    let days = parts.compactMap { $0.value("date")?.string.flatMap { CalendarDate($0) } }
    let plan = readPlan(on: days.min(), isSelfPay: selfPay)
    let share = document.share("allowed_share")
    var reading = ServiceReading(tables, allowedShare: share, isSelfPay: selfPay)
    for index in parts.indices {
      let service = reading.service(
        &parts[index], number: index + 1, request.benefits?.categories ?? [:])
      if let service { request.services.append(service) }
      document.take(parts[index])
    }
    request.notes += plan?.notes(for: request.services) ?? []
    request.notes += reading.notes
    readSecond(on: days.min())
    checkPeriods()
    checkYears()
    return request
  }

  private mutating func readSelfPay() -> Bool {
    guard let value = document.value("self_pay") else { return false }
    if let flag = value.bool { return flag }
    guard var part = document.part("self_pay") else { return false }
    part.checkMembers("discount")
    request.discount = part.share("discount") ?? .none
    document.take(part)
    return true
  }

  private mutating func readPlan(on day: CalendarDate?, isSelfPay: Bool) -> PlanReading? {
    if isSelfPay {
      for name in ["plan", "used", "second"] where document.has(name) {
        document.conflict(name, with: "self_pay")
      }
      return nil
    }
    if !document.has("plan") { document.missing("plan") }
    guard var plan = document.part("plan") else { return nil }
    var reading = PlanReading(tables, on: day)
    request.benefits = reading.benefits(&plan)
    document.take(plan)
    if var used = document.part("used") {
      request.used = reading.accumulators(&used)
      document.take(used)
    } else {
      request.used.limits = reading.usedLimits
      if !document.has("used"), request.benefits?.hasLimits == true {
        request.notes.append(Finding("estimate.assumed-unused", .informs, at: .field("used")))
      }
    }
    return reading
  }

  private mutating func readSecond(on day: CalendarDate?) {
    guard var part = document.part("second") else { return }
    defer { document.take(part) }
    part.checkMembers("method", "plan", "used", "letter")
    let names = [
      "standard", "non-duplication", "carve-out", "maintenance-of-benefits", "medicare", "medicaid",
      "medigap",
    ]
    if !part.has("method") { part.missing("method") }
    guard let name = part.text("method") else { return }
    guard names.contains(name) else {
      part.bad("method", names.joined(separator: ", "))
      return
    }
    let method: CoordinationMethod
    switch name {
    case "standard": method = .standard
    case "maintenance-of-benefits": method = .maintenance
    case "medicaid": method = .medicaid
    case "medicare": method = .medicare
    case "medigap":
      guard let plan = medigap(&part) else { return }
      method = .medigap(plan)
    default: method = .nonDuplication
    }
    if name != "medigap", part.has("letter") { part.conflict("letter", with: "method") }
    request.second = EstimateRequest.Second(
      method: method, name: name, calculation: secondBenefits(&part, name, on: day))
  }

  private func medigap(_ part: inout DocumentReader) -> MedigapTable.Plan? {
    if !part.has("letter") { part.missing("letter") }
    guard let letter = part.text("letter") else { return nil }
    guard let plan = tables.medigap.plan(letter) else {
      part.bad("letter", tables.medigap.plans.map(\.letter).joined(separator: ", "))
      return nil
    }
    if let first = request.benefits, first.kind != .medicare {
      part.conflict("method", with: "plan")
    }
    return plan
  }

  private mutating func secondBenefits(
    _ part: inout DocumentReader, _ name: String, on day: CalendarDate?
  ) -> BenefitCalculation? {
    guard !["medicaid", "medigap"].contains(name) else {
      for other in ["plan", "used"] where part.has(other) { part.conflict(other, with: "method") }
      return nil
    }
    var reading = PlanReading(tables, on: day)
    var benefits = PlanBenefits()
    if name == "medicare", !part.has("plan") {
      var plan = DocumentReader(
        .members(("kind", .string("medicare"))), path: part.path(of: "plan"))
      benefits = reading.benefits(&plan)
      part.take(plan)
    } else {
      if !part.has("plan") { part.missing("plan") }
      if var plan = part.part("plan") {
        benefits = reading.benefits(&plan)
        part.take(plan)
      }
      if name == "medicare", benefits.kind != .medicare { part.conflict("plan", with: "method") }
    }
    var used = Accumulators()
    used.limits = reading.usedLimits
    if var given = part.part("used") {
      used = reading.accumulators(&given)
      part.take(given)
    } else if !part.has("used"), benefits.hasLimits {
      let place = Place.field(part.path(of: "used"))
      request.notes.append(Finding("estimate.assumed-unused", .informs, at: place))
    }
    request.notes += reading.notes(for: request.services)
    return BenefitCalculation(benefits, used)
  }

  /// A stay needs the amounts of each of its days, and of the day on which its benefit period began.
  private mutating func checkYears() {
    let isMedicare = [request.benefits, request.second?.calculation?.benefits]
      .contains { $0?.medicare != nil }
    guard isMedicare else { return }
    for given in request.services where given.service.isFacility && given.service.days > 0 {
      let last = given.service.date.adding(days: given.service.days - 1)
      if tables.medicare.year(of: last) == nil {
        document.note("estimate.no-medicare-year", given.path, ("year", "\(last.parts.year)"))
      }
    }
    let states = [request.used, request.second?.calculation?.accumulators]
    for began in states.compactMap({ $0?.benefitPeriod.began })
    where tables.medicare.year(of: began) == nil {
      document.note(
        "estimate.no-medicare-year", "used.benefit_period.began",
        ("year", "\(began.parts.year)"))
    }
  }

  /// A service outside of the plan's year has other limits, and perhaps other benefits.
  private mutating func checkPeriods() {
    for benefits in [request.benefits, request.second?.calculation?.benefits] {
      guard let period = benefits?.period else { continue }
      for service in request.services where !period.contains(service.service.date) {
        document.note(
          "estimate.other-period", service.path, ("on", service.service.date.description),
          ("from", period.effective.description),
          ("to", period.termination?.description ?? "further on"))
      }
    }
  }
}

extension PlanBenefits {
  /// Whether what is used so far can change what the patient pays.
  var hasLimits: Bool {
    let networks = [inNetwork, outOfNetwork].compactMap(\.self)
    let amounts = networks.flatMap { [$0.deductible, $0.coinsuranceMaximum, $0.outOfPocket] }
    return medicare != nil || amounts.contains { $0.individual != nil || $0.family != nil }
  }
}
