// SPDX-License-Identifier: Apache-2.0

public import Values

/// Another coverage of the patient and what its payer has decided: loops 2320 and 2330.
///
/// On a claim to the second payer the first stands here with what it paid and why not more. On a claim to
/// the first payer the others stand here without a decision.
public struct OtherPayer: Hashable, Sendable {
  /// The coverage, its payer and, always, its subscriber: SBR, 2330A and 2330B.
  public var coverage: Coverage
  /// What was adjusted on the claim as a whole: CAS.
  public var adjustments: [Adjustment] = []
  /// Amounts by their qualifiers: `D` paid, `A8` not covered, `EAF` the patient still owes: AMT.
  public var amounts: [QualifiedAmount] = []
  /// Who accepts what from whom, as for this payer: OI.
  public var assignment: Assignment?
  /// Amounts and remarks by which it decided on an inpatient stay: MIA.
  public var inpatient: InpatientAdjudication?
  /// Amounts and remarks by which it decided on other care: MOA.
  public var outpatient: OutpatientAdjudication?
  /// The day on which it decided: loop 2330B, DTP 573.
  public var adjudicationDate: CalendarDate?
  /// The providers as this payer knows them: loops 2330C to 2330I.
  public var providers: [ClaimProvider] = []
  /// How loop 2320 was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes another payer.
  public init(_ coverage: Coverage) { self.coverage = coverage }

  /// What it paid for the claim: AMT D.
  public var paid: Money? {
    get { amounts["D"] }
    set { amounts.set("D", newValue) }
  }

  /// What the patient still owes after it: AMT EAF.
  public var remainingLiability: Money? {
    get { amounts["EAF"] }
    set { amounts.set("EAF", newValue) }
  }

  /// The charge that it does not cover at all: AMT A8.
  public var nonCovered: Money? {
    get { amounts["A8"] }
    set { amounts.set("A8", newValue) }
  }

  /// The number that it gave the claim: loop 2330B, REF F8.
  public var claimControlNumber: String? {
    get { coverage.payer.identifiers["F8"] }
    set { coverage.payer.identifiers.set("F8", newValue) }
  }

  /// Whether it has decided: anything of its decision is on the claim.
  public var hasDecided: Bool { paid != nil || !adjustments.isEmpty || adjudicationDate != nil }
}

/// What another payer decided on a service line: loop 2430.
public struct LineAdjudication: Hashable, Sendable {
  /// The payer, by the identifier of its loop 2330B: SVD01.
  public var payerID: String
  /// What it paid: SVD02.
  public var paid: Money
  /// The procedure that it paid: SVD03.
  public var service: BilledService?
  /// The revenue code: SVD04.
  public var revenueCode: String?
  /// The units that it paid: SVD05.
  public var paidUnits: Quantity?
  /// The line that this one was bundled into, or taken out of: SVD06.
  public var bundledLine: Int?
  /// What was adjusted: CAS.
  public var adjustments: [Adjustment] = []
  /// The day on which it decided: DTP 573.
  public var date: CalendarDate?
  /// What the patient still owes after it: AMT EAF.
  public var remainingLiability: Money?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a decision.
  public init(payerID: String = "", paid: Money = .zero) {
    self.payerID = payerID
    self.paid = paid
  }

  /// The sum of what was adjusted.
  public var adjusted: Money { adjustments.total }
}
