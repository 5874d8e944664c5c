// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension BundleReader {
  /// Reads ChargeItems, then the Procedures that none of them speaks of.
  mutating func readCharges(
    _ field: Field, procedures: [Field], conditions: [FieldPlace: Int],
    into encounter: inout Encounter
  ) {
    var covered: Set<FieldPlace> = []
    for item in resources("ChargeItem", of: field) {
      used.insert(item.place)
      let status = reader.text(item["status"]) ?? "billable"
      guard !["not-billable", "aborted", "entered-in-error"].contains(status) else {
        reader.find(
          "encounter.charge-not-billable", .informs, at: item["status"],
          [Finding.Fact("status", status)])
        continue
      }
      let services = item["service"].elements.compactMap { resolve($0, in: item) }
      covered.formUnion(services.map(\.place))
      encounter.charges.append(charge(item, services: services, conditions: conditions))
    }
    for procedure in procedures where !covered.contains(procedure.place) {
      encounter.charges.append(charge(of: procedure, conditions: conditions))
    }
  }

  private mutating func charge(
    _ item: Field, services: [Field], conditions: [FieldPlace: Int]
  ) -> Charge {
    let code =
      item["code"].billableCode ?? services.lazy.compactMap { $0["code"].billableCode }.first
    let quantity = item["quantity"]["value"]
    let units = quantity.isPresent ? reader.quantity(quantity) ?? Quantity(0) : Quantity(1)
    var charge = Charge(code: code, units: units, amount: .zero)
    charge.modifiers = item["code"].modifiers
    charge.revenueCode = item["code"].code(in: .revenueCode)
    for coding in item["code"].codings where coding.system == nil || coding.system == .snomed {
      notUsed(coding.field)
    }
    charge.placeOfService = reader.text(item.ownExtension("place-of-service"))
    charge.unitBasis = reader.choice(item["quantity"]["code"]) ?? .unit
    readDates(item, services: services, into: &charge)
    let reasons = item["supportingInformation"].elements
    charge.diagnosisPointers = pointers(reasons, in: item, conditions)
    if reasons.isEmpty {
      charge.diagnosisPointers = services.flatMap { service in
        pointers(service["reasonReference"].elements, in: service, conditions)
      }
    }
    charge.drug = drug(item)
    charge.amount = amount(item, charge)
    return charge
  }

  private mutating func readDates(_ item: Field, services: [Field], into charge: inout Charge) {
    let period: StatementPeriod?
    if item["occurrencePeriod"].isPresent {
      period = self.period(item["occurrencePeriod"])
    } else if let day = dateTime(item["occurrenceDateTime"])?.date {
      period = StatementPeriod(from: day, through: day)
    } else {
      period = services.first.flatMap { performed($0) }
    }
    charge.date = period?.from
    charge.through = period.flatMap { $0.from == $0.through ? nil : $0.through }
  }

  private mutating func amount(_ item: Field, _ charge: Charge) -> Money {
    let price = item["priceOverride"]
    if let currency = price["currency"].string, currency != "USD" {
      reader.find("encounter.bad-value", at: price["currency"], [Finding.Fact("expected", "USD")])
    }
    return reader.amount(price["value"], of: charge, fees: fees, at: item) ?? .zero
  }

  /// The charge of a Procedure that has no ChargeItem: one unit at the fee schedule's price.
  private mutating func charge(of procedure: Field, conditions: [FieldPlace: Int]) -> Charge {
    var charge = Charge(code: procedure["code"].billableCode, amount: .zero)
    charge.modifiers = procedure["code"].modifiers
    let period = performed(procedure)
    charge.date = period?.from
    charge.through = period.flatMap { $0.from == $0.through ? nil : $0.through }
    charge.diagnosisPointers = pointers(
      procedure["reasonReference"].elements, in: procedure, conditions)
    let none = Field(nil, path: procedure.path)
    charge.amount = reader.amount(none, of: charge, fees: fees, at: procedure) ?? .zero
    return charge
  }

  private mutating func pointers(
    _ references: [Field], in owner: Field, _ conditions: [FieldPlace: Int]
  ) -> [Int] {
    references.compactMap { reference in
      guard let target = resolve(reference, in: owner), target.type == "Condition" else {
        return nil
      }
      if let position = conditions[target.place] { return position }
      reader.find("encounter.condition-not-on-encounter", .warns, at: reference)
      return nil
    }
  }

  private mutating func drug(_ item: Field) -> Drug? {
    guard let code = item["productCodeableConcept"].code(in: .ndc) else { return nil }
    let amount = item.ownExtension("drug-quantity")
    let quantity = reader.required(amount, reader.quantity(amount["value"]))
    let unit = reader.required(amount["code"], reader.choice(amount["code"], Drug.Unit.self))
    guard let quantity, let unit else { return nil }
    return Drug(code: code.filter { $0 != "-" }, quantity: quantity, unit: unit)
  }
}
