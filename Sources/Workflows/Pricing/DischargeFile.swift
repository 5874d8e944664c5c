// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Storage
import Values

/// Reads grouped discharges from a file, a line each: the answers of `group msdrg`, or records with a DRG
/// of their own as JSON or as comma-separated text with a header.
struct DischargeFile {
  /// A discharge as the file has it.
  struct Record {
    let line: Int
    let id: String?
    /// The DRG; nothing where the stay could not be grouped.
    let drg: Int?
    var discharge: CaseMix.Discharge
  }

  /// What is wrong with the file so far; the first hundred faults are kept.
  struct Faults {
    private static let kept = 100
    private var findings: [Finding] = []
    private var count = 0

    mutating func add(_ rule: String, line: Int, _ facts: (String, String)...) {
      count += 1
      guard findings.count < Self.kept else { return }
      findings.append(
        Finding(
          rule, .rejects, at: .text(line: line, byte: nil),
          facts: facts.map { Finding.Fact($0.0, $0.1) }))
    }

    mutating func add(_ finding: Finding) {
      count += 1
      if findings.count < Self.kept { findings.append(finding) }
    }

    func check() throws(WorkflowFailure) {
      guard count > 0 else { return }
      let isInstalled = findings.contains { $0.rule != "price.no-edition" }
      guard count > findings.count else {
        throw WorkflowFailure(findings, isInstalled ? .unusable : .notInstalled)
      }
      let rest = Finding(
        "price.more-faults", .rejects, at: .claim,
        facts: [.init("count", "\(count - findings.count)")])
      throw WorkflowFailure(findings + [rest], .unusable)
    }
  }

  private let path: String

  /// Names a file; `-` is the standard input.
  init(_ path: String) { self.path = path }

  /// Hands over each discharge in order; what cannot be read is added to the faults.
  ///
  /// - Parameter needsDRG: Whether a record without a DRG is a fault: not so in a file that only adds
  ///   dates and stays to another.
  func forEach(
    needsDRG: Bool = true, _ faults: inout Faults, _ body: (Record, inout Faults) throws -> Void
  ) throws(WorkflowFailure) {
    try asWorkflow {
      let reader = try LineReader(path)
      var columns: [String]?
      var isFirst = true
      while let line = try reader.next() {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        if isFirst {
          isFirst = false
          if line.first(where: { $0 != 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) != 0x7B {
            columns = CSVReader.rows(line).first?.fields.map { $0.lowercased() }
            Self.check(columns ?? [], needsDRG, line: reader.line, &faults)
            continue
          }
        }
        guard let json = parsed(line, reader.line, columns, &faults) else { continue }
        if let record = Self.record(json, line: reader.line, needsDRG, &faults) {
          try body(record, &faults)
        }
      }
    }
  }

  private func parsed(
    _ line: [UInt8], _ number: Int, _ columns: [String]?, _ faults: inout Faults
  ) -> JSON? {
    guard let columns else {
      do { return try JSON(parsing: line) } catch {
        faults.add(
          "price.not-json", line: number, ("file", path), ("fault", error.code.rawValue))
        return nil
      }
    }
    let fields = CSVReader.rows(line).first?.fields ?? []
    guard fields.count == columns.count else {
      faults.add(
        "price.bad-value", line: number, ("found", "\(fields.count) columns"),
        ("expected", "\(columns.count) columns, as in the header"))
      return nil
    }
    return .object(
      zip(columns, fields).compactMap { $1.isEmpty ? nil : JSON.Member($0, .string($1)) })
  }

  private static func check(
    _ columns: [String], _ needsDRG: Bool, line: Int, _ faults: inout Faults
  ) {
    for (names, isNeeded) in [(drgNames, needsDRG)] where isNeeded {
      if !columns.contains(where: names.contains) {
        faults.add("price.missing-value", line: line, ("field", names[0]))
      }
    }
  }

  private static let drgNames = ["drg"]
  private static let dateNames = ["discharge_date", "discharged"]
  private static let stayNames = ["length_of_stay", "stay"]
  private static let statusNames = ["discharge_status", "status"]

  private static func record(
    _ json: JSON, line: Int, _ needsDRG: Bool, _ faults: inout Faults
  ) -> Record? {
    func text(_ names: [String]) -> String? {
      for name in names {
        if let value = json[name], let text = value.string ?? value.digits { return text }
      }
      return nil
    }
    var isGood = true
    func bad(_ found: String, _ expected: String) {
      faults.add("price.bad-value", line: line, ("found", found), ("expected", expected))
      isGood = false
    }
    var drg: Int?
    if let text = (json["final"]?["drg"]).flatMap({ $0.string ?? $0.digits }) ?? text(drgNames) {
      if let number = Int(text), (-1...999).contains(number) {
        // The group of what cannot be grouped is 998 or 999; programs write 0 and -1 too.
        drg = (1...997).contains(number) ? number : nil
      } else {
        bad(text, "a DRG: a number from 1 to 999")
      }
    } else if needsDRG {
      faults.add("price.missing-value", line: line, ("field", "drg"))
      isGood = false
    }
    var discharge = CaseMix.Discharge()
    if let text = text(dateNames) {
      discharge.date = CalendarDate(text)
      if discharge.date == nil { bad(text, "a day of discharge such as 2026-01-10") }
    }
    if let text = text(stayNames) {
      discharge.days = Int(text).flatMap { (0...9999).contains($0) ? $0 : nil }
      if discharge.days == nil { bad(text, "the days of a stay, a whole number") }
    }
    if let text = text(statusNames) {
      let digits = text.utf8.count == 1 ? "0\(text)" : text
      discharge.status = digits
      if digits.utf8.count != 2 || Int(digits) == nil {
        bad(text, "a patient discharge status such as 01")
      }
    }
    guard isGood else { return nil }
    return Record(line: line, id: text(["id"]), drg: drg, discharge: discharge)
  }
}
