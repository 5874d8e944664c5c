// SPDX-License-Identifier: Apache-2.0

import Values

extension ClaimBuilding {
  mutating func serviceLines(period: StatementPeriod?, positions: [Int: Int]) -> [ServiceLine] {
    let charges = encounter.charges
    if charges.isEmpty { find("claim.no-charges", at: .claim, guide: "2400") }
    let limit = kind != .institutional ? 50 : 999
    if charges.count > limit {
      find(
        "claim.too-many-lines", at: .serviceLine(limit + 1),
        [Finding.Fact("count", String(charges.count)), Finding.Fact("limit", String(limit))],
        guide: "2400 LX")
    }
    let lines = charges.enumerated().compactMap { index, charge in
      line(index + 1, charge, period: period, positions: positions)
    }
    if !charges.isEmpty, charges.reduce(Money.zero, { $0 + $1.amount }) == .zero {
      find("claim.total-zero", .warns, at: .claim, guide: "2300 CLM02")
    }
    return lines
  }

  private mutating func line(
    _ number: Int, _ charge: Charge, period: StatementPeriod?, positions: [Int: Int]
  ) -> ServiceLine? {
    let place = Place.serviceLine(number)
    checkService(charge, at: place)
    var charge = charge
    charge.diagnosisPointers = pointers(charge, positions: positions, at: place)
    // Where neither the line nor the claim has a date, that was found once for the claim.
    guard let from = charge.date ?? period?.from else { return nil }
    let through = charge.through ?? charge.date ?? period?.through ?? from
    check(from, notAfter: through, "service", at: place)
    if let period, from < period.from || through > period.through {
      find("claim.date-outside-statement-period", at: place, guide: "2400 DTP (472)")
    }
    return ServiceLine(number: number, charge: charge, from: from, through: through)
  }

  private mutating func checkService(_ charge: Charge, at place: Place) {
    if kind != .institutional {
      require(charge.code, "claim.missing-procedure-code", at: place, guide: "2400 SV101-2")
      if charge.revenueCode != nil { notSent("revenueCode", at: place) }
    } else {
      require(charge.revenueCode, "claim.missing-revenue-code", at: place, guide: "2400 SV201")
    }
    if charge.units <= Quantity(0) {
      find(
        "claim.units-not-positive", at: place,
        [Finding.Fact("units", charge.units.description)], guide: "2400 SV104, SV205")
    }
    if charge.amount < .zero {
      find(
        "claim.negative-charge", at: place,
        [Finding.Fact("charge", charge.amount.description)], guide: "2400 SV102, SV203")
    }
    if charge.modifiers.count > 4 {
      find(
        "claim.too-many-modifiers", at: place,
        [Finding.Fact("count", String(charge.modifiers.count))], guide: "2400 SV101-3, SV202-3")
    }
  }

  /// Turns positions in the encounter into positions on the claim.
  private mutating func pointers(
    _ charge: Charge, positions: [Int: Int], at place: Place
  ) -> [Int] {
    guard kind != .institutional else { return [] }
    if charge.diagnosisPointers.isEmpty, !positions.isEmpty {
      find("claim.missing-diagnosis-pointer", at: place, guide: "2400 SV107")
    }
    if charge.diagnosisPointers.count > 4 {
      find(
        "claim.too-many-diagnosis-pointers", at: place,
        [Finding.Fact("count", String(charge.diagnosisPointers.count))], guide: "2400 SV107")
    }
    return charge.diagnosisPointers.compactMap { pointer in
      if let position = positions[pointer] { return position }
      find(
        "claim.unknown-diagnosis-pointer", at: place,
        [Finding.Fact("pointer", String(pointer))], guide: "2400 SV107")
      return nil
    }
  }
}
