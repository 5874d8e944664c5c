// SPDX-License-Identifier: Apache-2.0

/// Which move leads from which state to which: the table `billing/moves.tsv`.
///
///     life.next(.sent, .payerAccept)   // .to(.payerAccepted)
///     life.next(.paid, .payerAccept)   // .noted: it comes late
///     life.next(.paid, .hold)          // .refused
public struct ClaimLife: Sendable {
  /// What becomes of a claim that is to be moved.
  public enum Outcome: Hashable, Sendable {
    /// It moves.
    case to(ClaimState)
    /// It stays where it is; that it was told is kept.
    case noted
    /// It may not be moved so.
    case refused
  }

  private struct Key: Hashable {
    let state: ClaimState
    let move: ClaimMove
  }

  private let rows: [Key: ClaimState]

  /// Reads the table: state, move, next state, between tabs.
  ///
  /// - Returns: Nothing where a row is malformed or a pair stands there twice.
  public init?(parsing text: String) {
    var rows: [Key: ClaimState] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, let state = ClaimState(rawValue: String(fields[0])),
        let move = ClaimMove(rawValue: String(fields[1])),
        let next = ClaimState(rawValue: String(fields[2])),
        rows.updateValue(next, forKey: Key(state: state, move: move)) == nil
      else { return nil }
    }
    self.rows = rows
  }

  /// What becomes of a claim in a state.
  public func next(_ state: ClaimState, _ move: ClaimMove) -> Outcome {
    if let next = rows[Key(state: state, move: move)] { return .to(next) }
    return move.isToldByOthers ? .noted : .refused
  }

  /// The moves that a person may make from a state, in the order of ``ClaimMove``.
  public func choices(in state: ClaimState) -> [ClaimMove] {
    ClaimMove.allCases.filter { !$0.isToldByOthers && rows[Key(state: state, move: $0)] != nil }
  }
}
