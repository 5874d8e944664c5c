// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
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

  /// A file as an importer gets it; `command` unpacks it to standard output first.
  static func file(
    _ name: String, as member: String? = nil, unpacking command: [String] = []
  ) throws -> PublishedFile {
    let data =
      command.isEmpty
      ? try Data(contentsOf: URL(filePath: path(name))) : try output(of: command)
    return PublishedFile(name: member ?? name, bytes: Array(data), sha256: "")
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
    let lines = try output(of: ["/usr/bin/env", "python3", "-c", worksheetScript, path(name)])
    return try lines.split(separator: 0x0A).map { line in
      let json = try JSON(parsing: Array(line))
      return PublisherFormat.WorksheetRow(
        number: json["row"]?.int ?? 0, cells: (json["cells"]?.elements ?? []).compactMap(\.string))
    }
  }

  private static func output(of command: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return data
  }

  private static let worksheetScript = """
    import json, re, sys, zipfile
    import xml.etree.ElementTree as ET
    book = zipfile.ZipFile(sys.argv[1])
    N = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    shared = [''.join(t.text or '' for t in item.iter(N + 't'))
              for item in ET.fromstring(book.read('xl/sharedStrings.xml'))]
    for row in ET.fromstring(book.read('xl/worksheets/sheet1.xml')).iter(N + 'row'):
        cells = {}
        for cell in row:
            column = 0
            for letter in re.match('[A-Z]+', cell.get('r')).group():
                column = column * 26 + ord(letter) - 64
            value = cell.find(N + 'v')
            text = '' if value is None else value.text or ''
            cells[column - 1] = shared[int(text)] if cell.get('t') == 's' else text
        filled = [cells.get(i, '') for i in range(max(cells, default=-1) + 1)]
        print(json.dumps({'row': int(row.get('r')), 'cells': filled}))
    """
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
      case .worksheet, .database: false
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
    case .worksheet, .database: return []
    }
  }

  private static func root(of file: PublishedFile) throws -> MarkupElement {
    do {
      return try MarkupParser.parse(file.bytes)
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
