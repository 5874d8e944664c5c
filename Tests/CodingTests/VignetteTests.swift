// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Foundation
import Testing
import Values

@testable import Workflows

/// The vignettes of `Tests/Fixtures/coding`, each coded as the guidelines have it.
///
/// They are judged by the concepts of the default installation: with the Alphabetic Index imported some answers are
/// other ones.
@Suite("Vignettes of the guidelines")
struct VignetteTests {
  struct Vignette: CustomTestStringConvertible, Sendable {
    let id: String
    let setting: CodingSetting
    let text: String
    let codes: Set<String>
    let absent: Set<String>
    let principal: String?
    let questions: Set<String>
    /// The indicators of presence on admission by code.
    let presence: [String: String]
    let isPartial: Bool

    var testDescription: String { id }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/coding")

  static let all: [Vignette] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "vignettes.ndjson")) else {
      return []
    }
    return data.split(separator: 0x0A).compactMap { line in
      guard let json = try? JSON(parsing: Array(line)), let id = json["id"]?.string,
        let setting = CodingSetting(rawValue: json["setting"]?.string ?? "")
      else { return nil }
      func list(_ name: String) -> Set<String> {
        Set((json[name]?.elements ?? []).compactMap(\.string))
      }
      return Vignette(
        id: id, setting: setting, text: json["text"]?.string ?? "", codes: list("codes"),
        absent: list("absent"), principal: json["principal"]?.string,
        questions: list("questions"),
        presence: Dictionary(
          uniqueKeysWithValues: (json["poa"]?.members ?? []).compactMap { member in
            member.value.string.map { (member.name, $0) }
          }), isPartial: json["partial"]?.bool ?? false)
    }
  }()

  /// What notes are read with, made from the tabular list of April 2026 without an index.
  static let library: NoteLibrary? = {
    guard let library = try? NoteLibrary(Installation()),
      library.release.name == "icd10cm-tabular-2026-04-01", !library.usesIndex
    else { return nil }
    return library
  }()

  @Test("There are vignettes, each with a name of its own")
  func fixture() {
    #expect(Self.all.count >= 870)
    #expect(Set(Self.all.map(\.id)).count == Self.all.count)
  }

  @Test(
    "A vignette gives the codes of the guidelines",
    .enabled(
      if: VignetteTests.library != nil, "needs the default code sets, without an imported index"))
  func codes() throws {
    let library = try #require(Self.library)
    let coder = library.coder()
    for vignette in Self.all {
      let answer = coder.code(vignette.text.utf8, .init(setting: vignette.setting))
      let fault = Self.fault(of: answer, vignette)
      #expect(fault == nil, "\(vignette.id): \(fault ?? "")")
    }
  }

  /// What is wrong with an answer; nothing where it is right.
  static func fault(of answer: CodedNote, _ vignette: Vignette) -> String? {
    let said = answer.suggestions.map { CodeSetID.icd10cm.printed($0.code) }
    if let missing = vignette.codes.subtracting(said).sorted().first { return "no \(missing)" }
    if let wrong = vignette.absent.intersection(said).sorted().first { return "a wrong \(wrong)" }
    if !vignette.isPartial, let extra = Set(said).subtracting(vignette.codes).sorted().first {
      return "one too many, \(extra)"
    }
    if let principal = vignette.principal, said.first != principal {
      return "\(said.first ?? "nothing") before \(principal)"
    }
    for suggestion in answer.suggestions {
      let code = CodeSetID.icd10cm.printed(suggestion.code)
      if let wanted = vignette.presence[code], suggestion.presence?.rawValue != wanted {
        return "\(code) present on admission: \(suggestion.presence?.rawValue ?? "nothing")"
      }
    }
    for question in vignette.questions.sorted()
    where !answer.questions.contains(where: { $0.about == question }) {
      return "no question of \(question)"
    }
    return nil
  }

  @Test(
    "Every rule that can fire has a vignette",
    .enabled(if: VignetteTests.library != nil, "needs the default code sets"))
  func rules() throws {
    let coder = try #require(Self.library).coder()
    var fired: Set<String> = []
    for vignette in Self.all {
      let answer = coder.code(vignette.text.utf8, .init(setting: vignette.setting))
      for suggestion in answer.suggestions + answer.leftOut {
        for step in suggestion.path where step.kind == "rule" {
          fired.insert(String(step.source.prefix { $0 != " " }))
        }
        if let reason = suggestion.reason { fired.insert(reason) }
      }
    }
    for rule in coder.ruleNames {
      #expect(fired.contains(rule.id), "\(rule.id) (\(rule.section)) fires in no vignette")
    }
  }

  @Test(
    "No suggestion is without evidence, and none from what is only denied, of a relative or hypothetical",
    .enabled(if: VignetteTests.library != nil, "needs the default code sets"))
  func evidence() throws {
    let coder = try #require(Self.library).coder()
    for vignette in Self.all {
      let text = Array(vignette.text.utf8)
      for suggestion in coder.code(text, .init(setting: vignette.setting)).suggestions {
        #expect(!suggestion.evidence.isEmpty, "\(vignette.id): \(suggestion.code)")
        for span in suggestion.evidence {
          #expect(span.lowerBound >= 0 && span.upperBound <= text.count && !span.isEmpty)
        }
      }
    }
  }
}
