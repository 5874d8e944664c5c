// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Coding
import Values

extension Bench {
  /// How many parts the notes are put into.
  static let foldCount = 5

  /// What was counted over the notes of a set, each coded by weights that were fitted without its fold.
  struct FoldTally {
    /// Codes of the fold's own thresholds, by what counts as right and the level.
    var scores: [String: Score] = [:]
    /// By the least confidence asked for, in percent.
    var curve: [Int: Score] = [:]
    /// Of every suggestion at no threshold, and of those given: the confidence in thousandths, whether people coded it.
    var said: [(Int, Bool)] = []
    var given: [(Int, Bool)] = []
    /// Why codes were missed.
    var misses: [String: Int] = [:]
  }

  /// Codes every note by weights and thresholds that were fitted on the other folds of all sets, and prints what
  /// came of it, set by set, as tab-separated lines.
  func folds(_ sets: [NoteSet]) throws {
    let byKind = judged(sets)
    let unheeded = NoteCoder(concepts, try plainGrammar(), model, knowledge)
    var tallies = Array(repeating: FoldTally(), count: sets.count)
    for fold in 0..<Self.foldCount {
      var (weights, thresholds): ([String: Int], [String: Int]) = ([:], [:])
      for (kind, notes) in byKind {
        let fit = fitted(notes.filter { $0.note.fold(of: Self.foldCount) != fold }, kind)
        weights.merge(fit.weights) { $1 }
        thresholds[kind] = fit.threshold / 10
      }
      let coder = coder(RankingModel(weights: weights, thresholds: thresholds))
      for (index, set) in sets.enumerated() {
        for note in set.notes where note.fold(of: Self.foldCount) == fold {
          tally(note, coder, unheeded, &tallies[index])
        }
      }
    }
    for (set, tally) in zip(sets, tallies) { report(tally, set.name) }
  }

  private func tally(
    _ note: NoteSet.Note, _ coder: NoteCoder, _ unheeded: NoteCoder, _ tally: inout FoldTally
  ) {
    func answer(_ least: Int?) -> CodedNote {
      coder.code(note.text, .init(setting: note.setting, abstainBelow: least))
    }
    func codes(_ suggestions: [Suggestion]) -> Set<String> {
      Set(suggestions.map { $0.code.description })
    }
    func judged(_ answer: CodedNote) -> [(Int, Bool)] {
      answer.suggestions.map { ($0.confidence, note.allCodes.contains($0.code.description)) }
    }
    let own = answer(nil)
    let said = codes(own.suggestions)
    for (gold, right) in [("all codes", note.allCodes), ("billable 2026", note.codes)] {
      tally.scores["\(gold)\tfull", default: Score()].add(said, right)
      tally.scores["\(gold)\tcategory", default: Score()].add(
        Self.categories(of: said), Self.categories(of: right))
    }
    tally.given += judged(own)
    for percent in stride(from: 0, to: 100, by: 5) {
      let answer = answer(10 * percent)
      tally.curve[percent, default: Score()].add(codes(answer.suggestions), note.allCodes)
      if percent == 0 { tally.said += judged(answer) }
    }
    let plain = unheeded.code(note.text, .init(setting: note.setting))
    let named = codes(plain.suggestions + plain.leftOut)
    for missed in note.allCodes where !said.contains(missed) {
      tally.misses[cause(of: missed, own, unheeded: named), default: 0] += 1
    }
  }

  private func report(_ tally: FoldTally, _ name: String) {
    func line(_ cells: Any...) { print(cells.map { "\($0)" }.joined(separator: "\t")) }
    for (what, score) in tally.scores.sorted(by: { $0.key < $1.key }) {
      line("score", name, what, score.hits, score.said, score.gold)
    }
    for (percent, score) in tally.curve.sorted(by: { $0.key < $1.key }) {
      line("curve", name, percent, score.hits, score.said, score.gold)
    }
    for (confidence, isRight) in tally.said { line("said", name, confidence, isRight ? 1 : 0) }
    for (confidence, isRight) in tally.given { line("given", name, confidence, isRight ? 1 : 0) }
    for (cause, count) in tally.misses.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      line("miss", name, cause, count)
    }
  }
}
