// SPDX-License-Identifier: Apache-2.0

/// Where a chart stands on its way from the provider to a claim.
public enum ChartState: String, Hashable, Sendable, CaseIterable {
  /// Nobody has it yet.
  case uncoded
  /// A coder works on it.
  case coding
  /// It waits for something that is missing.
  case pending
  /// It is coded, and another coder looks at it.
  case review
  /// Its codes are final.
  case coded
  /// Its claim is on file.
  case claimed
  /// Somebody has sent it back.
  case returned
  /// No claim will be made of it.
  case closed

  /// Whether its codes are not final: what is discharged and not final coded (DNFC) is in one of these.
  public var isOpen: Bool {
    switch self {
    case .uncoded, .coding, .pending, .review, .returned: true
    case .coded, .claimed, .closed: false
    }
  }
}

/// What moves a chart from one state to another.
public enum ChartMove: String, Hashable, Sendable, CaseIterable {
  /// A coder takes it.
  case take
  /// Somebody gives it to a coder.
  case assign
  /// Its coder gives it back uncoded.
  case giveBack = "give-back"
  /// A version of its codes is kept.
  case save
  /// It waits for something that is missing.
  case pend
  /// What was missing has come.
  case resume
  /// Its coder says that its codes are final.
  case finish
  /// Its coder says so, and wants another to look at it.
  case submit
  /// Another coder agrees.
  case approve
  /// Somebody does not agree, or the payer did not.
  case sendBack = "send-back"
  /// Its claim is put on file.
  case claim
  /// No claim will be made of it.
  case close
  /// One will be made after all.
  case reopen
}

/// Which move leads from which state to which: the table `billing/chart-moves.tsv`.
///
///     life.next(.coding, .finish)   // .coded
///     life.next(.coded, .take)      // nil: refused
public struct ChartLife: Sendable {
  private struct Key: Hashable {
    let state: ChartState
    let move: ChartMove
  }

  private let rows: [Key: ChartState]

  /// Reads the table: state, move, next state, between tabs.
  ///
  /// - Returns: Nothing where a row is malformed or a pair stands there twice.
  public init?(parsing text: String) {
    var rows: [Key: ChartState] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, let state = ChartState(rawValue: String(fields[0])),
        let move = ChartMove(rawValue: String(fields[1])),
        let next = ChartState(rawValue: String(fields[2])),
        rows.updateValue(next, forKey: Key(state: state, move: move)) == nil
      else { return nil }
    }
    self.rows = rows
  }

  /// Where a move leads; nothing where it may not be made.
  public func next(_ state: ChartState, _ move: ChartMove) -> ChartState? {
    rows[Key(state: state, move: move)]
  }

  /// The moves from a state, in the order of ``ChartMove``.
  public func choices(in state: ChartState) -> [ChartMove] {
    ChartMove.allCases.filter { rows[Key(state: state, move: $0)] != nil }
  }
}

/// Why charts wait: the table `billing/chart-reasons.tsv`.
public struct ChartReasons: Sendable {
  /// A reason.
  public struct Row: Hashable, Sendable {
    /// Its name.
    public let reason: String
    /// Whose turn it is.
    public let turn: String
    /// After how many days somebody looks again.
    public let days: Int
    /// What is missing, in words.
    public let words: String
  }

  /// The reasons, sorted.
  public let rows: [Row]

  /// Reads the table: reason, whose turn, days, words, between tabs.
  ///
  /// - Returns: Nothing where a row is malformed.
  public init?(parsing text: String) {
    var rows: [Row] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4, let days = Int(fields[2]), days > 0 else { return nil }
      rows.append(Row(reason: fields[0], turn: fields[1], days: days, words: fields[3]))
    }
    self.rows = rows
  }

  /// A reason by its name.
  public subscript(reason: String) -> Row? { rows.first { $0.reason == reason } }
}
