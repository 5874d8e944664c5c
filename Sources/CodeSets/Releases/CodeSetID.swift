// SPDX-License-Identifier: Apache-2.0

public import Values

/// The name of a code set, as it is written on the command line and in JSON.
public struct CodeSetID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name in lower case, such as `icd10cm`.
  public let description: String

  /// Takes a name: lower-case letters, digits and hyphens.
  public init?(_ name: some StringProtocol) {
    let allowed = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard allowed, !name.isEmpty else { return nil }
    description = String(name)
  }

  init(known name: String) { description = name }

  /// ICD-10-CM diagnoses.
  public static let icd10cm = CodeSetID(known: "icd10cm")
  /// ICD-10-PCS inpatient procedures.
  public static let icd10pcs = CodeSetID(known: "icd10pcs")
  /// ICD-9-CM diagnoses (volumes 1 and 2).
  public static let icd9cm = CodeSetID(known: "icd9cm")
  /// ICD-9-CM procedures (volume 3).
  public static let icd9proc = CodeSetID(known: "icd9proc")
  /// HCPCS Level II services, supplies and modifiers.
  public static let hcpcs = CodeSetID(known: "hcpcs")
  /// CPT, which the American Medical Association licenses.
  public static let cpt = CodeSetID(known: "cpt")
  /// The MS-DRG grouper of a fiscal year.
  public static let msdrg = CodeSetID(known: "msdrg")
  /// The Medicare Code Editor.
  public static let codeEditor = CodeSetID(known: "mce")
  /// Hierarchical condition categories: CMS-HCC, ESRD and RxHCC models of a payment year.
  public static let hcc = CodeSetID(known: "hcc")
  /// The Elixhauser comorbidities of AHRQ.
  public static let elixhauser = CodeSetID(known: "elixhauser")
  /// The inpatient prospective payment system of Medicare.
  public static let ipps = CodeSetID(known: "ipps")
  /// The National Correct Coding Initiative of Medicare.
  public static let ncci = CodeSetID(known: "ncci")
  /// The National Correct Coding Initiative of Medicaid.
  public static let ncciMedicaid = CodeSetID(known: "ncci-medicaid")
  /// The outpatient prospective payment system of Medicare.
  public static let opps = CodeSetID(known: "opps")
  /// The physician fee schedule of Medicare.
  public static let physicianFees = CodeSetID(known: "mpfs")
  /// The clinical laboratory fee schedule of Medicare.
  public static let laboratoryFees = CodeSetID(known: "clfs")
  /// The fee schedule of Medicare for durable medical equipment, prosthetics, orthotics and supplies.
  public static let equipmentFees = CodeSetID(known: "dmepos")
  /// The payment limits of Medicare for drugs, from average sales prices.
  public static let drugPrices = CodeSetID(known: "asp")
  /// The ambulance fee schedule of Medicare.
  public static let ambulanceFees = CodeSetID(known: "ambulance")
  /// The Medicare coverage database: national and local determinations and their articles.
  public static let coverage = CodeSetID(known: "coverage")

  /// Orders names alphabetically.
  public static func < (a: CodeSetID, b: CodeSetID) -> Bool { a.description < b.description }

  /// The last day of ICD-9-CM; ICD-10 applies from the next one.
  ///
  /// Source: 45 CFR 162.1002(c)(2) and (3).
  public static let lastDayOfICD9 = CalendarDate(daysSinceEpoch: 16_708)

  /// Tells whether claims used the set on a day.
  ///
  /// Source: 45 CFR 162.1002(c)(2) and (3): ICD-9-CM through 2015-09-30, ICD-10 from 2015-10-01.
  public func isInUse(on day: CalendarDate) -> Bool {
    switch self {
    case .icd10cm, .icd10pcs: day > Self.lastDayOfICD9
    case .icd9cm, .icd9proc: day <= Self.lastDayOfICD9
    default: true
    }
  }

  /// The code as it is printed: ICD diagnoses with a point after the third character (an ICD-9-CM
  /// E code after the fourth), ICD-9-CM procedures after the second, all others as they are.
  public func printed(_ code: PackedCode) -> String {
    let text = code.description
    let head: Int
    switch self {
    case .icd10cm: head = 3
    case .icd9cm: head = text.hasPrefix("E") ? 4 : 3
    case .icd9proc: head = 2
    default: return text
    }
    guard text.utf8.count > head else { return text }
    return "\(text.prefix(head)).\(text.dropFirst(head))"
  }
}
