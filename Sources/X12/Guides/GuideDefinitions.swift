// SPDX-License-Identifier: Apache-2.0

/// Whether a guide asks for something, allows it under a condition, or does not use it.
public enum Usage: UInt8, Hashable, Sendable, BitwiseCopyable {
  /// Must be there.
  case required
  /// May or must be there, by a condition.
  case situational
  /// Must not be there.
  case notUsed

  init?(letter: Substring) {
    switch letter {
    case "R": self = .required
    case "S": self = .situational
    case "N": self = .notUsed
    default: return nil
    }
  }
}

/// The kinds of data elements of the standard.
///
/// Source: ASC X12.6, section 3.3.
public enum ElementType: Hashable, Sendable {
  /// A code of a list.
  case code
  /// Text.
  case text
  /// A number with a number of decimal places that is understood.
  case number(places: Int)
  /// A number with its decimal point.
  case decimal
  /// A day, of six or eight digits.
  case date
  /// A time of day.
  case time
  /// Bytes.
  case binary
  /// Several components.
  case composite

  init?(_ name: Substring) {
    switch name {
    case "ID": self = .code
    case "AN": self = .text
    case "R": self = .decimal
    case "DT": self = .date
    case "TM": self = .time
    case "B": self = .binary
    case "composite": self = .composite
    default:
      guard name.count == 2, name.first == "N", let places = name.last?.wholeNumberValue else {
        return nil
      }
      self = .number(places: places)
    }
  }
}

/// A data element of the standard: its type, its size and its name.
public struct DataElement: Hashable, Sendable {
  /// The number, such as `98` or `C003`.
  public let number: String
  /// The type.
  public let type: ElementType
  /// The fewest characters.
  public let minimum: Int
  /// The most characters; for numbers without sign and point.
  public let maximum: Int
  /// The name.
  public let name: String

  /// Whether it is an amount of which the guides limit the digits, cents included.
  ///
  /// Source: ASC X12N 005010 guides, appendix B.1.1.3.1.2.
  var isMoney: Bool { number == "782" && maximum <= 10 }
}

/// What values an element may have.
public struct AllowedCodes: Hashable, Sendable {
  /// The codes named by the guide, as keys in rising order; in ``Guide/codeKeys``.
  var keys: Range<Int>
  /// The lists that others keep, as indexes of ``Guide/lists``.
  var lists: Range<Int>

  /// Whether any value may stand there.
  public var isOpen: Bool { keys.isEmpty && lists.isEmpty }
}

/// An element or component as a guide uses it.
public struct ElementDefinition: Hashable, Sendable {
  /// The data element.
  public let element: DataElement
  /// Whether it is asked for.
  public let usage: Usage
  /// The values it may have.
  public let codes: AllowedCodes
  /// How often it may repeat.
  public let maximum: Int
  /// What the guide calls it.
  public let name: String
  /// The components of a composite, as indexes of ``Guide/elements``; empty for a simple element.
  public internal(set) var components: Range<Int>
  /// How many positions before it the qualifier stands that says what it holds; 0 where none does.
  public internal(set) var qualifierDistance: Int
}

/// A segment as a guide uses it at one place.
public struct SegmentDefinition: Hashable, Sendable {
  /// The identifier.
  public let id: SegmentID
  /// The loop that it belongs to, as an index of ``Guide/loops``.
  public let loop: Int
  /// Whether it is asked for.
  public let usage: Usage
  /// How often it may stand in one loop.
  public let maximum: Int
  /// What the guide calls it.
  public let name: String
  /// Its elements, as indexes of ``Guide/elements``.
  public internal(set) var elements: Range<Int>
  /// The element by whose codes it is told from others with the same identifier; 0 where there is none.
  public internal(set) var qualifierElement = 0
  /// The component of ``qualifierElement``, counted from 1; 0 where it is no composite.
  public internal(set) var qualifierComponent = 0
  /// The codes of the qualifier.
  var qualifierKeys = 0..<0
  /// The standard's conditions between its elements.
  public internal(set) var conditions: [RelationalCondition] = []
}

/// What may stand in a loop: a segment or another loop.
struct LoopChild: Hashable, Sendable {
  /// An index of ``Guide/segments``: the segment, or the first segment of the loop.
  let segment: Int
  /// An index of ``Guide/loops``, or -1 for a segment.
  let loop: Int
  let usage: Usage
  let maximum: Int
  /// Children of the same rank may stand in any order.
  let rank: Int
}

/// A loop as a guide uses it.
public struct LoopDefinition: Hashable, Sendable {
  /// What the guide calls it by number, such as `2010AA`; `ST` for the transaction set.
  public let id: String
  /// The loops in which it may stand, as indexes of ``Guide/loops``.
  public internal(set) var parents: [Int]
  /// What the guide calls it by name.
  public let name: String
  /// Whether it is asked for, in its first parent.
  public let usage: Usage
  /// How often it may stand in its first parent.
  public let maximum: Int
  var children: [LoopChild] = []
}
