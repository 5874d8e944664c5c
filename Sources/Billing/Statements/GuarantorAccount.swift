// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Claims
public import Values

/// Everything that a statement is made from: one guarantor's account with a practice on a day.
public struct GuarantorAccount: Sendable {
  /// Who answers for it.
  public var guarantor: SubjectID<Subject.Guarantor>
  /// Name and address as they are printed.
  public var addressee: Addressee
  /// The claims that are open, in the order in which they are printed.
  public var claims: [AccountClaim]
  /// What was paid and is not applied to a claim yet: a positive amount.
  public var unapplied: Money
  /// What the practice owes back: a positive amount.
  public var refundable: Money

  /// Makes an account.
  public init(
    _ guarantor: SubjectID<Subject.Guarantor>, _ addressee: Addressee,
    claims: [AccountClaim] = [], unapplied: Money = .zero, refundable: Money = .zero
  ) {
    self.guarantor = guarantor
    self.addressee = addressee
    self.claims = claims
    self.unapplied = unapplied
    self.refundable = refundable
  }

  /// The figures of all claims together.
  public var total: AccountFigures {
    claims.reduce(into: AccountFigures()) { $0 += $1.total }
  }

  /// What the guarantor owes: patient receivable less what was paid and is not applied yet.
  public var balance: Money { total.due - unapplied }
}

/// A name and address.
public struct Addressee: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The lines of the address.
  public var lines: [String]

  /// Makes an addressee.
  public init(_ name: String, _ lines: [String] = []) {
    self.name = name
    self.lines = lines
  }
}

/// A claim on an account, or a balance without one.
public struct AccountClaim: Sendable {
  /// The claim; nothing for a balance that was brought over.
  public var claim: SubjectID<Subject.Claim>?
  /// Who was treated.
  public var patient: SubjectID<Subject.Patient>?
  /// The patient's name as printed.
  public var patientName: String
  /// Who treated the patient, as printed.
  public var provider: String
  /// The payers that still have to decide or pay, as printed.
  public var payers: [String]
  /// Since when the patient's part is open.
  public var since: CalendarDate?
  /// The service lines, and last what belongs to the claim as a whole.
  public var lines: [AccountLine]
  /// Why the claim's part is not asked for now.
  public var hold: StatementHold?

  /// Makes a claim.
  public init(
    _ claim: SubjectID<Subject.Claim>?, patient: SubjectID<Subject.Patient>? = nil,
    patientName: String = "", provider: String = "", payers: [String] = [],
    since: CalendarDate? = nil, lines: [AccountLine] = [], hold: StatementHold? = nil
  ) {
    self.claim = claim
    self.patient = patient
    self.patientName = patientName
    self.provider = provider
    self.payers = payers
    self.since = since
    self.lines = lines
    self.hold = hold
  }

  /// The figures of all lines together.
  public var total: AccountFigures {
    lines.reduce(into: AccountFigures()) { $0 += $1.figures }
  }
}

/// A service line on an account.
public struct AccountLine: Sendable {
  /// The number of the line; nothing for what belongs to the whole claim.
  public var number: Int?
  /// The day of the service.
  public var date: CalendarDate?
  /// The code, as printed.
  public var code: String
  /// What was done, in plain words.
  public var text: String
  /// What became of the charge.
  public var figures: AccountFigures
  /// What each payer said.
  public var adjudications: [LineAdjudication]

  /// Makes a line.
  public init(
    number: Int?, date: CalendarDate? = nil, code: String = "", text: String,
    figures: AccountFigures, adjudications: [LineAdjudication] = []
  ) {
    self.number = number
    self.date = date
    self.code = code
    self.text = text
    self.figures = figures
    self.adjudications = adjudications
  }
}

/// What a payer said of a line.
public struct LineAdjudication: Hashable, Sendable {
  /// The payer, as printed.
  public var payer: String
  /// What it paid.
  public var paid: Money
  /// What it took off, and why.
  public var adjustments: [Adjustment]

  /// Makes an answer.
  public init(payer: String, paid: Money, adjustments: [Adjustment]) {
    self.payer = payer
    self.paid = paid
    self.adjustments = adjustments
  }
}

/// Why a claim or a whole account is not asked for.
public enum StatementHold: String, Hashable, Sendable, CaseIterable {
  /// The guarantor disputes it.
  case dispute
  /// Aid is being applied for.
  case aid
  /// A court has stayed collection.
  case bankruptcy
  /// The patient has died; the estate is being settled.
  case estate
  /// The address is wrong.
  case address
  /// A lawyer or another party is to pay.
  case thirdParty = "third-party"
  /// Somebody has decided so, for another reason.
  case other
}
