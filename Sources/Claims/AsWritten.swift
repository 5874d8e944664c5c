// SPDX-License-Identifier: Apache-2.0

/// A segment as it stood in a transaction set, kept because the model has no place for all of it.
public struct WrittenSegment: Hashable, Sendable {
  /// The identifier, such as `REF`.
  public var id: String
  /// The elements; each as its repetitions, each of those as its components. An empty element has none.
  public var elements: [[[String]]]

  /// Makes a segment.
  public init(id: String, elements: [[[String]]]) {
    self.id = id
    self.elements = elements
  }
}

/// A loop as it stood in a transaction set, kept because the model has no place for it.
public struct WrittenLoop: Hashable, Sendable {
  /// The loop as the guide names it, such as `2330B`.
  public var id: String
  /// Its own segments.
  public var segments: [WrittenSegment]
  /// The loops below.
  public var loops: [WrittenLoop]
  /// The segments after the loops below.
  public var trailer: [WrittenSegment]

  /// Makes a loop.
  public init(
    id: String, segments: [WrittenSegment] = [], loops: [WrittenLoop] = [],
    trailer: [WrittenSegment] = []
  ) {
    self.id = id
    self.segments = segments
    self.loops = loops
    self.trailer = trailer
  }
}

/// How a loop was written, where our own writing of its values would differ.
///
/// Values that were read are written again as they were read: an amount of `80.00` stays `80.00`, a
/// segment that no field of the model stands for stays in its place. What has been changed since is
/// written anew; everything else stays as it was. A loop that we would write in the very same way keeps
/// nothing, which is the usual case.
///
///     claim.paid = Money("75.00")!          // CLP04 is written anew, the other elements stay as read
///     claim.asWritten = nil                 // everything is written as we write it
public struct AsWritten: Hashable, Sendable {
  /// Segments as they were read, and the same values as we write them.
  public struct Segments: Hashable, Sendable {
    /// As they were read.
    public var read: [WrittenSegment]
    /// As we write the values that were read.
    public var ours: [WrittenSegment]

    /// Makes a pair.
    public init(read: [WrittenSegment] = [], ours: [WrittenSegment] = []) {
      self.read = read
      self.ours = ours
    }
  }

  /// A place in the order of the loops below.
  public enum Slot: Hashable, Sendable {
    /// The next loop of that name that the model holds.
    case modelled(String)
    /// A loop that the model has no place for.
    case kept(WrittenLoop)
  }

  /// The loop's own segments.
  public var segments = Segments()
  /// The loops below in the order in which they were read; empty where that is our own order.
  public var loops: [Slot] = []
  /// The segments after the loops below.
  public var trailer = Segments()
  /// The elements whose text is not of the form that the guide asks for, such as `CLP03`; the model's
  /// values for them are empty or zero.
  public var unreadable: [String] = []

  /// Makes an empty record.
  public init() {}
}
