// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Pricing
import Values

/// The explanation of a group as JSON: the shape that the command's text and page are made from.
struct ExplanationJSON {
  private let told: ExplainStay.Told
  private let titles: StayTitles

  init(_ told: ExplainStay.Told, _ titles: StayTitles) {
    self.told = told
    self.titles = titles
  }

  private var grouper: Grouper { told.grouper }
  private var answer: GroupingAnswer { told.answer }
  private var stay: InpatientRecord { told.read.stay }

  var members: [JSON.Member] {
    (JSON.members(
      ("id", told.read.id.map(JSON.string)),
      ("version", .string("\(grouper.version / 10).\(grouper.version % 10)")),
      ("release", release(grouper.release)), ("discharged", .date(stay.discharged)),
      ("age", .int(stay.age)), ("discharge_status", .int(stay.dischargeStatus)),
      ("length_of_stay", .int(stay.lengthOfStay)),
      ("final", pass(answer.final)),
      ("initial", answer.initial == answer.final ? nil : pass(answer.initial)),
      ("finding", StayEdits.finding(answer.final.code).map(FindingWords.standard.json)),
      ("weight", weight), ("diagnoses", .array(answer.diagnoses.indices.map(diagnosis))),
      ("procedures", .array(answer.procedures.indices.map(procedure))),
      ("clusters", .array(told.trace.clusters.map(cluster))),
      ("computed", .array(told.trace.computed.map(JSON.string))),
      ("path", path(told.trace.initial)),
      ("path_after_conditions", told.trace.final.map(path)),
      ("hospital_acquired", conditions), ("edits", edits)
    ) as JSON).members
  }

  private func release(_ release: Release) -> JSON {
    .members(
      ("name", .string(release.name)), ("file", .text(release.sources.first?.file)),
      ("sha256", .text(release.sources.first?.sha256)))
  }

  static func severity(_ severity: Grouping.Severity?) -> String {
    switch severity {
    case nil: "NONE"
    case Grouping.Severity.none?: "NON_CC"
    case .cc?: "CC"
    case .mcc?: "MCC"
    }
  }

  private func pass(_ pass: GroupingPass) -> JSON {
    .members(
      ("drg", .int(pass.group)), ("title", .text(grouper.title(ofGroup: pass.group))),
      ("mdc", .int(pass.mdc)),
      ("mdc_title", pass.mdc == 0 ? nil : .text(grouper.title(ofMDC: pass.mdc))),
      ("return_code", .string("\(pass.code.name)")),
      ("severity", .string(Self.severity(pass.severity))), ("base_drg", .int(pass.baseGroup)),
      ("type", .string("\(pass.type)")))
  }

  private var weight: JSON? {
    guard let row = told.weight, let release = told.weightRelease else { return nil }
    return .members(
      ("relative_weight", row.weight.map { .string($0.description) }),
      ("geometric_mean_stay", row.geometricMeanStay.map { .string($0.description) }),
      ("arithmetic_mean_stay", row.arithmeticMeanStay.map { .string($0.description) }),
      ("post_acute_transfer", .bool(row.isPostAcute)), ("release", .string(release.name)))
  }

  private func diagnosis(_ place: Int) -> JSON {
    let (coded, mark) = (stay.diagnoses[place], answer.diagnoses[place])
    let known = told.trace.diagnoses[place]
    return .members(
      ("position", .int(place + 1)), ("role", .string(place == 0 ? "principal" : "secondary")),
      ("code", .string(told.read.diagnoses[place])),
      ("title", titles.diagnosis(coded.code, on: stay.discharged)),
      ("poa", .text(Self.indicator(coded.present))), ("valid", .bool(mark.isValid)),
      ("mdc", .int(known.mdc)), ("severity", .string(Self.severity(known.severity))),
      ("initial", .string("\(mark.initial.name)")), ("final", .string("\(mark.final.name)")),
      ("impact", .string("\(mark.impact.name)")),
      ("why_not", whyNot(place).map(JSON.string)),
      ("conditions", known.conditions.isEmpty ? nil : .array(known.conditions.map(JSON.int))),
      ("attributes", .array(known.attributes.map(JSON.string))),
      ("row", known.row == 0 ? nil : .int(known.row)))
  }

  /// Why a CC or MCC does not count.
  private func whyNot(_ place: Int) -> String? {
    let known = told.trace.diagnoses[place]
    guard place > 0, known.severity != .none, answer.initial.code == .ok else { return nil }
    let principal = told.read.diagnoses[0]
    if known.isDeathExcluded { return "it counts only where the patient was discharged alive" }
    if known.isExcluded { return "the principal diagnosis \(principal) excludes it" }
    switch answer.diagnoses[place].initial {
    case .ccSuppressed, .mccSuppressed: return "the logic of the group does not count it"
    default: break
    }
    if !known.met.isEmpty {
      let numbers = known.met.map(String.init).joined(separator: ", ")
      return stay.diagnoses[place].present.isStated
        ? "it was acquired in the hospital (HAC \(numbers))"
        : "nothing says that it was present on admission (HAC \(numbers))"
    }
    return nil
  }

  private static func indicator(_ present: PresentOnAdmission) -> String? {
    switch present {
    case .blank: nil
    case .yes: "Y"
    case .no: "N"
    case .undocumented: "U"
    case .undetermined: "W"
    case .exempt: "1"
    case .other: "?"
    }
  }

  private func procedure(_ place: Int) -> JSON {
    let (code, mark) = (stay.procedures[place], answer.procedures[place])
    let known = told.trace.procedures[place]
    return .members(
      ("position", .int(place + 1)), ("code", .string(told.read.procedures[place])),
      ("title", titles.procedure(code, on: stay.discharged)), ("valid", .bool(mark.isValid)),
      ("operating_room", .bool(mark.isValid && mark.isOperatingRoom)),
      ("impact", .string("\(mark.impact.name)")),
      (
        "not_alone_in",
        known.suppressed.isEmpty ? nil : .array(known.suppressed.map(JSON.int))
      ),
      ("attributes", .array(known.attributes.map(JSON.string))),
      ("row", known.row == 0 ? nil : .int(known.row)))
  }

  private func cluster(_ cluster: GroupingTrace.Cluster) -> JSON {
    .members(
      ("name", .string(cluster.name)),
      ("procedures", .array(cluster.procedures.map { .string(told.read.procedures[$0]) })),
      ("attributes", .array(cluster.attributes.map(JSON.string))))
  }

  private func path(_ pass: GroupingTrace.Pass) -> JSON {
    .array(
      pass.tables.map { table in
        .members(
          ("table", .int(table.number)), ("title", .string(tableTitle(table.number))),
          ("formulas", .array(table.attempts.map(attempt))))
      })
  }

  private func tableTitle(_ number: Int) -> String {
    switch number {
    case 0: "before all major diagnostic categories"
    case 1...25: grouper.title(ofMDC: number) ?? "MDC \(number)"
    case 29: "operations unrelated to the principal diagnosis"
    default: "table \(number)"
    }
  }

  private func attempt(_ attempt: GroupingTrace.Attempt) -> JSON {
    .members(
      ("rank", .int(attempt.rank)), ("drg", attempt.group == 0 ? nil : .int(attempt.group)),
      ("title", attempt.group == 0 ? nil : .text(grouper.title(ofGroup: attempt.group))),
      ("goes_to", attempt.reroute == 0 ? nil : .int(attempt.reroute)),
      ("condition", .string(attempt.text)), ("row", .int(attempt.row)),
      ("holds", .bool(attempt.holds)),
      (
        "parts",
        .array(
          attempt.parts.map { part in
            .members(
              ("part", .string(part.text)), ("holds", .bool(part.holds)),
              ("by", .array(part.carriers.map { .string(name(of: $0)) })))
          })
      ),
      (
        "does_not_count",
        attempt.suppressions.isEmpty ? nil : .array(attempt.suppressions.map(JSON.string))
      ))
  }

  private func name(of carrier: GroupingTrace.Carrier) -> String {
    switch carrier {
    case .diagnosis(let place): told.read.diagnoses[place]
    case .procedure(let place): told.read.procedures[place]
    case .cluster(let place):
      told.trace.clusters[place].procedures.map { told.read.procedures[$0] }
        .joined(separator: "+")
    case .stay: "the stay"
    }
  }

  private var conditions: JSON? {
    let met = told.trace.diagnoses.enumerated().flatMap { place, diagnosis in
      diagnosis.met.map { number in (place, number) }
    }
    guard !met.isEmpty else { return nil }
    return .members(
      ("status", .string("\(answer.conditionStatus.name)")),
      (
        "met",
        .array(
          met.map { place, number in
            .members(
              ("number", .int(number)), ("title", .text(grouper.title(ofCondition: number))),
              ("code", .string(told.read.diagnoses[place])))
          })
      ))
  }

  private var edits: JSON {
    .members(
      ("type", .string("\(answer.edits.kind.name)")),
      (
        "found",
        .array(
          told.trace.edits.map { found in
            FindingWords.standard.json(
              StayEdits.finding(found, told.read, grouper.release))
          })
      ))
  }
}
