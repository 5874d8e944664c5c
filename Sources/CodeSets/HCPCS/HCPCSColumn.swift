// SPDX-License-Identifier: Apache-2.0

/// A column of the alpha-numeric HCPCS file, in CMS's workbook and in its fixed-width text alike.
///
/// The first five columns are the code (a modifier stands right-aligned in five places), the
/// sequence number, the record identification (3 first line of a procedure, 4 its continuation, 7
/// first line of a modifier, 8 its continuation), and the long and short description. All others
/// become attributes, empty cells apart; a column that comes several times is numbered from the
/// second on, as in `pricing-indicator-2`:
///
/// - `pricing-indicator`: how Medicare sets the price (`00` not priced by a schedule, `11` physician
///   fee schedule, `21` laboratory, `31` to `38` equipment and supplies, `51` drugs …);
///   `multiple-pricing`: whether one or several ways of pricing apply.
/// - `coverage-manual`, `carriers-manual`, `statute`: where the rules of coverage stand: the Coverage
///   Issues Manual, the Medicare Carriers Manual, a section of the Social Security Act.
/// - `laboratory-certification`: the specialties of CLIA that a laboratory needs.
/// - `cross-reference`: codes that replace this one or go with it; `processing-note`: the number of a
///   note in CMS's list of processing notes.
/// - `coverage`: `C` carrier judgement, `D` special instructions, `I` not payable by Medicare, `M`
///   non-covered, `S` non-covered by statute.
/// - `asc-group`, `asc-effective`: the payment group in ambulatory surgical centers and since when;
///   `opps-group`, `opps-policy`, `opps-effective`: the same for hospital outpatient payment.
/// - `betos`, `type-of-service`: the Berenson-Eggers type and Medicare's own type of service.
/// - `anesthesia-base-units`: base units, for anesthesia.
/// - `action`, `action-effective`: what the last change did (`A` added, `B` changed in coverage or
///   price, `C` long description changed, `D` discontinued, `F` changed administratively, `N` none,
///   `P` payment changed, `R` re-activated, `S` short description changed) and from when.
///
/// `ADD DT` and `TERM DT` become the days in force of the code itself.
///
/// Source: CMS, HCPCS alpha-numeric record layout; widths and order verified on the January 2020
/// text against the October 2025 workbook.
struct HCPCSColumn: Sendable {
  /// The heading in the workbook; empty for a column that only the text has.
  let heading: String
  /// The attribute that its value becomes; empty where it is not an attribute.
  let attribute: String
  /// How many columns of the text it takes.
  let width: Int
  /// Whether the value is a date.
  let isDate: Bool

  private init(_ heading: String, _ width: Int, _ attribute: String = "", isDate: Bool = false) {
    self.heading = heading
    self.width = width
    self.attribute = attribute
    self.isDate = isDate
  }

  /// All columns in their order.
  static let all: [HCPCSColumn] =
    [
      HCPCSColumn("HCPC", 5), HCPCSColumn("SEQNUM", 5), HCPCSColumn("RECID", 1),
      HCPCSColumn("LONG DESCRIPTION", 80), HCPCSColumn("SHORT DESCRIPTION", 28),
    ] + repeated("PRICE", 4, width: 2, "pricing-indicator")
    + [HCPCSColumn("MULT_PI", 1, "multiple-pricing")]
    + repeated("CIM", 3, width: 6, "coverage-manual")
    + repeated("MCM", 3, width: 8, "carriers-manual")
    + [HCPCSColumn("STATUTE", 10, "statute")]
    + repeated("LABCERT", 8, width: 3, "laboratory-certification")
    + repeated("XREF", 5, width: 5, "cross-reference")
    + [
      HCPCSColumn("COV", 1, "coverage"), HCPCSColumn("ASC_GRP", 2, "asc-group"),
      HCPCSColumn("ASC_DT", 8, "asc-effective", isDate: true),
      HCPCSColumn("OPPS", 3, "opps-group"), HCPCSColumn("OPPS_PI", 1, "opps-policy"),
      HCPCSColumn("OPPS_DT", 8, "opps-effective", isDate: true),
      HCPCSColumn("PROCNOTE", 4, "processing-note"), HCPCSColumn("BETOS", 3, "betos"),
      HCPCSColumn("", 1),
    ] + repeated("TOS", 5, width: 1, "type-of-service")
    + [
      HCPCSColumn("ANEST_BU", 3, "anesthesia-base-units"), HCPCSColumn("ADD DT", 8, isDate: true),
      HCPCSColumn("ACT EFF DT", 8, "action-effective", isDate: true),
      HCPCSColumn("TERM DT", 8, isDate: true), HCPCSColumn("ACTION CD", 1, "action"),
    ]

  /// The headings of the workbook.
  static let headings = all.map(\.heading).filter { !$0.isEmpty }

  /// How wide the first record of a code is in the text, without what fills it up to 320.
  static let textWidth = all.reduce(0) { $0 + $1.width }

  private static func repeated(
    _ heading: String, _ times: Int, width: Int, _ attribute: String
  ) -> [HCPCSColumn] {
    (1...times).map {
      HCPCSColumn("\(heading)\($0)", width, $0 == 1 ? attribute : "\(attribute)-\($0)")
    }
  }
}
