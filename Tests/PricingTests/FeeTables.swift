// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Pricing
import Storage
import Testing
import Values

/// Fee schedules for tests: made-up rows in the publishers' own layouts.
enum FeeTables {
  static let data = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Data").standardized

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: data.appending(path: name)))
  }

  static let indices = """
    ADDENDUM E. FINAL CY 2025 GEOGRAPHIC PRACTICE COST INDICES (GPCIs), made up,,,,,,
    ,,,,,,
    Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2025 PW GPCI,2025 PE GPCI,2025 MP GPCI
    99990,NY,01,NOWHERE,1,1.000,1
    99990,NY,02,"ELSEWHERE, ALL OF IT*",1.1,0.9,2.000

    """
  static let factors = """
    Contractor,Locality,Locality Name,National Anes CF of 20.0000
    99990,01,NOWHERE,20.00

    """
  static let units = "CODE\t2022\n\tBASE\n\tUNIT\n00300\t5\n"
  static let laboratory = """
    2025 Clinical Diagnostic Laboratory Fee Schedule, made up
    YEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE,SHORTDESC,LONGDESC,EXTENDEDLONGDESC
    2025,82001,,20250101,N,00013.39,,,
    2025,82001,QW,20250101,N,00015.00,,,
    2025,82002,,20250101,L,00000.00,,,

    """
  static let equipment = """
    "2025 DMEPOS Fee Schedule, October, made up",,,,,,,,,
    HCPCS,Mod,Mod2,JURIS,CATG,Ceiling,Floor,NY (NR),NY (R),Description
    E9001,NU,,D,IN,900.00,700.00,800.00,850.55,MADE UP
    E9001,RR,,D,IN,90.00,70.00,80.00,,MADE UP
    A9002,,,J,SU,,,1.25,1.25,MADE UP

    """
  static let drugs = """
    "Payment Allowance Limits for Medicare Part B Drugs, October 2025, made up",,,,,,,,,,
    HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Co-insurance Percentage,Vaccine AWP%,Vaccine Limit,Blood AWP%,Blood limit,Clotting Factor,Notes
    J9801,Made up,1 MG,0.123,20,,,,,,
    J9802,Made up,10 MG,50.000,12.5%,,,,,,
    J9803,Made up,10 MG,,,,,,,,

    """
  static let ambulance = """
    "Ambulance Fee Schedule 2025, made up",,,,,,,,,
    CONTRACTOR/CARRIER,LOCALITY,HCPCS,RVU,GPCI,BASE RATE,URBAN BASE RATE / URBAN MILEAGE,RURAL BASE RATE / RURAL MILEAGE,RURAL BASE RATE / LOWEST QUARTILE,RURAL GROUND MILES 1-17*
    99990,01,A0425,0.00,0.000,7.00,7.00,7.10,7.10,10.65
    99990,01,A0428,1.00,1.000,200.00,$200.00,$210.00,"$1,250.00",
    *A footnote,,,,,,,,,

    """

  /// The format's own reading of a file.
  static func draft(_ format: String, _ name: String, _ text: String) throws -> ReleaseDraft {
    let file = PublishedFile(name: name, bytes: Array(text.utf8), sha256: "00")
    let found = try #require(PublisherFormat.prices.first { $0.name == format })
    guard case .bytes(let recognises, let read) = found.reader else {
      throw ImportFailure("import.format", line: 1)
    }
    try #require(recognises(file))
    let drafts = try read(file)
    return try #require(drafts.first)
  }

  static func table<Record>(
    _ format: String, _ name: String, _ text: String
  ) throws -> KeyedTable<Record> {
    let draft = try draft(format, name, text)
    let release = draft.release(Edition("test", draft.period ?? .always), sources: [])
    return try KeyedTable(Codebook(CodebookBytes(copying: draft.codebook(for: release))))
  }

  /// All of them.
  static func tables() throws -> ProfessionalTables {
    let rules = try #require(
      ProfessionalRules(
        places: try bytes("pricing/places.tsv"), visits: try bytes("pricing/visits.tsv"),
        tests: try bytes("pricing/global-tests.tsv")))
    var tables = ProfessionalTables(rules: rules)
    let services = String(decoding: try bytes("edits/tables/made-up-pprrvu.csv"), as: UTF8.self)
    tables.services = try table("mpfs-rvu", "pprrvu.csv", services)
    tables.indices = try table("mpfs-gpci", "gpci.csv", indices)
    tables.anesthesiaFactors = try table("mpfs-anesthesia-factors", "ANES2025.csv", factors)
    tables.anesthesiaUnits = try table("mpfs-anesthesia-units", "units.txt", units)
    tables.laboratory = try table("clfs", "CLFS_CY2025_Q4V1.csv", laboratory)
    tables.equipment = try table("dmepos", "dmepos.csv", equipment)
    tables.drugs = try table("asp", "asp.csv", drugs)
    tables.ambulance = try table("ambulance", "ambulance.csv", ambulance)
    return tables
  }

  /// What is wrong with a file: `rule line reason`, in order.
  static func faults(_ format: String, _ name: String, _ text: String) throws -> [String] {
    do {
      _ = try draft(format, name, text)
      return []
    } catch let failure as ImportFailure {
      return failure.findings.map { "\($0.rule) \($0.place) \($0.fact("reason") ?? "")" }
    }
  }
}
