// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import Storage
import Values
import X12

/// What a file says of a beneficiary: a record with diagnoses, or claims to take them from.
struct HccInput: Sendable {
  /// The members of a record; empty where the file holds claims.
  var record: [JSON.Member] = []
  /// The claims.
  var claims: [HccClaim] = []

  /// Takes a record of a beneficiary.
  init(record: [JSON.Member]) { self.record = record }

  /// Reads a file: a record of a beneficiary, an 837, encounters of ours or of FHIR, or Explanations of Benefit
  /// of FHIR, one or a line each.
  ///
  /// - Throws: ``WorkflowFailure``: `hcc.input.unknown`, and those of the file's kind.
  init(_ path: String) throws(WorkflowFailure) {
    let bytes = try asWorkflow { try Files.read(path) }
    if bytes.prefix(256).drop(while: { $0 <= 0x20 }).starts(with: Array("ISA".utf8)) {
      claims = try Self.interchange(bytes, path)
      return
    }
    var documents: [JSON] = []
    do {
      documents = [try JSON(parsing: bytes)]
    } catch {
      for (number, line) in bytes.split(separator: 0x0A).enumerated() {
        if line.allSatisfy({ $0 <= 0x20 }) { continue }
        do { documents.append(try JSON(parsing: Array(line))) } catch let fault {
          throw WorkflowFailure(
            [
              Finding(
                "encounter.not-json", .rejects, at: .text(line: number + 1, byte: nil),
                facts: [.init("fault", fault.code.rawValue)])
            ], .unusable)
        }
      }
    }
    for document in documents { try take(document, path) }
  }

  private mutating func take(_ document: JSON, _ path: String) throws(WorkflowFailure) {
    if case .array(let elements) = document {
      for element in elements { try take(element, path) }
    } else if document["resourceType"]?.string == "ExplanationOfBenefit" {
      claims.append(Self.benefit(document))
    } else if document["resourceType"]?.string == "Bundle",
      document["entry"]?[0]?["resource"]?["resourceType"]?.string == "ExplanationOfBenefit"
    {
      for entry in document["entry"]?.elements ?? [] {
        if let resource = entry["resource"] { try take(resource, path) }
      }
    } else if document["diagnosis_codes"] != nil {
      record = document.members
    } else {
      let reading = EncounterReading(of: document)
      let read = reading.encounters.compactMap(\.encounter)
      if read.isEmpty {
        throw WorkflowFailure("hcc.input.unknown", .unusable, ("path", path))
      }
      claims += read.map(Self.claim)
    }
  }

  /// The claim that an encounter would become.
  private static func claim(_ encounter: Encounter) -> HccClaim {
    var claim = HccClaim(id: encounter.id.description)
    let isInstitutional =
      encounter.claimKind.map { $0 == .institutional } ?? (encounter.billType != nil)
    claim.billType = isInstitutional ? encounter.billType?.facility ?? "" : nil
    claim.isOfKnownKind = encounter.claimKind != .dental
    claim.diagnoses = encounter.diagnoses.filter {
      $0.codeSet == .icd10cm && $0.role != .externalCause && $0.role != .reasonForVisit
    }.map(\.code)
    claim.services = encounter.charges.map(\.code)
    claim.birthDate = encounter.patient.person.birthDate
    claim.sex =
      encounter.patient.person.sex == .unknown ? nil : encounter.patient.person.sex.rawValue
    return claim
  }

  /// What an Explanation of Benefit says, as the claims of Medicare's Blue Button have it.
  private static func benefit(_ document: JSON) -> HccClaim {
    let variables = "https://bluebutton.cms.gov/resources/variables/"
    func code(_ concept: JSON?, _ system: String) -> String? {
      concept?["coding"]?.elements.first {
        $0["system"]?.string == system && $0["code"]?.string?.isEmpty == false
      }?["code"]?.string
    }
    func fromExtension(_ part: JSON?, _ url: String) -> String? {
      part?["extension"]?.elements.first { $0["url"]?.string == url && $0["valueCoding"] != nil }?[
        "valueCoding"]?["code"]?.string
    }
    var claim = HccClaim(id: document["id"]?.string ?? "")
    for diagnosis in document["diagnosis"]?.elements ?? [] {
      let concept = diagnosis["diagnosisCodeableConcept"]
      let found =
        code(concept, "http://hl7.org/fhir/sid/icd-10-cm")
        ?? code(concept, "http://hl7.org/fhir/sid/icd-10")
      if let found { claim.diagnoses.append(found) }
    }
    let facility = fromExtension(document["facility"], variables + "clm_fac_type_cd")
    let service =
      fromExtension(document["type"], variables + "clm_srvc_clsfctn_type_cd")
      ?? code(document["type"], variables + "clm_srvc_clsfctn_type_cd")
    if let facility, let service { claim.billType = facility + service }
    for item in document["item"]?.elements ?? [] {
      let product = item["service"] ?? item["productOrService"]
      claim.services.append(
        code(product, "https://bluebutton.cms.gov/resources/codesystem/hcpcs"))
    }
    if claim.services.isEmpty { claim.services = [nil] }
    return claim
  }

  /// The claims of an 837: professional and institutional, read segment by segment.
  private static func interchange(
    _ bytes: [UInt8], _ path: String
  ) throws(WorkflowFailure) -> [HccClaim] {
    var claims: [HccClaim] = []
    var state = InterchangeState()
    var stream = SegmentStream(
      ByteReader(bytes: bytes, path: path), tellsNews: false, progress: nil)
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: state.take(stream.segment, &claims)
      case .bytes: continue
      case .end:
        try InterchangeFile.finish(stream)
        return claims
      }
    }
  }

  private struct InterchangeState {
    private static let gs = SegmentID("GS")
    private static let st = SegmentID("ST")
    private static let hl = SegmentID("HL")
    private static let nm1 = SegmentID("NM1")
    private static let dmg = SegmentID("DMG")
    private static let clm = SegmentID("CLM")
    private static let hi = SegmentID("HI")
    private static let sv1 = SegmentID("SV1")
    private static let sv2 = SegmentID("SV2")
    /// Principal, other and admitting diagnoses; external causes and reasons for the visit do not count.
    private static let qualifiers: Set<String> = ["ABK", "ABF", "ABJ"]

    private var version = ""
    private var is837 = false
    private var patient = HccClaim()

    mutating func take(_ segment: SegmentView, _ claims: inout [HccClaim]) {
      switch segment.id {
      case Self.gs: version = segment[8].text
      case Self.st:
        is837 = segment[1] == "837"
        if !segment[3].text.isEmpty { version = segment[3].text }
        patient = HccClaim()
      case Self.hl where segment[3] == "22": patient = HccClaim()
      case Self.nm1 where segment[1] == "IL" || segment[1] == "QC":
        if !segment[9].text.isEmpty { patient.member = segment[9].text }
      case Self.dmg:
        patient.birthDate = CalendarDate(segment[2].text)
        let sex = segment[3].text
        patient.sex = sex == "F" ? "female" : sex == "M" ? "male" : nil
      case Self.clm where is837: begin(segment, &claims)
      default: add(segment, &claims)
      }
    }

    private func begin(_ segment: SegmentView, _ claims: inout [HccClaim]) {
      var claim = patient
      claim.id = segment[1].text
      let isInstitutional = version.hasPrefix("005010X223")
      claim.isOfKnownKind = isInstitutional || version.hasPrefix("005010X222")
      if isInstitutional { claim.billType = String(segment.component(5, 1).text.prefix(2)) }
      claims.append(claim)
    }

    private func add(_ segment: SegmentView, _ claims: inout [HccClaim]) {
      guard is837, let last = claims.indices.last else { return }
      switch segment.id {
      case Self.hi:
        for number in 1...12 where Self.qualifiers.contains(segment.component(number, 1).text) {
          claims[last].diagnoses.append(segment.component(number, 2).text)
        }
      case Self.sv1: claims[last].services.append(segment.component(1, 2).text)
      case Self.sv2: claims[last].services.append(segment.component(2, 2).text)
      default: break
      }
    }
  }
}
