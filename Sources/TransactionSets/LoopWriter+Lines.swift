// SPDX-License-Identifier: Apache-2.0

import Claims
import Values
import X12

extension LoopWriter {
  mutating func write(_ line: ServiceLine, of claim: Claim) throws(TransactionSetError) {
    loop = "2400"
    try write("LX", [.text(String(line.number))])
    switch claim.kind {
    case .professional: try writeProfessional(line, of: claim)
    case .institutional: try writeInstitutional(line)
    }
    try writeService(line)
    try writeDrug(line.charge.drug)
    guard claim.kind == .professional, let ordering = claim.encounter.providers[.ordering] else {
      return
    }
    loop = "2420E"
    try writeName("DK", ordering)
    if let address = ordering.address { try writeAddress(address) }
  }

  private mutating func writeProfessional(
    _ line: ServiceLine, of claim: Claim
  ) throws(TransactionSetError) {
    let charge = line.charge
    let code = try required(charge.code, "SV1", 1)
    let place =
      charge.placeOfService == claim.encounter.placeOfService ? nil : charge.placeOfService
    try write(
      "SV1",
      [
        .composite(Self.procedure(code, charge)), .text(charge.amount.x12),
        .text(charge.unitBasis.rawValue), .text(charge.units.x12), Element(place), .empty,
        .composite(charge.diagnosisPointers.map(String.init)),
      ])
  }

  private mutating func writeInstitutional(_ line: ServiceLine) throws(TransactionSetError) {
    let charge = line.charge
    let revenue = try required(charge.revenueCode, "SV2", 1)
    try write(
      "SV2",
      [
        .text(revenue), charge.code.map { .composite(Self.procedure($0, charge)) } ?? .empty,
        .text(charge.amount.x12), .text(charge.unitBasis.rawValue),
        .text(charge.units.x12),
      ])
  }

  private mutating func writeService(_ line: ServiceLine) throws(TransactionSetError) {
    if line.from == line.through {
      try write(date: line.from, "472")
    } else {
      try write(
        "DTP", ["472", "RD8", .text("\(line.from.compact)-\(line.through.compact)")])
    }
  }

  private mutating func writeDrug(_ drug: Drug?) throws(TransactionSetError) {
    guard let drug else { return }
    loop = "2410"
    try write("LIN", [.empty, "N4", .text(drug.code)])
    try write(
      "CTP",
      [
        .empty, .empty, .empty, .text(drug.quantity.x12),
        .composite([drug.unit.rawValue]),
      ])
  }

  private static func procedure(_ code: String, _ charge: Charge) -> [String] {
    var parts = ["HC", code.uppercased()]
    parts += charge.modifiers.map { $0.uppercased() }
    guard let text = charge.text else { return parts }
    parts += Array(repeating: "", count: max(0, 6 - parts.count))
    return parts + [text.uppercased()]
  }
}
