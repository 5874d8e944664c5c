// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Storage
import Values

/// Fits the weights of the ranking to what coders decided: a practice's own charts.
///
/// Weights stay near those of the program where decisions are few; the same trail gives the same weights.
public struct FitWeights {
  private let installation: Installation

  /// Takes an installation.
  public init(_ installation: Installation) { self.installation = installation }

  /// Fits, and gives the table that `code --weights` reads.
  ///
  /// - Throws: ``WorkflowFailure``: `code.empty-trail` where no decision on a suggestion was recorded.
  public func table() throws(WorkflowFailure) -> String {
    let standing = try asWorkflow { try installation.codingTrail().standing() }
    var examples: [NoteKind: [ModelFitting.Example]] = [:]
    for decision in standing where decision.outcome != .added {
      let features = CodingDecisions.features(of: decision.features)
      guard let first = features.first, let code = PackedCode(decision.code),
        let kind = NoteKind.allCases.first(where: {
          Feature.names[first.index].hasPrefix("\($0.rawValue).")
        })
      else { continue }
      examples[kind, default: []].append(
        ModelFitting.Example(features, of: code, isAccepted: decision.outcome == .accepted))
    }
    guard !examples.isEmpty else { throw WorkflowFailure("code.empty-trail", .rejected) }
    var fitting = ModelFitting()
    fitting.earlier = NoteLibrary.model.weights
    var weights = NoteLibrary.model.weights
    for kind in NoteKind.allCases {
      guard let examples = examples[kind] else { continue }
      weights.merge(fitting.weights(examples, of: kind)) { _, new in new }
    }
    let model = RankingModel(weights: weights, thresholds: NoteLibrary.model.thresholds)
    return Self.table(model, examples, standing)
  }

  /// Fits, and writes the table to a file.
  ///
  /// - Throws: ``WorkflowFailure``: `code.empty-trail`, or where the file cannot be written.
  public func write(to path: String) throws(WorkflowFailure) {
    let table = try table()
    try asWorkflow { try Files.write(Array(table.utf8), to: path) }
  }

  private static func table(
    _ model: RankingModel, _ examples: [NoteKind: [ModelFitting.Example]],
    _ standing: [CodingDecision]
  ) -> String {
    let all = NoteKind.allCases.flatMap { kind in (examples[kind] ?? []).map { (kind, $0) } }
    let accepted = all.count { $0.1.isAccepted }
    var lines = [
      "# Weights of the ranking, fitted to the decisions of coders on suggested codes.",
      "# decisions: \(all.count), accepted: \(accepted), notes: \(Set(standing.map(\.digest)).count)",
      "# mean squared error of the confidence (in thousandths): \(error(NoteLibrary.model, all)) before, "
        + "\(error(model, all)) after, both on these decisions",
      "# name: of a feature, or threshold. and a kind of note",
      "# weight: in thousandths of a logit; of a threshold in percent",
      "# name\tweight",
    ]
    lines += model.thresholds.sorted { $0.key < $1.key }.map { "threshold.\($0.key)\t\($0.value)" }
    lines += model.weights.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func error(
    _ model: RankingModel, _ examples: [(NoteKind, ModelFitting.Example)]
  ) -> Int {
    let sum = examples.reduce(0) { sum, pair in
      let (kind, example) = pair
      let miss =
        model.confidence(example.features, of: example.code, in: kind)
        - (example.isAccepted ? 1000 : 0)
      return sum + miss * miss
    }
    return sum / max(1, examples.count) / 1000
  }
}
