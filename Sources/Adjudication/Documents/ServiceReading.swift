// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Reads a service of a document of estimates.
struct ServiceReading {
  let tables: BenefitTables
  /// The share of a charge that is allowed where a service does not say.
  let allowedShare: Share?
  /// Whether nobody but the patient pays.
  let isSelfPay: Bool
  /// What the document leaves open, and what is taken for it.
  private(set) var notes: [Finding] = []

  init(_ tables: BenefitTables, allowedShare: Share?, isSelfPay: Bool) {
    self.tables = tables
    self.allowedShare = allowedShare
    self.isSelfPay = isSelfPay
  }

  /// A service and what a second payer allows for it; nothing where a part that is needed is missing or wrong.
  ///
  /// - Parameter categories: Codes that belong to another category than the table says, by the plan's document.
  mutating func service(
    _ part: inout DocumentReader, number: Int, _ categories: [PackedCode: ServiceCategory]
  ) -> EstimateRequest.Service? {
    part.checkMembers(
      "line", "code", "revenue_code", "date", "units", "days", "facility", "category", "place",
      "taxonomy", "charge", "allowed", "second_allowed", "network", "protected", "admitted",
      "not_covered")
    if !part.has("date") { part.missing("date") }
    let date = part.date("date")
    let number = part.count("line", 1...9999) ?? number
    let code = part.code("code")
    let revenue = revenueCode(&part)
    let isFacility = part.flag("facility")
    let category = category(&part, code, revenue, categories)
    let amounts = amounts(&part)
    let second = part.money("second_allowed")
    var service = PricedService(
      number: number, category: category ?? .other, on: date ?? CalendarDate(daysSinceEpoch: 0),
      charge: amounts?.charge ?? .zero, allowed: amounts?.allowed ?? .zero)
    service.code = code
    service.revenueCode = revenue
    service.units = units(&part)
    service.days = part.count("days", 0...999) ?? 0
    service.isFacility = isFacility ?? (revenue != nil)
    service.network = part.word("network", PricedService.Network.self) ?? .inside
    service.isProtected = part.flag("protected") ?? false
    service.isAdmitted = part.flag("admitted") ?? false
    service.notCovered = notCovered(&part)
    guard date != nil, amounts != nil else { return nil }
    return EstimateRequest.Service(service, secondAllowed: second, path: part.path(of: "date"))
  }

  private func revenueCode(_ part: inout DocumentReader) -> UInt16? {
    guard let value = part.value("revenue_code") else { return nil }
    if let text = value.string ?? value.digits, (3...4).contains(text.utf8.count),
      let code = UInt16(text)
    {
      return code
    }
    part.bad("revenue_code", "a revenue code of four digits")
    return nil
  }

  private func units(_ part: inout DocumentReader) -> Quantity {
    guard let value = part.value("units") else { return Quantity(1) }
    if let units = (value.digits ?? value.string).flatMap({ Quantity($0) }),
      units.thousandths > 0, units.thousandths <= 99_999_000
    {
      return units
    }
    part.bad("units", "a number of units above 0 with at most three digits after the point")
    return Quantity(1)
  }

  private mutating func category(
    _ part: inout DocumentReader, _ code: PackedCode?, _ revenue: UInt16?,
    _ categories: [PackedCode: ServiceCategory]
  ) -> ServiceCategory? {
    if part.has("category") {
      guard let name = part.text("category") else { return nil }
      guard let named = tables.categories(named: name) else {
        part.bad("category", "a category of services, or a service type of the 271")
        return nil
      }
      return settled(named, name, part.path(of: "category"))
    }
    if let code, let category = categories[code] { return category }
    let place = part.count("place", 1...99)
    let taxonomy = part.code("taxonomy")
    // Whoever pays alone pays the same for every category.
    if isSelfPay { return .other }
    guard code != nil || revenue != nil else {
      if !part.has("code"), !part.has("revenue_code") { part.missing("category") }
      return nil
    }
    let answer = tables.categories.categories(
      code: code, revenueCode: revenue, place: place.map(UInt8.init), taxonomy: taxonomy)
    if answer.row == nil {
      note("estimate.assumed-category", part.path(of: "code"), ("category", "other"))
    }
    return settled(answer.categories, "office", part.path(of: "code"))
  }

  /// Of two categories that a service may be of, a specialist's visit, which seldom costs the patient less.
  private mutating func settled(
    _ categories: [ServiceCategory], _ name: String, _ path: String
  ) -> ServiceCategory? {
    guard categories.count > 1 else { return categories.first }
    note("estimate.assumed-category", path, ("category", ServiceCategory.officeSpecialist.rawValue))
    return .officeSpecialist
  }

  /// Charge and allowed amount; one that is missing is taken from the other.
  private mutating func amounts(
    _ part: inout DocumentReader
  ) -> (charge: Money, allowed: Money)? {
    let charge = part.money("charge")
    let allowed = part.money("allowed")
    if part.has("charge") && charge == nil || part.has("allowed") && allowed == nil { return nil }
    switch (charge, allowed) {
    case (let charge?, let allowed?):
      if allowed > charge {
        note(
          "estimate.above-charge", part.path(of: "allowed"), ("allowed", allowed.description),
          ("charge", charge.description))
      }
      return (charge, allowed)
    case (let charge?, nil):
      if let allowedShare { return (charge, allowedShare.of(charge)) }
      if !isSelfPay {
        note("estimate.assumed-allowed", part.path(of: "charge"), ("amount", charge.description))
      }
      return (charge, charge)
    case (nil, let allowed?):
      note("estimate.assumed-charge", part.path(of: "allowed"), ("amount", allowed.description))
      return (allowed, allowed)
    case (nil, nil):
      part.missing("charge")
      return nil
    }
  }

  private func notCovered(_ part: inout DocumentReader) -> PricedService.NotCovered? {
    guard part.has("not_covered"), var reason = part.part("not_covered") else { return nil }
    defer { part.take(reason) }
    reason.checkMembers("group", "reason")
    let group = reason.text("group") ?? "PR"
    if !["PR", "CO"].contains(group) { reason.bad("group", "PR or CO") }
    let code = reason.text("reason") ?? "96"
    if PackedCode(code) == nil || code.utf8.count > 4 {
      reason.bad("reason", "a claim adjustment reason code")
    }
    return PricedService.NotCovered(group, code)
  }

  private mutating func note(_ rule: String, _ path: String, _ facts: (String, String)...) {
    notes.append(
      Finding(
        rule, .informs, at: .field(path), facts: facts.map { Finding.Fact($0.0, $0.1) }))
  }
}
