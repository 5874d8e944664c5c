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

  /// The units of a set in some twenty bytes each: a file may have a million.
  private struct Units {
    /// The segments at which units, or what is between them, begin.
    var starts: [Int32] = []
    /// Where in ``bytes`` the number of each ends; that of what is between is empty.
    var ends: [UInt32] = []
    var bytes: [UInt8] = []

    mutating func begin(at segment: Int) {
      starts.append(Int32(truncatingIfNeeded: segment))
      ends.append(UInt32(bytes.count))
    }

    /// Gives the last unit its number, unless it has one.
    mutating func name(_ number: ElementView) {
      guard let last = ends.indices.last, value(last).isEmpty else { return }
      bytes.append(contentsOf: number.bytes)
      ends[last] = UInt32(bytes.count)
    }

    func value(_ index: Int) -> ArraySlice<UInt8> {
      bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }
  }

  private var units: [Key: Units] = [:]
  private var names: [Key: String] = [:]
  private var key = Key()
  private var index = 0
  private var kind: Kind?
  private var current = Units()

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
      current = Units()
      kind = Self.kind(of: segment[1].text)
    case Self.se:
      units[key] = current
      names[key] = kind?.name
      current = Units()
      kind = nil
    default:
      guard let kind else { return }
      if segment.id == kind.begins || segment.id == Self.hl { current.begin(at: index) }
      guard segment.id == kind.named else { return }
      if let qualifier = kind.qualifier, !(segment[1] == qualifier) { return }
      current.name(segment[kind.element])
    }
  }

  /// The unit in which a place lies.
  public func unit(at position: X12Position) -> BusinessUnit? {
    let key = Key(interchange: position.interchange, group: position.group, set: position.set)
    guard let units = units[key], let name = names[key] else { return nil }
    var (low, high) = (0, units.starts.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(units.starts[middle]) <= position.segmentIndex {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0, !units.value(low - 1).isEmpty else { return nil }
    return BusinessUnit(name, String(decoding: units.value(low - 1), as: UTF8.self))
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
