// SPDX-License-Identifier: Apache-2.0

import Values

/// A row of Addendum A (a payment group) or of Addendum B (a service): status, group, weight, rate and
/// copayments, as published.
///
/// Numbers stand without their points; a negative one is not there.
public struct OutpatientRate: KeyedRecord {
  /// The note that a pass-through ends within the year.
  public static let expires: UInt8 = 1
  /// The note that the coinsurance was adjusted for inflation.
  public static let adjustsCoinsurance: UInt8 = 2
  /// The note that the copayment is limited by the inpatient deductible.
  public static let capsCopayment: UInt8 = 4

  /// The packed code of the service; the number of the group in Addendum A.
  public let key: UInt64
  /// The payment rate in thousandths of a dollar.
  public let rate: Int64
  /// The national unadjusted copayment in cents.
  public let nationalCopayment: Int64
  /// The minimum unadjusted copayment in cents.
  public let minimumCopayment: Int64
  /// The copayment in cents after the Inflation Reduction Act and the limit.
  public let adjustedCopayment: Int64
  /// The line in the publisher's file.
  public let line: UInt32
  /// The title.
  public let title: UInt32
  /// The relative weight, four decimals.
  public let weight: Int32
  /// The coinsurance in thousandths of a percent.
  public let coinsurance: Int32
  /// The payment group; 0 where there is none.
  public let group: UInt16
  private let statusByte: UInt8
  /// Notes on the row.
  public let notes: UInt8
  /// The comment indicator: 0 none, else its place in `CH`, `NC`, `NI`, `NP`, from 1.
  public let comment: UInt8
  private let reserved: (UInt8, UInt8, UInt8) = (0, 0, 0)

  /// The status indicator.
  public var status: PaymentStatus { PaymentStatus(rawValue: statusByte) ?? .e2 }

  /// Reads a row: the columns from the status on begin at `first`, with or without an APC after it.
  init(
    key: UInt64, title: UInt32, comment: UInt8, _ fields: inout AddendumFields, from first: Int,
    group: UInt16?
  ) {
    self.key = key
    self.title = title
    self.comment = comment
    line = UInt32(fields.line)
    statusByte = fields.status(first)
    let next = group == nil ? first + 2 : first + 1
    self.group = group ?? fields.group(first + 1, isOptional: true)
    weight = Int32(fields.number(next, places: 4))
    rate = fields.number(next + 1, places: 3)
    nationalCopayment = fields.number(next + 2, places: 2)
    minimumCopayment = fields.number(next + 3, places: 2)
    coinsurance = Int32(fields.number(next + 4, places: 3))
    adjustedCopayment = fields.number(next + 5, places: 2)
    var notes: UInt8 = fields.choice(next + 6, ["", "*"]) == 1 ? Self.expires : 0
    let note = fields[next + 7]
    if note.contains("Inflation-Adjusted") { notes |= Self.adjustsCoinsurance }
    if note.contains("capped at inpatient deductible") { notes |= Self.capsCopayment }
    if !note.isEmpty, notes & ~Self.expires == 0 { fields.bad(next + 7, "a note that is known") }
    self.notes = notes
  }
}

extension PublisherFormat {
  private static let rateColumns: [AddendumTable.Column] = [
    .init("Relative Weight"), .init("Payment Rate"), .init("National Unadjusted Copayment"),
    .init("Minimum Unadjusted Copayment"),
    .init("IRA Coinsurance percentage", isOptional: true),
    .init("Adjusted Beneficiary Copayment", isOptional: true),
    .init("Drug and Device Pass-Through Expiration during Calendar Year", isOptional: true),
    .init("Note", isOptional: true),
  ]

  /// Addendum A: payment groups with their rates.
  package static let paymentGroups = addendum(
    "opps-a", .paymentGroups, title: "Addendum A, payment groups",
    marks: ["ADDENDUM A.", "GROUP TITLE", "PAYMENT RATE"],
    [.init("APC"), .init("Group Title"), .init("SI")] + rateColumns
  ) { fields, texts -> OutpatientRate? in
    let group = fields.group(0)
    let title = texts.offset(of: fields[1])
    return OutpatientRate(
      key: UInt64(group), title: title, comment: 0, &fields, from: 2, group: group)
  }

  /// Addendum B: services with their status indicators and rates.
  package static let outpatientServices = addendum(
    "opps-b", .outpatientServices, title: "Addendum B, services",
    marks: ["ADDENDUM B.", "HCPCS CODE", "PAYMENT RATE"],
    [
      .init("HCPCS Code"), .init("Short Descriptor"), .init("CI", isOptional: true), .init("SI"),
      .init("APC"),
    ] + rateColumns
  ) { fields, texts -> OutpatientRate? in
    let code = fields.code(0)
    let comment = fields.choice(2, ["", "CH", "NC", "NI", "NP"])
    let title = texts.offset(of: fields[1])
    return OutpatientRate(
      key: code?.bits ?? 0, title: title, comment: UInt8(comment), &fields, from: 3, group: nil)
  }
}
