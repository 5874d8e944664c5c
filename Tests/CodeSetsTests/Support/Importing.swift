// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

@testable import CodeSets

/// Imports files in tests as the program does: the first format that recognises a file reads it.
enum Importing {
  static func file(_ name: String, _ text: String) -> PublishedFile {
    PublishedFile(name: name, bytes: Array(text.utf8), sha256: "")
  }

  /// The names of the formats that recognise a file.
  static func formats(of file: PublishedFile) -> [String] {
    PublisherFormat.procedureFormats.filter { recognises($0, file) }.map(\.name)
  }

  static func drafts(_ file: PublishedFile) throws -> [ReleaseDraft] {
    guard let format = PublisherFormat.procedureFormats.first(where: { recognises($0, file) })
    else { throw ImportFailure("import.unrecognised", line: 1) }
    switch format.reader {
    case .bytes(_, let read): return try read(file)
    case .markup(_, let read):
      return try read(MarkupReader.root(of: file.bytes, path: file.name), file)
    case .worksheet, .workbook, .database: return []
    }
  }

  static func draft(_ file: PublishedFile) throws -> ReleaseDraft {
    let drafts = try drafts(file)
    guard let draft = drafts.first, drafts.count == 1 else {
      throw ImportFailure("import.unrecognised", line: 1)
    }
    return draft
  }

  /// What is wrong with a file, each fault as `rule line reason`.
  static func faults(_ file: PublishedFile) -> [String] {
    do {
      _ = try drafts(file)
      return []
    } catch let failure as ImportFailure {
      return failure.findings.map {
        guard case .text(let line, _) = $0.place else { return $0.rule }
        return "\($0.rule) \(line) \($0.fact("reason") ?? "")"
      }
    } catch {
      return ["\(error)"]
    }
  }

  /// A codebook of a draft, in force in 2026.
  static func codebook(_ draft: ReleaseDraft) throws -> Codebook {
    let period = CalendarDate(year: 2026, month: 4, day: 1).flatMap {
      EffectivePeriod(effective: $0, termination: nil)
    }
    guard let period else { throw CodebookError(.otherFormat) }
    let release = draft.release(Edition("test", period), sources: [])
    return try Codebook(CodebookBytes(copying: draft.codebook(for: release)))
  }

  private static func recognises(_ format: PublisherFormat, _ file: PublishedFile) -> Bool {
    switch format.reader {
    case .bytes(let recognises, _), .markup(let recognises, _): recognises(file)
    case .worksheet, .workbook, .database: false
    }
  }
}

extension ReleaseDraft {
  var codes: CodeTableBuilder? { if case .codes(let table) = content { table } else { nil } }
  var terms: TermTreeBuilder? { if case .terms(let tree) = content { tree } else { nil } }
  var map: CodeMapBuilder? { if case .map(let map) = content { map } else { nil } }
  var tables: ProcedureTablesBuilder? {
    if case .tables(let tables) = content { tables } else { nil }
  }
}
