// SPDX-License-Identifier: Apache-2.0

/// Documents that support a claim or a request for review: a 275 transaction set.
///
/// The documents themselves are not read; they are the data of a binary segment. What ties them to a
/// claim is: ``controlNumbers`` are those of the claim's PWK segments, and the patient's party has the
/// control numbers of the claim.
///
///     let notice = review.events[0].attachments[0].controlNumber
///     attachment.controlNumbers.contains(notice ?? "")
///
/// Source: 005010X314, 005010X210, 005010X211.
public struct PatientInformation: Hashable, Sendable {
  /// Number and guide of the transaction set.
  public var header: SetHeader
  /// Number, date and purpose: `11` answers a request of the payer, `02` is sent unasked.
  public var beginning: FileBeginning
  /// Payer, submitter, provider and patient, as they were named.
  public var parties: [AttachmentParty] = []
  /// The documents.
  public var items: [AttachmentItem] = []
  /// How the set was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes an attachment.
  public init(beginning: FileBeginning = FileBeginning(purpose: "02")) {
    header = SetHeader("275", version: "005010X210")
    self.beginning = beginning
  }

  /// The first party in a role, such as `QC` (patient).
  public func party(_ role: String) -> AttachmentParty? {
    parties.first { $0.party.role == role }
  }
  /// The provider's number of the claim: REF EJ of the patient.
  public var patientControlNumber: String? { party("QC")?.references["EJ"] }
  /// The payer's number of the claim: REF 1K of the patient.
  public var payerControlNumber: String? { party("QC")?.references["1K"] }
  /// The control numbers of the documents: PWK06 of the claim or request.
  public var controlNumbers: [String] { items.compactMap { $0.trace?.number } }
}

/// A party of a 275: loops 1000A to 1000D.
public struct AttachmentParty: Hashable, Sendable {
  /// The loop, such as `1000A`.
  public var loop: String
  /// Who it is.
  public var party: NamedParty
  /// Whom to ask.
  public var contacts: [ContactPoint] = []
  /// The specialty of a provider.
  public var provider: ProviderSpecialty?
  /// Identifiers: `EJ` and `1K` of the claim, `EA` the medical record.
  public var references: [QualifiedReference] = []
  /// The days of service.
  public var dates: [QualifiedDate] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a party.
  public init(_ party: NamedParty = NamedParty(), loop: String = "") {
    self.party = party
    self.loop = loop
  }
}

/// A document: loop 2000A of a 275.
public struct AttachmentItem: Hashable, Sendable {
  /// The number of the loop.
  public var number: String
  /// The control number that ties the document to the claim's PWK, or to the payer's request.
  public var trace: TraceNumber?
  /// What the payer asked for.
  public var request: ClaimStatus?
  /// Identifiers: `FJ` the service line, `CPT` or `RB` its code.
  public var references: [QualifiedReference] = []
  /// The days of service of the line.
  public var service: AttachmentService?
  /// What is sent.
  public var content: AttachmentContent?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a document.
  public init(_ number: String = "1", trace: TraceNumber? = nil) {
    self.number = number
    self.trace = trace
  }
}

/// The days of service that a document is about: loop 2100A of a 275.
public struct AttachmentService: Hashable, Sendable {
  /// The days.
  public var date: QualifiedDate
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a period.
  public init(_ date: QualifiedDate = QualifiedDate("472")) { self.date = date }
}

/// What is sent: loop 2100B of a 275.
public struct AttachmentContent: Hashable, Sendable {
  /// The day on which it was sent: `097` or `368`.
  public var date: QualifiedDate?
  /// What it is: CAT01.
  public var report: String?
  /// In which format: `HL` for HL7, `TX` for text, `IA` for an image, and others.
  public var format: String?
  /// The version of the format.
  public var version: String?
  /// The data.
  public var data: AttachmentData?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes contents.
  public init(report: String? = nil, format: String? = nil, data: AttachmentData? = nil) {
    self.report = report
    self.format = format
    self.data = data
  }
}

/// The data of a document: loop 2110B of a 275, with a BIN or BDS segment.
public struct AttachmentData: Hashable, Sendable {
  /// The level of security.
  public var security: String
  /// `B64` or `ASC` where the data is encoded: BDS instead of BIN.
  public var encoding: String?
  /// The data as it stands in the segment.
  public var text: String
  /// The length that was announced; that of ``text`` where nothing is said.
  public var length: Int?
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes data.
  public init(_ text: String = "", encoding: String? = nil, security: String = "05") {
    self.text = text
    self.encoding = encoding
    self.security = security
  }
}
