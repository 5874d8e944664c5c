// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Storage
import Testing
import Values

/// The publishers' files beside the repository, for the tests of HCPCS, CPT and claim code lists.
enum ServiceFiles {
  static func path(_ name: String) -> String {
    SharedFiles.root.appending(path: "data/\(name)").path
  }

  static func exist(_ names: String...) -> Bool {
    names.allSatisfy { FileManager.default.fileExists(atPath: path($0)) }
  }

  /// A file as an importer gets it, unpacked; a member of an archive after `!`.
  static func file(_ name: String) throws -> PublishedFile {
    try SharedFiles.published(path(""), name)
  }

  /// The files of the folder that are not packed, by their path in it.
  static func plainFiles() throws -> [String] {
    let packed = [".zip", ".gz", ".xz", ".xlsx", ".pdf"]
    return try FileManager.default.subpathsOfDirectory(atPath: path("")).sorted().filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder)
      return !isFolder.boolValue && !packed.contains { name.hasSuffix($0) }
    }
  }

  /// The rows of the first worksheet of a workbook.
  static func rows(_ name: String) throws -> [PublisherFormat.WorksheetRow] {
    try #require(try PublishedLeaf.leaves(of: path(name)).first).worksheet()
  }
}

/// Reads files through the formats as an import does: the first that recognises one reads it.
enum ServiceImport {
  static func drafts(_ text: String, named name: String) throws -> [ReleaseDraft] {
    try drafts(PublishedFile(name: name, bytes: Array(text.utf8), sha256: ""))
  }

  /// The names of the formats that these tests are about.
  static let names: Set<String> = [
    "hcpcs-workbook", "hcpcs-text", "hcpcs-list", "cpt-tabbed", "cpt-short", "adjustment-codes",
    "place-of-service-json", "pyx12-codes", "nucc-taxonomy", "taxonomy-crosswalk",
    "fsh-code-system",
  ]

  static func format(of file: PublishedFile) -> PublisherFormat? { formats(of: file).first }

  static func formats(of file: PublishedFile) -> [PublisherFormat] {
    PublisherFormat.all.filter { format in
      switch format.reader {
      case .bytes(let recognises, _): recognises(file)
      case .markup(let recognises, _): recognises(file)
      case .worksheet, .workbook, .database: false
      }
    }
  }

  static func drafts(_ file: PublishedFile) throws -> [ReleaseDraft] {
    guard let format = format(of: file) else {
      throw ImportFailure("import.unrecognised", line: 1)
    }
    switch format.reader {
    case .bytes(_, let read): return try read(file)
    case .markup(_, let read): return try read(root(of: file), file)
    case .worksheet, .workbook, .database: return []
    }
  }

  private static func root(of file: PublishedFile) throws -> MarkupElement {
    do {
      return try MarkupReader.root(of: file.bytes, path: file.name)
    } catch {
      throw ImportFailure("import.markup", line: 0)
    }
  }

  static func drafts(
    rows: [PublisherFormat.WorksheetRow], named name: String
  ) throws -> [ReleaseDraft] {
    for format in PublisherFormat.all {
      if case .worksheet(let recognises, let read) = format.reader, recognises(rows) {
        return try read(rows, PublishedFile(name: name, bytes: [], sha256: ""))
      }
    }
    return []
  }

  /// The rules and lines of what is wrong with a file, as `import.row 3`.
  static func faults(_ body: () throws -> [ReleaseDraft]) -> [String] {
    do {
      return try body().isEmpty ? ["no format"] : []
    } catch let failure as ImportFailure {
      return failure.findings.map { finding in
        guard case .text(let line, _) = finding.place else { return finding.rule }
        return "\(finding.rule) \(line)"
      }
    } catch {
      return ["\(error)"]
    }
  }
}

extension ReleaseDraft {
  /// The rows, for a draft of codes.
  var codeRows: [CodeRow] {
    if case .codes(let builder) = content { builder.rows } else { [] }
  }

  /// The row of a code.
  subscript(code: String) -> CodeRow? {
    let packed = PackedCode(code)
    return codeRows.first { $0.code == packed }
  }
}

extension CodeRow {
  /// The value of an attribute.
  subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}
