// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Storage
public import Values

/// Puts the lines of outpatient claims into ambulatory payment classifications and applies the outpatient
/// code editor.
public struct GroupOutpatient {
  private var library: OutpatientLibrary

  /// Opens the installed tables.
  ///
  /// - Parameter known: The knowledge date: later releases are not looked at.
  public init(_ installation: Installation, known: CalendarDate? = nil) throws(WorkflowFailure) {
    library = OutpatientLibrary(try asWorkflow { try installation.library(known: known) })
  }

  /// Groups a claim.
  ///
  /// - Returns: `lines` (each with published and assigned status, payment group, effect and why), `edits`,
  ///   `disposition`, and the `releases` that decided.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the record; `apc.not-installed` where
  ///   no tables cover its first day.
  public mutating func group(_ json: JSON) throws(WorkflowFailure) -> JSON {
    try answer(OutpatientDocument(json))
  }

  /// Groups a claim that was read.
  mutating func answer(_ document: OutpatientDocument) throws(WorkflowFailure) -> JSON {
    let grouper = try library.grouper(on: document.claim.from)
    let answer = grouper.group(document.claim)
    return OutpatientJSON(document, answer, grouper.tables).json
  }

  /// Whether the tables of a day are installed.
  mutating func has(_ day: CalendarDate) -> Bool { library.has(day) }

  /// Groups claims, a line of JSON each.
  ///
  /// - Returns: How many lines have no answer.
  public mutating func groupAll(
    _ path: String, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    try AnsweredLines(path).forEach({ json throws(WorkflowFailure) in try group(json) }, each)
  }

  /// The JSON documents of a file: one, an array of them, or one a line.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read or is not JSON.
  public static func documents(in path: String) throws(WorkflowFailure) -> [JSON] {
    let bytes = try asWorkflow { try Files.read(path == "-" ? "/dev/stdin" : path) }
    let json = try AnsweredLines(path).parsed(bytes)
    if case .array(let elements) = json { return elements }
    return [json]
  }
}
