// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Pass-through devices, and devices that cost the hospital nothing.
///
/// Source: 42 CFR 419.45, 419.66; Pub. 100-04, chapter 4, sections 61.3, 61.4.
extension OutpatientCalculation {
  /// Adjusts 60 of 100 parts of an amount for wages.
  func wageAdjusted(_ amount: FixedDecimal) -> FixedDecimal {
    (amount * Self.laborShare * wageIndex + amount * Self.otherShare).rounded(to: 2)
  }

  /// A pass-through device is paid by its charge turned into a cost, less the device part of the procedure
  /// of the day; several devices of a day share that part by their charges.
  mutating func payDevice(_ index: Int, _ lines: [OutpatientPricedLine]) {
    let line = lines[index]
    let charge = FixedDecimal(line.charge)
    let ratio = hospital.deviceCostToCharge ?? hospital.costToCharge
    let cost = step(
      index, "device-charges", [("charge", charge), ("cost to charge", ratio)],
      (charge * ratio).rounded(to: 2))
    var payment = cost
    let charges = lines.reduce(Money.zero) { sum, other in
      other.effect == .chargesToCost && other.device != nil && other.day == line.day
        ? sum + other.charge : sum
    }
    if let device = line.device, charges > .zero {
      let adjusted = step(
        index, "device-offset-wages", [("device offset", FixedDecimal(device))],
        wageAdjusted(FixedDecimal(device)))
      let share = charge.divided(by: FixedDecimal(charges), places: 8)
      let offset = (share * adjusted).rounded(to: 2)
      payment = step(
        index, "device-payment", [("cost", cost), ("share", share), ("device offset", adjusted)],
        max(.zero, cost - offset))
    }
    result.lines[index].payment = payment.money
  }

  /// Takes the credit for a device without cost, at most the device parts, off the device-intensive
  /// procedures by their rates.
  mutating func takeDeviceCredit(_ lines: [OutpatientPricedLine]) {
    guard deviceCredit > .zero else { return }
    let eligible = lines.indices.filter { lines[$0].effect == .paid && lines[$0].device != nil }
    let offsets = eligible.reduce(Money.zero) { $0 + (lines[$1].device ?? .zero) }
    let total = eligible.reduce(Int64(0)) { $0 + lines[$1].rate }
    guard total > 0, offsets > .zero else { return }
    let credit = FixedDecimal(min(deviceCredit, offsets))
    for index in eligible {
      let share = FixedDecimal(units: Int128(lines[index].rate), places: 3)
        .divided(by: FixedDecimal(units: Int128(total), places: 3), places: 4)
      let payment = FixedDecimal(result.lines[index].payment)
      let taken = step(
        index, "device-credit",
        [("device credit", credit), ("share", share), ("payment", payment)],
        min((credit * share).rounded(to: 2), payment))
      result.lines[index].payment = (payment - taken).money
    }
  }
}
