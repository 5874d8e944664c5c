// SPDX-License-Identifier: Apache-2.0

/// A JSON value that keeps what it read: the order of members and the digits of numbers.
///
/// Foundation's coders go through `Double` or a Codable type per document; amounts must not, and every
/// face must print the same bytes for the same answer. So the pure layers carry this small value.
public enum JSON: Hashable, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number, as its digits were written.
  case number(String)
  /// A string, unescaped.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object; members in the order in which they were written.
  case object([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    /// The member's name.
    public let name: String
    /// The member's value.
    public let value: JSON

    /// Makes a member.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of the first member with a name; nothing for another kind of value.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    for member in members where member.name == name { return member.value }
    return nil
  }

  /// The element at an index; nothing outside the array or for another kind of value.
  public subscript(index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The string, where this is one.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value, where this is one.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The whole number, where this is a number written without fraction and exponent.
  public var int: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }

  /// The digits of a number as written.
  public var digits: String? {
    if case .number(let digits) = self { digits } else { nil }
  }

  /// The elements of an array; empty for another kind of value.
  public var elements: [JSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The members of an object; empty for another kind of value.
  public var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}

extension JSON {
  /// A string, or `null` where there is none.
  public static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  /// A whole number.
  public static func int(_ number: Int) -> JSON { .number(String(number)) }

  /// A date as `yyyy-mm-dd`, or `null` where there is none.
  public static func date(_ date: CalendarDate?) -> JSON { .text(date?.description) }

  /// An amount as a number with two decimals.
  public static func money(_ amount: Money) -> JSON { .number(amount.description) }

  /// An object from pairs in order; members whose value is nothing are left out.
  public static func members(_ pairs: (String, JSON?)...) -> JSON {
    .object(pairs.compactMap { pair in pair.1.map { Member(pair.0, $0) } })
  }
}
