// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Edits
import Glibc
import Storage
public import Values

/// Learns rules from what payers have denied: each is off until a person switches it on, and shows the counts it rests on.
///
///     let learned = try LearnRules().learn(["2026-06.835", "2026-06.837"])
///     learned.file      // YAML for cleanclaim rules install; nothing where nothing stands out
public struct LearnRules {
  private var patterns: DenialPatterns

  /// Makes the search.
  ///
  /// - Parameters:
  ///   - fewestClaims: The fewest claims that a pattern rests on.
  ///   - fewestDenials: The fewest denied ones.
  public init(fewestClaims: Int = 20, fewestDenials: Int = 5) {
    patterns = DenialPatterns(deviate: Self.deviate)
    patterns.fewestClaims = fewestClaims
    patterns.fewestDenials = fewestDenials
  }

  /// What was learned.
  public struct Learned: Sendable {
    /// `claims`, `services`, `denied`, `without_services`, `rules`.
    public let answer: JSON
    /// The file of rules; nothing where no pattern stands out.
    public let file: String?
  }

  /// Reads answers and learns from them.
  ///
  /// - Parameters:
  ///   - paths: 835s, the 837s that they answer, tables of outcomes (`.csv`, `.tsv`), and folders of them.
  ///   - out: Where the file of rules is written, if anywhere.
  /// - Throws: ``WorkflowFailure`` where a file cannot be read: `denials.column`, `denials.row`.
  public func learn(
    _ paths: [String], out: String? = nil
  ) throws(WorkflowFailure) -> Learned {
    let outcomes = try DenialOutcomes(paths)
    let found = patterns.find(in: outcomes.services)
    let denied = outcomes.services.count { !$0.reasons.isEmpty }
    let answer = JSON.members(
      ("claims", .int(outcomes.claims)), ("services", .int(outcomes.services.count)),
      ("denied", .int(denied)), ("without_services", .int(outcomes.withoutServices)),
      ("rules", .array(found.enumerated().map { Self.json($1, LearnedRules.id($1, $0)) })))
    guard let last = outcomes.services.map(\.day).max(), !found.isEmpty else {
      return Learned(answer: answer, file: nil)
    }
    let file = LearnedRules.yaml(found, until: last)
    if let out { try asWorkflow { try Files.write(Array(file.utf8), to: out) } }
    return Learned(answer: answer, file: file)
  }

  private static func json(_ pattern: DenialPattern, _ id: String) -> JSON {
    .members(
      ("rule", .string(id)), ("payer", .string(pattern.payer)),
      ("reason", .string(pattern.reason)), ("code", .string(pattern.code)),
      ("with", LearnedRules.words(pattern.facet).map(JSON.string)),
      ("denied", .int(pattern.denied)), ("claims", .int(pattern.claims)),
      ("first", .date(pattern.days.lowerBound)), ("last", .date(pattern.days.upperBound)),
      ("interval", .string(LearnedRules.interval(pattern))),
      ("at_least", .string(LearnedRules.percent(pattern.leastShare))),
      ("comparisons", .int(pattern.comparisons)),
      ("payer_denied", .int(pattern.payerDenied)), ("payer_claims", .int(pattern.payerClaims)))
  }

  /// The normal deviate that is exceeded with a probability, by bisection.
  static func deviate(_ tail: Double) -> Double {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if erfc(middle / 2.0.squareRoot()) / 2 > tail { low = middle } else { high = middle }
    }
    return low
  }
}
