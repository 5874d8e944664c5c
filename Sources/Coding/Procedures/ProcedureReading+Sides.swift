// SPDX-License-Identifier: Apache-2.0

import ClinicalText

extension ProcedureReading {
  /// Settles the side; two codes where both sides are said and no value stands for both.
  ///
  /// Source: ICD-10-PCS Official Guidelines, B4.3.
  func withSides(
    _ draft: ProcedureDraft, _ mention: Mention, _ part: Part?
  ) -> [ProcedureDraft] {
    var bySide: [Side: UInt64] = [:]
    for number in AxisSet.numbers(in: draft.sets[0]) {
      if let label = book.grid.label(draft.table, 0, number) {
        bySide[label.side, default: 0] |= AxisSet.bit(number)
      }
    }
    guard bySide[.right] != nil, bySide[.left] != nil else { return [draft] }
    guard let said = side(of: mention, near: draft.tokens) else { return [draft] }
    let wanted: [Side] = said.side == .both && bySide[.both] == nil ? [.right, .left] : [said.side]
    let made = wanted.compactMap { side -> ProcedureDraft? in
      var draft = draft
      guard let values = bySide[side], draft.narrow(0, to: values) else { return nil }
      draft.tokens += said.tokens
      draft.path.append(
        .init(
          "side", "\(side)", source: said.tokens.map { words($0..<$0 + 1) }.joined(separator: " "))
      )
      if !said.isNear { draft.confidence -= 40 }
      return draft
    }
    return made.isEmpty ? [draft] : made
  }

  func side(
    of mention: Mention, near tokens: [Int]
  ) -> (side: Side, tokens: [Int], isNear: Bool)? {
    var here: [(side: Side, token: Int)] = []
    func take(_ range: Range<Int>, _ into: inout [(side: Side, token: Int)]) {
      for index in range {
        let occurrence = occurrences[index]
        for case .side(let side) in book.vocabulary.meanings[occurrence.phrase] ?? [] {
          into.append((side, occurrence.tokens.lowerBound))
        }
      }
    }
    take(inSentence[mention.sentence], &here)
    if !here.isEmpty {
      let place = tokens.last ?? 0
      let nearest = here.min { a, b in
        (abs(a.token - place), a.token) < (abs(b.token - place), b.token)
      }
      return nearest.map { ($0.side, [$0.token], true) }
    }
    var all: [(side: Side, token: Int)] = []
    for range in inSentence { take(range, &all) }
    guard let first = all.first, all.allSatisfy({ $0.side == first.side }) else { return nil }
    return (first.side, [first.token], false)
  }

  /// Settles an axis whose values are spans of hours.
  func duration(
    _ names: [UInt32: UInt64], _ axis: Int, _ draft: ProcedureDraft, _ mention: Mention
  ) -> ProcedureDraft? {
    var spans: [(hours: ClosedRange<Int>, values: UInt64)] = []
    for number in AxisSet.numbers(in: draft.sets[axis]) {
      if let span = book.grid.label(draft.table, axis, number).flatMap({ HourSpan.hours($0.name) })
      {
        spans.append((span, AxisSet.bit(number)))
      }
    }
    guard spans.count > 1 else { return nil }
    for sentence in [mention.sentence]
      + Array(note.sentences.indices.dropFirst(mention.sentence + 1).prefix(2))
    {
      guard let said = HourSpan.said(in: note.sentences[sentence].tokens, of: note.tokens),
        let span = spans.first(where: { $0.hours.contains(said.hours) })
      else { continue }
      var draft = draft
      guard draft.narrow(axis, to: span.values) else { return nil }
      draft.tokens += Array(said.tokens)
      draft.path.append(
        .init(kind(axis, draft), "\(said.hours) hours", source: words(said.tokens)))
      return draft
    }
    return nil
  }
}
