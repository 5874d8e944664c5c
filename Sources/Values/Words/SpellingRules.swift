// SPDX-License-Identifier: Apache-2.0

/// Rules by which two spellings of a word become one: plural and singular, British and American.
///
/// The same rules run over titles, over queries and over notes, so a rule may be crude as long as it is the
/// same on all sides: `rabies` becomes `raby` in the index and in the query alike.
package enum SpellingRules {
  /// The form in which a word is compared.
  package static func normalized(_ word: [UInt8]) -> [UInt8] {
    var form = word
    normalize(&form, from: 0)
    return form
  }

  /// Brings the word at the end of a buffer into the form in which it is compared; nothing is allocated.
  ///
  /// - Parameters:
  ///   - buffer: Words; the one from `start` to the end is lower-case ASCII.
  ///   - start: Where the word begins.
  package static func normalize(_ buffer: inout [UInt8], from start: Int) {
    guard buffer.count - start >= 4 else { return }
    for at in start..<buffer.count where !(0x61...0x7A).contains(buffer[at]) { return }
    makeSingular(&buffer, from: start)
    makeAmerican(&buffer, from: start)
  }

  private static func makeSingular(_ word: inout [UInt8], from start: Int) {
    guard word.last == 0x73 else { return }
    if ends(word, "ies", from: start), word.count - start > 4 {
      word.removeLast(3)
      word.append(0x79)
    } else if ends(word, "sses", from: start) || ends(word, "xes", from: start)
      || ends(word, "ches", from: start) || ends(word, "shes", from: start)
    {
      word.removeLast(2)
    } else if !ends(word, "ss", from: start), !ends(word, "us", from: start),
      !ends(word, "is", from: start)
    {
      word.removeLast()
    }
  }

  private static func makeAmerican(_ word: inout [UInt8], from start: Int) {
    guard word.count - start >= 5 else { return }
    contractVowels(&word, from: start)
    let count = word.count
    if ends(word, "our", from: start), count - start >= 6 {  // tumour
      word[count - 2] = 0x72
      word.removeLast()
    } else if ends(word, "litre", from: start) || ends(word, "metre", from: start)
      || ends(word, "centre", from: start)
    {
      (word[count - 2], word[count - 1]) = (0x65, 0x72)
    } else if let at = firstIndex(of: "isation", in: word, from: start) {
      word[at + 1] = 0x7A
    }
  }

  /// Anaemia, oedema, vertebrae, sulphate.
  private static func contractVowels(_ word: inout [UInt8], from start: Int) {
    var (at, out) = (start, start)
    let count = word.count
    while at < count {
      let (byte, next) = (word[at], at + 1 < count ? word[at + 1] : 0)
      var step = 2
      switch (byte, next) {
      case (0x61, 0x65) where at + 2 == count: word[out] = 0x61
      case (0x61, 0x65), (0x6F, 0x65): word[out] = 0x65
      case (0x70, 0x68)
      where out >= start + 3 && word[out - 3] == 0x73 && word[out - 2] == 0x75
        && word[out - 1] == 0x6C:
        word[out] = 0x66
      default:
        word[out] = byte
        step = 1
      }
      at += step
      out += 1
    }
    word.removeLast(count - out)
  }

  private static func ends(_ word: [UInt8], _ ending: StaticString, from start: Int) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard word.count - start >= count else { return false }
    for index in 0..<count where word[word.count - count + index] != ending.utf8Start[index] {
      return false
    }
    return true
  }

  private static func firstIndex(
    of part: StaticString, in word: [UInt8], from start: Int
  ) -> Int? {
    let count = part.utf8CodeUnitCount
    guard word.count - start >= count else { return nil }
    return (start...word.count - count).first { first in
      (0..<count).allSatisfy { word[first + $0] == part.utf8Start[$0] }
    }
  }

  /// The whole part of a decimal number: 32 for 32.5.
  package static func whole(_ word: [UInt8]) -> [UInt8]? {
    guard let point = word.firstIndex(of: 0x2E), point > 0 else { return nil }
    return Array(word[..<point])
  }

  /// The digits of a Roman numeral from ii to xii: `type ii` is `type 2`. Single letters are too often
  /// something else (`factor V`, `vitamin C`), except i.
  package static func arabic(_ word: [UInt8]) -> [UInt8]? {
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
