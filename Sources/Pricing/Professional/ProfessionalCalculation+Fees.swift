// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension ProfessionalCalculation {
  /// Finds what a line is paid by and the amount for one unit.
  mutating func open(_ index: Int) {
    var work = works[index]
    defer { works[index] = work }
    guard let code = work.line.code else { return work.refuse("no-code") }
    if work.modifiers.contains(Mark.excludedByStatute) { return work.refuse("modifier-gy") }
    if work.modifiers.contains(Mark.expectedDenial) { return work.refuse("modifier-gz") }
    let place = work.line.placeOfService ?? setting.place
    guard let isFacility = tables.rules.isFacility(place) else {
      return work.refuse("place-not-used", ("place", place < 10 ? "0\(place)" : "\(place)"))
    }
    work.isFacility = isFacility
    guard let services = tables.services else {
      if !openOther(&work, code) { unpriced(&work, "not-installed", ("table", "mpfs")) }
      return
    }
    guard let service = row(of: code, work.modifiers, services) else {
      if openOther(&work, code) { return }
      if let whole = services.service(code) { return componentMissing(&work, whole, services) }
      // Laboratory tests that have only a row for the interpretation are paid as tests elsewhere.
      return unpriced(&work, "no-row", ("code", code.description))
    }
    work.service = service
    work.sources.append(services.source(of: service))
    openStatus(&work, service, services)
  }

  /// The row that a line's modifiers choose.
  private func row(
    of code: PackedCode, _ modifiers: Modifiers, _ services: PhysicianFeeTable
  ) -> PhysicianService? {
    for mark in [Mark.professional, Mark.technical] where modifiers.contains(mark) {
      return services.service(code, modifier: mark.bits)
    }
    if modifiers.contains(Mark.discontinued),
      let service = services.service(code, modifier: Mark.discontinued.bits)
    {
      return service
    }
    return services.service(code)
  }

  /// A component was asked for that the service does not have.
  private func componentMissing(
    _ work: inout Work, _ whole: PhysicianService, _ services: PhysicianFeeTable
  ) {
    work.service = whole
    work.schedule = .physician
    work.sources.append(services.source(of: whole))
    let mark = work.modifiers.contains(Mark.professional) ? "26" : "TC"
    work.refuse(
      "component-not-split", ("modifier", mark), ("indicator", whole.component.description))
  }

  private func openStatus(
    _ work: inout Work, _ service: PhysicianService, _ services: PhysicianFeeTable
  ) {
    work.schedule = .physician
    switch service.status {
    case .active, .injection: price(&work, service, services)
    case .restricted:
      if service.hasValues {
        work.note("status-restricted")
        price(&work, service, services)
      } else {
        unpriced(&work, "status-restricted-unpriced")
      }
    case .contractorPriced:
      unpriced(&work, "status-contractor-priced")
      showCeiling(&work, service, services)
    case .anesthesia: openAnesthesia(&work)
    case .bundled: work.refuse("status-bundled")
    case .invalid: work.refuse("status-invalid")
    case .measurement: work.refuse("status-measurement")
    case .noncovered: work.refuse("status-noncovered")
    case .bundledOrExcluded:
      if !openOther(&work, service.code) { work.refuse("status-bundled-or-excluded") }
    case .excluded, .statutoryExclusion:
      if openOther(&work, service.code) { return }
      work.schedule = .none
      unpriced(
        &work, service.status == .excluded ? "status-excluded" : "status-statutory-exclusion")
    }
  }

  func unpriced(_ work: inout Work, _ reason: String, _ facts: (String, String)...) {
    work.outcome = .unpriced
    work.reasons.append(ServicePayment.Reason(reason, facts))
  }

  /// What a service that the contractor prices may be paid at most: the cap of outpatient hospitals. A service
  /// as a whole takes the physician work of its professional component, which has a row of its own.
  ///
  /// Source: RVU25D, file organization (6).
  private func showCeiling(
    _ work: inout Work, _ service: PhysicianService, _ services: PhysicianFeeTable
  ) {
    guard service.isCapped, let indices, let table = tables.indices else { return }
    let professional = services.service(service.code, modifier: Mark.professional.bits)
    let values = service.minor == 0 ? professional?.work ?? service.work : service.work
    let expense =
      work.isFacility ? service.cappedFacilityExpense : service.cappedNonfacilityExpense
    work.sources.append(table.source(of: indices))
    work.terms.append(
      PaymentTerm(
        "outpatient-cap",
        operands(service, expense, service.cappedMalpractice, indices, work: values),
        product(service, values, expense, service.cappedMalpractice, indices)))
    work.note("outpatient-cap")
  }

  private func price(
    _ work: inout Work, _ service: PhysicianService, _ services: PhysicianFeeTable
  ) {
    guard let indices, let table = tables.indices else {
      return unpriced(&work, "no-indices", ("locality", setting.locality.description))
    }
    work.sources.append(table.source(of: indices))
    let fee = fee(service, isFacility: work.isFacility, indices, terms: &work.terms)
    work.fee = fee
    work.value = fee
    if work.isFacility ? service.isRareInFacilities : service.isRareOutsideFacilities {
      work.note("rare-in-place")
    }
    let isTechnical = service.modifier == "TC" || service.component == 3
    if work.isFacility, isTechnical || service.component == 5 {
      work.note(service.component == 5 ? "incident-to-in-facility" : "technical-in-facility")
    }
    if !work.modifiers.containsAny([Mark.postoperativeOnly, Mark.surgicalCareOnly]),
      work.modifiers.contains(Mark.preoperativeOnly)
    {
      work.refuse("preoperative-only")
    }
  }

  /// The amount of a row in the locality: the schedule's, or that of outpatient hospitals where it is lower.
  ///
  /// The products are exact and the amount is rounded to cents once, which gives every amount that CMS
  /// publishes in its cap file.
  ///
  /// Source: 42 CFR 414.20, 414.22, 414.26; RVU25D, the formula for the payment amount.
  func fee(
    _ service: PhysicianService, isFacility: Bool, _ indices: GeographicIndices,
    isCapped: Bool = true, terms: inout [PaymentTerm]
  ) -> FixedDecimal {
    let expense = isFacility ? service.facilityExpense : service.nonfacilityExpense
    let fee = product(service, service.work, expense, service.malpractice, indices)
    terms.append(
      PaymentTerm("physician-fee", operands(service, expense, service.malpractice, indices), fee))
    guard isCapped, service.isCapped else { return fee }
    let capped = isFacility ? service.cappedFacilityExpense : service.cappedNonfacilityExpense
    let cap = product(service, service.work, capped, service.cappedMalpractice, indices)
    terms.append(
      PaymentTerm(
        "outpatient-cap", operands(service, capped, service.cappedMalpractice, indices), cap))
    guard cap < fee else { return fee }
    let operands = [PaymentTerm.Operand("fee", fee), PaymentTerm.Operand("cap", cap)]
    terms.append(PaymentTerm("capped-fee", operands, cap))
    return cap
  }

  /// The amount of a row without its steps.
  func fee(_ service: PhysicianService, isFacility: Bool, _ indices: GeographicIndices)
    -> FixedDecimal
  {
    var terms: [PaymentTerm] = []
    return fee(service, isFacility: isFacility, indices, terms: &terms)
  }

  func product(
    _ service: PhysicianService, _ work: Int32, _ expense: Int32, _ malpractice: Int32,
    _ indices: GeographicIndices
  ) -> FixedDecimal {
    let values =
      Int64(work) * Int64(indices.work) + Int64(expense) * Int64(indices.expense)
      + Int64(malpractice) * Int64(indices.malpractice)
    return FixedDecimal(units: Int128(values) * Int128(service.conversionFactor), places: 9)
      .rounded(to: 2)
  }

  private func operands(
    _ service: PhysicianService, _ expense: Int32, _ malpractice: Int32,
    _ indices: GeographicIndices, work: Int32? = nil
  ) -> [PaymentTerm.Operand] {
    [
      ("work", work ?? service.work, 2), ("work index", indices.work, 3),
      ("practice expense", expense, 2),
      ("practice expense index", indices.expense, 3), ("malpractice", malpractice, 2),
      ("malpractice index", indices.malpractice, 3),
      ("conversion factor", service.conversionFactor, 4),
    ].map { PaymentTerm.Operand($0.0, FixedDecimal(units: Int128($0.1), places: $0.2)) }
  }

  /// Services of status T are paid only where nothing else of the schedule is paid that day.
  ///
  /// Source: RVU25D, attachment A, status code T.
  mutating func bundleInjections() {
    for index in works.indices where works[index].service?.status == .injection {
      let line = works[index].line
      let other = works.contains { other in
        other.line.number != line.number && other.line.from == line.from
          && isSame(other.line, line) && other.fee != nil && other.outcome != .unpaid
          && other.schedule == .physician && other.service?.status != .injection
      }
      if other { works[index].refuse("status-injection-bundled") }
    }
  }

  /// Whether two lines are of one practitioner, as far as the claim says.
  func isSame(_ a: ServiceRecord.Line, _ b: ServiceRecord.Line) -> Bool {
    let (first, second) = (
      a.rendering == 0 ? a.billing : a.rendering, b.rendering == 0 ? b.billing : b.rendering
    )
    return first == second || first == 0 || second == 0
  }
}
