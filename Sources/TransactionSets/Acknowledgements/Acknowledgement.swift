// SPDX-License-Identifier: Apache-2.0

public import Claims
public import X12

/// What came back for something that was sent.
public enum Acknowledgement: Hashable, Sendable {
  /// A TA1: about an interchange.
  case interchange(InterchangeAcknowledgement)
  /// A 999 or 997: about a functional group and its transaction sets.
  case group(GroupAcknowledgement)
  /// A 277CA: about claims.
  case claims(ClaimStatusReport)
}

/// Reads acknowledgements of every kind out of interchanges.
///
///     var reader = AcknowledgementReader()
///     for piece in assembler.take(segment) {
///       for acknowledgement in reader.take(piece) { tracker.apply(acknowledgement) }
///     }
///
/// The assembler must give whole sets or, as it does for these anyway, hold them until they end. Other
/// transaction sets are passed over, and counted.
public struct AcknowledgementReader {
  /// How many transaction sets were no acknowledgement, or one that is not whole.
  public private(set) var passedOver = 0

  /// Makes a reader.
  public init() {}

  /// Takes the next piece.
  public mutating func take(_ piece: LoopAssembler.Piece) -> [Acknowledgement] {
    switch piece {
    case .other(let segment):
      return InterchangeAcknowledgement(segment).map { [.interchange($0)] } ?? []
    case .setEnd(let set, _): return take(set)
    default: return []
    }
  }

  private mutating func take(_ set: Loop) -> [Acknowledgement] {
    let header = set.segments.first
    switch header?.text(1) {
    case "999", "997":
      var reader = GroupAcknowledgementReader()
      for segment in set.allSegments {
        if let whole = reader.take(segment) { return [.group(whole)] }
      }
    case "277":
      let report = ClaimStatusReport(set)
      if report.kind == .acknowledgement { return [.claims(report)] }
    default: break
    }
    passedOver += 1
    return []
  }
}
