// SPDX-License-Identifier: Apache-2.0

/// Rules by which two spellings of a word become one: plural and singular, British and American.
///
/// The same rules run over titles and over queries, so a rule may be crude as long as it is the same on
/// both sides: `rabies` becomes `raby` in the index and in the query alike.
enum SpellingRules {
  /// The form in which a word is compared.
  static func normalized(_ word: [UInt8]) -> [UInt8] {
    guard word.count >= 4, word.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
    return american(singular(word))
  }

  private static func singular(_ word: [UInt8]) -> [UInt8] {
    guard word.last == 0x73 else { return word }
    if ends(word, "ies"), word.count > 4 { return word.dropLast(3) + [0x79] }
    if ends(word, "sses") || ends(word, "xes") || ends(word, "ches") || ends(word, "shes") {
      return Array(word.dropLast(2))
    }
    if ends(word, "ss") || ends(word, "us") || ends(word, "is") { return word }
    return Array(word.dropLast())
  }

  private static func american(_ word: [UInt8]) -> [UInt8] {
    guard word.count >= 5 else { return word }
    var out: [UInt8] = []
    out.reserveCapacity(word.count)
    var at = 0
    while at < word.count {
      let (byte, next) = (word[at], at + 1 < word.count ? word[at + 1] : 0)
      switch (byte, next) {
      case (0x61, 0x65) where at + 2 == word.count:  // vertebrae
        out.append(0x61)
        at += 2
      case (0x61, 0x65), (0x6F, 0x65):  // anaemia, oedema
        out.append(0x65)
        at += 2
      case (0x70, 0x68) where ends(out, "sul"):  // sulphate
        out.append(0x66)
        at += 2
      default:
        out.append(byte)
        at += 1
      }
    }
    if ends(out, "our"), out.count >= 6 { return out.dropLast(3) + [0x6F, 0x72] }  // tumour
    if ends(out, "litre") || ends(out, "metre") || ends(out, "centre") {
      return out.dropLast(2) + [0x65, 0x72]
    }
    if let at = firstIndex(of: "isation", in: out) { out[at + 1] = 0x7A }
    return out
  }

  private static func ends(_ word: [UInt8], _ ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard word.count >= count else { return false }
    for index in 0..<count where word[word.count - count + index] != ending.utf8Start[index] {
      return false
    }
    return true
  }

  private static func firstIndex(of part: StaticString, in word: [UInt8]) -> Int? {
    let count = part.utf8CodeUnitCount
    guard word.count >= count else { return nil }
    return (0...word.count - count).first { start in
      (0..<count).allSatisfy { word[start + $0] == part.utf8Start[$0] }
    }
  }

  /// The whole part of a decimal number: 32 for 32.5.
  static func whole(_ word: [UInt8]) -> [UInt8]? {
    guard let point = word.firstIndex(of: 0x2E), point > 0 else { return nil }
    return Array(word[..<point])
  }

  /// The digits of a Roman numeral from ii to xii: `type ii` is `type 2`. Single letters are too often
  /// something else (`factor V`, `vitamin C`), except i.
  static func arabic(_ word: [UInt8]) -> [UInt8]? {
    guard (1...4).contains(word.count) else { return nil }
    var total = 0
    var last = 0
    for byte in word.reversed() {
      let value: Int
      switch byte {
      case 0x69: value = 1
      case 0x76: value = 5
      case 0x78: value = 10
      default: return nil
      }
      total += value < last ? -value : value
      last = max(last, value)
    }
    guard word.count > 1 || word == [0x69], (1...12).contains(total) else { return nil }
    return Array(String(total).utf8)
  }
}
