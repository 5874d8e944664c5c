// SPDX-License-Identifier: Apache-2.0

/// Tells of each segment, as it comes, which loops end and which begins, and what the guide calls it.
///
/// This is for who wants to write a file down again in its order; ``LoopAssembler`` is for who wants
/// whole loops. Memory is that of the open loops. Nothing is judged.
///
///     var walker = LoopWalker(guides: guides)
///     let step = walker.take(reader.segment)
///     if let loop = step.opened { print(walker.guide!.loops[loop].name) }
public struct LoopWalker {
  /// What a segment does to the loops of its transaction set.
  public struct Step: Sendable {
    /// How many open loops end before it, the transaction set itself not counted.
    public var closed = 0
    /// The loop that begins with it, as an index of ``Guide/loops``.
    public var opened: Int?
    /// What the guide says of it, as an index of ``Guide/segments``; nothing where it has no place for it.
    public var definition: Int?
  }

  /// The guide of the transaction set at hand; nothing outside of one, or where no table describes it.
  public private(set) var guide: Guide?
  private let guides: GuideLibrary
  private var version = ""
  private var candidates: [Guide] = []
  private var matcher: LoopMatcher?

  /// Makes a walker.
  public init(guides: GuideLibrary) { self.guides = guides }

  /// Whether it is known which guide the transaction set follows; for some the segment after ST decides.
  public var isSettled: Bool { candidates.isEmpty }

  /// The loops that are open, outermost first, as indexes of ``Guide/loops``; the set itself is not named.
  public var path: [Int] { matcher.map { $0.frames.dropFirst().map(\.loop) } ?? [] }

  /// Takes the next segment of the input.
  public mutating func take(_ view: SegmentView) -> Step {
    switch view.id {
    case .isa, .iea, .ge: return end()
    case .gs:
      version = view[8].text
      return end()
    case .st: return begin(view)
    case .se:
      var step = Step(closed: path.count)
      step.definition = guide?.segments.firstIndex { $0.id == .se }
      matcher = nil
      candidates = []
      return step
    default: return place(view)
    }
  }

  /// Forgets the transaction set at hand: an interchange begins.
  public mutating func reset() { _ = end() }

  private mutating func end() -> Step {
    let step = Step(closed: path.count)
    matcher = nil
    guide = nil
    candidates = []
    return step
  }

  private mutating func begin(_ view: SegmentView) -> Step {
    var step = end()
    let named = view[3].text
    candidates = guides.guides(version: named.isEmpty ? version : named, set: view[1].text)
    if candidates.count <= 1 {
      choose(candidates.first)
    } else {
      // Until the next segment tells which it is, the likeliest has to serve: they share the ST.
      guide = candidates[0]
    }
    step.definition = guide?.segments.firstIndex { $0.id == .st }
    return step
  }

  private mutating func choose(_ chosen: Guide?) {
    candidates = []
    guide = chosen
    matcher = chosen.map(LoopMatcher.init)
    matcher?.enterHeader()
  }

  private mutating func place(_ view: SegmentView) -> Step {
    if !candidates.isEmpty { choose(candidates.first { $0.admits(view) } ?? candidates[0]) }
    guard var matcher, let guide, let target = matcher.find(view) else { return Step() }
    // Only one may hold the matcher while it changes, or it would be copied.
    self.matcher = nil
    var step = Step(closed: matcher.frames.count - target.depth)
    for _ in 0..<step.closed { matcher.close() }
    let child = guide.loops[matcher.frames[target.depth - 1].loop].children[target.child]
    step.definition = child.segment
    matcher.enter(target)
    if matcher.frames.count > target.depth { step.opened = matcher.frames[target.depth].loop }
    self.matcher = matcher
    return step
  }
}
