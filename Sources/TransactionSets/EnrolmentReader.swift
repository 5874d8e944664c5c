// SPDX-License-Identifier: Apache-2.0

public import Claims
public import X12

/// Reads enrolments a member at a time, in memory that does not grow with the file.
///
/// It is used as a ``RemittanceReader`` is: the pieces of a ``LoopAssembler`` go in, members come out.
public struct EnrolmentReader: Sendable {
  /// A part of an enrolment.
  public enum Part: Hashable, Sendable {
    /// An enrolment begins: sponsor, payer and dates; its members are yet to come.
    case begin(Enrolment)
    /// The next member.
    case member(Member)
    /// The enrolment ends: all but its members.
    case end(Enrolment)
  }

  private var isEnrolment = false
  private var hasBegun = false

  /// Makes a reader.
  public init() {}

  /// Takes the next piece.
  ///
  /// - Complexity: O(*n*) in the segments of the piece.
  public mutating func take(_ piece: LoopAssembler.Piece) -> [Part] {
    switch piece {
    case .set(let header, _):
      isEnrolment = header.text(1) == "834"
      hasBegun = false
      return []
    case .loop(let loop, let ancestors):
      guard isEnrolment, let set = ancestors.first else { return [] }
      defer { hasBegun = true }
      return (hasBegun ? [] : [.begin(Enrolment(set))]) + [.member(Member(loop))]
    case .setEnd(let set, _):
      guard isEnrolment else { return [] }
      isEnrolment = false
      let enrolment = Enrolment(set)
      return (hasBegun ? [] : [.begin(enrolment)]) + [.end(enrolment)]
    default: return []
    }
  }
}
