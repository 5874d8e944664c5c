// SPDX-License-Identifier: Apache-2.0

import Coding
import Glibc
import Storage

/// A note with all that it names, each with what is true of it and whether people coded it.
struct JudgedNote {
  let note: NoteSet.Note
  let items: [ModelFitting.Example]
}

/// The weights of a kind of note, and how good they are on notes that they were not fitted on.
struct FittedKind {
  let weights: [String: Int]
  /// In thousandths.
  let threshold: Int
  let full: Bench.Score
  let category: Bench.Score
}

extension Bench {
  /// Fits the weights of every kind of note and writes the table; of the kinds that `KINDS` names, where it is set, and
  /// keeps the others as they are.
  func fit(_ sets: [NoteSet]) throws {
    var (weights, thresholds): ([String: Int], [String: Int]) = ([:], [:])
    var scored: [String] = []
    let wanted = getenv("KINDS").map { String(cString: $0).split(separator: ",").map(String.init) }
    for (kind, notes) in judged(sets).sorted(by: { $0.key < $1.key }) {
      if let wanted, !wanted.contains(kind) {
        weights.merge(model.weights.filter { $0.key.hasPrefix("\(kind).") }) { $1 }
        thresholds[kind] = model.thresholds[kind]
        scored.append("\(kind) kept from the fit before")
        continue
      }
      let fit = fitted(notes, kind)
      print(
        "\(kind): \(notes.count) notes, cross-validated full \(fit.full.text) category \(fit.category.text) at \(fit.threshold)"
      )
      weights.merge(fit.weights) { $1 }
      thresholds[kind] = fit.threshold / 10
      scored.append(
        "\(kind) \(notes.count) notes F1 .\(Int((1000 * fit.full.f1).rounded())) full .\(Int((1000 * fit.category.f1).rounded())) category"
      )
    }
    try write(weights, thresholds, scored)
    evaluate(sets, model: RankingModel(weights: weights, thresholds: thresholds))
  }

  /// All that the notes name, by kind of note.
  func judged(_ sets: [NoteSet]) -> [String: [JudgedNote]] {
    let coder = coder(RankingModel(weights: [:], thresholds: [:]))
    var byKind: [String: [JudgedNote]] = [:]
    for note in sets.flatMap(\.notes) {
      let ranked = coder.ranked(note.text, .init(setting: note.setting))
      guard let first = ranked.first?.features.first else { continue }
      let kind = String(Feature.names[first.index].prefix { $0 != "." })
      byKind[kind, default: []].append(
        JudgedNote(
          note: note,
          items: ranked.map { .init($0.features, of: $0.code, isAccepted: isRight($0, note)) }))
    }
    return byKind
  }

  /// Fits a kind of note: on four fifths of the notes and judges the rest, five times; then on all. The threshold is
  /// the one at which the answers, with all rules applied, are best on the notes that were left out.
  func fitted(_ notes: [JudgedNote], _ kind: String) -> FittedKind {
    let (fitting, noteKind) = (fitting(of: kind), NoteKind(rawValue: kind) ?? .brief)
    let steps = Array(stride(from: 100, through: 600, by: 25))
    var scores = Array(repeating: Score(), count: steps.count)
    var categories = scores
    for fold in 0..<5 {
      let training = notes.enumerated().filter { $0.offset % 5 != fold }.flatMap(\.element.items)
      let coder = coder(
        RankingModel(weights: fitting.weights(training, of: noteKind), thresholds: [:]))
      for (index, judged) in notes.enumerated() where index % 5 == fold {
        for (place, step) in steps.enumerated() {
          let answer = coder.code(
            judged.note.text, .init(setting: judged.note.setting, abstainBelow: step))
          let said = Set(answer.suggestions.map { $0.code.description })
          scores[place].add(said, judged.note.codes)
          categories[place].add(Self.categories(of: said), Self.categories(of: judged.note.codes))
        }
      }
    }
    // Of thresholds about as good the middle one: it depends least on which notes there happen to be.
    let highest = scores.map(\.f1).max() ?? 0
    let good = steps.indices.filter { scores[$0].f1 > highest - 0.003 }
    let best = good.isEmpty ? 0 : good[good.count / 2]
    return FittedKind(
      weights: fitting.weights(notes.flatMap(\.items), of: noteKind),
      threshold: steps[best] / 10 * 10, full: scores[best], category: categories[best])
  }

  static func categories(of codes: Set<String>) -> Set<String> {
    Set(codes.map { String($0.prefix(3)) })
  }

  /// Writes the table of weights with its score.
  private func write(
    _ weights: [String: Int], _ thresholds: [String: Int], _ scored: [String]
  ) throws {
    var text = """
      # Weights of the ranking of suggestions, fitted by Benchmarks' coding-bench fit: logistic regression, no randomness.
      # edition: 2026-11
      # score: cross-validated in five parts, with all rules: \(scored.joined(separator: "; "))
      # name: of a feature by kind of note; kind.code.X for codes met often; threshold.kind
      # weight: in thousandths of a logit; of a threshold in percent
      # name\tweight

      """
    for (name, value) in thresholds.sorted(by: { $0.key < $1.key }) {
      text += "threshold.\(name)\t\(value)\n"
    }
    for (name, value) in weights.sorted(by: { $0.key < $1.key }) { text += "\(name)\t\(value)\n" }
    try Files.write(Array(text.utf8), to: "\(data)/coding/weights.tsv")
  }

  /// How strongly weights are held back: many narratives are at hand, few visits.
  private func fitting(of kind: String) -> ModelFitting {
    var fitting = ModelFitting()
    (fitting.penalty, fitting.leastExamples) =
      switch kind {
      case "narrative": (0.5, 3)
      case "brief": (1, 6)
      default: (3, 6)
      }
    if let penalty = getenv("PENALTY").flatMap({ Double(String(cString: $0)) }) {
      fitting.penalty = penalty
    }
    return fitting
  }

  /// Whether a person coded it, or what a rule makes of it.
  private func isRight(_ suggestion: Suggestion, _ note: NoteSet.Note) -> Bool {
    if note.codes.contains(suggestion.code.description) { return true }
    let made =
      knowledge.rules.codes(madeOf: suggestion.code)
      + knowledge.pregnancy.codes(madeOf: suggestion.code)
    return made.contains { note.codes.contains($0.description) }
  }
}
