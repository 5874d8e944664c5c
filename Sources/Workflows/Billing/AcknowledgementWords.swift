// SPDX-License-Identifier: Apache-2.0

/// What the codes of acknowledgements mean: the table `billing/acknowledgement-words.tsv`.
///
/// A code is written as what it stands in and its parts: `stc:A7:562:85`, `ik3:8:NM1:2010`, `ik4:7:NM1-9`, `ik5:R:5`,
/// `ak9:R:1`, `ta1:R:023`.
enum AcknowledgementWords {
  private static let rows: [String: String] = {
    let text = String(
      decoding: Assets.bytes("billing/acknowledgement-words.tsv"), as: UTF8.self)
    var rows: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 3 else { preconditionFailure("acknowledgement-words.tsv is malformed") }
      rows["\(fields[0]) \(fields[1])"] = fields[2]
    }
    return rows
  }()

  /// What codes that are parted by blanks mean.
  static func words(_ codes: String) -> String {
    codes.split(separator: " ").map { word(String($0)) }.filter { !$0.isEmpty }
      .joined(separator: "; ")
  }

  private static func word(_ code: String) -> String {
    let parts = code.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    func part(_ index: Int) -> String { parts.indices.contains(index) ? parts[index] : "" }
    func meaning(_ kind: String, _ code: String) -> String {
      rows["\(kind) \(code)"] ?? (code.isEmpty ? "" : "\(kind) code \(code)")
    }
    func joined(_ words: String..., by separator: String = ": ") -> String {
      words.filter { !$0.isEmpty }.joined(separator: separator)
    }
    switch part(0) {
    case "stc":
      return joined(
        meaning("category", part(1)), meaning("status", part(2)), meaning("entity", part(3)))
    case "ik3":
      return joined(
        meaning("segment", part(1)), joined(part(2), part(3), by: " of loop "), by: " at ")
    case "ik4": return joined(meaning("element", part(1)), part(2), by: " at ")
    case "ik5": return joined(verdict(part(1), "the transaction set"), meaning("set", part(2)))
    case "ak9": return joined(verdict(part(1), "the group"), meaning("group", part(2)))
    case "ta1":
      return joined(verdict(part(1), "the interchange"), meaning("interchange", part(2)))
    default: return code
    }
  }

  private static func verdict(_ code: String, _ what: String) -> String {
    switch code {
    case "A": "\(what) was taken"
    case "E": "\(what) was taken with errors"
    case "P": "\(what) was taken in part"
    default: "\(what) was refused"
    }
  }
}
