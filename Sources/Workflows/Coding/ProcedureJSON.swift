// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Values

/// The procedures of a coded note as JSON.
struct ProcedureJSON {
  let text: [UInt8]

  /// A procedure: `code`, `set`, `title`, `confidence`, `spans`, `evidence`, `path`, `open`, `units`.
  func json(_ procedure: ProcedureSuggestion) -> JSON {
    .members(
      ("code", .string(procedure.code)), ("set", .string(procedure.set.description)),
      ("title", .string(procedure.title)),
      ("confidence", .number(CodedNoteJSON.decimal(procedure.confidence))),
      (
        "spans",
        .array(procedure.evidence.map { .array([.int($0.lowerBound), .int($0.upperBound)]) })
      ),
      (
        "evidence",
        .array(procedure.evidence.map { .string(String(decoding: text[$0], as: UTF8.self)) })
      ),
      ("path", .array(procedure.path.map(json))),
      ("open", procedure.open.isEmpty ? nil : .array(procedure.open.map(json))),
      ("units", procedure.units.map { .int($0) }), ("release", .string(procedure.release)))
  }

  /// Says that the code set of the setting's procedures has to be imported; nothing where it is there.
  static func findings(_ coded: CodedNote) -> JSON? {
    guard let set = coded.missingSet else { return nil }
    let finding = Finding(
      "code.procedures-not-installed", .informs, at: .claim,
      facts: [.init("set", set.description)])
    return .array([FindingWords.standard.json(finding)])
  }

  private func json(_ step: ProcedureSuggestion.Step) -> JSON {
    .members(
      ("step", .string(step.kind)), ("value", .string(step.value)), ("source", .string(step.source))
    )
  }

  private func json(_ axis: ProcedureSuggestion.OpenAxis) -> JSON {
    .members(
      ("axis", .string(axis.axis)), ("place", .int(axis.place)),
      (
        "choices",
        .array(
          axis.choices.map {
            .members(("character", .string(String($0.character))), ("label", .string($0.label)))
          })
      ))
  }
}
