// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Values

/// The answer of a coded note as JSON.
struct CodedNoteJSON {
  private let library: NoteLibrary
  /// Whether an answer says which code sets it lacks; a batch says it once or not at all.
  private let tellsMissing: Bool

  init(_ library: NoteLibrary, tellsMissing: Bool = true) {
    self.library = library
    self.tellsMissing = tellsMissing
  }

  /// The answer: `id`, `codes`, `questions`, `edition`.
  func json(_ coded: CodedNote, of text: [UInt8], id: JSON?) -> JSON {
    .members(
      ("id", id), ("codes", .array(coded.suggestions.map { json($0, text) })),
      ("suppressed", suppressed(coded, text)),
      ("questions", coded.questions.isEmpty ? nil : .array(coded.questions.map(json))),
      (
        "procedures",
        coded.procedures.isEmpty
          ? nil : .array(coded.procedures.map(ProcedureJSON(text: text).json))
      ),
      ("findings", tellsMissing ? ProcedureJSON.findings(coded) : nil),
      ("edition", .string(library.release.edition)))
  }

  private func json(_ suggestion: Suggestion, _ text: [UInt8]) -> JSON {
    let entry = library.concepts.codes[suggestion.position]
    return .members(
      ("code", .string(printed(suggestion.code))), ("title", .string(entry.title)),
      ("confidence", .number(Self.decimal(suggestion.confidence))),
      ("role", .string(suggestion.role.rawValue)),
      ("presentOnAdmission", library.presence(of: suggestion).map { .string($0) }),
      (
        "spans",
        .array(suggestion.evidence.map { .array([.int($0.lowerBound), .int($0.upperBound)]) })
      ),
      (
        "evidence",
        .array(
          suggestion.evidence.map { .string(String(decoding: text[$0], as: UTF8.self)) })
      ),
      ("path", .array(suggestion.path.map(json))))
  }

  /// What the note supports and a rule keeps from being reported, with the rule and the code that stands for it.
  private func suppressed(_ coded: CodedNote, _ text: [UInt8]) -> JSON? {
    let rows = coded.leftOut.filter { $0.reason != "confidence" }.map { suggestion -> JSON in
      let entry = library.concepts.codes[suggestion.position]
      let by = suggestion.path.last { $0.kind == "rule" && $0.code != suggestion.code }?.code
      return .members(
        ("code", .string(printed(suggestion.code))), ("title", .string(entry.title)),
        ("reason", suggestion.reason.map { .string($0) }),
        ("by", by.map { .string(printed($0)) }),
        (
          "spans",
          .array(suggestion.evidence.map { .array([.int($0.lowerBound), .int($0.upperBound)]) })
        ))
    }
    return rows.isEmpty ? nil : .array(rows)
  }

  private func json(_ step: PathStep) -> JSON {
    .members(
      ("step", .string(step.kind)), ("code", .string(printed(step.code))),
      ("source", step.source.isEmpty ? nil : .string(step.source)),
      ("words", .string(PathWords.words(step))))
  }

  private func json(_ question: SpecificityQuestion) -> JSON {
    .members(
      ("code", .string(printed(question.code))), ("about", .string(question.about)),
      ("choices", .array(question.choices.map { .string(printed($0)) })))
  }

  private func printed(_ code: PackedCode) -> String { CodeSetID.icd10cm.printed(code) }

  /// Thousandths as a decimal: 0.923.
  static func decimal(_ thousandths: Int) -> String {
    thousandths >= 1000 ? "1" : "0." + String(1000 + thousandths).dropFirst()
  }
}
