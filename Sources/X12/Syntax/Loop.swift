// SPDX-License-Identifier: Apache-2.0

/// A loop of a transaction set with everything in it: its own segments and the loops below.
///
/// The segments stand in the order in which they were sent; so do the loops. Where a guide puts
/// segments after loops (the PLB and SE of an 835), ``trailer`` holds them.
public struct Loop: Hashable, Sendable {
  /// The loop as the guide names it, such as `2010AA`; `ST` for the transaction set itself.
  public var id: String
  /// The loop's own segments.
  public var segments: [Segment]
  /// The loops below.
  public var loops: [Loop]
  /// The segments that follow the loops below.
  public var trailer: [Segment]

  /// Makes a loop.
  public init(_ id: String, segments: [Segment] = [], loops: [Loop] = [], trailer: [Segment] = []) {
    self.id = id
    self.segments = segments
    self.loops = loops
    self.trailer = trailer
  }

  /// The first of its own segments with an identifier and, where given, a qualifier in its first element.
  public func segment(_ id: String, _ qualifier: String? = nil) -> Segment? {
    segments.first { $0.id == id && (qualifier == nil || $0.text(1) == qualifier) }
  }

  /// Its own segments with an identifier and, where given, a qualifier in their first element.
  public func segments(_ id: String, _ qualifier: String? = nil) -> [Segment] {
    segments.filter { $0.id == id && (qualifier == nil || $0.text(1) == qualifier) }
  }

  /// The loops directly below with an identifier.
  public func loops(_ id: String) -> [Loop] { loops.filter { $0.id == id } }

  /// The first loop directly below with an identifier.
  public func loop(_ id: String) -> Loop? { loops.first { $0.id == id } }
}
