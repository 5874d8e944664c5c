// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Values

extension ProcedureReading {
  /// The codes that a mention leads to by one pattern: several where it names several body parts or both sides.
  ///
  /// Source: ICD-10-PCS Official Guidelines, B3.2 (several codes), B4.3 (both sides).
  func drafts(_ pattern: ProcedurePattern, _ mention: Mention) -> [ProcedureDraft] {
    if pattern.isGeneric { return generic(pattern, mention) }
    let table = ProcedureGrid.key(pattern.table)
    let rows = book.grid.rows(of: table, within: pattern.axes)
    guard !rows.isEmpty else { return [] }
    return finished(draft(table, rows, mention), mention)
  }

  private func draft(_ table: UInt32, _ rows: [AxisSets], _ mention: Mention) -> ProcedureDraft {
    let words = mention.tokens.map { self.words($0..<$0 + 1) }.joined(separator: " ")
    let labels = book.grid.tableLabels[table] ?? []
    var draft = ProcedureDraft(
      table: table, rows: rows, tokens: mention.tokens,
      path: [
        .init("words", words, source: "operations.tsv:\(mention.operation.line)"),
        .init("root-operation", labels.last ?? "", source: mention.operation.phrase),
      ], confidence: mention.isListed ? 900 : mention.isStep ? 700 : 840)
    (draft.isStep, draft.isGeneric) = (mention.isStep, mention.operation.isGeneric)
    return draft
  }

  /// A root operation whose body system follows from the body part.
  private func generic(_ pattern: ProcedurePattern, _ mention: Mention) -> [ProcedureDraft] {
    let parts = bodyParts(of: mention) { name in
      book.places[name]?.contains {
        fits($0.table, pattern) && !book.grid.rows(of: $0.table, within: pattern.axes).isEmpty
      } ?? false
    }
    return parts.flatMap { part -> [ProcedureDraft] in
      let places = (book.places[part.name] ?? []).filter { fits($0.table, pattern) }
      let tables = Set(places.map(\.table)).sorted()
      // Regions only where no part of a body system has the name (B2.1a).
      guard let table = tables.first(where: { !Self.isRegion($0) }) ?? tables.first else {
        return []
      }
      var mask: UInt64 = 0
      for place in places where place.table == table { mask |= AxisSet.bit(place.number) }
      var draft = draft(table, book.grid.rows(of: table, within: pattern.axes), mention)
      guard draft.narrow(0, to: mask) else { return [] }
      draft.tokens += Array(part.tokens)
      draft.confidence -= 80
      return finished(draft, mention, part)
    }
  }

  private func fits(_ table: UInt32, _ pattern: ProcedurePattern) -> Bool {
    table >> 16 == UInt32(pattern.table[0]) && table & 0xFF == UInt32(pattern.table[2])
  }

  /// Anatomical regions: body systems W, X and Y.
  private static func isRegion(_ table: UInt32) -> Bool {
    table >> 8 & 0xFF >= UInt32(AxisSet.number(of: 0x57) ?? 0)
  }

  /// Settles the axes from left to right.
  private func finished(
    _ draft: ProcedureDraft, _ mention: Mention, _ part: Part? = nil
  ) -> [ProcedureDraft] {
    var drafts: [ProcedureDraft] = []
    if let part {
      drafts = [noted(draft, part)]
    } else {
      drafts = withBodyParts(draft, mention)
    }
    return drafts.flatMap { withSides($0, mention, part) }.map { draft in
      var draft = draft
      settleApproach(&draft, mention)
      settle(2, &draft, mention)
      settle(3, &draft, mention)
      // What is left of the body part, once the other axes are known, may be one value.
      for axis in 0..<4 where AxisSet.only(draft.sets[axis]) == nil { draft.confidence -= 100 }
      return draft
    }
  }

  private func noted(_ draft: ProcedureDraft, _ part: Part) -> ProcedureDraft {
    var draft = draft
    draft.path.append(.init(kind(0, draft), name(part.name, draft, 0), source: words(part.tokens)))
    return draft
  }

  /// The names that the values of an axis still have.
  func names(_ axis: Int, _ draft: ProcedureDraft) -> [UInt32: UInt64] {
    var names: [UInt32: UInt64] = [:]
    for number in AxisSet.numbers(in: draft.sets[axis]) {
      let value = ProcedureGrid.Value(table: draft.table, axis: UInt8(axis), number: number)
      if let name = book.nameOf[value] { names[name, default: 0] |= AxisSet.bit(number) }
    }
    return names
  }

  private func name(_ name: UInt32, _ draft: ProcedureDraft, _ axis: Int) -> String {
    for number in AxisSet.numbers(in: draft.sets[axis]) {
      let value = ProcedureGrid.Value(table: draft.table, axis: UInt8(axis), number: number)
      if book.nameOf[value] == name { return book.grid.labels[value]?.name ?? "" }
    }
    return ""
  }

  func kind(_ axis: Int, _ draft: ProcedureDraft) -> String {
    (book.grid.axisTitles[draft.table]?[axis] ?? "").lowercased()
      .split(separator: " ").joined(separator: "-")
  }

  private func withBodyParts(_ draft: ProcedureDraft, _ mention: Mention) -> [ProcedureDraft] {
    let names = names(0, draft)
    guard names.count > 1 else { return [draft] }
    if let tallied = tallied(names, draft, mention) { return [tallied] }
    if let durations = duration(names, 0, draft, mention) { return [durations] }
    let said = bodyParts(of: mention) { names[$0] != nil }
    if !said.isEmpty {
      return said.map { part in
        var draft = draft
        draft = noted(draft, part)
        draft.narrow(0, to: names[part.name] ?? AxisSet.all)
        draft.tokens += Array(part.tokens)
        return draft
      }
    }
    guard let part = elsewhere(names, mention) else { return [draft] }
    var draft = noted(draft, part)
    draft.narrow(0, to: names[part.name] ?? AxisSet.all)
    draft.tokens += Array(part.tokens)
    draft.confidence -= 80
    return [draft]
  }

  /// A value of an axis said in another sentence: the first after the mention, else the first at all.
  func elsewhere(
    _ names: [UInt32: UInt64], _ mention: Mention, weak: Bool = false, isNear: Bool = false
  ) -> Part? {
    var best: (distance: Int, part: Part)?
    for (index, range) in inSentence.enumerated() where index != mention.sentence {
      if isNear, abs(index - mention.sentence) > Self.farthest, !isOperative(index) { continue }
      if let best, index > mention.sentence, best.distance < 1000 { break }
      meanings(in: range) { meaning, tokens in
        guard case .value(let name, let isWeak) = meaning, !isWeak || weak, names[name] != nil,
          isAffirmed(tokens)
        else { return }
        let distance =
          index > mention.sentence ? index - mention.sentence : 1000 + mention.sentence - index
        if best.map({ $0.distance > distance }) ?? true {
          best = (distance, Part(name: name, tokens: tokens))
        }
      }
    }
    return best?.part
  }

  /// How far from a procedure its approach is looked for outside operative reports, in sentences.
  private static let farthest = 3

  private func isOperative(_ sentence: Int) -> Bool {
    let kind = note.sections[note.sentences[sentence].section].kind
    return kind == .operation || kind == .procedurePerformed
  }

  /// How many coronary arteries and the like: the number of different ones that the sentence names.
  private func tallied(
    _ names: [UInt32: UInt64], _ draft: ProcedureDraft, _ mention: Mention
  ) -> ProcedureDraft? {
    for (group, counts) in book.vocabulary.tallies.sorted(by: { $0.key < $1.key })
    where counts.values.contains(where: { names[$0] != nil }) {
      var draft = draft
      var members: Set<UInt32> = []
      var stated: (name: UInt32, tokens: Range<Int>)?
      func take(_ range: Range<Int>) {
        meanings(in: range) { meaning, tokens in
          switch meaning {
          case .value(let name, _) where names[name] != nil && stated == nil:
            stated = (name, tokens)
          case .member(group, let name):
            if members.insert(name).inserted { draft.tokens += Array(tokens) }
          default: break
          }
        }
      }
      take(inSentence[mention.sentence])
      if members.isEmpty, stated == nil { inSentence.forEach(take) }
      let most = counts.keys.max() ?? 0
      guard let name = stated?.name ?? counts[min(members.count, most)],
        let values = names[name], draft.narrow(0, to: values)
      else { return nil }
      if let stated { draft.tokens += Array(stated.tokens) }
      draft.path.append(
        .init(kind(0, draft), self.name(name, draft, 0), source: "count (B4.4)"))
      return draft
    }
    return nil
  }

  /// Settles the approach by what the sentence says, then the note, then by words that hint at it.
  ///
  /// Source: ICD-10-PCS Official Guidelines, B5.2a and B5.2b: open with endoscopic assistance is open, endoscopic
  /// with an extended incision is endoscopic.
  private func settleApproach(_ draft: inout ProcedureDraft, _ mention: Mention) {
    let names = names(1, draft)
    guard names.count > 1 else { return }
    if duration(names, 1, draft, mention).map({ draft = $0 }) != nil { return }
    if hasCue(.converted), let open = openApproach(names) {
      draft.narrow(1, to: open)
      draft.path.append(.init("approach", "Open", source: "B3.2d"))
      return
    }
    guard
      let part = said(names, mention) ?? elsewhere(names, mention, isNear: true)
        ?? said(names, mention, weak: true)
        ?? elsewhere(names, mention, weak: true, isNear: true)
    else { return }
    take(part, 1, names, &draft)
  }

  private func openApproach(_ names: [UInt32: UInt64]) -> UInt64? {
    book.vocabulary.known("Open").flatMap { names[$0] }
  }

  private func take(
    _ part: Part, _ axis: Int, _ names: [UInt32: UInt64], _ draft: inout ProcedureDraft
  ) {
    let label = name(part.name, draft, axis)
    guard draft.narrow(axis, to: names[part.name] ?? AxisSet.all) else { return }
    draft.tokens += Array(part.tokens)
    draft.path.append(.init(kind(axis, draft), label, source: words(part.tokens)))
  }

  /// A value of an axis that the sentence of a mention names, the nearest one.
  private func said(
    _ names: [UInt32: UInt64], _ mention: Mention, weak: Bool = false
  ) -> Part? {
    var best: (distance: Int, part: Part)?
    let (first, last) = (mention.tokens.first ?? 0, mention.tokens.last ?? 0)
    meanings(in: inSentence[mention.sentence]) { meaning, tokens in
      guard case .value(let name, let isWeak) = meaning, !isWeak || weak, names[name] != nil,
        note.assertion(of: tokens).polarity != .negated
      else { return }
      let distance =
        tokens.lowerBound > last
        ? tokens.lowerBound - last : max(0, first - tokens.upperBound)
      if best.map({ $0.distance > distance }) ?? true {
        best = (distance, Part(name: name, tokens: tokens))
      }
    }
    return best?.part
  }

  /// Settles a device or a qualifier; none where none is documented and none is possible.
  ///
  /// Source: ICD-10-PCS Official Guidelines, B6.1a and B6.1b.
  private func settle(_ axis: Int, _ draft: inout ProcedureDraft, _ mention: Mention) {
    let names = names(axis, draft)
    guard names.count > 1 || AxisSet.only(draft.sets[axis]) == nil else { return }
    if duration(names, axis, draft, mention).map({ draft = $0 }) != nil { return }
    if let part = said(names, mention) { return take(part, axis, names, &draft) }
    if draft.sets[axis] & AxisSet.bit(AxisSet.none) != 0 {
      draft.narrow(axis, to: AxisSet.bit(AxisSet.none))
      return
    }
    if let part = elsewhere(names, mention) { take(part, axis, names, &draft) }
  }
}
