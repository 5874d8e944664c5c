// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// What an outpatient claim came to: the status, the group and the payment effect of each line, and why.
public struct OutpatientAnswer: Sendable {
  /// How a line is paid.
  public enum Effect: String, Sendable {
    /// By its payment group.
    case paid
    /// As part of the payment for other lines.
    case packaged
    /// By another fee schedule.
    case elsewhere
    /// At reasonable cost.
    case cost
    /// By charges turned into costs.
    case chargesToCost = "charges-to-cost"
    /// Not at all.
    case unpaid
  }

  /// Why a decision was taken: a rule of `opps/rules.tsv`, the line that brought it about, the row of the
  /// table that it rests on.
  public struct Reason: Sendable {
    /// The rule.
    public let rule: OutpatientRule
    /// Another line that brought it about, counted from 0.
    public var line: Int?
    /// The document that the row stands in.
    public var component: Component?
    /// The line of the publisher's file.
    public var row: UInt32 = 0
    /// A group that the reason speaks of; 0 for none.
    public var group: UInt16 = 0
  }

  /// Which of the two lines of blood that the hospital bought a line is (modifier BL).
  ///
  /// Source: Pub. 100-04, chapter 4, section 231.2.
  public enum Blood: Sendable {
    /// The product, without a share of the patient (platelets, plasma).
    case product
    /// Whole blood or red cells, of which the patient pays for the first pints.
    case pints
    /// Its processing and storage.
    case processing
  }

  /// A line.
  public struct Line: Sendable {
    /// The status of Addendum B; nothing for a code that is not in it, and for a line without one.
    public var published: PaymentStatus?
    /// The status after all rules.
    public var status: PaymentStatus?
    /// The payment group of Addendum B; 0 for none.
    public var publishedGroup: UInt16 = 0
    /// The payment group by which is paid; 0 for none.
    public var group: UInt16 = 0
    /// How it is paid.
    public var effect = Effect.unpaid
    /// The units by which is paid.
    public var units = 1
    /// The discount formula, 1 to 9.
    public var discount: UInt8 = 1
    /// The number of the composite that the line is part of; 0 for none.
    public var composite: UInt8 = 0
    /// The code that the publisher gives a pair with complexity adjustment.
    public var adjustedCode: PackedCode?
    /// The row of Addendum B; 0 where there is none.
    public var row: UInt32 = 0
    /// Which of the two lines of blood that the hospital bought it is.
    public var blood: Blood?
    /// Why.
    public var reasons: [Reason] = []
    var index = -1
    var rate: Int64 = 0
    var roles: OutpatientRoles.Role = []
    var isRejected = false
  }

  /// The lines, in the order of the claim.
  public var lines: [Line] = []
  /// What the edits found.
  public var edits: [OutpatientEditHit] = []
  /// The line whose comprehensive group pays for the claim, counted from 0.
  public var comprehensive: Int?
}

/// A rule by which a line was decided; its words stand in the table `opps/rules.tsv` under its name.
public enum OutpatientRule: String, Sendable, CaseIterable {
  /// The status of Addendum B says it.
  case asPublished = "as-published"
  /// The hospital or the bill is not paid under the system.
  case notProspective = "not-prospective"
  /// An edit rejected or denied the line.
  case rejectedByEdit = "rejected-by-edit"
  /// A line without a code, by its revenue code.
  case packagedRevenue = "packaged-revenue"
  /// The highest in rank of a comprehensive claim.
  case comprehensive
  /// A pair of services raised the group.
  case complexity
  /// A pair is listed, and a modifier keeps it from counting.
  case complexityNotTerminated = "complexity-terminated"
  /// Packaged into the comprehensive service.
  case packagedComprehensive = "packaged-comprehensive"
  /// Excluded from a comprehensive group.
  case comprehensiveExclusion = "comprehensive-exclusion"
  /// Comprehensive observation.
  case observation
  /// Packaged into comprehensive observation.
  case packagedObservation = "packaged-observation"
  /// Status J2 alone: the status of its group.
  case visitAlone = "visit-alone"
  /// A composite is paid by this line.
  case composite
  /// Packaged into a composite.
  case packagedComposite = "packaged-composite"
  /// The day of mental health services is paid at most as a day of partial hospitalization.
  case mentalHealthCap = "mental-health-cap"
  /// Part of no composite: by its own group.
  case compositeNotMet = "composite-not-met"
  /// Packaged into critical care.
  case packagedCriticalCare = "packaged-critical-care"
  /// Q1 with S, T or V.
  case packagedBySTV = "packaged-stv"
  /// Q2 with T.
  case packagedByT = "packaged-t"
  /// Q4 with other services.
  case packagedLaboratory = "packaged-laboratory"
  /// Q4 alone.
  case laboratoryAlone = "laboratory-alone"
  /// A conditionally packaged service that is paid.
  case conditionNotMet = "condition-not-met"
  /// Another conditionally packaged service with a higher rate is paid.
  case packagedByHigher = "packaged-higher"
  /// Discounted as one of several procedures.
  case multipleProcedures = "multiple-procedures"
  /// The highest of several procedures.
  case highestProcedure = "highest-procedure"
  /// Terminated before anaesthesia, or reduced.
  case terminated
  /// Bilateral.
  case bilateral
  /// Bilateral, and whether it may be is not known.
  case bilateralUnknown = "bilateral-unknown"
  /// Paid by a day of partial hospitalization or intensive outpatient care.
  case programDay = "program-day"
  /// Part of such a day.
  case packagedProgram = "packaged-program"
  /// A procedure for inpatients after which the patient died or was transferred.
  case patientDies = "patient-dies"
  /// Direct referral packaged with a visit or procedure of the day.
  case referralPackaged = "referral-packaged"
  /// Trauma activation beside critical care.
  case traumaActivation = "trauma-activation"
}
