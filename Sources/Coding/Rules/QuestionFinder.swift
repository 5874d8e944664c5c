// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// Asks what would make an unspecified code specific.
public struct QuestionFinder: Sendable {
  /// What a word of a more specific title is about.
  private let subjects: [UInt64: String]
  /// What is asked of codes by themselves.
  private var asked: [Asked] = []

  private struct Asked: Sendable {
    let form: CodingRule.CodeForm
    let about: String
    /// Words with which it is not asked, or without which it is not.
    let words: [[UInt64]]
    let needsWords: Bool
    let choices: [PackedCode]
  }

  /// Reads `Data/coding/questions.tsv`: word, about, origin.
  ///
  /// - Parameters:
  ///   - table: The words of titles.
  ///   - asked: `Data/coding/asked.tsv`: codes, about, unless, choices, section.
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8], asked: [UInt8] = []) throws(ConceptTableError) {
    var subjects: [UInt64: String] = [:]
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 2, let token = NoteTokens(row.cells[0]).tokens.first else {
        throw ConceptTableError(line: row.line)
      }
      subjects[token.hash] = row.text(1)
    }
    self.subjects = subjects
    for row in ConceptRow.rows(in: asked) {
      guard row.cells.count >= 4, let form = CodingRule.form(row.text(0)) else {
        throw ConceptTableError(line: row.line)
      }
      self.asked.append(
        Asked(
          form: form, about: row.text(1),
          words: CodingRule.phrases(String(row.text(2).drop { $0 == "!" })),
          needsWords: row.text(2).first == "!",
          choices: row.text(3).split(separator: "|").compactMap { PackedCode($0) }))
    }
  }

  /// Asks nothing.
  public init() { subjects = [:] }

  /// The questions that the codes of an answer leave open, one a subject and code.
  ///
  /// - Parameter stands: Tells whether a phrase stands in the note.
  func questions(
    for suggestions: [Suggestion], _ table: ConceptTable, stands: ([UInt64]) -> Bool
  ) -> [SpecificityQuestion] {
    var questions: [SpecificityQuestion] = []
    let codes = suggestions.map(\.code)
    for row in asked {
      guard let code = codes.first(where: row.form.matches),
        row.words.contains(where: stands) == row.needsWords
      else { continue }
      questions.append(
        SpecificityQuestion(code: code, about: row.about, choices: row.choices))
    }
    for suggestion in suggestions {
      var entry = table.codes[suggestion.position]
      if entry.flags.contains(.generated), let base = entry.parent { entry = base }
      while let parent = entry.parent {
        let node = table.nodes[entry.position]
        let isOpen =
          node.marks & ConceptLayout.NodeMark.unspecified != 0
          || table.nodes[parent.position].fallback == UInt32(entry.position)
        guard isOpen, node.marks & ConceptLayout.NodeMark.unspecified != 0 else { break }
        let siblings = parent.children.filter {
          $0.position != entry.position && !$0.flags.contains(.generated)
            && table.nodes[$0.position].marks & ConceptLayout.NodeMark.residual == 0
        }
        let found = open(suggestion.code, entry, siblings, table)
        for question in found
        where !questions.contains(where: { $0.code == question.code && $0.about == question.about })
        {
          questions.append(question)
        }
        entry = parent
      }
    }
    return questions
  }

  private func open(
    _ code: PackedCode, _ entry: CodeEntry, _ siblings: [CodeEntry], _ table: ConceptTable
  ) -> [SpecificityQuestion] {
    var bySubject: [String: [PackedCode]] = [:]
    let own = Set(NoteTokens(entry.title.utf8).tokens.map(\.hash))
    for sibling in siblings {
      let words = NoteTokens(sibling.title.utf8).tokens.map(\.hash).filter { !own.contains($0) }
      let subject = words.lazy.compactMap { subjects[$0] }.first ?? "type"
      bySubject[subject, default: []].append(sibling.code)
    }
    // One side alone is part of a name: `left ventricular failure`.
    if let sides = bySubject["laterality"], sides.count < 2 {
      bySubject["laterality"] = nil
      bySubject["type", default: []] += sides
    }
    return bySubject.sorted { $0.key < $1.key }.map {
      SpecificityQuestion(code: code, about: $0.key, choices: $0.value)
    }
  }
}
