// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// The figures of a calendar year, from the table `pricing/opps-years.tsv`.
public struct OutpatientYear: Sendable {
  /// The year.
  public let year: Int
  /// What a cost must exceed the payment by for an outlier.
  public let outlierThreshold: Money
  /// The inpatient deductible: no coinsurance of a procedure is above it.
  public let inpatientDeductible: Money
  /// The deductible of part B.
  public let deductible: Money
  let qualityFactor: FixedDecimal
  let filmFactor: FixedDecimal
  let radiographyFactor: FixedDecimal
  let tomographyFactor: FixedDecimal
  let offCampusFactor: FixedDecimal
  let screeningShare: FixedDecimal

  /// Reads the table; nothing where a row of it is impossible.
  public static func all(_ table: [UInt8]) -> [OutpatientYear]? {
    var years: [OutpatientYear] = []
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 11, let year = Int(fields[0]), let threshold = Money(fields[1]),
        let inpatient = Money(fields[2]), let deductible = Money(fields[3])
      else { return nil }
      let factors = fields[4...9].compactMap { FixedDecimal($0, places: 4) }
      guard factors.count == 6 else { return nil }
      years.append(
        OutpatientYear(
          year: year, outlierThreshold: threshold, inpatientDeductible: inpatient,
          deductible: deductible, qualityFactor: factors[0], filmFactor: factors[1],
          radiographyFactor: factors[2], tomographyFactor: factors[3], offCampusFactor: factors[4],
          screeningShare: factors[5]))
    }
    return years
  }
}

/// What adjusts the payment of each status indicator, from the table `pricing/opps-status.tsv`.
public struct StatusAdjustments: Sendable {
  struct Adjustments: OptionSet {
    let rawValue: UInt8
    static let wages = Adjustments(rawValue: 1)
    static let rural = Adjustments(rawValue: 2)
    static let quality = Adjustments(rawValue: 4)
    static let outlier = Adjustments(rawValue: 8)
    static let packaged = Adjustments(rawValue: 16)
  }

  private var rows: [PaymentStatus: Adjustments] = [:]

  /// Reads the table; nothing where a row of it is impossible.
  public init?(_ table: [UInt8]) {
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 7, let status = PaymentStatus(fields[0]) else { return nil }
      var found: Adjustments = []
      for (index, text) in fields[1...5].enumerated() {
        guard text == "yes" || text == "no" else { return nil }
        if text == "yes" { found.insert(Adjustments(rawValue: 1 << UInt8(index))) }
      }
      rows[status] = found
    }
  }

  subscript(status: PaymentStatus) -> Adjustments { rows[status] ?? [] }
}
