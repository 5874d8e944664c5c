// SPDX-License-Identifier: Apache-2.0

public import Claims
public import X12

/// Reads remittances a claim at a time, in memory that does not grow with the file.
///
/// The pieces of a ``LoopAssembler`` go in, the parts of the remittances come out; pieces of other
/// transaction sets are passed over. A file may hold any number of 835s.
///
///     var reader = RemittanceReader()
///     for piece in assembler.take(segment) {
///       for part in reader.take(piece) {
///         switch part {
///         case .begin(let remittance): print(remittance.trace.number)
///         case .claim(let claim, _): print(claim.patientControlNumber, claim.paid)
///         case .end(let remittance): print(remittance.providerAdjustments.total)
///         }
///       }
///     }
public struct RemittanceReader: Sendable {
  /// A part of a remittance.
  public enum Part: Hashable, Sendable {
    /// A remittance begins: payment, payer and payee; claims and provider adjustments are yet to come.
    case begin(Remittance)
    /// The next claim, and the group that it is in, without its claims.
    case claim(RemittanceClaim, in: RemittanceGroup)
    /// The remittance ends: all but its claims and their groups, now with the provider adjustments.
    case end(Remittance)
  }

  private var isRemittance = false
  private var hasBegun = false
  private var groupSegments: [Segment] = []
  private var group = RemittanceGroup()

  /// Makes a reader.
  public init() {}

  /// Takes the next piece.
  ///
  /// - Complexity: O(*n*) in the segments of the piece.
  public mutating func take(_ piece: LoopAssembler.Piece) -> [Part] {
    switch piece {
    case .set(let header, _):
      isRemittance = header.text(1) == "835"
      hasBegun = false
      groupSegments = []
      return []
    case .loop(let loop, let ancestors):
      guard isRemittance, let set = ancestors.first else { return [] }
      if let above = ancestors.last, above.segments != groupSegments {
        groupSegments = above.segments
        group = LoopReading.read(above)
      }
      return begin(set) + [.claim(RemittanceClaim(loop), in: group)]
    case .setEnd(let set, _):
      guard isRemittance else { return [] }
      isRemittance = false
      let remittance = Remittance(set)
      return (hasBegun ? [] : [.begin(remittance)]) + [.end(remittance)]
    default: return []
    }
  }

  private mutating func begin(_ set: Loop) -> [Part] {
    guard !hasBegun else { return [] }
    hasBegun = true
    return [.begin(Remittance(set))]
  }
}
