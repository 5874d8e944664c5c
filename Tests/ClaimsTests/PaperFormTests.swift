// SPDX-License-Identifier: Apache-2.0

import Claims
import TestSupport
import Testing
import Values

/// One change to a claim, the box that shows it, and what stands there then.
struct FormCase: Sendable, CustomTestStringConvertible {
  let box: String
  let value: String
  let change: @Sendable (inout Claim) -> Void

  init(_ box: String, _ value: String, _ change: @escaping @Sendable (inout Claim) -> Void) {
    (self.box, self.value, self.change) = (box, value, change)
  }

  var testDescription: String { "\(box): \(value)" }
}

@Suite struct PaperFormTests {
  private static func claim(_ encounter: Encounter) throws -> Claim {
    try #require(Claim.building(from: encounter).claim)
  }

  private static let day = CalendarDate(year: 2026, month: 3, day: 2)
  private static let other = CalendarDate(year: 2026, month: 3, day: 9)

  private static func provider(_ name: String) -> Provider {
    var provider = Provider(name: .organization(name))
    provider.writtenNPI = "1999999992"
    return provider
  }

  static let professional: [FormCase] = [
    .init("1", "MEDICARE") { $0.coverage.claimFiling = .medicarePartB },
    .init("1", "MEDICAID") { $0.coverage.claimFiling = .medicaid },
    .init("1", "TRICARE") { $0.coverage.claimFiling = .champus },
    .init("1", "CHAMPVA") { $0.coverage.claimFiling = .veterans },
    .init("1", "GROUP HEALTH PLAN") { $0.coverage.claimFiling = .ppo },
    .init("1", "FECA") { $0.coverage.claimFiling = .workersCompensation },
    .init("1", "OTHER") { $0.coverage.claimFiling = .automobile },
    .init("1a", "M1") { $0.coverage.subscriberID = "M1" },
    .init("2", "ROE JR, JO, Q") {
      $0.patient.person.name = PersonName(family: "ROE", given: "JO")
      $0.patient.person.name.middle = "Q"
      $0.patient.person.name.suffix = "JR"
    },
    .init("3", "03 02 2026 F") {
      $0.patient.person.birthDate = day
      $0.patient.person.sex = .female
    },
    .init("6", "SPOUSE") { $0.coverage.relationship = .spouse },
    .init("6", "OTHER") { $0.coverage.relationship = .lifePartner },
    .init("10a", "YES") { $0.relatedCauses = RelatedCauses(["EM"]) },
    .init("10b", "YES OH") { $0.relatedCauses = RelatedCauses(["AA"], state: "OH") },
    .init("10c", "YES") { $0.relatedCauses = RelatedCauses(["OA"]) },
    .init("10d", "A1 B2") { $0.codes.conditionCodes = ["A1", "B2"] },
    .init("11", "G7") { $0.coverage.groupNumber = "G7" },
    .init("11b", "Y4 C9") { $0.references.set("Y4", "C9") },
    .init("11c", "GOLD") { $0.coverage.planName = "GOLD" },
    .init("11d", "NO") { $0.otherPayers = [] },
    .init("12", "") { $0.assignment.releaseOfInformation = "N" },
    .init("13", "") { $0.assignment.benefitsToProvider = "N" },
    .init("14", "03 02 26 QUAL 431") { $0.dates = [QualifiedDate("431", day)] },
    .init("15", "03 02 26 QUAL 454") { $0.dates = [QualifiedDate("454", day)] },
    .init("16", "03 02 26 TO 03 09 26") {
      $0.dates = [QualifiedDate("360", day), QualifiedDate("361", other)]
    },
    .init("17", "DN CLINIC") { $0.providers = [ClaimProvider(.referring, provider("CLINIC"))] },
    .init("17", "DK CLINIC") { $0.providers = [ClaimProvider(.ordering, provider("CLINIC"))] },
    .init("17", "DQ CLINIC") { $0.providers = [ClaimProvider(.supervising, provider("CLINIC"))] },
    .init("17b", "1999999992") { $0.providers = [ClaimProvider(.referring, provider("CLINIC"))] },
    .init("18", "03 02 26 TO 03 09 26") {
      $0.dates = [QualifiedDate("435", day), QualifiedDate("096", other)]
    },
    .init("19", "SEE NOTE") { $0.notes = [ClaimNote("ADD", "SEE NOTE")] },
    .init("21", "9") {
      $0.diagnoses = [Diagnosis(code: "4019", codeSet: .icd9cm, role: .firstListed)]
    },
    .init("21A", "I10") { $0.diagnoses = [Diagnosis(code: "I10", role: .firstListed)] },
    .init("22", "7 P77") {
      $0.frequency = .replacement
      $0.references.set("F8", "P77")
    },
    .init("23", "AUTH1") { $0.references.set("G1", "AUTH1") },
    .init("23", "REF1") { $0.references.set("9F", "REF1") },
    .init("23", "CLIA1") { $0.references.set("X4", "CLIA1") },
    .init("27", "NO") { $0.assignment.participation = .notAssigned },
    .init("28", "250 00") { $0.statedTotal = Money("250.00") },
    .init("29", "20 00") { $0.amounts = [QualifiedAmount("F5", Money(cents: 2000))] },
    .init("31", "") { $0.assignment.providerSignatureOnFile = false },
    .init("32", "LAB") { $0.providers = [ClaimProvider(.serviceFacility, provider("LAB"))] },
    .init("32a", "1999999992") {
      $0.providers = [ClaimProvider(.serviceFacility, provider("LAB"))]
    },
    .init("33a", "1999999992") { $0.billingProvider.writtenNPI = "1999999992" },
  ]

  @Test("EDI-02: each box of the CMS-1500 shows its element of the 837P", arguments: professional)
  func box(_ row: FormCase) throws {
    var claim = try Self.claim(SampleEncounter.professional)
    row.change(&claim)
    let form = try #require(PaperForm(claim))
    #expect(form.name == "CMS-1500")
    #expect(form[row.box] == row.value)
  }

  static let institutional: [FormCase] = [
    .init("FL 3b", "R1") { $0.patient.medicalRecordNumber = "R1" },
    .init("FL 4", "0131") {
      $0.placeOfService = "13"
      $0.frequency = .original
    },
    .init("FL 6", "03 02 26 TO 03 09 26") { claim in
      if let day, let other { claim.statementPeriod = StatementPeriod(from: day, through: other) }
    },
    .init("FL 11", "U") { $0.patient.person.sex = .unknown },
    .init("FL 12", "03 02 26") { $0.dates = [QualifiedDate("435", day, time: "1405")] },
    .init("FL 13", "14") { $0.dates = [QualifiedDate("435", day, time: "1405")] },
    .init("FL 14", "1") { $0.admissionType = "1" },
    .init("FL 15", "2") { $0.admissionSource = "2" },
    .init("FL 16", "11") { $0.dates = [QualifiedDate("096", nil, time: "1130")] },
    .init("FL 17", "01") { $0.dischargeStatus = "01" },
    .init("FL 18", "09") { $0.codes.conditionCodes = ["09"] },
    .init("FL 29", "OH") { $0.relatedCauses = RelatedCauses(["AA"], state: "OH") },
    .init("FL 31a", "11 03 02 26") { claim in
      if let day { claim.codes.occurrences = [Occurrence(code: "11", date: day)] }
    },
    .init("FL 39a", "80 4 00") {
      $0.codes.valueCodes = [ValueCode(code: "80", amount: Money(cents: 400))]
    },
    .init("FL 50A", "PLAN") { $0.coverage.payer.name = "PLAN" },
    .init("FL 59A", "01") { $0.coverage.relationship = .spouse },
    .init("FL 60A", "M1") { $0.coverage.subscriberID = "M1" },
    .init("FL 62A", "G7") { $0.coverage.groupNumber = "G7" },
    .init("FL 63A", "AUTH1") { $0.references.set("G1", "AUTH1") },
    .init("FL 64A", "P77") { $0.references.set("F8", "P77") },
    .init("FL 67", "I10 Y") {
      var diagnosis = Diagnosis(code: "I10", role: .principal)
      diagnosis.presentOnAdmission = .yes
      $0.diagnoses = [diagnosis]
    },
    .init("FL 69", "R07.9") { $0.admittingDiagnosis = Diagnosis(code: "R07.9", role: .admitting) },
    .init("FL 70a", "R07.9") {
      $0.reasonsForVisit = [Diagnosis(code: "R07.9", role: .reasonForVisit)]
    },
    .init("FL 71", "481") { $0.codes.drg = "481" },
    .init("FL 72a", "W01.0XXA") {
      $0.externalCauses = [Diagnosis(code: "W01.0XXA", role: .externalCause)]
    },
    .init("FL 74", "0DTJ4ZZ 03 02 26") {
      $0.codes.procedures = [InpatientProcedure(code: "0DTJ4ZZ", date: day)]
    },
    .init("FL 76", "1999999992 DOC") {
      $0.providers = [ClaimProvider(.attending, provider("DOC"))]
    },
    .init("FL 77", "1999999992 DOC") {
      $0.providers = [ClaimProvider(.operating, provider("DOC"))]
    },
    .init("FL 80", "SEE NOTE") { $0.notes = [ClaimNote("ADD", "SEE NOTE")] },
  ]

  @Test("EDI-02: each locator of the UB-04 shows its element of the 837I", arguments: institutional)
  func locator(_ row: FormCase) throws {
    var claim = try Self.claim(SampleEncounter.institutional)
    row.change(&claim)
    let form = try #require(PaperForm(claim))
    #expect(form.name == "UB-04")
    #expect(form[row.box] == row.value)
  }

  @Test("Lines keep their columns, and the total stands below those of a facility")
  func lines() throws {
    let paper = try #require(PaperForm(Self.claim(SampleEncounter.professional)))
    #expect(paper.lines.count == SampleEncounter.professional.charges.count)
    #expect(paper.lines.allSatisfy { $0.count == paper.columns.count })
    #expect(paper.lines.first?[6].first == "A", "the first diagnosis by its letter")

    let claim = try Self.claim(SampleEncounter.institutional)
    let facility = try #require(PaperForm(claim))
    #expect(facility.lines.allSatisfy { $0.count == facility.columns.count })
    #expect(facility.lines.last?.first == "0001")
    #expect(facility.lines.last?[5] == claim.total.description.replacing(".", with: " "))
  }

  @Test("Dentists' claims have no form here")
  func dental() throws {
    var claim = try Self.claim(SampleEncounter.professional)
    claim.kind = .dental
    #expect(PaperForm(claim) == nil)
  }
}
