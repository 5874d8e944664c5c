// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Storage
public import Values

/// Keeps what coders decide on suggestions, shows how often they agree, and fits weights to it.
public struct CodingDecisions {
  private let installation: Installation

  /// Takes an installation.
  public init(_ installation: Installation) { self.installation = installation }

  /// What a coder says of the suggestions for a note.
  public struct Wish: Sendable {
    /// Codes that are right.
    public var accepted: [String] = []
    /// Codes that are wrong; a reason may stand behind a colon.
    public var rejected: [String] = []
    /// `CODE=OTHER`: another code takes the place of the first.
    public var changed: [String] = []
    /// Codes that were not suggested.
    public var added: [String] = []
    /// Who decides.
    public var coder = ""
    /// The note's name; nothing for that of its file.
    public var note: String?

    /// Decides nothing.
    public init() {}

    /// Whether nothing is decided.
    public var isEmpty: Bool {
      accepted.isEmpty && rejected.isEmpty && changed.isEmpty && added.isEmpty
    }
  }

  /// Records decisions on the suggestions for a note, all of them or none.
  ///
  /// - Returns: How many were recorded, and the suggestions that are still undecided.
  /// - Throws: ``WorkflowFailure``: `code.not-suggested` for each code that is no suggestion of the note,
  ///   `code.malformed` for what is no code.
  public func record(
    _ wish: Wish, on path: String, notes: CodeNotes
  ) throws(WorkflowFailure) -> JSON {
    let (file, coded) = try notes.coded(path)
    var faults: [Finding] = []
    var decisions: [CodingDecision] = []
    func decide(_ text: String, _ outcome: CodingDecision.Outcome) {
      let parts = Self.parts(text, outcome)
      guard let code = PackedCode(parts.code) else {
        return faults.append(Self.fault("code.malformed", parts.code))
      }
      let suggestion = coded.suggestions.first { $0.code == code }
      guard outcome == .added || suggestion != nil else {
        return faults.append(Self.fault("code.not-suggested", parts.code))
      }
      if outcome == .changed || outcome == .added {
        let new = outcome == .changed ? PackedCode(parts.rest ?? "") : code
        guard let new, notes.isBillable(new) else {
          return faults.append(
            Self.fault(
              "code.not-billable-answer", outcome == .changed ? parts.rest ?? "" : parts.code))
        }
      }
      var decision = CodingDecision(
        note: wish.note ?? file.name, digest: file.digest, setting: notes.setting ?? "",
        code: code.description, outcome: outcome, coder: wish.coder, engine: notes.engine)
      decision.confidence = suggestion?.confidence
      decision.features = suggestion.map { Self.text(of: $0.features) } ?? ""
      decision.replacement =
        outcome == .changed ? PackedCode(parts.rest ?? "")?.description : nil
      decision.reason = outcome == .rejected ? parts.rest : nil
      decisions.append(decision)
    }
    for text in wish.accepted { decide(text, .accepted) }
    for text in wish.rejected { decide(text, .rejected) }
    for text in wish.changed { decide(text, .changed) }
    for text in wish.added { decide(text, .added) }
    guard faults.isEmpty else { throw WorkflowFailure(faults, .rejected) }
    let standing = try asWorkflow {
      let trail = try installation.codingTrail()
      try trail.append(decisions)
      return try trail.standing()
    }
    let decided = Set(standing.filter { $0.digest == file.digest }.map(\.code))
    let open = coded.suggestions.filter { !decided.contains($0.code.description) }
    return .members(
      ("recorded", .int(decisions.count)),
      ("undecided", .array(open.map { .string(CodeSetID.icd10cm.printed($0.code)) })))
  }

  /// Code and what stands behind `=` or `:`.
  private static func parts(
    _ text: String, _ outcome: CodingDecision.Outcome
  ) -> (code: String, rest: String?) {
    let parts = text.split(separator: outcome == .changed ? "=" : ":", maxSplits: 1)
    return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : nil)
  }

  private static func fault(_ rule: String, _ code: String) -> Finding {
    Finding(
      rule, .rejects, at: .claim,
      facts: [.init("code", code), .init("set", CodeSetID.icd10cm.description)])
  }

  /// Features as text, values in thousandths.
  static func text(of features: [Feature]) -> String {
    features.map { "\(Feature.names[$0.index])=\(Int(($0.value * 1000).rounded()))" }
      .joined(separator: " ")
  }

  /// Features of the text; those that this version does not know are passed over.
  static func features(of text: String) -> [Feature] {
    text.split(separator: " ").compactMap { pair -> Feature? in
      let parts = pair.split(separator: "=")
      guard parts.count == 2, let value = Int(parts[1]) else { return nil }
      return Feature(named: parts[0], Float(value) / 1000)
    }
  }
}

extension CodingDecisions {
  /// How often coders accepted what was suggested: in all, by code, by chapter, by band of confidence.
  ///
  /// Of several decisions on a code of a note the last one counts.
  public func report() throws(WorkflowFailure) -> JSON {
    let standing = try asWorkflow { try installation.codingTrail().standing() }
    let suggested = standing.filter { $0.outcome != .added }
    func tally(_ key: (CodingDecision) -> String?) -> JSON {
      var tallies: [String: Tally] = [:]
      for decision in suggested {
        if let key = key(decision) { tallies[key, default: Tally()].add(decision.outcome) }
      }
      return .array(
        tallies.sorted { $0.key < $1.key }.map { key, tally in
          .object([JSON.Member("name", .string(key))] + tally.members)
        })
    }
    var all = Tally()
    for decision in suggested { all.add(decision.outcome) }
    return .object(
      all.members + [
        JSON.Member("added", .int(standing.count - suggested.count)),
        JSON.Member("notes", .int(Set(standing.map(\.digest)).count)),
        JSON.Member("by_code", tally { PackedCode($0.code).map(CodeSetID.icd10cm.printed) }),
        JSON.Member("by_chapter", tally { $0.code.first.map(String.init) }),
        JSON.Member("by_confidence", tally { $0.confidence.map(Self.band) }),
      ])
  }

  /// Tenths: `0.7-0.8`.
  private static func band(_ confidence: Int) -> String {
    let tenth = min(9, confidence / 100)
    return "0.\(tenth)-\(tenth == 9 ? "1.0" : "0.\(tenth + 1)")"
  }

  private struct Tally {
    var counts: [CodingDecision.Outcome: Int] = [:]

    mutating func add(_ outcome: CodingDecision.Outcome) { counts[outcome, default: 0] += 1 }

    var members: [JSON.Member] {
      let accepted = counts[.accepted] ?? 0
      let all = counts.values.reduce(0, +)
      return [
        JSON.Member("suggestions", .int(all)), JSON.Member("accepted", .int(accepted)),
        JSON.Member("changed", .int(counts[.changed] ?? 0)),
        JSON.Member("rejected", .int(counts[.rejected] ?? 0)),
        JSON.Member(
          "acceptance",
          all == 0 ? .null : .number(CodedNoteJSON.decimal((1000 * accepted + all / 2) / all))),
      ]
    }
  }
}

extension Installation {
  /// What coders decided.
  func codingTrail() throws -> CodingTrail { try CodingTrail(folder: "\(home)/trail") }
}
