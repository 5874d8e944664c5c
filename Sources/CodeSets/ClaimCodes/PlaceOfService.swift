// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads place of service codes with the flag that chooses between the facility and the non-facility
/// rate of the physician fee schedule: JSON, an object a code with `name` and `facility`.
///
/// The attribute `rate` is `facility` or `non-facility`. The list is derived and lacks places that CMS
/// has added (27, 58, 66), so that it is a dictionary: CMS's own code system says which codes are valid.
enum PlaceOfService {
  static let format = PublisherFormat(
    "place-of-service-json", "Place of service codes with facility or non-facility rate, JSON",
    .bytes(recognises: recognises, read: read))

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    let head = file.head
    return head.first { !$0.isWhitespace } == "{" && head.contains("Place of Service")
      && head.contains("\"codes\"") && head.contains("\"facility\"")
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    let json = try parsed(file)
    guard let members = json["codes"]?.members, !members.isEmpty else {
      throw ImportFailure("import.empty", line: 1)
    }
    let lines = linesOfKeys(file)
    var faults = ImportFaults()
    var builder = CodeTableBuilder()
    for member in members {
      let line = lines[member.name] ?? 1
      guard let name = member.value["name"]?.string, !name.isEmpty,
        let rate = ["F": "facility", "N": "non-facility"][member.value["facility"]?.string ?? ""]
      else {
        faults.add("import.row", line: line, "no name or rate", found: member.name)
        continue
      }
      guard member.name.utf8.count == 2 else {
        faults.add("import.row", line: line, "not two digits", found: member.name)
        continue
      }
      guard let code = faults.code(member.name, column: "codes", line: line) else { continue }
      var row = CodeRow(code, name, flags: .billable, line: line)
      row.attributes = [.init("rate", rate)]
      builder.rows.append(row)
    }
    faults.addDuplicates(of: builder)
    try faults.check()
    return [
      ReleaseDraft(
        .placeOfService, .dictionary, title: "Place of Service Codes with rate", publisher: "CMS",
        rows: builder.rows.count, content: .codes(builder))
    ]
  }

  private static func parsed(_ file: PublishedFile) throws(ImportFailure) -> JSON {
    do {
      return try JSON(parsing: file.bytes)
    } catch {
      throw ImportFailure([Finding("import.markup", .rejects, at: error.place)])
    }
  }

  /// The line on which each key stands first on its line.
  private static func linesOfKeys(_ file: PublishedFile) -> [String: Int] {
    var lines: [String: Int] = [:]
    for line in PublishedText(file.bytes).lines {
      let parts = line.text.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].allSatisfy(\.isWhitespace) else { continue }
      if lines[String(parts[1])] == nil { lines[String(parts[1])] = line.number }
    }
    return lines
  }
}
