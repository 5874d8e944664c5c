// SPDX-License-Identifier: Apache-2.0

/// Makes loops of segments: the tree of a transaction set, given away a claim at a time.
///
/// Memory is that of one claim and what stands above it, whatever the size of the input. Nothing is
/// judged: a segment for which the guide has no place stays in the loop at hand, so that nothing is lost.
///
///     var assembler = LoopAssembler(guides: guides)
///     for piece in assembler.take(reader.segment) {
///       if case .loop(let claim, let ancestors) = piece { … }
///     }
public struct LoopAssembler {
  /// A part of the input that is complete.
  public enum Piece: Sendable {
    /// An interchange begins: its ISA.
    case interchange(Segment)
    /// A functional group begins: its GS.
    case group(Segment)
    /// A transaction set begins: its ST, and its guide if a table judges it.
    case set(Segment, guide: Guide?)
    /// A claim, or what comes nearest in other transaction sets; the loops that it lies in, outermost
    /// first, each with its own segments and the loops below it that are complete and were not given.
    case loop(Loop, ancestors: [Loop])
    /// A transaction set ends: its own segments, what else was not given of it, and its SE. A loop that was
    /// given with a claim in it, as one of the claim's ancestors, is not given again.
    case setEnd(Loop, trailer: Segment)
    /// A functional group ends: its GE.
    case groupEnd(Segment)
    /// An interchange ends: its IEA.
    case interchangeEnd(Segment)
    /// A segment outside of transaction sets that is none of these, such as a TA1.
    case other(Segment)
  }

  private let guides: GuideLibrary
  private let wholeSets: Bool
  private var version = ""
  private var matcher: LoopMatcher?
  private var open: [Loop] = []
  /// How many of the open loops, from the outermost on, were given as ancestors and did not change since.
  private var given = 0
  /// The guides of which the segment after the ST decides.
  private var candidates: [Guide] = []
  private var chunks: Set<String> = []

  /// Makes an assembler.
  ///
  /// - Parameters:
  ///   - guides: The guides by which loops are known.
  ///   - wholeSets: Whether claims stay in their transaction set instead of being given one by one.
  public init(guides: GuideLibrary, wholeSets: Bool = false) {
    self.guides = guides
    self.wholeSets = wholeSets
  }

  /// Takes the next segment of the input and gives what became complete by it.
  ///
  /// - Complexity: O(*n*) in the bytes of the segment, and of the loops that it completes.
  public mutating func take(_ view: SegmentView) -> [Piece] {
    let segment = Segment(view)
    switch view.id {
    case .isa: return [.interchange(segment)]
    case .gs:
      version = segment.text(8)
      return [.group(segment)]
    case .ge: return endSet() + [.groupEnd(segment)]
    case .iea: return endSet() + [.interchangeEnd(segment)]
    case .st: return endSet() + begin(segment)
    case .se where !open.isEmpty:
      let chosen = candidates.isEmpty ? [] : choose(candidates[0])
      let pieces = close(to: 1)
      defer { open = [] }
      return chosen + pieces + [.setEnd(open[0], trailer: segment)]
    default:
      guard !open.isEmpty else { return [.other(segment)] }
      return place(view, segment)
    }
  }

  /// Says that the input ended, and gives what was still open.
  public mutating func finish() -> [Piece] { endSet() }

  private mutating func begin(_ header: Segment) -> [Piece] {
    let named = header.text(3)
    candidates = guides.guides(version: named.isEmpty ? version : named, set: header.text(1))
    matcher = nil
    open = [Loop("ST", segments: [header])]
    given = 0
    return candidates.count > 1 ? [] : choose(candidates.first)
  }

  /// Settles which guide the transaction set follows.
  private mutating func choose(_ guide: Guide?) -> [Piece] {
    candidates = []
    matcher = guide.map(LoopMatcher.init)
    matcher?.enterHeader()
    chunks = wholeSets ? [] : guide?.claimLoops ?? []
    return [.set(open[0].segments[0], guide: guide)]
  }

  private mutating func place(_ view: SegmentView, _ segment: Segment) -> [Piece] {
    var pieces =
      candidates.isEmpty ? [] : choose(candidates.first { $0.admits(view) } ?? candidates[0])
    guard let target = matcher?.find(view) else {
      add(segment)
      return pieces
    }
    pieces += close(to: target.depth)
    matcher?.enter(target)
    if let matcher, matcher.frames.count > target.depth {
      let loop = matcher.guide.loops[matcher.frames[target.depth].loop]
      open.append(Loop(loop.id, segments: [segment]))
    } else {
      add(segment)
    }
    return pieces
  }

  /// Adds a segment to the innermost open loop.
  private mutating func add(_ segment: Segment) {
    open[open.count - 1].add(segment)
    given = min(given, open.count - 1)
  }

  /// Closes loops until so many are open.
  private mutating func close(to depth: Int) -> [Piece] {
    var pieces: [Piece] = []
    while open.count > depth {
      matcher?.close()
      let loop = open.removeLast()
      if chunks.contains(loop.id) {
        pieces.append(.loop(loop, ancestors: ancestors))
        given = open.count
      } else if given > open.count {
        // Nothing is lost: a claim took it along.
        given = open.count
      } else {
        open[open.count - 1].loops.append(loop)
        given = min(given, open.count - 1)
      }
    }
    return pieces
  }

  /// The open loops as a claim's ancestors.
  ///
  /// What stands behind the claims of the set itself is given at its end: to hand it on with each claim would
  /// copy it each time.
  private var ancestors: [Loop] {
    guard let set = open.first, !set.trailer.isEmpty else { return open }
    return [Loop(set.id, segments: set.segments, loops: set.loops)] + open.dropFirst()
  }

  /// Ends a transaction set that has no SE.
  private mutating func endSet() -> [Piece] {
    guard !open.isEmpty else { return [] }
    let chosen = candidates.isEmpty ? [] : choose(candidates[0])
    let pieces = close(to: 1)
    defer { open = [] }
    return chosen + pieces + [.setEnd(open[0], trailer: Segment("SE", []))]
  }
}

extension Loop {
  mutating func add(_ segment: Segment) {
    if loops.isEmpty { segments.append(segment) } else { trailer.append(segment) }
  }
}

extension Guide {
  /// Whether a segment has none but codes that the guide names for it; what follows the ST tells the
  /// request from the response where both have one number.
  func admits(_ view: SegmentView) -> Bool {
    guard let index = segments.firstIndex(where: { $0.id == view.id }) else { return false }
    let segment = plan.segments[index]
    for number in 0..<Int(segment.topCount) {
      let element = plan.elements[Int(plan.topElements[Int(segment.topFrom) + number])]
      let value = view[number + 1]
      guard element.keysFrom < element.keysTo, !value.isEmpty else { continue }
      if !plan.contains(value.key, element.keysFrom, element.keysTo) { return false }
    }
    return true
  }

  /// The loops that are given one by one: the claims of an 837 or 835, else the innermost level that
  /// stands for one person's matter.
  public var claimLoops: Set<String> {
    switch set {
    case "837": ["2300"]
    case "835": ["2100"]
    case "834": ["2000"]
    default: []
    }
  }
}

extension GuideLibrary {
  /// The guides that may judge a transaction set, the first being the likeliest.
  ///
  /// A table that cannot be read counts as none here; checking the tables is the business of tests.
  func guides(version: String, set: String) -> [Guide] {
    entries(version: version, set: set).compactMap { try? guide(for: $0) }
  }
}
