// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// The codes of chapter 15 that conditions of other chapters have in a pregnancy, by `Data/coding/pregnancy.tsv`.
///
/// Source: ICD-10-CM Official Guidelines, I.C.15.a.1: a condition in a pregnancy complicates it unless the provider says
/// that the pregnancy is incidental to the encounter.
public struct PregnancyTable: Sendable {
  /// The part of a pregnancy that a note is of.
  enum Period: Int {
    case pregnancy, childbirth, puerperium

    /// The word of the classification for what is no longer a pregnancy.
    var word: String? {
      switch self {
      case .pregnancy: nil
      case .childbirth: "childbirth"
      case .puerperium: "puerperium"
      }
    }
  }

  /// What a note says of a pregnancy.
  struct Pregnancy {
    let period: Period
    let gestation: GestationReader.Reading
    /// The bytes that say that there is one.
    let place: Range<Int>
  }

  private struct Row: Sendable {
    let form: CodingRule.CodeForm
    /// The codes by trimester, one in childbirth, one in the puerperium.
    let results: [CodingRule.Result?]
    let isKept: Bool
    let section: String
  }

  private let rows: [Row]

  /// Reads the table: codes, pregnancy, childbirth, puerperium, kept, section.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var rows: [Row] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 6, let form = CodingRule.form(row.text(0)),
        ["yes", "no"].contains(row.text(4))
      else { throw ConceptTableError(line: row.line) }
      rows.append(
        Row(
          form: form, results: (1...3).map { CodingRule.result(row.text($0)) },
          isKept: row.text(4) == "yes", section: row.text(5)))
    }
    self.rows = rows
  }

  /// Nothing complicates a pregnancy.
  public init() { rows = [] }

  /// The codes of chapter 15 that there may be for a code.
  public func codes(madeOf code: PackedCode) -> [PackedCode] {
    rows.filter { row in row.form.patterns.contains { $0.matches(code) } }
      .flatMap { $0.results.compactMap { $0 } }
      .flatMap { result in ([nil, 1, 2, 3] as [Int?]).flatMap { result.patterns(in: $0) } }
      .compactMap { $0.code([]) }
  }

  /// Adds the codes of chapter 15 for what is suggested, each before the condition that it is of.
  func apply(
    to answer: inout CodedNote, _ pregnancy: Pregnancy, _ codes: CodeTable
  ) {
    for row in rows {
      guard let at = answer.suggestions.firstIndex(where: { row.form.match($0) != nil }) else {
        continue
      }
      var made: PackedCode?
      if row.results.contains(where: { $0 != nil }) {
        let found = row.results[pregnancy.period.rawValue]?
          .patterns(in: pregnancy.gestation.trimester).lazy
          .compactMap { $0.code([]).flatMap(codes.position) }.first
        guard let found, codes.flags(at: found).contains(.billable) else { continue }
        add(found, row, at, to: &answer, pregnancy, codes)
        if row.isKept { continue }
        made = codes.code(at: found)
      }
      remove(row, from: &answer, apartFrom: made)
    }
  }

  private func add(
    _ position: Int, _ row: Row, _ at: Int, to answer: inout CodedNote, _ pregnancy: Pregnancy,
    _ codes: CodeTable
  ) {
    let (code, condition) = (codes.code(at: position), answer.suggestions[at])
    guard !answer.suggestions.contains(where: { $0.code == code }) else { return }
    answer.suggestions.insert(
      Suggestion(
        code: code, position: position, confidence: condition.confidence,
        evidence: RuleBook.merged(condition.evidence + [pregnancy.place]),
        path: condition.path + [PathStep("rule", code, source: "pregnancy (\(row.section))")],
        role: .secondary, features: [], order: condition.order), at: at)
  }

  /// Leaves out the conditions of a row; the code that it puts in their place may be of its form too.
  private func remove(_ row: Row, from answer: inout CodedNote, apartFrom made: PackedCode?) {
    answer.suggestions.removeAll { suggestion in
      guard row.form.match(suggestion) != nil, suggestion.code != made else {
        return false
      }
      var gone = suggestion
      (gone.role, gone.reason) = (.leftOut, "pregnancy")
      answer.leftOut.append(gone)
      return true
    }
  }

  /// Adds the weeks of gestation beside a code of chapter 15 or of a prenatal visit.
  func addWeeks(
    _ gestation: GestationReader.Reading, _ codes: CodeTable, to answer: inout CodedNote
  ) {
    guard let weeks = gestation.weeks, let place = gestation.place,
      let code = PackedCode(weeks < 8 ? "Z3A01" : weeks < 10 ? "Z3A0\(weeks)" : "Z3A\(weeks)"),
      let position = codes.position(of: code)
    else { return }
    answer.suggestions.removeAll { $0.code.hasPrefix(code.prefix(3)) && $0.code != code }
    guard !answer.suggestions.contains(where: { $0.code == code }) else { return }
    answer.suggestions.append(
      Suggestion(
        code: code, position: position, confidence: 900, evidence: [place],
        path: [PathStep("rule", code, source: "weeks of gestation (I.C.21.c.11)")],
        role: .secondary, features: [], order: place.lowerBound))
  }
}
