// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension ProcedureReading {
  /// The inspection by endoscope before a procedure that was finished open.
  ///
  /// Source: ICD-10-PCS Official Guidelines, B3.2d: the intended root operation by the approach tried, which is an
  /// inspection, and the procedure by the approach taken.
  func inspections(before drafts: [ProcedureDraft]) -> [ProcedureDraft] {
    guard hasCue(.converted),
      let definitive = drafts.first(where: {
        AxisSet.only($0.sets[1]) == AxisSet.number(of: 0x30) && $0.table >> 16 == 1
      }),
      let inspection = AxisSet.number(of: 0x4A), let endoscopic = AxisSet.number(of: 0x34)
    else { return [] }
    let approach = AxisSet.bit(endoscopic)
    let own = definitive.table & 0xFFFF00 | UInt32(inspection)
    var made: ProcedureDraft?
    for (table, part) in [(own, definitive.sets[0]), (own, AxisSet.all)] where made == nil {
      let rows = book.grid.rows(
        of: table, within: AxisSets(part, approach, AxisSet.all, AxisSet.all))
      guard !rows.isEmpty else { continue }
      if part == AxisSet.all, Set(rows.map { $0[0] }).count > 1 { continue }
      made = ProcedureDraft(
        table: table, rows: rows, tokens: definitive.tokens, path: [], confidence: 600)
    }
    made?.path = [
      .init("root-operation", book.grid.tableLabels[own]?.last ?? "", source: "B3.2d")
    ]
    return made.map { [$0] } ?? []
  }

  /// Joins what is said several times and leaves out what is part of something else.
  ///
  /// Source: ICD-10-PCS Official Guidelines, B3.1b, B3.8, B3.11a, B3.11c.
  func settled(_ drafts: [ProcedureDraft]) -> [ProcedureDraft] {
    var kept: [ProcedureDraft] = []
    for draft in drafts.sorted(by: { openCount($0) < openCount($1) }) {
      if let at = kept.firstIndex(where: { isSame($0, draft) }) {
        kept[at].tokens += draft.tokens
        kept[at].confidence = min(980, max(kept[at].confidence, draft.confidence) + 20)
      } else {
        kept.append(draft)
      }
    }
    let codes = kept.map { $0.code() }
    var left: [ProcedureDraft] = []
    for (index, draft) in kept.enumerated() {
      let isComponent = codes.indices.contains { other in
        other != index && isPart(codes[index], of: codes[other])
      }
      if isComponent, !draft.path.contains(where: { $0.source == "B3.2d" }) { continue }
      left.append(draft)
    }
    return left.sorted {
      ($0.tokens.min() ?? 0, $0.code().first ?? 0) < ($1.tokens.min() ?? 0, $1.code().first ?? 0)
    }
  }

  private func openCount(_ draft: ProcedureDraft) -> Int {
    (0..<4).count { AxisSet.only(draft.sets[$0]) == nil }
  }

  /// What is said less exactly is what was said more exactly before.
  private func isSame(_ known: ProcedureDraft, _ draft: ProcedureDraft) -> Bool {
    guard known.table == draft.table else { return false }
    if known.sets.isWithin(draft.sets) { return true }
    // A step that names no new body part describes the procedure above it.
    return draft.isStep && !(0..<1).contains { known.sets[$0] & draft.sets[$0] == 0 }
  }

  private func isPart(_ code: [UInt8], of whole: [UInt8]) -> Bool {
    if isExcisionOfResected(code, whole) { return true }
    return book.integral.contains { rule in
      IntegralRule.begins(code, rule.part)
        && rule.wholes.contains { IntegralRule.begins(whole, $0) }
        && (!rule.needsSameApproach || code[4] == whole[4] || code[4] == 0x3F || whole[4] == 0x3F)
    }
  }

  /// Cutting out some of a body part that was cut out whole; a biopsy before it stays (B3.4b, B3.8).
  private func isExcisionOfResected(_ code: [UInt8], _ whole: [UInt8]) -> Bool {
    code[0] == 0x30 && code[2] == 0x42 && whole[2] == 0x54 && code[0] == whole[0]
      && code[1] == whole[1] && code[3] == whole[3] && code[6] != 0x58
  }

  /// A draft as an answer.
  func suggestion(_ draft: ProcedureDraft) -> ProcedureSuggestion {
    let code = draft.code()
    let text = String(decoding: code, as: UTF8.self)
    var path = draft.path
    let release = book.grid.release
    let line = book.grid.line(of: draft.table, draft.sets).map { ", line \($0)" } ?? ""
    path.append(.init("table", String(text.prefix(3)), source: release.name + line))
    return ProcedureSuggestion(
      code: text, set: .icd10pcs, title: title(draft, text),
      confidence: max(50, min(980, draft.confidence)), evidence: spans(draft.tokens), path: path,
      open: (0..<4).compactMap { open($0, draft) }, units: nil, release: release.name)
  }

  private func open(_ axis: Int, _ draft: ProcedureDraft) -> ProcedureSuggestion.OpenAxis? {
    let numbers = AxisSet.numbers(in: draft.sets[axis])
    guard numbers.count > 1 else { return nil }
    return .init(
      axis: book.grid.axisTitles[draft.table]?[axis] ?? "", place: axis + 4,
      choices: numbers.map {
        .init(
          character: AxisSet.character(of: $0), label: book.grid.fullLabel(draft.table, axis, $0))
      })
  }

  private func title(_ draft: ProcedureDraft, _ text: String) -> String {
    if let code = PackedCode(text), let entry = book.titles?.entry(of: code), !entry.title.isEmpty {
      return entry.title
    }
    let labels = (0..<4).compactMap { axis -> String? in
      let numbers = AxisSet.numbers(in: draft.sets[axis])
      if numbers.count == 1 {
        return numbers[0] == AxisSet.none
          ? nil : book.grid.fullLabel(draft.table, axis, numbers[0])
      }
      let names = Set(numbers.compactMap { book.grid.label(draft.table, axis, $0)?.name })
      return names.count == 1 ? names.first : nil
    }
    let operation = book.grid.tableLabels[draft.table]?.last ?? ""
    return ([operation] + labels).joined(separator: ", ")
  }

  /// The bytes of some tokens; tokens side by side become one stretch.
  func spans(_ tokens: [Int]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    for index in Set(tokens).sorted() {
      let bytes = note.tokens.tokens[index].bytes
      if let last = spans.last, bytes.lowerBound <= last.upperBound + 1 {
        spans[spans.count - 1] = last.lowerBound..<bytes.upperBound
      } else {
        spans.append(bytes)
      }
    }
    return spans
  }
}
