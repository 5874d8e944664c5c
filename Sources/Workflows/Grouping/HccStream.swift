// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Grouping
import Storage
import Synchronization
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
    do throws(FileFailure) {
      let source = try LineBlocks(path, size: Self.block)
      var result = Result()
      func take(_ answer: HccBatch.Answer) {
        result.records += answer.records
        result.refused += answer.refused
        write(answer.output.bytes)
      }
      guard jobs > 1 else {
        let batch = HccBatch(table)
        while let block = try source.next() { take(batch.score(block)) }
        return result
      }
      let pool = HccPool(table, jobs: jobs)
      while let block = try source.next() { pool.score(block, take) }
      pool.finish(take)
      return result
    } catch { throw WorkflowFailure(error) }
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

/// Whole lines of a file, some at a time.
final class LineBlocks {
  /// Some whole lines, and the number of the first.
  struct Block: Sendable {
    let bytes: [UInt8]
    let line: Int
  }

  private let source: ByteReader
  private let size: Int
  private var rest: [UInt8] = []
  private var line = 1
  private var isAtEnd = false

  init(_ path: String, size: Int) throws(FileFailure) {
    source = try ByteReader(path)
    self.size = size
  }

  /// The next lines; nothing at the end. The last line may lack its end.
  func next() throws(FileFailure) -> Block? {
    var bytes = rest
    rest = []
    while !isAtEnd {
      let old = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: size))
      let read = bytes.withUnsafeMutableBytes { room in
        Result { () throws(FileFailure) in
          try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[old...]))
        }
      }
      let got = try read.get()
      bytes.removeLast(size - got)
      isAtEnd = got == 0
      if let end = bytes[old...].lastIndex(of: 0x0A) {
        rest = Array(bytes[(end + 1)...])
        bytes.removeLast(bytes.count - end - 1)
        break
      }
    }
    guard !bytes.isEmpty else { return nil }
    let first = line
    line += bytes.withUnsafeBufferPointer { $0.count { $0 == 0x0A } }
    return Block(bytes: bytes, line: first)
  }
}

/// Scores blocks of lines, in memory that it uses again for each.
final class HccBatch {
  /// The answers of a block.
  struct Answer {
    var records = 0
    var refused = 0
    let output: HccOutput
  }

  private let table: HccModelTable
  private let workspace = RiskWorkspace()
  private let output: HccOutput

  init(_ table: HccModelTable, output: HccOutput = HccOutput()) {
    self.table = table
    self.output = output
  }

  func score(_ block: LineBlocks.Block) -> Answer {
    output.clear()
    var answer = Answer(output: output)
    block.bytes.withUnsafeBufferPointer { bytes in
      var (start, line) = (0, block.line)
      while start < bytes.count, let base = bytes.baseAddress {
        let found = memchr(base + start, 0x0A, bytes.count - start)
        let end = found.map { UnsafeRawPointer(base).distance(to: $0) } ?? bytes.count
        let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if part.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
          answer.records += 1
          if !score(part, line) { answer.refused += 1 }
        }
        start = end + 1
        line += 1
      }
    }
    return answer
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

/// Scores blocks beside each other and gives their answers back in order.
final class HccPool {
  private let jobs: Int
  private let table: HccModelTable
  private let queue = DispatchQueue(label: "scoring", attributes: .concurrent)
  private let finished = DispatchSemaphore(value: 0)
  private let answers = Answers()
  private var out = 0
  private var next = 0

  private final class Answers: Sendable {
    let all = Mutex<[Int: Scored]>([:])
  }

  /// An answer with the output that only it holds.
  private struct Scored: @unchecked Sendable {
    let answer: HccBatch.Answer
  }

  init(_ table: HccModelTable, jobs: Int) {
    self.table = table
    self.jobs = jobs
  }

  /// Gives a block out; where as many are out as there are jobs, takes the next back first.
  func score(_ block: LineBlocks.Block, _ take: (HccBatch.Answer) -> Void) {
    if out >= jobs { takeNext(take) }
    let number = next + out
    out += 1
    let (finished, answers, table) = (finished, answers, table)
    queue.async {
      let scored = Scored(answer: HccBatch(table).score(block))
      answers.all.withLock { $0[number] = scored }
      finished.signal()
    }
  }

  /// Takes all answers back that are still out.
  func finish(_ take: (HccBatch.Answer) -> Void) { while out > 0 { takeNext(take) } }

  private func takeNext(_ take: (HccBatch.Answer) -> Void) {
    while true {
      if let scored = answers.all.withLock({ $0.removeValue(forKey: next) }) {
        next += 1
        out -= 1
        return take(scored.answer)
      }
      finished.wait()
    }
  }
}
