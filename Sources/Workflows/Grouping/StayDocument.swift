// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Grouping
import Interchange
import Storage
import TransactionSets
import Values

/// The inpatient stays that a file holds: records as ``GroupStays`` reads them, encounters of ours or of FHIR, or
/// institutional claims of an 837.
struct StayDocument {
  private(set) var stays: [ReadStay] = []

  /// Reads a file.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong; `group.no-stay` where the file holds no
  ///   inpatient stay.
  init(_ path: String) throws(WorkflowFailure) {
    let bytes = try asWorkflow { try Files.read(path == "-" ? "/dev/stdin" : path) }
    if bytes.prefix(256).drop(while: { $0 <= 0x20 }).starts(with: Array("ISA".utf8)) {
      stays = try Self.claims(path)
    } else {
      stays = try Self.documents(bytes, path)
    }
    if stays.isEmpty { throw WorkflowFailure("group.no-stay", .rejected, ("path", path)) }
  }

  private static func documents(
    _ bytes: [UInt8], _ path: String
  ) throws(WorkflowFailure) -> [ReadStay] {
    var documents: [(JSON, [UInt8], Int)] = []
    do {
      documents = [(try JSON(parsing: bytes), bytes, 1)]
    } catch {
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where !line.allSatisfy({ $0 <= 0x20 }) {
        do {
          documents.append((try JSON(parsing: Array(line)), Array(line), index + 1))
        } catch let fault {
          throw WorkflowFailure(
            [
              Finding(
                "encounter.not-json", .rejects, at: .text(line: index + 1, byte: nil),
                facts: [.init("fault", fault.code.rawValue)])
            ], .unusable)
        }
      }
    }
    var stays: [ReadStay] = []
    var findings: [Finding] = []
    documents = documents.flatMap { document, bytes, number in
      guard case .array(let elements) = document else { return [(document, bytes, number)] }
      return elements.map { ($0, Array($0.line.utf8), number) }
    }
    for (document, bytes, number) in documents {
      if document["pdx"] != nil || document["procedures"] != nil && document["sdx"] != nil {
        let read = ReadStay.read(bytes, line: number)
        findings += read.findings
        if let stay = read.stay { stays.append(stay) }
      } else {
        let reading = EncounterReading(of: document)
        findings += reading.findings
        for read in reading.encounters {
          guard let encounter = read.encounter else {
            findings += read.findings
            continue
          }
          if encounter.isInpatientStay { stays.append(ReadStay(encounter)) }
        }
      }
    }
    if findings.contains(where: { $0.severity == .rejects }) {
      throw WorkflowFailure(findings, .unusable)
    }
    return stays
  }

  private static func claims(_ path: String) throws(WorkflowFailure) -> [ReadStay] {
    var stays: [ReadStay] = []
    try InterchangeFile(path).sentClaims { claim in
      if let stay = ReadStay(claim) { stays.append(stay) }
    }
    return stays
  }
}

extension Encounter {
  /// The encounter is a stay in an acute care hospital.
  var isInpatientStay: Bool {
    billType?.facility == "11" || billType == nil && setting == .inpatient
  }
}

extension ReadStay {
  /// The stay of an encounter.
  init(_ encounter: Encounter) {
    let principal = encounter.diagnoses.filter { $0.role == .principal || $0.role == .firstListed }
    let others = encounter.diagnoses.filter { $0.role == .secondary || $0.role == .externalCause }
    let admitted = encounter.admission?.date ?? encounter.statementPeriod?.from
    let discharged =
      encounter.discharge?.date ?? encounter.statementPeriod?.through ?? admitted
      ?? CalendarDate(daysSinceEpoch: 0)
    self.init(
      id: encounter.id.description,
      InpatientRecord(
        discharged: discharged,
        age: Self.age(encounter.patient.person.birthDate, at: admitted ?? discharged),
        sex: RecordedSex(encounter.patient.person.sex),
        dischargeStatus: encounter.discharge?.status.flatMap { Int($0) } ?? 0,
        lengthOfStay: admitted.map { Self.days(from: $0, to: discharged) } ?? 0,
        admitting: encounter.diagnoses.first { $0.role == .admitting }?.packed),
      diagnoses: (principal + others).map(Self.coded),
      procedures: Self.codes(encounter.procedures, on: discharged))
  }

  /// The stay of an institutional claim for inpatients; nothing for another.
  init?(_ claim: Claim) {
    guard claim.kind == .institutional, claim.placeOfService == "11" else { return nil }
    let admitted =
      claim.dates.first { $0.qualifier == "435" }?.from ?? claim.statementPeriod?.from
    let discharged =
      claim.statementPeriod?.through ?? admitted ?? CalendarDate(daysSinceEpoch: 0)
    self.init(
      id: claim.patientControlNumber.description,
      InpatientRecord(
        discharged: discharged,
        age: Self.age(claim.patient.person.birthDate, at: admitted ?? discharged),
        sex: RecordedSex(claim.patient.person.sex),
        dischargeStatus: claim.dischargeStatus.flatMap { Int($0) } ?? 0,
        lengthOfStay: admitted.map { Self.days(from: $0, to: discharged) } ?? 0,
        admitting: claim.admittingDiagnosis?.packed),
      diagnoses: (claim.diagnoses + claim.externalCauses).map(Self.coded),
      procedures: Self.codes(claim.codes.procedures, on: discharged))
  }

  /// The procedures of the code set of the day.
  private static func codes(
    _ procedures: [InpatientProcedure], on day: CalendarDate
  ) -> [String] {
    let set: ProcedureCodeSet = day > CodeSetID.lastDayOfICD9 ? .icd10pcs : .icd9pcs
    return procedures.filter { $0.codeSet == set }.map(\.code)
  }

  private static func coded(
    _ diagnosis: Diagnosis
  ) -> (code: String, present: Grouping.PresentOnAdmission) {
    let byte = diagnosis.presentOnAdmission?.rawValue.utf8.first ?? 0
    return (diagnosis.code, Grouping.PresentOnAdmission(byte))
  }

  /// The age in years; -1 where the birth date is not known.
  private static func age(_ birth: CalendarDate?, at day: CalendarDate) -> Int {
    birth.map { $0.years(until: day) } ?? -1
  }

  /// The days of a stay: one at least.
  private static func days(from first: CalendarDate, to last: CalendarDate) -> Int {
    max(1, Int(last.daysSinceEpoch - first.daysSinceEpoch))
  }
}

extension RecordedSex {
  init(_ sex: Claims.Sex) {
    switch sex {
    case .male: self = .male
    case .female: self = .female
    default: self = .unknown
    }
  }
}
