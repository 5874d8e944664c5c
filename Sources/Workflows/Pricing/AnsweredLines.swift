// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// A file of documents, a line of JSON each, that are answered in order.
struct AnsweredLines {
  private let path: String
  private let notJSON: String

  /// Takes a file.
  ///
  /// - Parameter notJSON: The finding of a line that is not JSON.
  init(_ path: String, notJSON: String = "price.not-json") {
    self.path = path
    self.notJSON = notJSON
  }

  /// Answers each line in order; a line without an answer gives `line`, `id` and `findings`.
  ///
  /// - Returns: How many lines have no answer.
  func forEach(
    _ answer: (JSON) throws(WorkflowFailure) -> JSON, _ each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    var faulty = 0
    let reader = try asWorkflow { try LineReader(path) }
    while let line = try asWorkflow({ try reader.next() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      var id: JSON?
      do throws(WorkflowFailure) {
        let document = try parsed(line)
        id = document["id"]
        each(try answer(document))
      } catch {
        faulty += 1
        each(error.answer(id: id, line: reader.line))
      }
    }
    return faulty
  }

  /// Reads a document.
  ///
  /// - Throws: ``WorkflowFailure`` with the place where it is not JSON.
  func parsed(_ bytes: [UInt8]) throws(WorkflowFailure) -> JSON {
    do { return try JSON(parsing: bytes) } catch {
      throw WorkflowFailure(
        [
          Finding(
            notJSON, .rejects, at: error.place,
            facts: [.init("file", path), .init("fault", error.code.rawValue)])
        ], .unusable)
    }
  }
}

extension WorkflowFailure {
  /// What stands in the place of an answer: `id`, `line` and `findings`.
  func answer(id: JSON?, line: Int?) -> JSON {
    .members(
      ("id", id), ("line", line.map(JSON.int)),
      ("findings", .array(findings.map(FindingWords.standard.json))))
  }
}
