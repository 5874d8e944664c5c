// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Testing
import Values
import Workflows

/// A claim of the table: `stay born=1996-03-04 O80/Y Z37.0`.
private func encounter(_ text: String) -> Encounter {
  var isStay = false
  var isHome = false
  var sex = Sex.female
  var born = "1960-03-04"
  var on = "2026-05-12"
  var codes: [Substring] = []
  for word in text.split(separator: " ") {
    switch word {
    case "stay": isStay = true
    case "home-health": isHome = true
    case "male": sex = .male
    case _ where word.hasPrefix("born="): born = String(word.dropFirst(5))
    case _ where word.hasPrefix("on="): on = String(word.dropFirst(3))
    default: codes.append(word)
    }
  }
  let line = codes.joined(separator: " ")
  var encounter =
    isStay
    ? Encounters.stay(line, on: on, born: born, sex: sex)
    : Encounters.visit(line, on: on, born: born, sex: sex)
  if isHome {
    encounter.setting = .home
    encounter.placeOfService = nil
    encounter.billType = BillType("0329")
  }
  return encounter
}

@Suite(
  .enabled(if: Installed.codes != nil, "needs the default code sets: cleanclaim codes install"))
struct GuidelineRulesTests {
  private func edits() throws -> EncounterEdits {
    EncounterEdits(codes: try #require(Installed.codes), guidelines: .standard)
  }

  @Test("each rule speaks on its own claims, with its severity, section and words")
  func fires() throws {
    let edits = try edits()
    for row in GuidelineTable.standard.rows {
      #expect(!row.fires.isEmpty, "\(row.name) has no claim on which it speaks")
      for claim in row.fires {
        let findings = edits.findings(for: encounter(claim))
        let found = findings.first { $0.fact("guideline") == row.name }
        #expect(found != nil, "\(row.name): \(claim): \(findings.lines)")
        guard let found else { continue }
        #expect(found.rule == row.finding)
        #expect(found.severity == row.severity)
        #expect(found.source == row.source)
        let words = FindingWords.standard
        let sentences = words.message(found) + words.advice(found)
        #expect(!sentences.contains("?") && sentences.contains(found.fact("code") ?? "?"))
      }
    }
  }

  @Test("each rule is silent on claims that come near, and on codes that the edition knows")
  func isSilent() throws {
    let edits = try edits()
    for row in GuidelineTable.standard.rows {
      #expect(!row.silent.isEmpty, "\(row.name) has no claim on which it is silent")
      for claim in row.silent {
        let findings = edits.findings(for: encounter(claim))
        #expect(!findings.contains { $0.fact("guideline") == row.name }, "\(row.name): \(claim)")
        #expect(!findings.contains { $0.rule.hasPrefix("code.") }, "\(claim): \(findings.lines)")
      }
      for claim in row.fires {
        let findings = edits.findings(for: encounter(claim))
        #expect(!findings.contains { $0.rule.hasPrefix("code.") }, "\(claim): \(findings.lines)")
      }
    }
  }

  @Test("a claim on which one rule is silent is held by no other guideline")
  func silentClaimsAreNotHeld() throws {
    let edits = try edits()
    let ids = Set(GuidelineTable.standard.rows.map(\.finding))
    var held: [String] = []
    for row in GuidelineTable.standard.rows {
      for claim in row.silent {
        for finding in edits.findings(for: encounter(claim))
        where finding.severity == .rejects && ids.contains(finding.rule) {
          held.append("\(row.name): \(claim): \(finding.fact("guideline") ?? finding.rule)")
        }
      }
    }
    #expect(held == [])
  }

  /// All but severe sepsis alone, which the notes let pass and the guidelines do not (I.C.1.d.1.b).
  private static let accepted = Combinations.accepted.filter { $0 != "R65.21" }

  @Test("combinations that are coded every day are not held", arguments: accepted)
  func areNotHeld(codes: String) throws {
    let findings = try edits().findings(
      for: Encounters.visit(codes, born: codes.hasPrefix("O") ? "1996-03-04" : "1960-03-04"))
    let held = findings.filter { $0.severity == .rejects && $0.fact("guideline") != nil }
    #expect(held.map { $0.fact("guideline") } == [], "\(codes)")
  }

  @Test("every range of the rules holds codes of the edition")
  func ranges() throws {
    let tabular = try #require(Installed.tabular)
    for range in GuidelineRules.standard.ranges {
      let holds =
        tabular.positions(below: range.first).isEmpty == false
        || tabular.position(of: range.first) != nil
      #expect(holds, "\(range.first) to \(range.last)")
    }
  }

  @Test("a rule is not in force before its first year")
  func years() throws {
    let edits = try edits()
    let before = edits.findings(for: encounter("on=2024-05-12 E66.01 E66.813 Z68.41"))
    #expect(!before.contains { $0.fact("guideline") == "obesity-class" })
    let after = edits.findings(for: encounter("on=2025-10-01 E66.01 E66.813 Z68.41"))
    #expect(after.contains { $0.fact("guideline") == "obesity-class" })
  }
}
