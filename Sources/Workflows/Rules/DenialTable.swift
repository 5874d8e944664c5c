// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Edits
import Storage
import Values

/// A table of outcomes: a row a service, its first row the names of the columns.
enum DenialTable {
  private static let needed = ["payer", "date", "code", "outcome"]

  /// The rows, each with what ties the lines of a claim together and the day.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong: `denials.column`, `denials.row`.
  static func rows(
    _ path: String
  ) throws(WorkflowFailure) -> [(key: [String], service: AnsweredService, paid: CalendarDate)] {
    let bytes = try asWorkflow { try Files.read(path) }
    let head = bytes.prefix { $0 != 0x0A }
    let rows = CSVReader.rows(bytes, separator: head.contains(0x09) ? 0x09 : 0x2C)
    let names = (rows.first?.fields ?? []).map { $0.lowercased().filter { $0 != " " } }
    let missing = needed.filter { !names.contains($0) }
    var findings = missing.map { name in
      Finding(
        "denials.column", .rejects, at: .text(line: 1, byte: nil),
        facts: [.init("column", name), .init("columns", needed.joined(separator: ", "))])
    }
    guard findings.isEmpty else { throw WorkflowFailure(findings, .unusable) }
    var services: [(key: [String], service: AnsweredService, paid: CalendarDate)] = []
    for row in rows.dropFirst() {
      func cell(_ name: String) -> String {
        guard let place = names.firstIndex(of: name), place < row.fields.count else { return "" }
        return String(row.fields[place].drop { $0 == " " })
      }
      func list(_ name: String) -> [String] {
        cell(name).split { $0 == " " || $0 == ";" || $0 == "," || $0 == ":" }.map(String.init)
      }
      let isDenied = cell("outcome").lowercased() == "denied"
      guard let day = CalendarDate(cell("date")), !cell("payer").isEmpty, !cell("code").isEmpty,
        isDenied || cell("outcome").lowercased() == "paid",
        !isDenied || !list("reason").isEmpty
      else {
        findings.append(
          Finding("denials.row", .rejects, at: .text(line: row.line, byte: nil)))
        continue
      }
      let claim = cell("claim").isEmpty ? "\(path):\(row.line)" : cell("claim")
      var service = AnsweredService(
        payer: cell("payer"), claim: claim, code: cell("code").uppercased(), day: day)
      service.modifiers = Set(list("modifiers").map { $0.uppercased() })
      service.places = Set(list("place").map { $0.utf8.count == 1 ? "0\($0)" : $0 })
      service.categories = Set(
        list("diagnoses").compactMap { PackedCode($0)?.prefix(3).description })
      if isDenied {
        service.reasons = Set(
          list("reason").filter {
            !Assets.ordinaryReasons.contains(String($0.drop { !$0.isNumber }))
          })
      }
      services.append((["table", service.payer, claim], service, day))
    }
    guard findings.isEmpty else { throw WorkflowFailure(findings, .unusable) }
    return services
  }
}
