// SPDX-License-Identifier: Apache-2.0

/// Where in an input of interchanges something lies.
///
/// Everything is counted from 1 but ``offset``; 0 means that the finding is not about one of these.
public struct X12Position: Hashable, Sendable {
  /// The interchange in the input.
  public var interchange = 0
  /// The functional group in the interchange.
  public var group = 0
  /// The transaction set in the group.
  public var set = 0
  /// The segment in the transaction set; its ST is 1.
  public var segmentIndex = 0
  /// The loop by its id, such as `2010AA`; empty outside of loops.
  public var loop = ""
  /// The segment's identifier; empty where none is to blame.
  public var segment = ""
  /// The element.
  public var element = 0
  /// The component of a composite.
  public var component = 0
  /// The repetition of a repeated element.
  public var repetition = 0
  /// The byte, counted from 0 over the whole input.
  public var offset = 0
  /// The line.
  public var line = 0

  /// Makes a position.
  public init() {}
}

extension X12Position: CustomStringConvertible {
  /// The place as a person would name it: `line 12, loop 2300, CLM05-3`.
  public var description: String {
    var text = "line \(line)"
    if !loop.isEmpty { text += ", loop \(loop)" }
    if !segment.isEmpty { text += ", \(reference)" }
    return text
  }

  /// The segment, element and component as the guides write them: `CLM05-3`.
  public var reference: String {
    var text = segment
    if element > 0 { text += element < 10 ? "0\(element)" : "\(element)" }
    if component > 0 { text += "-\(component)" }
    return text
  }
}
