// SPDX-License-Identifier: Apache-2.0

import Values

/// What in a paragraph of a policy has to be read by a person: found by its words, never decided by them.
///
/// A paragraph that asks for a second code, for an order of codes or for other services than the line's
/// takes a verdict from `covered` to `conditions-to-read`; nothing in it takes one the other way.
struct ParagraphReading: Sendable {
  private let cues: [NecessityTables.Cue]

  init(_ cues: [NecessityTables.Cue]) { self.cues = cues }

  /// The conditions of a paragraph for a service.
  func conditions(
    of paragraph: String, group: Int, for code: PackedCode
  ) -> [PolicyReview.Condition] {
    guard !paragraph.isEmpty else { return [] }
    let lower = paragraph.lowercased()
    var kinds: [String] = []
    for cue in cues where !kinds.contains(cue.condition) && lower.contains(cue.phrase) {
      kinds.append(cue.condition)
    }
    if namesOthersOnly(paragraph, code) { kinds.append("other-codes") }
    return kinds.map { PolicyReview.Condition(kind: $0, group: group, text: paragraph) }
  }

  /// Tells whether a paragraph names services, and this one is neither among them nor in a range of them.
  private func namesOthersOnly(_ paragraph: String, _ code: PackedCode) -> Bool {
    var names: [(code: PackedCode, end: String.Index)] = []
    let words = paragraph.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    for word in words where Self.isService(word) {
      if let name = PackedCode(word) { names.append((name, word.endIndex)) }
    }
    guard !names.isEmpty else { return false }
    for (index, name) in names.enumerated() {
      if name.code == code { return false }
      guard index + 1 < names.count else { continue }
      let between = paragraph[name.end...].prefix { !$0.isNumber && !$0.isLetter }
      let next = paragraph[between.endIndex...]
      let isRange =
        between.contains { "-\u{2013}".contains($0) }
        || next.hasPrefix("through ") || next.hasPrefix("thru ") || next.hasPrefix("to ")
      if isRange, (name.code...max(name.code, names[index + 1].code)).contains(code) {
        return false
      }
    }
    return true
  }

  /// Tells whether a word has the form of a HCPCS or CPT code: five places of which the middle three are digits.
  private static func isService(_ word: Substring) -> Bool {
    let places = Array(word.utf8)
    return places.count == 5 && places[1...3].allSatisfy { (0x30...0x39).contains($0) }
      && places.count { (0x30...0x39).contains($0) } >= 4
  }
}
