// SPDX-License-Identifier: Apache-2.0

public import X12

/// Remembers which claims (or inquiries, members, payments) a transaction set has and where each begins,
/// so that an acknowledgement can name the one in which something is wrong.
///
///     var units = BusinessUnits()
///     while reader.next() == .segment { units.take(reader.segment) }
///     units.unit(at: position)   // CLM01, "VISIT-1"
///
/// Source: 005010X231A1, CTX business unit identifier.
public struct BusinessUnits: Sendable {
  private struct Key: Hashable {
    var interchange = 0
    var group = 0
    var set = 0
  }

  /// How units are told apart in a kind of transaction set.
  private struct Kind {
    let name: String
    let begins: SegmentID
    let named: SegmentID
    let element: Int
    let qualifier: StaticString?
  }

  /// The segments at which units begin, in order, and their numbers; empty for what is between.
  private var units: [Key: [(start: Int32, value: String)]] = [:]
  private var names: [Key: String] = [:]
  private var key = Key()
  private var index = 0
  private var kind: Kind?
  private var current: [(start: Int32, value: String)] = []

  /// Remembers nothing yet.
  public init() {}

  /// Looks at the next segment of the input.
  public mutating func take(_ segment: SegmentView) {
    index += 1
    switch segment.id {
    case Self.isa: key = Key(interchange: key.interchange + 1)
    case Self.gs: key = Key(interchange: key.interchange, group: key.group + 1)
    case Self.st:
      key.set += 1
      index = 1
      current = []
      kind = Self.kind(of: segment[1].text)
    case Self.se:
      units[key] = current
      names[key] = kind?.name
      kind = nil
    default:
      guard let kind else { return }
      if segment.id == kind.begins || segment.id == Self.hl {
        current.append((Int32(index), ""))
      }
      guard segment.id == kind.named, let last = current.indices.last,
        current[last].value.isEmpty
      else { return }
      if let qualifier = kind.qualifier, !(segment[1] == qualifier) { return }
      current[last].value = segment[kind.element].text
    }
  }

  /// Forgets the set at hand, of which nothing has to be named.
  public mutating func forgetSet() { units[key] = nil }

  /// The unit in which a place lies.
  public func unit(at position: X12Position) -> BusinessUnit? {
    let key = Key(interchange: position.interchange, group: position.group, set: position.set)
    guard let starts = units[key], let name = names[key] else { return nil }
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(starts[middle].start) <= position.segmentIndex {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0, !starts[low - 1].value.isEmpty else { return nil }
    return BusinessUnit(name, starts[low - 1].value)
  }

  private static func kind(of set: String) -> Kind? {
    let (hl, trn) = (SegmentID("HL"), SegmentID("TRN"))
    return switch set {
    case "837":
      Kind(
        name: "CLM01", begins: SegmentID("CLM"), named: SegmentID("CLM"), element: 1, qualifier: nil
      )
    case "835": Kind(name: "TRN02", begins: trn, named: trn, element: 2, qualifier: nil)
    case "276", "277": Kind(name: "TRN02", begins: trn, named: trn, element: 2, qualifier: nil)
    case "270", "271", "278":
      Kind(name: "TRN02", begins: hl, named: trn, element: 2, qualifier: nil)
    case "820":
      Kind(
        name: "ENT01", begins: SegmentID("ENT"), named: SegmentID("ENT"), element: 1, qualifier: nil
      )
    case "834":
      Kind(
        name: "SUBSCRIBER NUMBER REF02", begins: SegmentID("INS"), named: SegmentID("REF"),
        element: 2,
        qualifier: "0F")
    default: nil
    }
  }

  private static let isa = SegmentID("ISA")
  private static let gs = SegmentID("GS")
  private static let st = SegmentID("ST")
  private static let se = SegmentID("SE")
  private static let hl = SegmentID("HL")
}
