// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// A row of the fee schedule for equipment, prosthetics, orthotics and supplies: its amounts by state lie
/// in a section of their own.
///
/// Source: 42 CFR part 414, subpart D; CMS, DMEPOS fee schedule file.
public struct EquipmentFee: KeyedTableRecord {
  /// The name of its section.
  public static let section = "items"
  /// The code, packed.
  public let major: UInt64
  /// The first modifier in the upper half, the second in the lower.
  public let minor: UInt64
  /// The ceiling in cents.
  public let ceilingCents: Int64
  /// The floor in cents.
  public let floorCents: Int64
  /// The row of the file.
  public let row: UInt32
  /// The payment category, two characters, such as `IN` or `CR`.
  let category: UInt16
  /// Who pays: `D` a DME contractor, `L` the local contractor, `J` either.
  let jurisdiction: UInt8
  let reserved: UInt8 = 0

  /// The code.
  public var code: PackedCode { PackedCode(bits: major) }
  /// The modifiers of the row, one or two, or none.
  public var modifiers: [String] {
    [UInt16(minor >> 32), UInt16(truncatingIfNeeded: minor)].filter { $0 != 0 }.map(unpacked)
  }
  /// The payment category.
  public var categoryText: String { unpacked(category) }
  /// Who pays.
  public var jurisdictionText: String {
    jurisdiction == 0 ? "" : String(UnicodeScalar(jurisdiction))
  }
}

extension KeyedTable<EquipmentFee> {
  /// The columns of amounts: state and `NR` or `R`, as published.
  public var areas: [String] {
    String(decoding: book.section("areas"), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The amount of the row at a position in a column of ``areas``; nothing where the file has none.
  public func amount(at position: Int, area: Int) -> Money? {
    let amounts = book.records("amounts", of: Int32.self)
    let cents = amounts[position * areas.count + area]
    return cents == 0 ? nil : Money(cents: Int64(cents))
  }
}

/// A row of the payment limits of drugs.
///
/// Source: 42 CFR 414.904; CMS, ASP pricing file.
public struct DrugPrice: KeyedTableRecord {
  /// The name of its section.
  public static let section = "drugs"
  /// The code, packed.
  public let major: UInt64
  /// Nothing.
  public var minor: UInt64 { 0 }
  /// The payment limit of a unit, in thousandths of a dollar.
  public let limit: Int64
  /// The row of the file.
  public let row: UInt32
  /// The beneficiary's coinsurance in percent, where it is not 20; in thousandths of a percent.
  public let coinsurance: UInt32
  let dosageOffset: UInt32
  let dosageLength: UInt32

  /// The code.
  public var code: PackedCode { PackedCode(bits: major) }
}

extension KeyedTable<DrugPrice> {
  /// How much of the drug a unit is, as published.
  public func dosage(of drug: DrugPrice) -> String {
    let start = Int(drug.dosageOffset)
    return String(
      decoding: book.section("dosages")[start..<start + Int(drug.dosageLength)], as: UTF8.self)
  }
}

/// A row of the ambulance fee schedule: a service in a locality.
///
/// Source: 42 CFR part 414, subpart H; CMS, ambulance fee schedule public use file.
public struct AmbulanceFee: KeyedTableRecord {
  /// The name of its section.
  public static let section = "rides"
  /// The locality as one word.
  public let minor: UInt64
  /// The code, packed.
  public let major: UInt64
  /// The relative value, in hundredths.
  public let relativeValue: Int32
  /// The practice cost index of the locality, in thousandths.
  public let index: Int32
  /// The base rate in cents.
  public let base: Int32
  /// The rate where the patient is picked up in an urban area, in cents.
  public let urban: Int32
  /// The rate in a rural area, in cents.
  public let rural: Int32
  /// The rate in a rural area of the lowest quartile (super rural), in cents; 0 for none.
  public let superRural: Int32
  /// The rate of a rural mile up to the 17th, in cents; 0 for none.
  public let ruralMiles: Int32
  /// The row of the file.
  public let row: UInt32

  /// The rate by the rural indicator of the ZIP code of pickup: blank, `R` or `B`.
  public func rate(rural indicator: UInt8) -> Money {
    switch indicator {
    case 0x42: Money(cents: Int64(superRural == 0 ? rural : superRural))
    case 0x52: Money(cents: Int64(rural))
    default: Money(cents: Int64(urban))
    }
  }
}
