// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Storage
import Testing
import Values

@testable import Workflows

@Suite(.enabled(if: InstalledCodes.arePossible, Comment(rawValue: InstalledCodes.whyNot)))
struct InstallCodesTests {
  static let releases = [
    "claim-status-category-list-2026-05-05": 48, "claim-status-list-2026-05-05": 759,
    "country-list-2026-05-05": 239, "currency-list-2026-05-05": 156,
    "elixhauser-mapping-2025-10-01": 4567, "entity-list-2026-05-05": 218,
    "hcc-age-sex-edits-2025-01-01": 486, "hcc-chronic-2025-01-01": 1278,
    "hcc-eligible-services-2023-01-01": 6645, "hcc-eligible-services-2024-01-01": 6696,
    "hcc-eligible-services-2025-01-01": 6724, "hcc-eligible-services-2026-01-01": 6792,
    "hcc-eligible-services-2027-01-01": 6792, "hcc-hierarchies-2025-01-01": 486,
    "hcc-hierarchies-2026-01-01": 734, "hcc-labels-2026-01-01": 783,
    "hcc-mapping-2025-01-01": 53_951, "hcc-mapping-2026-01-01": 55_297,
    "hcc-mapping-2027-01-01": 44_860, "hcc-weights-2025-01-01": 6351,
    "hcc-weights-2026-01-01": 8413, "hcc-weights-2027-01-01": 3721,
    "icd10cm-gem-to-icd9cm-2015-10-01": 78_838, "icd10cm-order-2021-01-01": 95_358,
    "icd10cm-tabular-2021-01-01": 95_358, "icd10cm-tabular-2025-04-01": 97_584,
    "icd10cm-tabular-2026-04-01": 98_186, "icd10cm-validity-2015-10-01": 85_122,
    "icd10pcs-axis-labels-2024-10-01": 615, "icd10pcs-titles-2024-04-01": 78_638,
    "icd10pcs-validity-2015-10-01": 86_910, "icd9cm-gem-to-icd10cm-2015-10-01": 23_912,
    "icd9cm-short-titles-2014-10-01": 14_567, "icd9cm-titles-2014-10-01": 14_567,
    "icd9cm-validity-1985-10-01": 23_012, "icd9proc-short-titles-2014-10-01": 3882,
    "icd9proc-titles-2014-10-01": 3882, "icd9proc-validity-1985-10-01": 4279,
    "ipps-weights-2025-10-01": 772, "mce-grouper-1985-10-01": 199_323,
    "msdrg-grouper-2022-10-01": 877, "msdrg-grouper-2023-04-01": 877,
    "msdrg-grouper-2023-10-01": 823, "msdrg-grouper-2024-04-01": 823,
    "msdrg-grouper-2024-10-01": 830, "msdrg-grouper-2025-04-01": 830,
    "msdrg-grouper-2025-10-01": 828, "msdrg-grouper-2026-04-01": 828,
    "msdrg-grouper-2026-10-01": 824, "pos-list-2026-05-05": 52, "rarc-dictionary-2026-05-05": 998,
    "service-type-list-2026-05-05": 219, "state-list-2026-05-05": 73,
  ]

  @Test("The default packages give the releases and row counts that are known")
  func installed() throws {
    #expect(InstalledCodes.findings == [])
    let found = try #require(InstalledCodes.library).releases.filter { $0.component != .search }
    #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.name, $0.rows) }) == Self.releases)
    for release in found {
      #expect(release.sources.allSatisfy { $0.sha256.count == 64 && $0.file.contains(".whl!") })
    }
  }

  static let anchors: [(release: String, rows: [(String, String)], absent: String)] = [
    (
      "icd10cm-tabular-2026-04-01",
      [
        ("A00.0", "Cholera due to Vibrio cholerae 01, biovar cholerae"),
        ("E11.A", "Type 2 diabetes mellitus without complications in remission"),
        ("I10", "Essential (primary) hypertension"),
        ("S02.0XXA", "Fracture of vault of skull, initial encounter for closed fracture"),
        ("Z79.85", "Long-term (current) use of injectable non-insulin antidiabetic drugs"),
      ], "S30.1XXA"
    ),
    (
      "icd10cm-tabular-2025-04-01",
      [
        ("A00.0", "Cholera due to Vibrio cholerae 01, biovar cholerae"),
        ("E11.9", "Type 2 diabetes mellitus without complications"),
        ("S30.1XXA", "Contusion of abdominal wall, initial encounter"),
        ("T36.0X5A", "Adverse effect of penicillins, initial encounter"),
        ("Z99.89", "Dependence on other enabling machines and devices"),
      ], "E11.A"
    ),
    (
      "icd10cm-tabular-2021-01-01",
      [
        ("U07.1", "COVID-19"), ("J12.82", "Pneumonia due to coronavirus disease 2019"),
        ("M35.81", "Multisystem inflammatory syndrome"),
        ("Z20.822", "Contact with and (suspected) exposure to COVID-19"),
        ("O80", "Encounter for full-term uncomplicated delivery"),
      ], "Z79.85"
    ),
    (
      "icd10cm-order-2021-01-01",
      [
        ("U07.1", "COVID-19"), ("J12.82", "Pneumonia due to coronavirus disease 2019"),
        ("E11", "Type 2 diabetes mellitus"),
        ("S02.0XXB", "Fracture of vault of skull, initial encounter for open fracture"),
        ("I10", "Essential (primary) hypertension"),
      ], "E11.A"
    ),
    (
      "icd10pcs-titles-2024-04-01",
      [
        ("0DTJ4ZZ", "Resection of Appendix, Percutaneous Endoscopic Approach"),
        ("10E0XZZ", "Delivery of Products of Conception, External Approach"),
        ("02703ZZ", "Dilation of Coronary Artery, One Artery, Percutaneous Approach"),
        (
          "0SR9019",
          "Replacement of Right Hip Joint with Metal Synthetic Substitute, Cemented, Open Approach"
        ),
        ("B2111ZZ", "Fluoroscopy of Multiple Coronary Arteries using Low Osmolar Contrast"),
      ], "0DTJ5ZZ"
    ),
    (
      "icd9cm-titles-2014-10-01",
      [
        ("001.0", "Cholera due to vibrio cholerae"),
        ("401.9", "Unspecified essential hypertension"),
        (
          "250.00",
          "Diabetes mellitus without mention of complication, type II or unspecified type, not stated as uncontrolled"
        ),
        ("V20.2", "Routine infant or child health check"),
        (
          "E812.0",
          "Other motor vehicle traffic accident involving collision with motor vehicle injuring driver of motor vehicle other than motorcycle"
        ),
      ], "250.04"
    ),
    (
      "icd9proc-titles-2014-10-01",
      [
        ("47.01", "Laparoscopic appendectomy"), ("47.09", "Other appendectomy"),
        ("81.51", "Total hip replacement"),
        ("00.01", "Therapeutic ultrasound of vessels of head and neck"),
        ("99.99", "Other miscellaneous procedures"),
      ], "47.02"
    ),
  ]

  @Test(
    "Rows copied from the publishers' documents are in each release", arguments: anchors.indices)
  func anchored(index: Int) throws {
    let anchor = Self.anchors[index]
    let library = try #require(InstalledCodes.library)
    let release = try #require(library.releases.first { $0.name == anchor.release })
    let table = try CodeTable(library.codebook(release))
    #expect(table.count == Self.releases[anchor.release])
    for (code, title) in anchor.rows {
      let entry = table.entry(of: try #require(PackedCode(code)))
      #expect(entry?.title == title, "\(code)")
      #expect(entry?.printed == code)
    }
    #expect(table.entry(of: try #require(PackedCode(anchor.absent))) == nil)
  }

  @Test(
    "As many codes are complete as the publisher counts",
    arguments: [
      ("icd10cm-tabular-2026-04-01", 74_719), ("icd10cm-tabular-2025-04-01", 74_260),
      ("icd10cm-tabular-2021-01-01", 72_621), ("icd10cm-order-2021-01-01", 72_621),
    ])
  func billable(name: String, expected: Int) throws {
    let library = try #require(InstalledCodes.library)
    let release = try #require(library.releases.first { $0.name == name })
    let table = try CodeTable(library.codebook(release))
    #expect((0..<table.count).count { table.flags(at: $0).contains(.billable) } == expected)
  }

  @Test(
    "As many codes are valid in each version of the grouper as its tables say",
    arguments: [
      ("2022-10-01", 73_639, 78_496), ("2023-04-01", 73_674, 78_530),
      ("2023-10-01", 74_044, 78_603), ("2024-04-01", 74_044, 78_638),
      ("2024-10-01", 74_260, 78_948), ("2025-04-01", 74_260, 78_986),
      ("2025-10-01", 74_719, 79_115), ("2026-04-01", 74_719, 79_193),
      ("2026-10-01", 74_879, 79_256),
    ])
  func valid(day: String, diagnoses: Int, procedures: Int) throws {
    let day = try #require(CalendarDate(day))
    for (set, expected) in [(CodeSetID.icd10cm, diagnoses), (.icd10pcs, procedures)] {
      let library = try #require(InstalledCodes.library)
      let release = try #require(library.release(of: set, .validity, on: day))
      let table = try CodeTable(library.codebook(release))
      #expect((0..<table.count).count { table.isInForce(at: $0, on: day) } == expected, "\(set)")
    }
  }

  @Test(
    "The complete codes of a tabular, those with 7th characters too, are those valid on its days",
    arguments: ["2025-04-01", "2026-04-01"])
  func tabularIsValidity(day: String) throws {
    let day = try #require(CalendarDate(day))
    let library = try #require(InstalledCodes.library)
    func codes(_ component: Component) throws -> Set<PackedCode> {
      let release = try #require(library.release(of: .icd10cm, component, on: day))
      let table = try CodeTable(library.codebook(release))
      return Set(
        (0..<table.count).filter {
          table.flags(at: $0).contains(.billable) && table.isInForce(at: $0, on: day)
        }.map { table.code(at: $0) })
    }
    let (tabular, validity) = (try codes(.tabular), try codes(.validity))
    #expect(tabular.subtracting(validity).map(\.description).sorted() == [])
    #expect(validity.subtracting(tabular).map(\.description).sorted() == [])
  }

  @Test("The titles made for January 2021 are those of its order file, but for a few accents")
  func titles() throws {
    let library = try #require(InstalledCodes.library)
    func table(_ component: Component) throws -> CodeTable {
      let day = try #require(CalendarDate("2021-01-01"))
      let release = try #require(library.release(of: .icd10cm, component, on: day))
      return try CodeTable(library.codebook(release))
    }
    let (tabular, order) = (try table(.tabular), try table(.order))
    try #require(tabular.count == order.count)
    var accents = 0
    var others: [String] = []
    for position in 0..<tabular.count {
      let (made, printed) = (tabular[position], order[position])
      #expect(made.code == printed.code)
      #expect(made.isBillable == printed.isBillable)
      guard made.title != printed.title else { continue }
      if made.title.folding(options: .diacriticInsensitive, locale: nil)
        == printed.title.folding(options: .diacriticInsensitive, locale: nil)
      {
        accents += 1
      } else {
        others.append("\(made.printed): \(made.title) | \(printed.title)")
      }
    }
    #expect(others == [])
    #expect(accents == 134)
  }

  @Test("What a note of the tabular names begins some code of its edition, but for a known few")
  func references() throws {
    let library = try #require(InstalledCodes.library)
    let release = try #require(library.releases.first { $0.name == "icd10cm-tabular-2026-04-01" })
    let table = try CodeTable(library.codebook(release))
    var wrong: Set<String> = []
    for position in 0..<table.count {
      for reference in table[position].notes.flatMap(\.references)
      where table.positions(below: reference.first).isEmpty
        || table.positions(below: reference.last).isEmpty
      {
        wrong.insert(reference.description)
      }
    }
    // A vitamin; ranges whose ends were deleted; a slip of the pen.
    #expect(
      wrong.sorted() == ["B12", "G31.90", "I60-I64", "K00-K93", "R10.1-R10.4"])
  }

  @Test("Installing again adds nothing")
  func again() throws {
    let before = try #require(InstalledCodes.library).releases
    let folder = try #require(InstalledCodes.packages)
    let importer = ImportCodes(InstalledCodes.installation)
    let wheel = try #require(Files.names(in: folder).first { $0.hasPrefix("pyx12-") })
    let leaf = try #require(
      PublishedLeaf.leaves(of: "\(folder)/\(wheel)").first { $0.name.hasSuffix("map/codes.xml") })
    let options = ImportCodes.Options(effective: CalendarDate("2026-05-05"))
    guard case .imported(let releases, _) = importer.importLeaf(leaf, options).outcome else {
      Issue.record("not imported")
      return
    }
    #expect(releases.allSatisfy { $0.outcome == .present })
    #expect(try InstalledCodes.installation.library().releases == before)
  }
}
