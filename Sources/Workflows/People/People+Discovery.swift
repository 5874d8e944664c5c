// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Interchange
import Storage
public import Values

extension People {
  /// Asks a program of the user's which coverages a patient has that nobody has told of.
  ///
  /// It is given one line of JSON (`patient`, `coverages` that are known, `on`), and answers one line: `coverages`, each
  /// as ``coverage(of:_:number:)`` takes it. Nothing is entered: a person looks at what was found.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name on the search path.
  ///   - seconds: How long it may take.
  /// - Returns: `found`: each coverage as a document, with whether it is `known` already.
  /// - Throws: ``WorkflowFailure``: `people.not-discovered` where the program has no answer, `people.unknown`.
  public func discover(
    _ id: String, with program: String, on day: CalendarDate?, seconds: Int = 30
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let patient = try store.root(of: Self.patient(id))
      let known = try store.numbers(of: patient).flatMap { try store.coverages(of: $0) }
      let record = try store.record(of: patient)
      let question = JSON.members(
        ("on", .date(day ?? Instant.now.date)), ("patient", record.document["patient"]),
        ("coverages", .array(known.map(\.document))))
      let running = try LineProgram(program)
      let bytes: [UInt8]
      do {
        bytes = try running.ask(Array(question.line.utf8), milliseconds: seconds * 1000)
      } catch let fault as LineProgram.Fault {
        throw Self.undiscovered(
          program,
          fault == .timeOut ? "it did not answer in time" : "it ended without one line of answer")
      }
      guard let answer = try? JSON(parsing: bytes), case .array(let rows)? = answer["coverages"]
      else { throw Self.undiscovered(program, "its answer has no coverages") }
      var reader = PartyDocument()
      let found = rows.enumerated().compactMap {
        reader.kept($1, order: $0 + 1, at: "coverages[\($0)]")
      }
      guard found.count == rows.count, reader.findings.allSatisfy({ $0.severity != .rejects })
      else { throw WorkflowFailure(reader.findings, .unusable) }
      return .members(
        ("patient", .string(patient.description)),
        (
          "found",
          .array(
            try found.map { coverage in
              let payer = try coverage.payer ?? partners.resolve(coverage.coverage.payer)?.id
              let isKnown = known.contains { Self.isSame($0, coverage, payer) }
              return .members(
                ("known", .bool(isKnown)), ("payer", payer.map(JSON.string)),
                ("document", coverage.document))
            })
        ))
    }
  }

  /// Whether two are one coverage: the same number with the same payer.
  private static func isSame(_ known: KeptCoverage, _ found: KeptCoverage, _ payer: String?) -> Bool
  {
    guard known.coverage.subscriberID == found.coverage.subscriberID else { return false }
    if let payer, let other = known.payer { return payer == other }
    return known.coverage.payer.id == found.coverage.payer.id
  }

  private static func undiscovered(_ program: String, _ why: String) -> WorkflowFailure {
    WorkflowFailure("people.not-discovered", .unusable, ("program", program), ("why", why))
  }
}
