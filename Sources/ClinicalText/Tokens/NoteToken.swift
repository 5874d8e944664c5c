// SPDX-License-Identifier: Apache-2.0

/// A word, a number, a mark or the end of a line of a note, with its place.
public struct NoteToken: Hashable, Sendable, BitwiseCopyable {
  /// What a token is.
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// Letters, with digits among or after them: `pain`, `l5`, `h/o`, `5th`.
    case word
    /// Digits: `120`, `2.5`, `1,200`.
    case number
    /// One mark: `.`, `,`, `(`, a bullet.
    case mark
    /// One end of a line.
    case lineEnd
  }

  /// How the token is written, one bit each.
  public struct Marks: OptionSet, Hashable, Sendable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt8

    /// Takes bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The first letter is a capital.
    public static let capitalized = Marks(rawValue: 1)
    /// Every letter is a capital.
    public static let uppercase = Marks(rawValue: 2)
    /// Nothing stands between this token and the one before.
    public static let glued = Marks(rawValue: 4)
    /// It ends in `'s`.
    public static let possessive = Marks(rawValue: 8)
  }

  /// The hash of the form: equal forms have equal hashes.
  public let hash: UInt64
  /// The first byte in the note.
  public let start: UInt32
  /// The byte after the last.
  public let end: UInt32
  /// Where the form begins among the forms of the note.
  public let form: UInt32
  /// The length of the form in bytes.
  public let formLength: UInt16
  /// What it is.
  public let kind: Kind
  /// How it is written.
  public let marks: Marks

  /// The bytes of the note.
  public var bytes: Range<Int> { Int(start)..<Int(end) }
}
