// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

extension PublisherFormat {
  /// The addenda of the outpatient prospective payment system.
  public static let outpatient: [PublisherFormat] = [
    paymentGroups, outpatientServices, groupMembers, statusIndicators, commentIndicators,
    inpatientOnly, comprehensiveRanks, complexityAdjustments, comprehensiveExclusions, composites,
    bypassCodes, deviceIntensive,
  ]

  private static let groupMembers = addendum(
    "opps-c", .groupMembers, title: "Addendum C, services by payment group",
    marks: ["ADDENDUM C.", "GROUP TITLE", "HCPCS"],
    [
      .init("APC"), .init("HCPCS"), .init("Group Title"), .init("Short Descriptor"), .init("SI"),
      .init("Relative Weight"), .init("Payment Rate"), .init("National Unadjusted Copayment"),
      .init("Minimum Unadjusted Copayment"),
      .init("IRA Coinsurance percentage", isOptional: true),
      .init("Adjusted Beneficiary Copayment", isOptional: true),
      .init("Drug and Device Pass-Through Expiration during Calendar Year", isOptional: true),
      .init("Note", isOptional: true),
    ]
  ) { fields, _ -> GroupMember? in
    let group = fields.group(0)
    let isGroup = fields[1].isEmpty
    let key = isGroup ? UInt64(group) : fields.code(1)?.bits ?? 0
    return GroupMember(
      key: key, line: UInt32(fields.line), group: group, status: isGroup ? fields.status(4) : 0,
      isGroup: isGroup ? 1 : 0)
  }

  private static let inpatientOnly = addendum(
    "opps-e", .inpatientOnly, title: "Addendum E, procedures paid only for inpatients",
    marks: ["ADDENDUM E.", "ONLY AS INPATIENT"],
    [
      .init("HCPCS Code"), .init("Short Descriptor"), .init("CI", isOptional: true), .init("SI"),
    ]
  ) { fields, _ -> ListedService? in
    let code = fields.code(0)
    if fields.status(3) != PaymentStatus.c.rawValue { fields.bad(3, "C") }
    return ListedService(key: code?.bits ?? 0, line: UInt32(fields.line), marks: 0)
  }

  private static let comprehensiveRanks = addendum(
    "opps-j-ranks", .comprehensiveRanks, title: "Addendum J, ranks of comprehensive services",
    marks: ["ADDENDUM J", "RANK USED FOR PRIMARY"],
    [
      .init("HCPCS Code"), .init("Short Descriptor"), .init("SI"), .init("APC Assignment"),
      .init("APC Geometric Mean Cost of Single J1 Unit Claims"),
      .init("Full Claim Population Service Frequency"),
      .init("Single J1 Unit Claim Service Frequency"),
      .init("Geometric Mean Cost of Single J1 Unit Claims"),
      .init("Rank Used for Primary Assignment"), .init("Deleted Code"),
    ]
  ) { fields, _ -> ComprehensiveRank? in
    let code = fields.code(0)
    let deleted = fields.choice(9, ["", "YES"])
    let rank = fields.number(8, places: 0, isOptional: false)
    if fields.status(2) != PaymentStatus.j1.rawValue { fields.bad(2, "J1") }
    return ComprehensiveRank(
      key: code?.bits ?? 0, meanCost: fields.number(7, places: 2), line: UInt32(fields.line),
      rank: UInt32(max(rank, 0)), group: fields.group(3), isDeleted: UInt8(deleted))
  }

  private static let complexityAdjustments = addendum(
    "opps-j-complexity", .complexityAdjustments, title: "Addendum J, complexity adjustments",
    marks: ["ADDENDUM J", "COMPLEXITY ADJUSTED APC"],
    [
      .init("Primary HCPCS Code"), .init("Primary Short Descriptor"), .init("Primary SI"),
      .init("Primary APC Assignment"), .init("Secondary J1 or Add-on HCPCS Code"),
      .init("Secondary Short Descriptor"), .init("Secondary SI"),
      .init("Secondary APC Assignment"), .init("Complexity Adjusted HCPCS Assignment"),
      .init("Complexity Adjusted APC Assignment"),
    ], repeats: true
  ) { fields, _ -> ComplexityAdjustment? in
    let (primary, secondary) = (fields.code(0), fields.code(4))
    let assigned = fields.code(8)
    _ = fields.status(6)
    return ComplexityAdjustment(
      key: primary?.bits ?? 0, secondary: secondary?.bits ?? 0, assigned: assigned?.bits ?? 0,
      line: UInt32(fields.line), primaryGroup: fields.group(3), group: fields.group(9))
  }

  private static let composites = addendum(
    "opps-m", .composites, title: "Addendum M, services of composite groups",
    marks: ["ADDENDUM M.", "COMPOSITE APC"],
    [
      .init("HCPCS Code"), .init("Short Descriptor"), .init("CI", isOptional: true), .init("SI"),
      .init("Single Code APC Assignment"), .init("Composite APC Assignment"),
    ]
  ) { fields, _ -> CompositeMember? in
    let code = fields.code(0)
    // Published as `8004`, `5041, 5045` or `8005 or 8006`.
    let groups = fields[5].split { !$0.isNumber }.map { fields.group($0) }
    if groups.isEmpty || groups.count > 2 || groups.contains(nil) {
      fields.bad(5, "one composite APC or two")
    }
    return CompositeMember(
      key: code?.bits ?? 0, line: UInt32(fields.line), single: fields.group(4),
      first: groups.first?.map { $0 } ?? 0, second: groups.count > 1 ? groups[1] ?? 0 : 0,
      isChoice: fields[5].contains("or") ? 1 : 0)
  }

  private static let bypassCodes = addendum(
    "opps-n", .bypassCodes, title: "Addendum N, bypass codes",
    marks: ["ADDENDUM N", "BYPASS CODES"],
    [
      .init("CY YYYY HCPCS Code"),
      .init("CY YYYY HCPCS Descriptor", isOptional: true), .init("Overlap Bypass Codes"),
      .init("Additions"),
    ]
  ) { fields, _ -> ListedService? in
    let code = fields.code(0)
    let marks = fields.choice(2, ["", "*"]) + 2 * fields.choice(3, ["", "*"])
    return ListedService(
      key: code?.bits ?? 0, line: UInt32(fields.line), marks: UInt32(marks))
  }

  private static let deviceIntensive = addendum(
    "opps-p", .deviceIntensive, title: "Addendum P, device-intensive procedures",
    marks: ["DEVICE-INTENSIVE PROCEDURES", "DEVICE OFFSET"],
    [
      .init("HCPCS"), .init("Short Descriptor"), .init("SI"), .init("APC"),
      .init("APC Device Offset Percentage"), .init("Final CY YYYY APC Payment Rate"),
      .init("Device Offset Percentage"), .init("Device Offset Amount"),
    ]
  ) { fields, _ -> DeviceShare? in
    let code = fields.code(0)
    _ = fields.status(2)
    return DeviceShare(
      key: code?.bits ?? 0, amount: fields.number(7, places: 2, isOptional: false),
      line: UInt32(fields.line),
      share: UInt32(max(0, fields.number(6, places: 2, isOptional: false))),
      groupShare: UInt32(max(0, fields.number(4, places: 2))),
      group: fields.group(3))
  }
}
