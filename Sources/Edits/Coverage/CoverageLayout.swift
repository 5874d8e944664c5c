// SPDX-License-Identifier: Apache-2.0

import CodeSets

/// How one table of the coverage database is laid out: which columns are needed and what they hold.
///
/// A table is recognised by these columns; further ones may stand beside them in any order.
///
/// Source: CMS, Medicare Coverage Database, data dictionaries of the LCD, article and NCD downloads.
struct CoverageLayout: Sendable {
  /// What the key column holds.
  enum Key: Sendable {
    case none
    /// A HCPCS, ICD-10-CM or modifier code.
    case code(String)
    /// The number of another document; a row without one says nothing.
    case number(String)
    /// The three columns `contractor_id`, `contractor_type_id`, `contractor_version`.
    case contractor
  }

  /// The name of the format on the command line.
  let name: String
  /// What it is, in a few words.
  let summary: String
  /// The document of the code set that it becomes.
  let component: Component
  /// The column of the document's number, and of its version.
  var document: String?
  var version: String?
  var key = Key.none
  var group: String?
  /// The column of the first day in force.
  var effective: String?
  /// Columns of which the earliest day is the last one in force; each may be missing.
  var ends: [String] = []
  /// Columns of text that is kept: of a title as it is, of a paragraph without its markup.
  var text: String?
  var note: String?
  var isParagraph = false
  /// A column of a second code: a contractor's number, a state's abbreviation.
  var other: String?
  /// Columns that tell this table from one with the same others.
  var marks: [String] = []
  /// The column that says when a row was changed; it may be missing.
  var updated = "last_updated"

  /// The columns without which the table is not this one.
  var needed: [String] {
    var columns = [document, version, group, effective, text, other].compactMap(\.self)
    switch key {
    case .none: break
    case .code(let column), .number(let column): columns.append(column)
    case .contractor:
      columns += ["contractor_id", "contractor_type_id", "contractor_version"]
    }
    if let note, isParagraph { columns.append(note) }
    return columns + marks
  }
}

extension CoverageLayout {
  /// A table of rows that belong to an article or a local determination.
  private static func part(
    _ family: String, _ name: String, _ summary: String, _ component: Component, key: Key = .none,
    group: String? = nil, text: String? = nil, note: String? = nil, marks: [String] = []
  ) -> CoverageLayout {
    CoverageLayout(
      name: "coverage-\(component.rawValue)", summary: "Coverage database, \(name): \(summary)",
      component: component, document: "\(family)_id", version: "\(family)_version", key: key,
      group: group, text: text, note: note, isParagraph: text != nil, marks: marks)
  }

  /// The tables that are read, the more particular ones first.
  static let all: [CoverageLayout] = articles + determinations + places

  private static let articles: [CoverageLayout] = [
    CoverageLayout(
      name: "coverage-articles", summary: "Coverage database, article: titles and days in force",
      component: .articles, document: "article_id", version: "article_version",
      effective: "article_eff_date",
      ends: ["article_end_date", "article_rev_end_date", "date_retired"],
      text: "title", note: "display_id", marks: ["status"]),
    part(
      "article", "article_x_hcpc_code", "services of articles", .articleServices,
      key: .code("hcpc_code_id"), group: "hcpc_code_group"),
    part(
      "article", "article_x_hcpc_code_group", "paragraphs of services", .articleServiceGroups,
      group: "hcpc_code_group", text: "paragraph"),
    part(
      "article", "article_x_hcpc_modifier", "modifiers of articles", .articleModifiers,
      key: .code("hcpc_modifier_code_id"), group: "hcpc_modifier_group"),
    part(
      "article", "article_x_hcpc_modifier_group", "paragraphs of modifiers",
      .articleModifierGroups, group: "hcpc_modifier_group", text: "paragraph"),
    part(
      "article", "article_x_icd10_covered", "covered diagnoses", .articleCovered,
      key: .code("icd10_code_id"), group: "icd10_covered_group", marks: ["range"]),
    part(
      "article", "article_x_icd10_covered_group", "paragraphs of covered diagnoses",
      .articleCoveredGroups, group: "icd10_covered_group", text: "paragraph",
      note: "icd10_covered_ast"),
    part(
      "article", "article_x_icd10_noncovered", "diagnoses not covered", .articleNoncovered,
      key: .code("icd10_code_id"), group: "icd10_noncovered_group", marks: ["range"]),
    part(
      "article", "article_x_icd10_noncovered_group", "paragraphs of diagnoses not covered",
      .articleNoncoveredGroups, group: "icd10_noncovered_group", text: "paragraph"),
    part(
      "article", "article_x_contractor", "contractors of articles", .articleContractors,
      key: .contractor),
    part(
      "article", "article_x_primary_jurisdiction", "states of articles of one contractor",
      .articleStates, key: .number("state_id")),
    part(
      "article", "article_related_documents", "determinations of articles", .articleRelated,
      key: .number("r_lcd_id")),
  ]

  private static let determinations: [CoverageLayout] = [
    CoverageLayout(
      name: "coverage-lcds", summary: "Coverage database, lcd: titles and days in force",
      component: .localDeterminations, document: "lcd_id", version: "lcd_version",
      effective: "rev_eff_date", ends: ["rev_end_date", "ent_det_end_date", "date_retired"],
      text: "title", note: "display_id", marks: ["status"]),
    part(
      "lcd", "lcd_x_hcpc_code", "services of determinations", .localServices,
      key: .code("hcpc_code_id"), group: "hcpc_code_group"),
    part(
      "lcd", "lcd_x_hcpc_code_group", "paragraphs of services", .localServiceGroups,
      group: "hcpc_code_group", text: "paragraph"),
    part(
      "lcd", "lcd_x_contractor", "contractors of determinations", .localContractors,
      key: .contractor),
    part(
      "lcd", "lcd_x_primary_jurisdiction", "states of determinations of one contractor",
      .localStates, key: .number("state_id")),
    CoverageLayout(
      name: "coverage-ncds",
      summary: "Coverage database, ncd_trkg: national determinations and days in force",
      component: .nationalDeterminations, document: "NCD_id", version: "NCD_vrsn_num",
      effective: "NCD_efctv_dt", ends: ["NCD_trmntn_dt"], text: "NCD_mnl_sect_title",
      note: "NCD_mnl_sect", marks: ["NCD_mnl_sect"], updated: "last_updt_tmstmp"),
  ]

  private static let places: [CoverageLayout] = [
    CoverageLayout(
      name: "coverage-contractors", summary: "Coverage database, contractor: names and numbers",
      component: .contractors, key: .contractor, text: "contractor_bus_name",
      other: "contractor_number"),
    CoverageLayout(
      name: "coverage-contractor-states",
      summary: "Coverage database, contractor_jurisdiction: states of contractors",
      component: .contractorStates, document: "state_id", key: .contractor,
      effective: "active_date", ends: ["term_date"]),
    CoverageLayout(
      name: "coverage-states", summary: "Coverage database, state_lookup: states",
      component: .states, document: "state_id", text: "description", other: "state_abbrev"),
  ]
}
