// SPDX-License-Identifier: Apache-2.0

import ClinicalText

/// Spans of hours, as the values of ventilation name them, and as notes state them.
enum HourSpan {
  /// The hours of a value: `Less than 24 Consecutive Hours`, `24-96 Consecutive Hours`.
  static func hours(_ label: String) -> ClosedRange<Int>? {
    let numbers = label.split { !$0.isNumber }.compactMap { Int($0) }
    guard label.hasSuffix("Hours"), let first = numbers.first else { return nil }
    if numbers.count > 1 { return first...numbers[1] }
    return label.hasPrefix("Less") ? 0...first - 1 : first + 1...Int.max
  }

  /// The first time stated in some tokens, in hours.
  static func said(
    in range: Range<Int>, of note: NoteTokens
  ) -> (hours: Int, tokens: Range<Int>)? {
    for at in range.dropLast() where note.tokens[at].kind == .number {
      let form = String(decoding: note.form(of: note.tokens[at]), as: UTF8.self)
      guard let number = Int(form.prefix { $0 != "." }) else { continue }
      var next = at + 1
      if note.tokens[next].kind == .mark, next + 1 < range.upperBound { next += 1 }
      switch String(decoding: note.form(of: note.tokens[next]), as: UTF8.self) {
      case "hour", "hr", "h": return (number, at..<next + 1)
      case "day": return (number * 24, at..<next + 1)
      default: continue
      }
    }
    return nil
  }
}
