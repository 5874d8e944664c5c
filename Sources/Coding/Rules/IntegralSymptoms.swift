// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Symptoms that are routinely associated with a disease and not coded beside it, by `Data/coding/integral.tsv`.
///
/// Source: ICD-10-CM Official Guidelines, I.B.5 and I.B.6.
public struct IntegralSymptoms: Sendable {
  private let rows: [(diagnoses: [CodePattern], symptoms: [CodePattern])]

  /// Reads the table: diagnosis, codes, symptoms, origin.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var rows: [([CodePattern], [CodePattern])] = []
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 3, let diagnoses = CodingRule.form(row.text(1)),
        let symptoms = CodingRule.form(row.text(2))
      else { throw ConceptTableError(line: row.line) }
      rows.append((diagnoses.patterns, symptoms.patterns))
    }
    self.rows = rows
  }

  /// No symptom belongs to a disease.
  public init() { rows = [] }

  /// Leaves out the symptoms of the diseases that are suggested, each with the disease in its path.
  func apply(to answer: inout CodedNote) {
    for row in rows {
      guard
        let disease = answer.suggestions.first(where: { suggestion in
          row.diagnoses.contains { $0.match(suggestion.code) != nil }
        })
      else { continue }
      var index = 0
      while index < answer.suggestions.count {
        let code = answer.suggestions[index].code
        if code != disease.code, row.symptoms.contains(where: { $0.match(code) != nil }) {
          var suggestion = answer.suggestions.remove(at: index)
          (suggestion.role, suggestion.reason) = (.leftOut, "integral")
          suggestion.path.append(PathStep("rule", disease.code, source: "integral (I.B.5)"))
          answer.leftOut.append(suggestion)
        } else {
          index += 1
        }
      }
    }
  }
}
