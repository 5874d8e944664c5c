// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Storage
import Values

/// Groups inpatient stays by MS-DRG.
public struct GroupStays: Sendable {
  let library: GrouperLibrary

  /// Takes the groupers of an installation.
  public init(_ library: GrouperLibrary) { self.library = library }

  /// How a run over many lines ended.
  public struct Tally: Sendable {
    /// Lines that have an answer.
    public var answers = 0
    /// Lines that have none.
    public var faults = 0
  }

  /// Groups lines of NDJSON, in order, on several processors.
  ///
  /// - Parameters:
  ///   - path: A file; `-` for the standard input.
  ///   - jobs: How many processors work.
  ///   - take: Is given the bytes of answers, as they come.
  /// - Returns: How many lines were answered and how many not.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read or a codebook is damaged.
  public func lines(
    of path: String, jobs: Int, take: ([UInt8]) -> Void
  ) throws(WorkflowFailure) -> Tally {
    var workers: [Worker] = []
    try asWorkflow {
      try RecordStream(path: path, jobs: jobs).run {
        let worker = Worker(library)
        workers.append(worker)
        return worker
      } take: { bytes in
        take(bytes)
      }
    }
    if let failure = workers.compactMap(\.failure).first { throw failure }
    return workers.reduce(into: Tally()) {
      $0.answers += $1.filter.answerCount
      $0.faults += $1.filter.faultCount
    }
  }

  /// Groups one record; the shape of record and answer is that of a line.
  ///
  /// - Throws: ``WorkflowFailure`` where a codebook is damaged.
  func answer(_ record: JSON) throws(WorkflowFailure) -> JSON {
    let worker = Worker(library)
    let bytes = worker.run(
      LineBlocks.Block(bytes: Array(record.line.utf8) + [0x0A], line: 1))
    if let failure = worker.failure { throw failure }
    return (try? JSON(parsing: bytes)) ?? .null
  }

  /// A filter for one processor.
  private final class Worker: RecordStream.Worker {
    let filter: InpatientFilter
    private let problem = Problem()

    /// What went wrong when a codebook was opened.
    final class Problem { var failure: WorkflowFailure? }

    var failure: WorkflowFailure? { problem.failure }

    init(_ library: GrouperLibrary) {
      let problem = problem
      filter = InpatientFilter { version, day in
        do {
          return try library.grouper(version: version, on: day)
        } catch {
          problem.failure = WorkflowFailure(any: error)
          return nil
        }
      } report: { line, id, findings in
        Array(Self.report(line, id, findings).line.utf8) + [0x0A]
      }
    }

    func run(_ block: LineBlocks.Block) -> [UInt8] {
      _ = block.bytes.withUnsafeBufferPointer { filter.run($0, first: block.line) }
      return Array(filter.output)
    }

    private static func report(_ line: Int, _ id: String?, _ findings: [Finding]) -> JSON {
      .members(
        ("id", id.flatMap { try? JSON(parsing: Array($0.utf8)) }), ("line", .int(line)),
        ("findings", .array(findings.map(FindingWords.standard.json))))
    }
  }
}
