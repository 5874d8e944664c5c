// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Which services and groups have a part of their own in the rules, from the table `opps/roles.tsv`.
public struct OutpatientRoles: Sendable {
  /// The parts that a service may have.
  struct Role: OptionSet {
    let rawValue: UInt32
    static let observation = Role(rawValue: 1 << 0)
    static let directReferral = Role(rawValue: 1 << 1)
    static let criticalCare = Role(rawValue: 1 << 2)
    static let trauma = Role(rawValue: 1 << 3)
    static let partialService = Role(rawValue: 1 << 4)
    static let excludedFromComprehensive = Role(rawValue: 1 << 5)
    static let device = Role(rawValue: 1 << 6)
    static let transfusion = Role(rawValue: 1 << 7)
    static let bloodProduct = Role(rawValue: 1 << 8)
    static let cornealTissue = Role(rawValue: 1 << 9)
    static let cornealTransplant = Role(rawValue: 1 << 10)
    static let skinApplication = Role(rawValue: 1 << 11)
    static let skinProduct = Role(rawValue: 1 << 12)
    static let preventive = Role(rawValue: 1 << 13)
    static let bloodPints = Role(rawValue: 1 << 14)
  }

  private struct Range {
    let first: PackedCode
    let last: PackedCode
    let role: Role
  }

  private static let names: [String: Role] = [
    "observation-hours": .observation, "direct-referral": .directReferral,
    "critical-care": .criticalCare, "trauma-activation": .trauma,
    "partial-service": .partialService, "ambulance": .excludedFromComprehensive,
    "mammography": .excludedFromComprehensive,
    "preventive": [.excludedFromComprehensive, .preventive],
    "unclassified-drug": .excludedFromComprehensive,
    "cell-gene-therapy": .excludedFromComprehensive,
    "self-administered": .excludedFromComprehensive, "device": .device,
    "transfusion": .transfusion, "blood-pints": .bloodPints, "blood-product": .bloodProduct,
    "corneal-tissue": .cornealTissue,
    "corneal-transplant": .cornealTransplant, "skin-application": .skinApplication,
    "skin-product": .skinProduct,
  ]

  private var ranges: [Range] = []
  private var groups: [String: UInt16] = [:]

  /// Reads the table; nothing where a row of it is impossible.
  public init?(_ table: [UInt8]) {
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 4, let first = PackedCode(fields[1]), let last = PackedCode(fields[2])
      else { return nil }
      if let role = Self.names[fields[0]] {
        ranges.append(Range(first: first, last: last, role: role))
      } else if fields[0].hasSuffix("-group"), let group = UInt16(fields[1]) {
        groups[fields[0]] = group
      } else {
        return nil
      }
    }
  }

  /// The parts of a service.
  func roles(of code: PackedCode) -> Role {
    ranges.reduce(into: []) { roles, range in
      if range.first <= code, code <= range.last { roles.formUnion(range.role) }
    }
  }

  /// A group by its part; 0 where the table has none.
  func group(_ name: String) -> UInt16 { groups[name] ?? 0 }
}

/// What revenue codes mean to outpatient payment, from the table `opps/revenue.tsv`.
public struct RevenueRules: Sendable {
  struct Kind: OptionSet {
    let rawValue: UInt16
    static let packaged = Kind(rawValue: 1 << 0)
    static let noCode = Kind(rawValue: 1 << 1)
    static let notRecognized = Kind(rawValue: 1 << 2)
    static let bloodProduct = Kind(rawValue: 1 << 3)
    static let bloodService = Kind(rawValue: 1 << 4)
    static let observation = Kind(rawValue: 1 << 5)
    static let trauma = Kind(rawValue: 1 << 6)
    static let visit = Kind(rawValue: 1 << 7)
    static let selfAdministered = Kind(rawValue: 1 << 8)
  }

  private static let names: [String: Kind] = [
    "packaged": .packaged, "no-code": .noCode, "not-recognized": .notRecognized,
    "blood-product": .bloodProduct, "blood-service": .bloodService, "observation": .observation,
    "trauma": .trauma, "visit": .visit, "self-administered": .selfAdministered,
  ]

  private var kinds = [Kind](repeating: [], count: 10_000)

  /// Reads the table; nothing where a row of it is impossible.
  public init?(_ table: [UInt8]) {
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 4, let first = Int(fields[0]), let last = Int(fields[1]),
        (0..<10_000).contains(first), first <= last, last < 10_000,
        let kind = Self.names[fields[2]]
      else { return nil }
      for revenue in first...last { kinds[revenue].formUnion(kind) }
    }
  }

  subscript(revenue: UInt16) -> Kind { revenue < 10_000 ? kinds[Int(revenue)] : [] }
}
