// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the bytes of an interchange, before any segment has a meaning.
///
/// Nothing is repaired in silence: a byte-order mark skipped, a wrapped line joined and blanks between
/// segments are all told.
public struct SyntaxProblem: Hashable, Sendable {
  /// What is wrong; the raw value is the finding's id.
  public enum Kind: String, Sendable, CaseIterable {
    /// Nowhere in the input is an ISA segment.
    case noInterchange = "x12.syntax.no-interchange"
    /// Something stands before the first ISA.
    case leadingBytes = "x12.syntax.leading-bytes"
    /// The input begins with a UTF-8 byte-order mark.
    case byteOrderMark = "x12.syntax.byte-order-mark"
    /// The input is UTF-16, or has the null bytes of a binary file.
    case notText = "x12.syntax.not-text"
    /// The ISA does not have its fixed width of 106 characters.
    case badHeader = "x12.syntax.bad-header"
    /// A delimiter of the ISA is a letter, digit or blank, or two of them are the same.
    case badDelimiter = "x12.syntax.bad-delimiter"
    /// The input ends in the middle of a segment.
    case truncated = "x12.syntax.truncated"
    /// Something that is no interchange follows the last one.
    case trailingBytes = "x12.syntax.trailing-bytes"
    /// A segment's identifier is not two or three capitals and digits.
    case segmentID = "x12.syntax.segment-id"
    /// A control character, or a byte outside of ASCII that is no UTF-8.
    case character = "x12.syntax.character"
    /// A letter outside of X12's extended set, such as an accented one.
    case extendedCharacter = "x12.syntax.extended-character"
    /// No segment terminator within the greatest length of a segment.
    case segmentTooLong = "x12.syntax.segment-too-long"
    /// Two terminators with nothing between.
    case blankSegment = "x12.syntax.blank-segment"
    /// Blanks stand between segments.
    case padding = "x12.syntax.padding"
    /// A line break stands within a segment.
    case wrapped = "x12.syntax.wrapped"
    /// The length that a binary segment announces is not that of its data.
    case binaryLength = "x12.syntax.binary-length"
  }

  /// What is wrong.
  public let kind: Kind
  /// The byte, counted from 0 over the whole input.
  public let offset: Int
  /// The line, counted from 1.
  public let line: Int
  /// The element of the segment at hand, counted from 1; 0 for the segment as a whole.
  public let element: Int
  /// The byte or length that is wrong, where one is to blame.
  public let value: Int?

  /// The segment to which ``element`` belongs; empty where the problem is about none.
  public var segment: String {
    switch kind {
    case .badHeader, .badDelimiter: "ISA"
    // The length stands before the data: BIN01, BDS02.
    case .binaryLength: element == 1 ? "BIN" : "BDS"
    default: ""
    }
  }

  init(_ kind: Kind, offset: Int, line: Int, element: Int = 0, value: Int? = nil) {
    self.kind = kind
    self.offset = offset
    self.line = line
    self.element = element
    self.value = value
  }
}
