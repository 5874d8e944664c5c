// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a payer or an intermediary says of a claim, a line, a provider or a whole transmission: one STC
/// segment of a 277 or 277CA.
///
/// A status says up to three things at once, each a ``Code``; ``category``, ``code`` and ``entity`` are
/// those of the first.
///
///     status.category   // "A3": returned as unprocessable
///     status.code       // "21": missing or invalid information
///     status.action     // "U": reject (277CA only)
///
/// Source: 005010X212 and 005010X214, STC.
public struct ClaimStatus: Hashable, Sendable {
  /// One thing that is said: how the claim stands, why, and whom it concerns.
  public struct Code: Hashable, Sendable {
    /// The claim status category code, such as `A2` (accepted) or `F1` (paid).
    public var category: String
    /// The claim status code, such as `20`.
    public var code: String
    /// Whom the code concerns, by an entity identifier code such as `85` (billing provider).
    public var entity: String?
    /// `RX` where the code is one of NCPDP's reject codes instead.
    public var codeList: String?

    /// Makes a code.
    public init(
      category: String = "", code: String = "", entity: String? = nil, codeList: String? = nil
    ) {
      self.category = category
      self.code = code
      self.entity = entity
      self.codeList = codeList
    }
  }

  /// What is said first: STC01.
  public var primary: Code
  /// What is said besides: STC10 and STC11.
  public var others: [Code]
  /// The day from which the status holds.
  public var date: CalendarDate?
  /// `WQ` for accepted and `U` for rejected; in a 277CA only.
  public var action: String?
  /// The charge of what the status is about.
  public var charge: Money?
  /// What was paid.
  public var paid: Money?
  /// The day on which adjudication ended.
  public var adjudicated: CalendarDate?
  /// How it was paid: `CHK` for a check, `ACH` for a transfer, `NON` for nothing.
  public var paymentMethod: String?
  /// The day of the check or transfer.
  public var remittanceDate: CalendarDate?
  /// The number of the check or transfer.
  public var remittanceNumber: String?
  /// Words in addition to the codes; in a 277CA only.
  public var message: String?

  /// Makes a status.
  public init(_ primary: Code = Code(), others: [Code] = [], date: CalendarDate? = nil) {
    self.primary = primary
    self.others = others
    self.date = date
  }

  /// The category of what is said first.
  public var category: String { primary.category }
  /// The status code of what is said first.
  public var code: String { primary.code }
  /// Whom it concerns.
  public var entity: String? { primary.entity }
  /// All that is said.
  public var codes: [Code] { [primary] + others }
  /// The charge, or else what was paid.
  public var amount: Money? { charge ?? paid }

  /// Whether the claim, or whatever it is about, was turned away: action `U`, or one of the categories
  /// of rejection and of errors.
  public var isRejection: Bool {
    if let action { return action == "U" }
    return ["A3", "A4", "A6", "A7", "A8"].contains(category) || category.hasPrefix("E")
  }
}
