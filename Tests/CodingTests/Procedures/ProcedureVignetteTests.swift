// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Foundation
import Testing
import Values

@testable import Workflows

/// Short notes of our own and the procedures that they document; run where code sets are installed.
@Suite("Procedures of notes")
struct ProcedureVignetteTests {
  struct Vignette: CustomTestStringConvertible, Sendable {
    let id: String
    let setting: CodingSetting
    let text: String
    /// The codes; `x4` at the end for four units.
    let codes: [String]
    var testDescription: String { id }
  }

  static let library = try? NoteLibrary(Installation())
  static let whyNot = "no code sets with concepts are installed in $CLEANCLAIM_HOME"

  static let vignettes: [Vignette] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "../../Fixtures/coding/procedures.ndjson")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return data.split(separator: 0x0A).compactMap { line in
      guard let json = try? JSON(parsing: Array(line)), let id = json["id"]?.string,
        let setting = json["setting"]?.string.flatMap(CodingSetting.init(rawValue:)),
        let text = json["text"]?.string
      else { return nil }
      return Vignette(
        id: id, setting: setting, text: text,
        codes: (json["codes"]?.elements ?? []).compactMap(\.string))
    }
  }()

  @Test("All vignettes are read")
  func fixture() {
    #expect(Self.vignettes.count >= 174)
    #expect(Self.vignettes.count { $0.codes.isEmpty } >= 15)
  }

  @Test(
    "A note gives the codes of what was done and no others",
    .enabled(if: Self.library?.procedures.procedures != nil, Comment(rawValue: Self.whyNot)),
    arguments: vignettes)
  func vignette(_ vignette: Vignette) throws {
    let library = try #require(Self.library)
    if vignette.setting == .outpatient, !library.procedures.hasServices { return }
    let coded = library.coder().code(
      Array(vignette.text.utf8), .init(setting: vignette.setting))
    let codes = coded.procedures.map { procedure in
      procedure.code + (procedure.units.map { $0 > 1 ? "x\($0)" : "" } ?? "")
    }
    #expect(codes.sorted() == vignette.codes.sorted())
    for procedure in coded.procedures {
      #expect(!procedure.evidence.isEmpty && !procedure.path.isEmpty && !procedure.title.isEmpty)
      #expect(procedure.open.count == procedure.code.count { $0 == "?" })
      #expect(procedure.open.allSatisfy { $0.choices.count > 1 })
    }
  }

  @Test(
    "Every row of our table builds a code of the installed edition",
    .enabled(if: Self.library?.procedures.procedures != nil, Comment(rawValue: Self.whyNot)))
  func buildable() throws {
    let book = try #require(Self.library?.procedures.procedures)
    #expect(book.count > 800)
    // What later editions added cannot be built by the list of April 2024.
    #expect(book.unbuildable.count <= 12, "lines \(book.unbuildable)")
  }

  @Test(
    "A whole code is a valid one",
    .enabled(if: Self.library?.procedures.procedures != nil, Comment(rawValue: Self.whyNot)))
  func valid() throws {
    let library = try #require(Self.library)
    let set = try Installation().library().codeSet(.icd10pcs)
    let newest = try #require(set.newest)
    for vignette in Self.vignettes where vignette.setting == .inpatient {
      let coded = library.coder().code(Array(vignette.text.utf8), .init(setting: .inpatient))
      for procedure in coded.procedures where procedure.open.isEmpty {
        let code = try #require(PackedCode(procedure.code))
        #expect(newest.position(of: code) != nil, "\(procedure.code)")
      }
    }
  }
}

@Suite("Procedures without their code set")
struct MissingProcedureSetTests {
  @Test("A setting whose procedures cannot be coded is told which file to import")
  func finding() {
    var coded = CodedNote()
    #expect(ProcedureJSON.findings(coded) == nil)
    coded.missingSet = .hcpcs
    let rules = ProcedureJSON.findings(coded)?.elements.compactMap { $0["rule"]?.string }
    #expect(rules == ["code.procedures-not-installed"])
  }
}
