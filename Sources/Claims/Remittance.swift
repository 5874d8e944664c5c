// SPDX-License-Identifier: Apache-2.0

public import Values

/// The payer's account of one payment: an 835 transaction set.
///
/// A remittance explains one check or transfer. It names the payer, the payee and the payment, then
/// each claim with what was charged, paid and taken off, then what was taken off or added beside the
/// claims. Large ones are read a claim at a time; `claims` and the groups are then left empty.
///
///     let balance = RemittanceBalance.of(remittance)
///     for wrong in balance { print(wrong.place, wrong.equation, wrong.off) }
///
/// Source: 005010X221A1.
public struct Remittance: Hashable, Sendable {
  /// Number and guide of the transaction set.
  public var header: SetHeader
  /// The payment that is explained.
  public var payment: RemittancePayment
  /// The number that ties the remittance to the payment.
  public var trace: TraceNumber
  /// Another currency than the dollar.
  public var currency: Currency?
  /// Identifiers of the receiver (`EV`) and of the payer's system (`F2`).
  public var references: [QualifiedReference] = []
  /// The day of production (`405`), where it is another than that of the payment.
  public var dates: [QualifiedDate] = []
  /// Who pays.
  public var payer: RemittanceParty?
  /// Who is paid.
  public var payee: RemittanceParty?
  /// The claims, in groups as the payer made them.
  public var groups: [RemittanceGroup] = []
  /// What was taken off or added beside the claims.
  public var providerAdjustments: [ProviderAdjustment] = []
  /// How the set was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a remittance.
  public init(
    header: SetHeader = SetHeader("835", version: "005010X221A1"),
    payment: RemittancePayment = RemittancePayment(), trace: TraceNumber = TraceNumber("1")
  ) {
    self.header = header
    self.payment = payment
    self.trace = trace
  }

  /// All claims, in order.
  public var claims: [RemittanceClaim] { groups.flatMap(\.claims) }
}

/// How money moves: a BPR segment.
public struct RemittancePayment: Hashable, Sendable {
  /// What goes with the money: `I` remittance alone, `C` money with it, `H` notice only, and others.
  public var handling: String
  /// The amount of the check or transfer.
  public var amount: Money
  /// `C` for credit, `D` for debit.
  public var sign: String
  /// `ACH`, `CHK`, `FWT`, `BOP` or `NON` (no money moves).
  public var method: String
  /// The format of an ACH payment: `CCP` or `CTX`.
  public var format: String?
  /// The account that is debited.
  public var from: BankAccount
  /// The payer's identifier at its bank.
  public var originator: String?
  /// A part of the payer, as its bank knows it.
  public var originatorSupplement: String?
  /// The account that is credited.
  public var to: BankAccount
  /// The day of the check, or on which the transfer takes effect.
  public var date: CalendarDate?

  /// Makes a payment.
  public init(
    handling: String = "I", amount: Money = .zero, sign: String = "C", method: String = "CHK",
    date: CalendarDate? = nil
  ) {
    self.handling = handling
    self.amount = amount
    self.sign = sign
    self.method = method
    from = BankAccount()
    to = BankAccount()
    self.date = date
  }
}

/// An account at a bank, as BPR names one.
public struct BankAccount: Hashable, Sendable {
  /// How the bank is numbered: `01` by its routing number, `04` by a Canadian one.
  public var bankQualifier: String?
  /// The bank.
  public var bank: String?
  /// What kind of account it is: `DA` demand deposit, `SG` savings.
  public var kind: String?
  /// The account.
  public var number: String?

  /// Makes an account.
  public init(
    bankQualifier: String? = nil, bank: String? = nil, kind: String? = nil, number: String? = nil
  ) {
    self.bankQualifier = bankQualifier
    self.bank = bank
    self.kind = kind
    self.number = number
  }
}

/// A currency other than the dollar: a CUR segment.
public struct Currency: Hashable, Sendable {
  /// Whose currency it is: `PR` the payer's.
  public var role: String
  /// The currency, by three letters.
  public var code: String
  /// The rate of exchange, as it was written.
  public var rate: String?

  /// Makes a currency.
  public init(role: String = "PR", code: String = "", rate: String? = nil) {
    self.role = role
    self.code = code
    self.rate = rate
  }
}

/// The payer or the payee of a remittance: loop 1000A or 1000B.
public struct RemittanceParty: Hashable, Sendable {
  /// Who it is.
  public var party: NamedParty
  /// Street.
  public var street: PostalLines?
  /// City, state and postal code.
  public var locality: Locality?
  /// Further identifiers: `2U` the payer's, `TJ` the payee's tax identifier, `PQ` the payee's number.
  public var references: [QualifiedReference] = []
  /// Whom to ask: `CX` for claims, `BL` for technical matters, `IC` a page on the web.
  public var contacts: [ContactPoint] = []
  /// How the remittance reaches the payee: 1000B only.
  public var delivery: RemittanceDelivery?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a party.
  public init(_ party: NamedParty = NamedParty()) { self.party = party }
}

/// How a remittance reaches the payee: an RDM segment.
public struct RemittanceDelivery: Hashable, Sendable {
  /// `BM` by mail, `EM` by electronic mail, `FT` by file transfer, `OL` on line.
  public var method: String
  /// To whom.
  public var name: String?
  /// To which address or number.
  public var address: String?

  /// Makes a delivery.
  public init(method: String = "", name: String? = nil, address: String? = nil) {
    self.method = method
    self.name = name
    self.address = address
  }
}

/// Claims that the payer put together: loop 2000, begun by LX.
public struct RemittanceGroup: Hashable, Sendable {
  /// The number of the group.
  public var number: String
  /// Totals of a provider for one type of facility and one fiscal period.
  public var summary: ProviderSummary?
  /// Totals of inpatient payment components.
  public var supplement: ProviderSupplement?
  /// The claims.
  public var claims: [RemittanceClaim] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a group.
  public init(_ number: String = "1") { self.number = number }
}
