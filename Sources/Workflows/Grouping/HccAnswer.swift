// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Values

/// What is told of a beneficiary that was scored.
struct HccAnswer {
  private let scored: HccReport.Scored
  private var model: RiskModel { scored.model }
  private var workspace: RiskWorkspace { scored.workspace }

  private let titles: StayTitles

  init(_ scored: HccReport.Scored, _ titles: StayTitles) {
    self.scored = scored
    self.titles = titles
  }

  /// What a diagnosis means, by the edition in force at the end of the year that the score is made from.
  private func title(of code: PackedCode) -> JSON? {
    CalendarDate(year: model.year - 1, month: 12, day: 31).flatMap {
      titles.diagnosis(code, on: $0)
    }
  }

  static func decimal(_ millionths: Int64) -> JSON {
    .number(RiskDecimal(millionths: millionths).description)
  }

  static func name(ofColumn column: Int, _ model: RiskModel) -> String {
    String(decoding: model.name(ofColumn: column), as: UTF8.self)
  }

  private static func json(_ source: RuleSource?) -> JSON? {
    source.map {
      .members(("document", .string($0.document)), ("locator", .string($0.locator)))
    }
  }

  /// The members of the answer.
  var members: [JSON.Member] {
    var releases: [JSON] = []
    for release in model.releases.values.sorted(by: { $0.name < $1.name }) {
      releases.append(
        .members(
          ("name", .string(release.name)), ("title", .string(release.title)),
          ("effective", .date(release.period.effective))))
    }
    return JSON.members(
      ("model", .string(model.name)), ("short_name", .string(model.shortName)),
      ("year", .int(model.year)), ("reading", .string(model.reading.rawValue)),
      ("segment", .string(model.segmentName(in: workspace))),
      ("category", .string(Self.name(ofColumn: workspace.cell, model))),
      ("beneficiary", beneficiary), ("scores", scores), ("terms", terms),
      ("categories", categories), ("dropped", dropped), ("diagnoses", diagnoses),
      ("not_codes", scored.unreadable == 0 ? nil : .int(scored.unreadable)),
      ("claims", scored.claims.isEmpty ? nil : claims), ("releases", .array(releases))
    ).members
  }

  private var beneficiary: JSON {
    .object(scored.record.filter { $0.name != "diagnosis_codes" && $0.name != "id" })
  }

  private var scores: JSON {
    let person = scored.beneficiary
    return .members(
      ("risk_score", Self.decimal(workspace.score)),
      ("demographics", Self.decimal(workspace.demographicScore)),
      ("hcc_score", Self.decimal(workspace.categoryScore)),
      ("chronic_only", Self.decimal(workspace.chronicScore)),
      ("coding_intensity", Self.decimal(person.codingIntensity)),
      ("normalisation", Self.decimal(person.normalisation)),
      ("frailty", Self.decimal(person.frailty)),
      ("payment", Self.decimal(workspace.paymentScore)))
  }

  private var terms: JSON {
    var list: [JSON] = []
    for index in 0..<workspace.terms.count {
      let term = workspace.terms[index]
      let column = Int(term.column)
      let isCategory = column < 512
      list.append(
        .members(
          ("kind", .string(model.kind(ofColumn: column))),
          ("term", .string(Self.name(ofColumn: column, model))),
          ("label", isCategory ? .text(model.label(of: column)) : nil),
          ("coefficient", Self.decimal(Int64(term.value))),
          ("source", Self.json(model.source(ofColumn: column, in: workspace)))))
    }
    return .array(list)
  }

  private var categories: JSON {
    workspace.sortPairs()
    var list: [JSON] = []
    workspace.forEachCategory { category in
      let codes = Self.codes(for: category, workspace)
      list.append(
        .members(
          ("category", .int(category)), ("label", .text(model.label(of: category))),
          ("chronic", .bool(model.isChronic(category))),
          ("diagnoses", .array(codes.map { .string(CodeSetID.icd10cm.printed($0)) }))))
    }
    return .array(list)
  }

  private static func codes(for category: Int, _ workspace: RiskWorkspace) -> [PackedCode] {
    var codes: [PackedCode] = []
    for index in 0..<workspace.pairs.count where workspace.pairs[index].category == Int32(category)
    {
      codes.append(PackedCode(bits: workspace.pairs[index].code))
    }
    return codes
  }

  private var dropped: JSON {
    .array(
      model.dropped(in: workspace).map { item in
        .members(
          ("category", .int(item.category)), ("label", .text(model.label(of: item.category))),
          ("by", item.parent.map(JSON.int) ?? .null),
          ("by_label", .text(item.parent.flatMap(model.label))),
          (
            "diagnoses",
            .array(
              Self.codes(for: item.category, workspace).map {
                .string(CodeSetID.icd10cm.printed($0))
              })
          ), ("source", Self.json(item.source)))
      })
  }

  private var diagnoses: JSON {
    .array(
      scored.codes.map { code in
        let mappings = model.mappings(of: code)
        let edit = mappings.isEmpty ? nil : model.edit(of: code, for: scored.beneficiary)
        let status =
          mappings.isEmpty
          ? "not-in-model" : edit.map { $0.category == nil ? "refused" : "changed" } ?? "counts"
        return .members(
          ("code", .string(CodeSetID.icd10cm.printed(code))), ("title", title(of: code)),
          ("status", .string(status)),
          (
            "categories",
            .array(
              mappings.map {
                .members(
                  ("category", .int($0.category)), ("label", .text(model.label(of: $0.category))),
                  ("source", Self.json($0.source)))
              })
          ), ("edit", edit.map(Self.json)))
      })
  }

  private static func json(_ edit: RiskReason.Edit) -> JSON {
    .members(
      ("category", edit.category.map(JSON.int) ?? .null),
      ("sex", edit.sex.map { .string($0 == .female ? "female" : "male") }),
      ("from_age", edit.minimum.map(JSON.int)), ("to_age", edit.maximum.map(JSON.int)),
      ("code_editor", .bool(edit.isCodeEditor)), ("source", json(edit.source)))
  }

  private var claims: JSON {
    .array(
      scored.claims.map { claim, verdict in
        .members(
          ("claim", .string(claim.id)), ("bill_type", claim.billType.map { .string("\($0)X") }),
          ("counts", .bool(verdict.counts)), ("reason", .string(verdict.reason)),
          ("service", verdict.service.map(JSON.string)),
          ("diagnoses", .int(claim.diagnoses.count)), ("source", Self.json(verdict.source)))
      })
  }

  /// The categories of the year before that do not count now: something to look for, never a code.
  func suspects(from earlier: HccReport.Scored) -> JSON {
    var list: [JSON] = []
    let gone = model.dropped(in: workspace)
    earlier.workspace.forEachCategory { category in
      guard !workspace.counts(category) else { return }
      let row = gone.first { $0.category == category }
      let higher = model.parents(of: category).first { workspace.counts($0) }
      list.append(
        .members(
          ("category", .int(category)), ("label", .text(model.label(of: category))),
          ("chronic", .bool(model.isChronic(category))),
          ("covered_by", (row?.parent ?? higher).map(JSON.int) ?? .null),
          (
            "diagnoses_before",
            .array(
              Self.codes(for: category, earlier.workspace).map {
                .string(CodeSetID.icd10cm.printed($0))
              })
          )))
    }
    return .array(list)
  }
}
