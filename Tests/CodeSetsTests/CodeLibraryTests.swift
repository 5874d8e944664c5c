// SPDX-License-Identifier: Apache-2.0

import Testing
import Values

@testable import CodeSets

@Suite struct CodeLibraryTests {
  /// Two editions of ICD-10-CM, its codes by date, and ICD-9-CM.
  static func library(known: String? = nil, calendar: Bool = true) throws -> CodeLibrary {
    var files: [String: [UInt8]] = [:]
    var releases: [Release] = []
    func add(_ release: Release, _ file: [UInt8]) {
      files[release.name] = file
      releases.append(release)
    }
    let older = try Codebooks.release(.icd10cm, .tabular, "2025-04-01", "2025-09-30")
    let newer = try Codebooks.release(.icd10cm, .tabular, "2026-04-01", "2026-09-30")
    let injuries = [
      ("S02", "Skull+"), ("S020", "Vault+"), ("S020XXA", "Vault, initial"),
      ("S020XXD", "Vault, later"),
    ]
    let common = injuries + [("E11", "Type 2 diabetes+"), ("E119", "Without complications")]
    add(older, try Codebooks.file(older, common + [("E118", "Unspecified")]))
    add(newer, try Codebooks.file(newer, common + [("E11A", "In remission")]))
    let variant = newer.asVariant
    add(variant, try Codebooks.file(variant, [("E119", "Another print")]))
    let dated = try Codebooks.release(.icd10cm, .validity, "2015-10-01", "2027-03-31")
    add(
      dated,
      try Codebooks.dated(
        dated,
        [
          ("E119", "2015-10-01", "2027-03-31"), ("E118", "2015-10-01", "2025-09-30"),
          ("E11A", "2025-10-01", "2027-03-31"), ("S020XXA", "2015-10-01", "2027-03-31"),
          ("S020XXD", "2015-10-01", "2027-03-31"), ("Z1111", "2015-10-01", "2020-09-30"),
        ]))
    let ninth = try Codebooks.release(.icd9cm, .titles, "2014-10-01", "2015-09-30")
    add(
      ninth,
      try Codebooks.file(ninth, [("25000", "Diabetes"), ("V202", "Child"), ("E8120", "Car")]))
    let exempt = try Codebooks.release(.icd10cm, .poaExempt, "2025-10-01", "2026-09-30")
    add(exempt, try Codebooks.file(exempt, [("S020XXD", "Vault, later")]))
    let kept = files
    return CodeLibrary(
      releases: releases, known: known.flatMap { CalendarDate($0) },
      calendar: calendar ? EditionCalendar(Array(EditionCalendarTests.text.utf8)) : nil
    ) { try Codebooks.open(kept[$0.name] ?? []) }
  }

  @Test(
    "A code that is found answers from the edition in force on the day",
    arguments: [
      ("E11.9", "2025-05-01", "2025-04-01", "Without complications", true),
      ("e119", "2026-05-01", "2026-04-01", "Without complications", true),
      ("E11.9", "2024-11-01", "2024-10-01", "Without complications", true),
      ("E11.9", nil, "2026-04-01", "Without complications", true),
      ("E11.A", "2026-05-01", "2026-04-01", "In remission", true),
      ("E11", "2026-05-01", "2026-04-01", "Type 2 diabetes", false),
      ("E11", "2024-11-01", "2024-10-01", "Type 2 diabetes", false),
      ("S02.0XXA", "2026-05-01", "2026-04-01", "Vault, initial", true),
      ("Z11.11", "2020-09-30", "2015-10-01", nil, true),
      ("250.00", "2015-09-30", "2014-10-01", "Diabetes", true),
      ("V20.2", "2015-01-01", "2014-10-01", "Child", true),
      ("E812.0", "2015-01-01", "2014-10-01", "Car", true),
    ] as [(String, String?, String, String?, Bool)])
  func found(code: String, day: String?, edition: String, title: String?, billable: Bool) throws {
    let answer = try Self.library().lookup(code, in: nil, on: try day.map { try Codebooks.day($0) })
    #expect(answer.isFound)
    #expect(answer.edition == edition)
    #expect(answer.title?.text == title)
    #expect(answer.isBillable == billable)
  }

  @Test(
    "A code that is not found says why, and what comes nearest",
    arguments: [
      ("E11.9", "icd10cm", "2028-01-01", .noEdition, []),
      ("E11.9", "icd10cm", "2015-09-30", .setNotInForce, []),
      ("250.00", "icd9cm", "2015-10-01", .setNotInForce, []),
      ("250.00", "icd9cm", "2013-01-01", .noEdition, []),
      ("E11.A", "icd10cm", "2025-05-01", .notYetEffective, ["E11.8", "E11.9"]),
      ("E11.8", "icd10cm", "2026-05-01", .terminated, ["E11.9", "E11.A"]),
      ("Z11.11", "icd10cm", "2026-05-01", .terminated, []),
      ("S02.0", nil, "2026-05-01", nil, ["S02.0XXA", "S02.0XXD"]),
      ("S02.0XX", "icd10cm", "2026-05-01", .seventhCharacterMissing, ["S02.0XXA", "S02.0XXD"]),
      ("S02.0XXQ", "icd10cm", "2026-05-01", .seventhCharacterInvalid, ["S02.0XXA", "S02.0XXD"]),
      ("S02.0A", "icd10cm", "2026-05-01", .placeholderMissing, ["S02.0XXA"]),
      ("S02.0D", nil, nil, .placeholderMissing, ["S02.0XXD"]),
      ("E11.7", "icd10cm", "2026-05-01", .unknown, ["E11.9", "E11.A"]),
      ("E11.99", nil, "2026-05-01", .unknown, ["E11.9"]),
      ("!!", "icd10cm", "2026-05-01", .malformed, []), ("", nil, nil, .malformed, []),
      ("A0428", "hcpcs", "2026-05-01", .setNotInstalled, []),
    ] as [(String, String?, String?, CodeAnswer.Reason?, [String])])
  func missing(
    code: String, set: String?, day: String?, reason: CodeAnswer.Reason?, nearest: [String]
  ) throws {
    let answer = try Self.library().lookup(
      code, in: set.flatMap { CodeSetID($0) }, on: try day.map { try Codebooks.day($0) })
    #expect(answer.reason == reason)
    #expect(answer.isFound == (reason == nil))
    #expect(Set(answer.nearest.map(\.code)).isSuperset(of: nearest))
    #expect(answer.set != .icd9cm || set == "icd9cm")
  }

  @Test("A code whose time is over says when it was")
  func terminated() throws {
    let day = try Codebooks.day("2026-05-01")
    let answer = try Self.library().lookup("E11.8", in: .icd10cm, on: day)
    #expect(answer.period == (try Codebooks.period("2015-10-01", "2025-09-30")))
    let json = answer.json
    #expect(json["found"]?.bool == false)
    #expect(json["termination"]?.string == "2025-09-30")
  }

  @Test("A code of the CPT form is accepted, and marked, where no CPT is installed")
  func licensed() throws {
    let answer = try Self.library().lookup("99213", in: nil, on: Codebooks.day("2026-05-01"))
    #expect(answer.isFound && answer.isAcceptedByForm)
    #expect(answer.set == .cpt)
    #expect(answer.title == nil)
  }

  @Test("What was not yet known is not looked at")
  func known() throws {
    let library = try Self.library(known: "2025-12-31")
    #expect(library.releases.allSatisfy { $0.edition < "2026" })
    let answer = try library.lookup("E11.9", in: .icd10cm, on: nil)
    #expect(answer.edition == "2025-04-01")
  }

  @Test("A variant never answers before the release that was there first")
  func variants() throws {
    let releases = try Self.library().releases(of: .icd10cm, .tabular)
    #expect(releases.map(\.edition) == ["2026-04-01", "2026-04-01", "2025-04-01"])
    #expect(releases.map { $0.variant == nil } == [true, false, true])
    #expect(releases[1].name == "icd10cm-tabular-2026-04-01-00")
  }

  @Test("Whether a code is exempt from POA reporting is known where a list covers the day")
  func exempt() throws {
    let library = try Self.library()
    for (code, day, expected) in [
      ("S02.0XXD", "2026-05-01", true), ("S02.0XXA", "2026-05-01", false),
      ("S02.0XXD", "2025-05-01", nil),
    ] as [(String, String, Bool?)] {
      let answer = try library.lookup(code, in: .icd10cm, on: Codebooks.day(day))
      #expect(answer.isPOAExempt == expected)
    }
  }

  @Test("A release survives its JSON, and JSON that lacks a part is no release")
  func releaseJSON() throws {
    for release in try Self.library().releases {
      #expect(Release(json: release.json) == release)
      for member in release.json.members
      where !["name", "target", "termination", "variant", "sources"].contains(member.name) {
        let rest = release.json.members.filter { $0.name != member.name }
        #expect(Release(json: .object(rest)) == nil, "\(member.name)")
      }
    }
  }
}
