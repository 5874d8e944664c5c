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
    var codes = answer.suggestions.map(\.code)
    for row in rows {
      guard
        let disease = codes.first(where: { code in row.diagnoses.contains { $0.matches(code) } })
      else { continue }
      for index in codes.indices.reversed() where codes[index] != disease {
        guard row.symptoms.contains(where: { $0.matches(codes[index]) }) else { continue }
        codes.remove(at: index)
        var suggestion = answer.suggestions.remove(at: index)
        (suggestion.role, suggestion.reason) = (.leftOut, "integral")
        suggestion.path.append(PathStep("rule", disease, source: "integral (I.B.5)"))
        answer.leftOut.append(suggestion)
      }
    }
  }
}
