// SPDX-License-Identifier: Apache-2.0

import Values

/// One row of a General Equivalence Mapping as text: source, target, flags.
///
/// Source: CMS, General Equivalence Mappings, documentation and user's guide 2018, file layout.
struct MapRow: Hashable {
  let source: String
  let target: String
  /// Approximate, no map, combination, scenario, choice list.
  let flags: [Int]

  /// What a publisher prints for no target.
  static let noTargets: Set<String> = ["NoDx", "NoPCS", "NoI9"]

  /// Takes a line of three fields with blanks between them.
  init?(_ line: String) {
    let fields = line.split(separator: " ")
    guard fields.count == 3 else { return nil }
    self.init(source: String(fields[0]), target: String(fields[1]), flags: fields[2])
  }

  /// Takes three fields.
  ///
  /// The letters of a code may be small: CMS printed one target as `v5889`. A lone `0` is the flags
  /// `00000` out of a sheet that took them for a number: no other flags have that value.
  init?(source: String, target: String, flags text: Substring) {
    let text = text == "0" ? "00000" : text
    let digits = text.utf8.map { Int($0) - 0x30 }
    guard digits.count == 5, digits.allSatisfy((0...9).contains),
      digits[0..<3].allSatisfy({ $0 <= 1 })
    else { return nil }
    self.source = source.uppercased()
    self.target = Self.noTargets.contains(target) ? target : target.uppercased()
    flags = digits
  }

  /// The row as a pair of codes, or nothing where a code is not of its set or the flags contradict
  /// the target.
  ///
  /// A target that says there is none means no map, whatever the flag: CMS left it 0 in places.
  func pair(from: CodeForm, to: CodeForm, line: Int) -> CodePair? {
    let noMap = Self.noTargets.contains(target)
    guard from.matches(source), let sourceCode = PackedCode(source),
      noMap || (to.matches(target) && flags[1] == 0),
      flags[2] == 0 || (flags[3] > 0 && flags[4] > 0)
    else { return nil }
    return CodePair(
      sourceCode, noMap ? nil : PackedCode(target), approximate: flags[0] == 1, noMap: noMap,
      combination: flags[2] == 1, scenario: flags[3], choiceList: flags[4], line: line)
  }
}
