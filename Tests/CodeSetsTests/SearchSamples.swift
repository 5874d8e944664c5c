// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// A small search index, put together in memory.
enum SearchSamples {
  static func release(_ set: CodeSetID, _ component: Component) throws -> Release {
    let period = try required(
      EffectivePeriod(
        effective: required(CalendarDate(year: 2026, month: 4, day: 1)), termination: nil))
    return Release(
      set: set, component: component, edition: "2026-04-01", title: "sample", publisher: "made up",
      period: period, rows: 1, sources: [])
  }

  static func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw MissingSample() }
    return value
  }

  struct MissingSample: Error {}

  /// One code a line: code, `*` where it is billable, title, inclusion terms.
  static let diagnoses = """
    E10 - Type 1 diabetes mellitus
    E109 * Type 1 diabetes mellitus without complications
    E11 - Type 2 diabetes mellitus
    E114 - Type 2 diabetes mellitus with neurological complications
    E1140 * Type 2 diabetes mellitus with diabetic neuropathy, unspecified
    E119 * Type 2 diabetes mellitus without complications
    I10 * Essential (primary) hypertension
    I21 - Acute myocardial infarction
    I214 * Non-ST elevation (NSTEMI) myocardial infarction
    I219 * Acute myocardial infarction, unspecified
    I71 - Aortic aneurysm and dissection
    I713 * Abdominal aortic aneurysm, ruptured
    I714 * Abdominal aortic aneurysm, without rupture
    J45 - Asthma
    J452 * Mild intermittent asthma
    J4590 - Unspecified asthma
    J45901 * Unspecified asthma with (acute) exacerbation
    J45909 * Unspecified asthma, uncomplicated
    M543 - Sciatica
    M5430 * Sciatica, unspecified side
    M5431 * Sciatica, right side
    M5432 * Sciatica, left side
    O14 - Pre-eclampsia
    O1490 * Unspecified pre-eclampsia, unspecified trimester
    S720 - Fracture of head and neck of femur
    S7200 - Fracture of unspecified part of neck of femur
    S72001 - Fracture of unspecified part of neck of right femur
    S72001A * Fracture of unspecified part of neck of right femur, initial encounter for closed fracture
    S72001D * Fracture of unspecified part of neck of right femur, subsequent encounter for closed fracture
    S72002 - Fracture of unspecified part of neck of left femur
    S72002A * Fracture of unspecified part of neck of left femur, initial encounter for closed fracture
    S72002D * Fracture of unspecified part of neck of left femur, subsequent encounter for closed fracture
    S72009 - Fracture of unspecified part of neck of unspecified femur
    S72009A * Fracture of unspecified part of neck of unspecified femur, initial encounter for closed fracture
    S72009D * Fracture of unspecified part of neck of unspecified femur, subsequent encounter for closed fracture
    """

  static let synonyms = """
    # phrase\tmeans\tkind\torigin\tweight
    broken\tfracture\tlay\town\t100
    heart attack\tmyocardial infarction\tlay\town\t100
    htn\thypertension\tabbreviation\town\t100
    sugar diabetes\tdiabetes mellitus\tlay\town\t100
    lap chole\tresection of gallbladder percutaneous endoscopic approach\tprocedure\town\t100
    """

  static let roles = """
    of\tlight\t.
    the\tlight\t.
    with\tlight\t.
    and\tjoining\t.
    without\tnegation\t.
    no\tnegation\t.
    unspecified\tunspecified\t.
    initial\tassumed\t.
    encounter\tassumed\t.
    closed\tassumed\t.
    uncomplicated\tassumed\t.
    complication\tlight\t.
    other\tother\t.
    a\tarticle\t.
    """

  static func lexicon(prior: String = "E11.9\t50\town") throws -> Lexicon {
    try Lexicon(
      synonyms: [Array(synonyms.utf8)], prior: Array(prior.utf8), roles: Array(roles.utf8))
  }

  static func table(_ text: String, of set: CodeSetID = .icd10cm) throws -> CodeTable {
    var builder = CodeTableBuilder()
    builder.nestsByPrefix = set == .icd10cm
    for (line, row) in text.split(separator: "\n").enumerated() {
      let parts = row.split(separator: " ", maxSplits: 2).map(String.init)
      builder.rows.append(
        CodeRow(
          try required(PackedCode(parts[0])), parts[2], flags: parts[1] == "*" ? .billable : [],
          line: line + 1))
    }
    let file = builder.codebook(for: try release(set, .tabular))
    return try CodeTable(Codebook(CodebookBytes(copying: file)))
  }

  /// The terms of an index: level, term, nonessential modifiers, code, see; separated by bars.
  static func terms(_ text: String) throws -> TermTree {
    var builder = TermTreeBuilder()
    for (line, row) in text.split(separator: "\n").enumerated() {
      let parts = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      var term = IndexTerm(level: try required(Int(parts[0])), parts[1], line: line + 1)
      term.nonessential = parts[2]
      term.code = parts[3]
      term.see = parts[4]
      builder.terms.append(term)
    }
    let file = builder.codebook(for: try release(.icd10cm, .index))
    return try TermTree(Codebook(CodebookBytes(copying: file)))
  }

  static func index(
    _ text: String = diagnoses, of set: CodeSetID = .icd10cm, terms: String? = nil
  ) throws -> SearchIndex {
    var builder = SearchIndexBuilder(adding: try table(text, of: set), lexicon: try lexicon())
    if let terms { builder.add(terms: try self.terms(terms)) }
    let file = builder.codebook(for: try release(set, .search))
    return try SearchIndex(Codebook(CodebookBytes(copying: file)))
  }
}

extension SearchIndex {
  /// The codes found, the best first.
  func codes(_ query: String, limit: Int = 10) -> [String] {
    search(SearchQuery(query), limit: limit).map(\.code.description)
  }
}
