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

  /// A body part as the note names it.
  struct Part {
    let name: UInt32
    let tokens: Range<Int>
  }

  /// The body parts that a mention is about: the nearest one of its sentence and those joined to it.
  func bodyParts(of mention: Mention, isWanted: (UInt32) -> Bool) -> [Part] {
    var parts: [Part] = []
    meanings(in: inSentence[mention.sentence]) { meaning, tokens in
      if case .value(let name, false) = meaning, isWanted(name),
        parts.last?.tokens != tokens || parts.last?.name != name
      {
        parts.append(Part(name: name, tokens: tokens))
      }
    }
    guard
      let (first, last) = mention.tokens.first.flatMap({ first in
        mention.tokens.last.map { (first, $0) }
      })
    else { return [] }
    func distance(_ part: Part) -> Int {
      if part.tokens.lowerBound > last { return part.tokens.lowerBound - last }
      if part.tokens.upperBound <= first { return 3 * (first - part.tokens.upperBound) + 2 }
      return 0
    }
    guard let nearest = parts.indices.min(by: { distance(parts[$0]) < distance(parts[$1]) }) else {
      return []
    }
    var (low, high) = (nearest, nearest)
    while high + 1 < parts.count, isJoined(parts[high].tokens, parts[high + 1].tokens) { high += 1 }
    while low > 0, isJoined(parts[low - 1].tokens, parts[low].tokens) { low -= 1 }
    var kept: [Part] = []
    for part in parts[low...high] where !kept.contains(where: { $0.name == part.name }) {
      if let at = kept.firstIndex(where: { $0.tokens == part.tokens }) {
        // One phrase for several values: the first that the tables want stays.
        _ = at
        continue
      }
      kept.append(part)
    }
    return kept
  }

  /// Only joining words, commas and sides stand between two body parts.
  private func isJoined(_ before: Range<Int>, _ after: Range<Int>) -> Bool {
    guard before.upperBound <= after.lowerBound else { return before == after }
    guard after.lowerBound - before.upperBound <= 5, after.lowerBound > before.upperBound else {
      return false
    }
    var joins = false
    for at in before.upperBound..<after.lowerBound {
      let token = note.tokens.tokens[at]
      if token.kind == .mark {
        guard [0x2C, 0x2F, 0x26].contains(note.tokens.text[Int(token.start)]) else { return false }
        joins = true
      } else if isConjunction(token) {
        joins = true
      } else if token.formLength > 3, side(at) == nil {
        return false
      }
    }
    return joins
  }

  private func isConjunction(_ token: NoteToken) -> Bool {
    note.tokens.form(of: token).elementsEqual("and".utf8)
  }

  private func side(_ token: Int) -> Side? {
    for occurrence in occurrences where occurrence.tokens == token..<token + 1 {
      for case .side(let side) in book.vocabulary.meanings[occurrence.phrase] ?? [] { return side }
    }
    return nil
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
  private func elsewhere(
    _ names: [UInt32: UInt64], _ mention: Mention, weak: Bool = false, isNear: Bool = false
  ) -> Part? {
    var best: (distance: Int, part: Part)?
    for (index, range) in inSentence.enumerated() where index != mention.sentence {
      if isNear, abs(index - mention.sentence) > Self.farthest, !isOperative(index) { continue }
      if best != nil, index > mention.sentence, best!.distance < 1000 { break }
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

  /// Settles the side; two codes where both sides are said and no value stands for both.
  ///
  /// Source: ICD-10-PCS Official Guidelines, B4.3.
  private func withSides(
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

  private func side(
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

  /// Settles an axis whose values are spans of hours.
  private func duration(
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
