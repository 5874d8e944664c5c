// SPDX-License-Identifier: Apache-2.0

import Glibc
import Grouping
import Storage
import Values

/// Scores beneficiaries, a line of JSON each, and answers a line each, in order.
public struct HccStream: Sendable {
  /// How it ended.
  public struct Result: Sendable {
    /// How many lines were answered, in whichever way.
    public var records = 0
    /// How many of them could not be scored.
    public var refused = 0
  }

  private static let block = 1 << 20

  private let table: HccModelTable
  private let jobs: Int

  /// Prepares a stream.
  ///
  /// - Parameters:
  ///   - model: The model of lines that name none; V28 where nothing is given.
  ///   - jobs: How many lines are scored beside each other.
  /// - Throws: ``WorkflowFailure``: that of ``HccModels``.
  public init(
    _ models: HccModels, model: String = "V28", jobs: Int = 1
  ) throws(WorkflowFailure) {
    table = try HccModelTable(models, model)
    self.jobs = max(1, jobs)
  }

  /// Reads lines from a file and gives their answers, in order.
  ///
  /// A line that cannot be scored is answered by its number and its findings, and the next is read.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is the standard input.
  ///   - write: Takes the bytes of answers.
  public func run(
    _ path: String, write: (UnsafeRawBufferPointer) -> Void
  ) throws(WorkflowFailure) -> Result {
    var batches: [HccBatch] = []
    try asWorkflow {
      try RecordStream(path: path, jobs: jobs, size: Self.block).run {
        let batch = HccBatch(table)
        batches.append(batch)
        return batch
      } take: { bytes in
        bytes.withUnsafeBytes(write)
      }
    }
    return batches.reduce(into: Result()) {
      $0.records += $1.records
      $0.refused += $1.refused
    }
  }
}

/// The models by the names that lines give them: both names of each.
final class HccModelTable: Sendable {
  enum Entry: Sendable {
    case model(RiskModel)
    case failure(WorkflowFailure)
  }

  private let entries: [(name: [UInt8], entry: Entry)]
  let standard: Entry

  init(_ models: HccModels, _ standard: String) throws(WorkflowFailure) {
    var entries: [(name: [UInt8], entry: Entry)] = []
    for (short, name) in models.library.rules.names {
      let entry: Entry
      do throws(WorkflowFailure) {
        entry = .model(try models.model(name))
      } catch { entry = .failure(error) }
      entries.append((Array(name.utf8), entry))
      entries.append((Array(short.utf8), entry))
    }
    self.entries = entries
    self.standard = .model(try models.model(standard))
  }

  /// The model of a name as it stands in a line.
  func entry(_ name: UnsafeBufferPointer<UInt8>) -> Entry? {
    for entry in entries where entry.name.count == name.count {
      if entry.name.elementsEqual(name) { return entry.entry }
    }
    return nil
  }
}

/// Scores blocks of lines, in memory that it uses again for each.
final class HccBatch: RecordStream.Worker {
  /// How many lines were answered, and how many of them could not be scored.
  private(set) var records = 0
  private(set) var refused = 0
  private let table: HccModelTable
  private let workspace = RiskWorkspace()
  private let output: HccOutput

  init(_ table: HccModelTable, output: HccOutput = HccOutput()) {
    self.table = table
    self.output = output
  }

  func run(_ block: LineBlocks.Block) -> [UInt8] {
    output.clear()
    block.bytes.withUnsafeBufferPointer { bytes in
      var (start, line) = (0, block.line)
      while start < bytes.count, let base = bytes.baseAddress {
        let found = memchr(base + start, 0x0A, bytes.count - start)
        let end = found.map { UnsafeRawPointer(base).distance(to: $0) } ?? bytes.count
        let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if part.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
          records += 1
          if !score(part, line) { refused += 1 }
        }
        start = end + 1
        line += 1
      }
    }
    return Array(output.bytes)
  }

  private func score(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Int) -> Bool {
    var reader = HccRecordReader(bytes, workspace)
    do {
      try reader.read()
    } catch {
      return refuse(line, [finding(error, line)])
    }
    let name = reader.model.map { UnsafeBufferPointer(rebasing: bytes[$0]) }
    switch name.map({ table.entry($0) }) ?? table.standard {
    case .model(let model):
      model.score(reader.beneficiary, in: workspace)
      let id = reader.id.map { UnsafeBufferPointer(rebasing: bytes[$0]) }
      output.put(model, workspace, id: id)
      return true
    case .failure(let failure):
      return refuse(
        line,
        failure.findings.map {
          Finding($0.rule, .rejects, at: .text(line: line, byte: nil), facts: $0.facts)
        })
    case nil:
      let facts = [
        Finding.Fact("model", ""),
        Finding.Fact("models", HccModels.names.map(\.short).joined(separator: ", ")),
      ]
      return refuse(
        line,
        [Finding("hcc.unknown-model", .rejects, at: .text(line: line, byte: nil), facts: facts)])
    }
  }

  private func finding(_ fault: HccRecordReader.Fault, _ line: Int) -> Finding {
    Finding(
      fault.rule, .rejects, at: .text(line: line, byte: nil),
      facts: [.init("member", fault.member), .init("byte", fault.found)])
  }

  private func refuse(_ line: Int, _ findings: [Finding]) -> Bool {
    let answer = JSON.members(
      ("line", .int(line)), ("findings", .array(findings.map(FindingWords.standard.json))))
    output.put(text: answer.line)
    output.put(byte: 0x0A)
    return false
  }
}
