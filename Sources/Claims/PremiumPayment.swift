// SPDX-License-Identifier: Apache-2.0

public import Values

/// A payment of premiums and for whom it is: an 820 transaction set.
///
/// What is paid stands either in sum for an organization or one by one for its members.
///
/// Source: 005010X218.
public struct PremiumPayment: Hashable, Sendable {
  /// Number and guide of the transaction set.
  public var header: SetHeader
  /// The payment.
  public var payment: RemittancePayment
  /// The number that ties this account to the payment.
  public var trace: TraceNumber
  /// Another currency than the dollar.
  public var currency: Currency?
  /// Identifiers: `18` plan, `38` master policy, `72` schedule, and others.
  public var references: [QualifiedReference] = []
  /// Dates: `009` processed, `035` delivered, `582` coverage period, `097` made.
  public var dates: [QualifiedDate] = []
  /// Who is paid.
  public var receiver: PremiumParty?
  /// Who pays.
  public var payer: PremiumParty?
  /// Banks between them.
  public var banks: [PremiumParty] = []
  /// What is paid in sum for an organization.
  public var organizations: [PremiumRemittance] = []
  /// What is paid for members one by one.
  public var individuals: [PremiumRemittance] = []
  /// How the set was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a payment.
  public init(payment: RemittancePayment = RemittancePayment()) {
    header = SetHeader("820", version: "005010X218")
    self.payment = payment
    trace = TraceNumber("3")
  }

  /// What is paid by all details together.
  public var detailTotal: Money {
    (organizations + individuals).flatMap(\.details).reduce(.zero) { $0 + $1.paid }
  }
  /// What adjustments of earlier payments add or take off.
  public var adjustmentTotal: Money {
    (organizations + individuals).flatMap(\.adjustments).reduce(.zero) { $0 + $1.amount }
  }
}

/// Who pays, is paid, or stands between: loops 1000A to 1000C of an 820.
public struct PremiumParty: Hashable, Sendable {
  /// Who it is.
  public var party: NamedParty
  /// More of the name.
  public var additionalNames: [String] = []
  /// Street.
  public var street: PostalLines?
  /// City, state and postal code.
  public var locality: Locality?
  /// How the account reaches the receiver.
  public var delivery: RemittanceDelivery?
  /// Whom to ask.
  public var contacts: [ContactPoint] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a party.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

/// What is paid for one organization or one member: loop 2000A or 2000B of an 820, begun by ENT.
public struct PremiumRemittance: Hashable, Sendable {
  /// The number of the loop.
  public var number: String
  /// Whom it is for: `2J` an individual, `2L` a corporation, and others.
  public var role: String?
  /// Which kind of identifier follows.
  public var idQualifier: String?
  /// The identifier.
  public var id: String?
  /// The member: 2000B only.
  public var people: [PremiumPerson] = []
  /// Adjustments of earlier payments.
  public var adjustments: [PremiumAdjustment] = []
  /// What is paid.
  public var details: [PremiumDetail] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a remittance.
  public init(_ number: String = "1", role: String? = nil) {
    self.number = number
    self.role = role
  }
}

/// A member for whom a premium is paid: loop 2100B of an 820.
public struct PremiumPerson: Hashable, Sendable {
  /// Who it is.
  public var party: NamedParty
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a person.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

/// An adjustment of a premium: an ADX segment.
public struct PremiumAdjustment: Hashable, Sendable {
  /// By how much; negative where less is paid.
  public var amount: Money
  /// Why, such as `52` (credit for an earlier overpayment) or `H1` (information forthcoming).
  public var reason: String
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an adjustment.
  public init(_ amount: Money = .zero, reason: String = "") {
    self.amount = amount
    self.reason = reason
  }
}

/// What is paid on one contract, invoice or policy: loop 2300 of an 820, begun by RMR.
public struct PremiumDetail: Hashable, Sendable {
  /// Which kind of number follows: `IK` invoice, `CT` contract, `1L` group, `11` account, `AZ` policy.
  public var qualifier: String
  /// The number.
  public var number: String
  /// `PI` pay the item, `PP` partial payment, `PO` on account, `PA` in advance.
  public var action: String?
  /// What is paid.
  public var paid: Money
  /// What was billed.
  public var billed: Money?
  /// Identifiers.
  public var references: [QualifiedReference] = []
  /// Dates: `582` the coverage period.
  public var dates: [QualifiedDate] = []
  /// Counts and charges that make up a sum.
  public var items: [PremiumItem] = []
  /// Why something else is paid than was billed.
  public var adjustments: [PremiumAdjustment] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a detail.
  public init(qualifier: String = "", number: String = "", paid: Money = .zero) {
    self.qualifier = qualifier
    self.number = number
    self.paid = paid
  }
}

/// A line of a sum: loop 2310A of an 820, begun by IT1.
public struct PremiumItem: Hashable, Sendable {
  /// The number of the line.
  public var number: String
  /// Charges, such as administrative fees.
  public var charges: [PremiumCharge] = []
  /// How many people.
  public var counts: [PremiumCount] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an item.
  public init(_ number: String = "1") { self.number = number }
}

/// A charge of a line: loop 2312A of an 820.
public struct PremiumCharge: Hashable, Sendable {
  /// `C` for a charge.
  public var indicator: String
  /// What it is for.
  public var code: String
  /// The amount in cents, as SAC05 has it without a point.
  public var cents: Int
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a charge.
  public init(code: String = "", cents: Int = 0) {
    indicator = "C"
    self.code = code
    self.cents = cents
  }

  /// The amount.
  public var amount: Money { Money(cents: Int64(cents)) }
}

/// How many people a line is for: loop 2315A of an 820.
public struct PremiumCount: Hashable, Sendable {
  /// The number of the line.
  public var number: String
  /// `O`: for information only.
  public var indicator: String
  /// How many.
  public var count: Quantity
  /// Of what: `IE` employees, `PR` policies, `10` groups.
  public var unit: String
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a count.
  public init(_ count: Quantity = Quantity(0), unit: String = "") {
    number = "1"
    indicator = "O"
    self.count = count
    self.unit = unit
  }
}
