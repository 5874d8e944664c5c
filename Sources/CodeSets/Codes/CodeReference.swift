// SPDX-License-Identifier: Apache-2.0

public import Values

/// The codes that a note names: one code with all below it, or a range of them.
///
///     CodeReference.references(in: "diabetes mellitus (E08-E13), status (Z79.4)")
///     // E08-E13, Z79.4
///
/// `I12.-` stands for every code of I12. A range may be narrowed by its fifth or sixth character, as in
/// `(T36-T50 with fifth or sixth character 5)`.
public struct CodeReference: Hashable, Sendable, BitwiseCopyable {
  private let firstBits: UInt64
  private let lastBits: UInt64
  /// Which digits the fifth or sixth character may have, one bit a digit; 0 where any may stand.
  private let digits: UInt32
  private let padding: UInt32

  /// Makes a reference from the first to the last code; both with everything below them.
  public init(from first: PackedCode, to last: PackedCode, digits: ClosedRange<Int>? = nil) {
    self.init(from: first, to: last, digitSet: digits.map(Self.bits) ?? 0)
  }

  private init(from first: PackedCode, to last: PackedCode, digitSet: UInt32) {
    firstBits = first.bits
    lastBits = last.bits
    digits = digitSet
    padding = 0
  }

  /// The first code.
  public var first: PackedCode { PackedCode(bits: firstBits) }
  /// The last code; the same as the first where no range is meant.
  public var last: PackedCode { PackedCode(bits: lastBits) }

  /// Tells whether a code is meant: it lies in the range, or below its first or last code.
  public func contains(_ code: PackedCode) -> Bool {
    guard code >= first, code <= last.lastDescendant else { return false }
    guard digits != 0 else { return true }
    // T36-T50: the character that tells poisoning from adverse effect stands in the sixth place, in the
    // fifth where the sixth is a placeholder.
    let place = code.count > 5 && code[5] != 34 ? 5 : 4
    let value = Int(code[place])
    return (1...10).contains(value) && digits & (1 << UInt32(value - 1)) != 0
  }

  private static func bits(_ range: ClosedRange<Int>) -> UInt32 {
    range.reduce(0) { $0 | 1 << UInt32($1) }
  }

  fileprivate func narrowed(to digits: UInt32) -> CodeReference {
    CodeReference(from: first, to: last, digitSet: digits)
  }
}

extension CodeReference: CustomStringConvertible {
  /// The reference as ICD-10-CM prints it: `E08-E13`, `Z79.4`.
  public var description: String {
    let head = CodeSetID.icd10cm.printed(first)
    guard digits == 0 else {
      let allowed = (0..<10).filter { digits & (1 << UInt32($0)) != 0 }.map(String.init)
      return "\(head)-\(CodeSetID.icd10cm.printed(last)) [\(allowed.joined(separator: ","))]"
    }
    return first == last ? head : "\(head)-\(CodeSetID.icd10cm.printed(last))"
  }
}

extension CodeReference {
  /// Finds the references to ICD-10-CM codes in the text of a note.
  ///
  /// A code is a letter, a digit, a letter or digit, and after a point up to four more; a point and a
  /// hyphen (`I12.-`) or an open end (`S02.1-`) stand for all below; `A00-B99` is a range.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public static func references(in text: String) -> [CodeReference] {
    var reader = ReferenceReader(Array(text.utf8))
    return reader.read()
  }
}

/// Reads codes out of the words of a note.
private struct ReferenceReader {
  private let text: [UInt8]
  private var at = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func read() -> [CodeReference] {
    var found: [CodeReference] = []
    while at < text.count {
      guard startsWord, let first = code() else {
        at += 1
        continue
      }
      var last = first
      let mark = at
      if take(0x2D), let end = code() {
        last = end
      } else if at < text.count || mark < at {
        at = mark
        _ = take(0x2D)
      }
      found.append(CodeReference(from: first, to: max(first, last)))
    }
    guard let digits = digitCondition() else { return found }
    return found.map { $0.first.description.hasPrefix("T") ? $0.narrowed(to: digits) : $0 }
  }

  private var startsWord: Bool { at == 0 || !isWord(text[at - 1]) && text[at - 1] != 0x2E }

  /// Reads `E11`, `E11.9`, `I12.-`, `S02.1-`; leaves the place as it was where there is none.
  private mutating func code() -> PackedCode? {
    let start = at
    guard at + 3 <= text.count, isLetter(text[at]),
      isDigit(text[at + 1]) || isLetter(text[at + 1]),
      isDigit(text[at + 2]) || isLetter(text[at + 2])
    else { return nil }
    // The second character is a digit but for QA0: GH1 and CR3, in the words of a note, are genes.
    let isPrintedAsCode =
      text.count == 3 || at + 3 < text.count && [0x2E, 0x2D].contains(text[at + 3])
      || at > 0 && text[at - 1] == 0x2D
    guard isDigit(text[at + 1]) || isDigit(text[at + 2]) && isPrintedAsCode else { return nil }
    var end = at + 3
    if end < text.count, text[end] == 0x2E {
      var tail = end + 1
      while tail < text.count, tail - end <= 4, isWord(text[tail]) { tail += 1 }
      end = tail > end + 1 ? tail : end + 1
    }
    guard end >= text.count || !isWord(text[end]) else { return nil }
    let code = PackedCode(String(decoding: text[start..<end], as: UTF8.self))
    at = end
    return code
  }

  /// Reads `with fifth or sixth character 1-4 or 6`, and the like.
  private func digitCondition() -> UInt32? {
    let words = String(decoding: text, as: UTF8.self)
    let phrase = "fifth or sixth character"
    guard let range = words.firstRange(of: phrase) else { return nil }
    var digits: UInt32 = 0
    var previous: UInt32?
    var isRange = false
    for byte in words[range.upperBound...].utf8 {
      if byte == 0x29 { break }
      if byte == 0x2D { isRange = true }
      guard isDigit(byte) else { continue }
      let digit = UInt32(byte - 0x30)
      if isRange, let previous, previous < digit {
        for between in previous...digit { digits |= 1 << between }
      }
      digits |= 1 << digit
      previous = digit
      isRange = false
    }
    return digits == 0 ? nil : digits
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || (0x61...0x7A).contains(byte)
  }
}
