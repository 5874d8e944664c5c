// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension ProfessionalCalculation {
  /// Prices a line by one of the other schedules; tells whether one has it.
  func openOther(_ work: inout Work, _ code: PackedCode) -> Bool {
    openLaboratory(&work, code) || openAmbulance(&work, code) || openDrug(&work, code)
      || openEquipment(&work, code)
  }

  /// The patient shares nothing of it.
  ///
  /// Source: 42 CFR 414.507; Social Security Act, section 1833(a)(1)(D).
  private func openLaboratory(_ work: inout Work, _ code: PackedCode) -> Bool {
    guard let table = tables.laboratory else { return false }
    let waived = work.modifiers.contains(Mark.waived) ? UInt64(Mark.waived.bits) : 0
    guard let fee = table[code.bits, waived] ?? table[code.bits, 0], fee.effective <= work.line.from
    else { return false }
    work.schedule = .laboratory
    work.sources.append(table.source(of: fee))
    work.coinsurance = 0
    guard fee.cents > 0 else {
      unpriced(&work, "laboratory-local")
      return true
    }
    pay(&work, "laboratory-fee", FixedDecimal(fee.amount))
    return true
  }

  /// Source: 42 CFR 414.904.
  private func openDrug(_ work: inout Work, _ code: PackedCode) -> Bool {
    guard let table = tables.drugs, let drug = table[code.bits, 0] else { return false }
    work.schedule = .drug
    work.sources.append(table.source(of: drug))
    work.coinsurance = Int64(drug.coinsurance)
    guard drug.limit > 0 else {
      unpriced(&work, "drug-contractor")
      return true
    }
    pay(&work, "drug-limit", FixedDecimal(units: Int128(drug.limit), places: 3))
    return true
  }

  /// The row whose modifiers are all on the line, the one with the most of them; by state and area.
  ///
  /// Source: 42 CFR 414.210, 414.220 to 414.232.
  private func openEquipment(_ work: inout Work, _ code: PackedCode) -> Bool {
    guard let table = tables.equipment else { return false }
    let marks = work.modifiers.map(\.description)
    let best = table.range(of: code.bits).filter { position in
      table[position].modifiers.allSatisfy(marks.contains)
    }.max { table[$0].modifiers.count < table[$1].modifiers.count }
    guard !table.range(of: code.bits).isEmpty else { return false }
    work.schedule = .equipment
    guard let best else {
      unpriced(&work, "equipment-modifier")
      return true
    }
    work.sources.append(table.source(of: table[best]))
    let area = "\(setting.state ?? "") \(setting.isRuralForEquipment ? "R" : "NR")"
    let amount = table.areas.firstIndex(of: area).flatMap { table.amount(at: best, area: $0) }
    guard let amount else {
      unpriced(&work, "equipment-area", ("area", area))
      return true
    }
    pay(&work, "equipment-fee", FixedDecimal(amount))
    return true
  }

  /// Base rates and miles by where the patient is picked up; the first 17 rural miles have a rate of their own.
  ///
  /// Source: 42 CFR 414.610(c).
  private func openAmbulance(_ work: inout Work, _ code: PackedCode) -> Bool {
    guard let table = tables.ambulance, let fee = table[code.bits, setting.locality.word] else {
      return false
    }
    work.schedule = .ambulance
    work.sources.append(table.source(of: fee))
    let rate = FixedDecimal(fee.rate(rural: setting.rural))
    guard fee.ruralMiles > 0, setting.rural != 0x20 else {
      pay(&work, "ambulance-fee", rate)
      return true
    }
    let miles = work.units
    let first = min(miles, FixedDecimal(units: 17, places: 0))
    let raised = FixedDecimal(units: Int128(fee.ruralMiles), places: 2)
    work.fee = rate
    work.value = work.step(
      "ambulance-rural-miles",
      [
        ("miles", miles), ("first miles", first), ("rate of first miles", raised), ("rate", rate),
      ], first * raised + (miles - first) * rate)
    return true
  }

  /// A rate times the units.
  private func pay(_ work: inout Work, _ name: String, _ rate: FixedDecimal) {
    work.fee = rate
    work.value = work.step(name, [("rate", rate), ("units", work.units)], rate * work.units)
  }
}
