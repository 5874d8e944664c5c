// SPDX-License-Identifier: Apache-2.0

/// The lines of a publisher's text file, decoded.
///
/// Some federal files are Windows-1252 and do not say so: bytes that are not UTF-8 are read as that.
public struct PublishedText: Sendable {
  /// One line without its end.
  public struct Line: Sendable {
    /// The number, counted from 1.
    public let number: Int
    /// The text.
    public let text: String

    /// The columns of the line from `start` up to, not including, `end`, without blanks around; both
    /// counted from 0 in characters, as publishers' layouts state them less one.
    public func column(_ start: Int, _ end: Int? = nil) -> String {
      let characters = text.unicodeScalars
      guard
        let from = characters.index(
          characters.startIndex, offsetBy: start, limitedBy: characters.endIndex)
      else { return "" }
      let to = end.flatMap {
        characters.index(from, offsetBy: max(0, $0 - start), limitedBy: characters.endIndex)
      }
      return PublishedText.trimmed(String(characters[from..<(to ?? characters.endIndex)]))
    }

    /// The fields between tabs.
    public var tabbed: [String] {
      text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The lines in order; empty ones included.
  public let lines: [Line]

  /// Decodes and splits bytes; ends of line may be LF or CR LF.
  public init(_ bytes: [UInt8]) {
    var lines: [Line] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let stop = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
      lines.append(Line(number: lines.count + 1, text: Self.decoded(bytes[start..<stop])))
      start = end + 1
    }
    self.lines = lines
  }

  /// Decodes UTF-8, or Windows-1252 where the bytes are not that.
  public static func decoded(_ bytes: some Sequence<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(windows1252(byte)) }
    return String(scalars)
  }

  /// Takes blanks off both ends.
  package static func trimmed(_ text: String) -> String {
    var part = text[...]
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }

  /// Source: the WHATWG index of windows-1252: rows 0x80 to 0x9F; all others are the same as Latin-1.
  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return upper[Int(byte) - 0x80]
  }

  private static let upper: [Unicode.Scalar] = Array(
    ("\u{20AC}\u{81}\u{201A}\u{192}\u{201E}\u{2026}\u{2020}\u{2021}\u{2C6}\u{2030}\u{160}\u{2039}"
      + "\u{152}\u{8D}\u{17D}\u{8F}\u{90}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}"
      + "\u{2DC}\u{2122}\u{161}\u{203A}\u{153}\u{9D}\u{17E}\u{178}").unicodeScalars)
}
