// SPDX-License-Identifier: Apache-2.0

/// One row of IPPS Table 5: what a DRG weighs and how long its patients stay.
public struct DRGWeight: Sendable {
  /// Whether a DRG is medical or surgical.
  public enum Kind: String, Sendable, CaseIterable {
    /// Without an operating room procedure that assigns it.
    case medical
    /// With one.
    case surgical
    /// Neither: what cannot be grouped.
    case none
  }

  /// The number, 1 to 999.
  public let drg: Int
  /// The title as published.
  public let title: String
  /// The major diagnostic category, `01` to `25`, or `PRE` for the DRGs before them; nothing where the
  /// DRG belongs to none.
  public let category: String?
  /// Medical or surgical.
  public let kind: Kind
  /// Whether a discharge to post-acute care is paid as a transfer.
  public let isPostAcute: Bool
  /// Whether such a transfer is paid by the special method: half of the payment at once.
  public let isSpecialPay: Bool
  /// The relative weight before the cap on its fall from the year before; nothing for a DRG that is not
  /// paid.
  public let weightBeforeCap: FixedDecimal?
  /// The relative weight by which is paid; nothing for a DRG that is not paid.
  public let weight: FixedDecimal?
  /// The geometric mean length of stay in days.
  public let geometricMeanStay: FixedDecimal?
  /// The arithmetic mean length of stay in days.
  public let arithmeticMeanStay: FixedDecimal?

  /// Makes a row.
  public init(
    drg: Int, title: String, category: String?, kind: Kind, isPostAcute: Bool,
    isSpecialPay: Bool, weightBeforeCap: FixedDecimal?, weight: FixedDecimal?,
    geometricMeanStay: FixedDecimal?, arithmeticMeanStay: FixedDecimal?
  ) {
    self.drg = drg
    self.title = title
    self.category = category
    self.kind = kind
    self.isPostAcute = isPostAcute
    self.isSpecialPay = isSpecialPay
    self.weightBeforeCap = weightBeforeCap
    self.weight = weight
    self.geometricMeanStay = geometricMeanStay
    self.arithmeticMeanStay = arithmeticMeanStay
  }

  /// The number with three digits: `039`.
  public var code: String {
    let digits = String(drg)
    return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }
}
