// SPDX-License-Identifier: Apache-2.0

/// A value to be put into a segment, or taken out of one.
///
///     ["HC", .composite(["ABK", "E119"]), .empty]
public enum Element: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Nothing.
  case empty
  /// A simple element.
  case text(String)
  /// A composite of components, empty ones as empty text.
  case composite([String])
  /// Repetitions of a simple element.
  case repeated([String])
  /// Repetitions of a composite.
  case repeatedComposite([[String]])
  /// The data of a BIN or BDS segment that is no text; the element before it says how many bytes.
  case binary([UInt8])

  /// Takes a literal as a simple element.
  public init(stringLiteral value: String) { self = .text(value) }

  /// Takes a value, or an empty element where there is none.
  public init(_ text: String?) { self = text.map(Element.text) ?? .empty }
}
