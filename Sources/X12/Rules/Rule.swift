// SPDX-License-Identifier: Apache-2.0

public import Values

/// A rule of a guide, of a product or of a payer: what must hold in a loop, and when.
///
/// Source: the tables of `Data/x12/rules`, each row of which names the guide's position; for one payer's
/// rules a table in the same form.
public struct Rule: Hashable, Sendable {
  /// The finding's id.
  public let id: String
  /// The tables of the guides that it belongs to.
  public let guides: [String]
  /// The type of test.
  public let type: X12Finding.TestType
  /// The loop that it is judged once for, at its end; `ST` for the transaction set.
  public let loop: String
  /// How grave it is.
  public let severity: Finding.Severity
  /// How an acknowledgement reports it.
  public let acknowledgement: X12Finding.Acknowledgement?
  /// Where it is reported: a segment, an element or a loop.
  public let place: String
  /// When it applies; empty for always.
  public let condition: String
  /// What must hold.
  public let requirement: String
  /// The facts for the words, by name, each an expression.
  public let facts: [Fact]
  /// The guide's position.
  public let source: String
  /// The line of its table.
  public let line: Int

  /// A fact by name and expression.
  public struct Fact: Hashable, Sendable {
    let name: String
    let expression: String
  }

  /// Whether it is one of a guide's rules; `*` stands for every guide, but not for the envelope.
  public func belongs(to guide: Guide) -> Bool {
    guides.contains {
      $0 == "*" && guide.set != "-" || $0 == guide.table || $0 == guide.version
    }
  }

  /// Reads a table of rules.
  ///
  /// - Throws: ``GuideError`` at the first line that is not as the head of the table says.
  public static func rules(in bytes: [UInt8], table: String) throws(GuideError) -> [Rule] {
    var rules: [Rule] = []
    for row in TableRow.rows(in: bytes) {
      guard row.cells.count >= 11, let number = Int(row[2]),
        let type = X12Finding.TestType(rawValue: number),
        let severity = Finding.Severity(rawValue: String(row[4]))
      else { throw GuideError(.badLine, table: table, line: row.line, detail: row[0]) }
      rules.append(
        Rule(
          id: String(row[0]), guides: row[1].split(separator: ",").map(String.init), type: type,
          loop: row[3] == "-" ? "ST" : String(row[3]), severity: severity,
          acknowledgement: acknowledgement(row[5]), place: String(row[6]),
          condition: String(row[7]), requirement: String(row[8]), facts: facts(row[9]),
          source: String(row[10]), line: row.line))
    }
    return rules
  }

  private static func acknowledgement(_ cell: Substring) -> X12Finding.Acknowledgement? {
    let parts = cell.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return nil }
    switch parts[0] {
    case "segment": return .segment(parts[1])
    case "element": return .element(parts[1])
    case "claim": return .claim(category: parts[1], status: parts.count > 2 ? parts[2] : "")
    default: return nil
    }
  }

  private static func facts(_ cell: Substring) -> [Fact] {
    cell.split(separator: ";").compactMap { part in
      guard let equals = part.firstIndex(of: "=") else { return nil }
      func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      return Fact(
        name: trimmed(part[..<equals]), expression: trimmed(part[part.index(after: equals)...]))
    }
  }
}
