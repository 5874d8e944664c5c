// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// The claims of one transaction set as they come, each with the levels that it lies in.
///
/// What a claim is depends on the set: from CLM of an 837, CLP of an 835, INS of an 834; in 270, 271, 276,
/// 277 and 278 the innermost hierarchical level.
struct ClaimTree {
  /// A hierarchical level, or what stands for one (the LX of an 835).
  struct Level {
    let serial: Int
    let number: String
    var segments: [HeldSegment]
    var hasChildren = false
  }

  /// One claim with the levels above it, outermost first.
  struct Unit {
    let levels: [Level]
    let segments: [HeldSegment]
  }

  private enum Shape {
    case claims(SegmentID)
    case innermost
  }

  /// The segments before the first level and claim.
  private(set) var header: [HeldSegment] = []
  /// The segments after the last claim, without SE.
  private(set) var trailer: [HeldSegment] = []
  private(set) var isOpen = false
  private(set) var setType = ""
  private var shape = Shape.innermost
  private var levels: [Level] = []
  private var claim: [HeldSegment] = []
  private var serial = 0

  /// Begins a set; false where nothing in it can be cut apart.
  mutating func begin(_ start: HeldSegment, version: String) -> Bool {
    setType = start.text(1)
    let guide = start.text(3).isEmpty ? version : start.text(3)
    switch setType {
    case "837": shape = .claims(SegmentID("CLM"))
    case "835": shape = .claims(SegmentID("CLP"))
    case "834": shape = .claims(SegmentID("INS"))
    // A 277CA counts what is below each level, and is the answer to one transaction.
    case "277" where guide.hasPrefix("005010X214"): return false
    case "270", "271", "276", "277", "278": shape = .innermost
    default: return false
    }
    isOpen = true
    header = [start]
    return true
  }

  /// Takes a segment; gives the claim that ended before it.
  mutating func take(_ segment: HeldSegment) -> Unit? {
    if case .claims(segment.id) = shape {
      defer { claim = [segment] }
      return endClaim()
    }
    switch (segment.id.description, setType) {
    case ("HL", _): return takeLevel(segment)
    case ("LX", "835"):
      defer { push(segment, number: segment.text(1)) }
      let unit = endClaim()
      levels = []
      return unit
    case ("PLB", "835"):
      trailer.append(segment)
      return endClaim()
    // Totals of all claims of a provider: they would be wrong in every part.
    case ("TS3", "835") where !levels.isEmpty, ("TS2", "835") where !levels.isEmpty: return nil
    default:
      add(segment)
      return nil
    }
  }

  private mutating func takeLevel(_ segment: HeldSegment) -> Unit? {
    let parent = segment.text(2)
    let isBelowLast = levels.last?.number == parent
    let unit = setType != "837" && isBelowLast ? nil : finish()
    while let last = levels.last, last.number != parent { levels.removeLast() }
    if let last = levels.indices.last { levels[last].hasChildren = true }
    push(segment, number: segment.text(1))
    return unit
  }

  private mutating func add(_ segment: HeldSegment) {
    if !trailer.isEmpty {
      trailer.append(segment)
    } else if !claim.isEmpty {
      claim.append(segment)
    } else if let last = levels.indices.last {
      levels[last].segments.append(segment)
    } else {
      header.append(segment)
    }
  }

  /// Gives the claim that ends with the set.
  mutating func finish() -> Unit? {
    switch shape {
    case .claims: return endClaim()
    case .innermost:
      guard let last = levels.last, !last.hasChildren else { return nil }
      return Unit(levels: levels, segments: [])
    }
  }

  private mutating func endClaim() -> Unit? {
    guard !claim.isEmpty else { return nil }
    defer { claim = [] }
    return Unit(levels: levels, segments: claim)
  }

  private mutating func push(_ segment: HeldSegment, number: String) {
    serial += 1
    levels.append(Level(serial: serial, number: number, segments: [segment]))
  }
}

extension ClaimTree {
  /// By how much the provider adjustments (PLB) at the end of an 835 lower what it pays.
  var adjustment: Money {
    trailer.filter { $0.id == SegmentID("PLB") }.reduce(.zero) { sum, segment in
      stride(from: 4, through: 14, by: 2).reduce(sum) { $0 + (Money(segment.text($1)) ?? .zero) }
    }
  }
}
