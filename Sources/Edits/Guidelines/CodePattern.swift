// SPDX-License-Identifier: Apache-2.0

import Values

/// Codes that a row of the table of guideline rules names: a code with all below it, or a range, whose
/// characters may be narrowed.
///
///     I50            // I50 and all below it
///     E08-E13        // a range, with all below its last
///     S00-T34/7=ABC  // of a range, those whose seventh character is A, B or C
///     T36-T50/i=5    // of the drugs, those whose fifth or sixth character says adverse effect
///     O80!           // in front of it, `!` takes codes out of a set
struct CodePattern: Hashable, Sendable {
  /// A condition on one character.
  struct Place: Hashable, Sendable {
    /// The place from 0; nothing for the character that says the intent of T36 to T50.
    let place: Int?
    /// The values that it may have, one bit a value as packed.
    let values: UInt64
  }

  let first: PackedCode
  let last: PackedCode
  let places: [Place]

  /// Reads `I50`, `E08-E13`, `S00-T34/7=ABC`; nothing for another text.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = PackedCode(ends[0]),
      let last = ends.count == 2 ? PackedCode(ends[1]) : first, first <= last
    else { return nil }
    var places: [Place] = []
    for part in parts.dropFirst() {
      guard let place = Self.place(part) else { return nil }
      places.append(place)
    }
    self.first = first
    self.last = last.lastDescendant
    self.places = places
  }

  private static func place(_ text: some StringProtocol) -> Place? {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[1].isEmpty else { return nil }
    var values: UInt64 = 0
    for character in sides[1] {
      guard let code = PackedCode(String(character)) else { return nil }
      values |= 1 << UInt64(code[0])
    }
    if sides[0] == "i" { return Place(place: nil, values: values) }
    guard let number = Int(sides[0]), (1...7).contains(number) else { return nil }
    return Place(place: number - 1, values: values)
  }

  /// Tells whether the range, all its conditions aside, holds a code.
  func covers(_ code: PackedCode) -> Bool { first <= code && code <= last }

  /// Tells whether the characters of a code are as asked.
  func admits(_ code: PackedCode) -> Bool {
    places.allSatisfy { $0.values & (1 << UInt64(code[$0.place ?? Self.intent(of: code)])) != 0 }
  }

  /// Where the intent stands: in the sixth place, in the fifth where the sixth is a placeholder.
  private static func intent(of code: PackedCode) -> Int {
    code.count > 5 && code[5] != 34 ? 5 : 4
  }
}

/// A set of codes: what some patterns name less what others take out.
struct CodePatternSet: Hashable, Sendable {
  var included: [CodePattern] = []
  var excluded: [CodePattern] = []

  /// Tells whether a code is in the set, pattern by pattern: ``CodeMembership`` does the same faster.
  func contains(_ code: PackedCode) -> Bool {
    included.contains { $0.covers(code) && $0.admits(code) }
      && !excluded.contains { $0.covers(code) && $0.admits(code) }
  }
}
