// SPDX-License-Identifier: Apache-2.0

/// A request that services be reviewed before or while they are given, or the answer to it: a 278.
///
/// A tree of levels leads from the reviewer through who asks and the patient to the event and its
/// services. The answer has the same tree with decisions and rejections in it.
///
///     for event in answer.events {
///       print(event.decision?.action ?? "", event.decision?.authorization ?? "")   // A1 AUTH0001
///     }
///
/// Source: 005010X217.
public struct Review: Hashable, Sendable {
  /// Number and guide of the transaction set.
  public var header: SetHeader
  /// Number, date and purpose: ``SetBeginning/purpose`` is `13` in a request, `11` in an answer.
  public var beginning: SetBeginning
  /// The level of the reviewer.
  public var levels: [ReviewLevel] = []
  /// How the set was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a request, or an answer.
  public init(isAnswer: Bool = false, beginning: SetBeginning? = nil) {
    header = SetHeader("278", version: "005010X217")
    self.beginning =
      beginning ?? SetBeginning(structure: "0007", purpose: isAnswer ? "11" : "13")
  }

  /// Whether it is an answer.
  public var isAnswer: Bool { beginning.purpose == "11" }
  /// All levels, each before those below it.
  public var allLevels: [ReviewLevel] { levels.flatMap(\.withBelow) }
  /// The events that are to be reviewed.
  public var events: [ReviewLevel] { allLevels.filter { $0.level.kind == .event } }
  /// The services that are to be reviewed.
  public var services: [ReviewLevel] { allLevels.filter { $0.level.kind == .service } }
  /// Everything that is wrong with the request.
  public var rejections: [RequestRejection] {
    allLevels.flatMap { $0.rejections + $0.parties.flatMap(\.rejections) }
  }
}

/// One level of a ``Review``: reviewer, requester, subscriber, dependent, event or service.
///
/// The parts below ``parties`` are for events and services only.
public struct ReviewLevel: Hashable, Sendable {
  /// Where in the tree the level stands.
  public var level: HierarchicalLevel
  /// Numbers by which request and answer are tied.
  public var traces: [TraceNumber] = []
  /// What is wrong with the request.
  public var rejections: [RequestRejection] = []
  /// What is asked for.
  public var request: ReviewRequest?
  /// What is decided.
  public var decision: ReviewDecision?
  /// Identifiers: `BB` an earlier authorization, `NT` an administrative reference.
  public var references: [QualifiedReference] = []
  /// Dates: `AAH` event, `435` admission, `096` discharge, `472` service, `007` and `036` of a certification.
  public var dates: [QualifiedDate] = []
  /// Diagnoses.
  public var diagnoses: [QualifiedCode] = []
  /// The service line, where it is a professional one.
  public var professional: ReviewProfessionalService?
  /// The service line, where it is an institutional one.
  public var institutional: ReviewInstitutionalService?
  /// The service line, where it is a dental one.
  public var dental: ReviewDentalService?
  /// Teeth and their surfaces.
  public var teeth: [ReviewTooth] = []
  /// How often and how long.
  public var delivery: ServiceDelivery?
  /// Conditions that certify a need.
  public var conditions: [ReviewCondition] = []
  /// Admission and discharge codes of a facility.
  public var facility: ReviewFacility?
  /// What is sent besides.
  public var attachments: [AttachmentNotice] = []
  /// Words.
  public var messages: [MessageText] = []
  /// Who it is, or who takes part.
  public var parties: [InquiryParty] = []
  /// The levels below.
  public var levels: [ReviewLevel] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a level.
  public init(_ kind: HierarchicalLevel.Kind = .source) { level = HierarchicalLevel(kind) }

  /// The level and all below it.
  public var withBelow: [ReviewLevel] { [self] + levels.flatMap(\.withBelow) }
}

/// What kind of review is asked for: a UM segment.
public struct ReviewRequest: Hashable, Sendable {
  /// `AR` admission, `HS` services, `SC` specialty care, `IN` individual.
  public var category: String
  /// `I` first, `R` renewal, `S` revised, `3` cancellation, and others.
  public var certification: String?
  /// The type of service.
  public var serviceType: String?
  /// The place or type of facility.
  public var facilityType: String?
  /// Which list ``facilityType`` is from: `A` types of bill, `B` places of service.
  public var facilityQualifier: String?
  /// Causes that are related: accident, employment.
  public var relatedCauses: [String] = []
  /// The state of an accident.
  public var accidentState: String?
  /// The country of an accident.
  public var accidentCountry: String?
  /// `03` emergency, `U` urgent, `E` elective.
  public var urgency: String?
  /// The present condition.
  public var condition: String?
  /// The prognosis.
  public var prognosis: String?
  /// Whether information may be released.
  public var release: String?
  /// Why the request is late.
  public var delayReason: String?

  /// Makes a request.
  public init(category: String = "", certification: String? = nil, serviceType: String? = nil) {
    self.category = category
    self.certification = certification
    self.serviceType = serviceType
  }
}

/// What is decided: an HCR segment.
public struct ReviewDecision: Hashable, Sendable {
  /// `A1` certified in total, `A2` partly, `A3` not certified, `A4` pended, `A6` modified, `C` cancelled,
  /// `CT` contact the payer, `NA` no action required.
  public var action: String
  /// The number of the authorization.
  public var authorization: String?
  /// Why.
  public var reasons: [String] = []
  /// Whether a second surgical opinion is asked for.
  public var secondOpinion: String?

  /// Makes a decision.
  public init(_ action: String = "", authorization: String? = nil) {
    self.action = action
    self.authorization = authorization
  }
}

/// Conditions that certify a need: a CRC segment.
public struct ReviewCondition: Hashable, Sendable {
  /// Of what they are, such as `07` (ambulance).
  public var category: String
  /// Whether they are met.
  public var applies: String
  /// Up to five conditions.
  public var codes: [String] = []

  /// Makes conditions.
  public init(category: String = "", applies: String = "", codes: [String] = []) {
    self.category = category
    self.applies = applies
    self.codes = codes
  }
}

/// Admission and discharge codes of a facility: a CL1 segment.
public struct ReviewFacility: Hashable, Sendable {
  /// The type of admission.
  public var admissionType: String?
  /// The source of admission.
  public var admissionSource: String?
  /// The patient's status.
  public var patientStatus: String?
  /// The status of residence in a nursing home.
  public var nursingHomeStatus: String?

  /// Makes empty codes.
  public init() {}
}

/// What is sent to support a request or a claim, and how: a PWK segment.
///
/// The control number ties it to the 275 or the letter that brings it: see ``PatientInformation/controlNumber``.
public struct AttachmentNotice: Hashable, Sendable {
  /// What it is, such as `OZ` (support data) or `77` (support data for verification).
  public var report: String
  /// How it comes: `EL` electronically, `FX` by fax, `BM` by mail, `AA` on request.
  public var transmission: String?
  /// How the control number is named: `AC`.
  public var qualifier: String?
  /// The control number.
  public var controlNumber: String?
  /// What it is in words.
  public var description: String?

  /// Makes a notice.
  public init(report: String = "", transmission: String? = nil, controlNumber: String? = nil) {
    self.report = report
    self.transmission = transmission
    qualifier = controlNumber == nil ? nil : "AC"
    self.controlNumber = controlNumber
  }
}
