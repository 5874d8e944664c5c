// SPDX-License-Identifier: Apache-2.0

import CodeSets
import X12

/// Which elements identify somebody, from the table `x12/identifying.tsv`.
struct IdentifyingElements {
  /// What a value is, and so what takes its place.
  enum Kind: String {
    case kept, name, first, middle, suffix, person, organization, street, unit, city, zip
    case communication, id, account, routing, birth, date, answer, note, binary
  }

  /// A line of the table.
  struct Rule {
    /// The element, or 0 for all.
    let element: Int
    /// The component, or 0 for the element as a whole.
    let component: Int
    let kind: Kind
    private let conditions: [(place: Substring, values: [Substring])]

    init?(_ fields: [String]) {
      guard fields.count == 4, let kind = Kind(rawValue: fields[3]) else { return nil }
      self.kind = kind
      let parts = fields[1].split(separator: "-")
      element = parts[0] == "*" ? 0 : Int(parts[0]) ?? -1
      component = parts.count > 1 ? Int(parts[1]) ?? -1 : 0
      guard element >= 0, component >= 0 else { return nil }
      conditions = fields[2].split(separator: ";").map { condition in
        let sides = condition.split(separator: "=")
        return (sides[0], sides.count > 1 ? sides[1].split(separator: ",") : [])
      }
    }

    /// Whether the line holds for a segment of a transaction set that stands under an entity.
    func holds(_ segment: EditableSegment, entity: String, set: String) -> Bool {
      conditions.allSatisfy { place, values in
        let found =
          switch place {
          case "entity": entity.isEmpty ? "none" : entity
          case "set": set
          default:
            segment.text(Int(place.prefix(2)) ?? 0, component: Int(place.dropFirst(3)) ?? 0)
          }
        return values.contains { $0 == found }
      }
    }
  }

  /// The lines of the program's table.
  static let standard = IdentifyingElements(Assets.bytes("x12/identifying.tsv"))

  private let rules: [SegmentID: [Rule]]

  /// - Precondition: Every row has a known kind and place.
  init(_ table: [UInt8]) {
    var rules: [SegmentID: [Rule]] = [:]
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      guard let id = SegmentID(text: line.tabbed[0]), let rule = Rule(line.tabbed) else {
        preconditionFailure("x12/identifying.tsv:\(line.number) cannot be used")
      }
      rules[id, default: []].append(rule)
    }
    self.rules = rules
  }

  /// The lines for a segment, in order.
  subscript(id: SegmentID) -> [Rule] { rules[id] ?? [] }
}

/// A segment whose elements can be read and replaced, and which is written as it came but for those.
struct EditableSegment {
  let id: SegmentID
  private let padding: [UInt8]
  private let exact: [UInt8]
  private let delimiters: Delimiters
  private var parts: [[UInt8]]
  private var isChanged = false

  init(_ view: SegmentView) {
    id = view.id
    padding = Array(view.padding)
    exact = Array(view.exactBytes.dropFirst(view.paddingCount))
    delimiters = view.delimiters
    parts = (0...view.count).map { Array(view[$0].bytes) }
  }

  /// How many elements it has.
  var count: Int { parts.count - 1 }

  /// The text of an element, or of a component of its first repetition.
  func text(_ number: Int, component: Int = 0) -> String {
    guard number > 0, number < parts.count else { return "" }
    guard component > 0 else { return Self.text(parts[number]) }
    let cut = parts[number].split(separator: delimiters.component, omittingEmptySubsequences: false)
    return component <= cut.count ? Self.text(Array(cut[component - 1])) : ""
  }

  /// How many bytes an element has.
  func byteCount(_ number: Int) -> Int { parts[number].count }

  /// Whether an element has repetitions or components.
  func isCompound(_ number: Int) -> Bool {
    parts[number].contains(delimiters.component)
      || delimiters.repetition != 0 && parts[number].contains(delimiters.repetition)
  }

  /// Replaces an element, or a component of it; delimiters in the new value are left out.
  mutating func set(_ number: Int, component: Int = 0, _ value: [UInt8], isBinary: Bool = false) {
    isChanged = true
    let clean = isBinary ? value : value.filter { !delimiters.contains($0) || $0 == 0 }
    guard component > 0 else {
      parts[number] = clean
      return
    }
    var cut = parts[number].split(separator: delimiters.component, omittingEmptySubsequences: false)
    cut[component - 1] = clean[...]
    parts[number] = Array(cut.joined(separator: [delimiters.component]))
  }

  /// Appends padding, segment and terminator.
  func append(to bytes: inout [UInt8]) {
    bytes += padding
    guard isChanged else {
      bytes += exact
      return
    }
    bytes += parts.joined(separator: [delimiters.element])
    bytes.append(delimiters.segment)
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
