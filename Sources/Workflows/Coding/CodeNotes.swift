// SPDX-License-Identifier: Apache-2.0

import Coding
import Storage
public import Values

/// Codes notes: which diagnosis codes they support, with the words that do.
public struct CodeNotes: Sendable {
  private let library: NoteLibrary
  private let setting: String?
  private let abstainBelow: Int?

  /// Takes what notes are read with.
  ///
  /// - Parameters:
  ///   - setting: `inpatient` or `outpatient`; nothing to have it read from each note.
  ///   - abstainBelow: Only suggestions at least this sure, in thousandths.
  public init(_ library: NoteLibrary, setting: String? = nil, abstainBelow: Int? = nil) {
    self.library = library
    self.setting = setting
    self.abstainBelow = abstainBelow
  }

  /// Codes the note in a file; `-` is the standard input.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read.
  public func answer(_ path: String) throws(WorkflowFailure) -> (text: [UInt8], answer: JSON) {
    let text = try asWorkflow { try Files.read(path == "-" ? "/dev/stdin" : path) }
    let coded = library.coder().code(text, circumstances(nil))
    return (text, CodedNoteJSON(library).json(coded, of: text, id: nil))
  }

  private func circumstances(_ setting: String?) -> NoteCoder.Circumstances {
    NoteCoder.Circumstances(
      setting: (setting ?? self.setting).flatMap(CodingSetting.init(rawValue:)),
      abstainBelow: abstainBelow)
  }

  /// Codes lines of NDJSON (`id`, `text`, optionally `setting`), in order, on several processors.
  ///
  /// - Returns: How many lines were answered and how many not.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read.
  public func lines(
    of path: String, jobs: Int, take: ([UInt8]) -> Void
  ) throws(WorkflowFailure) -> (answers: Int, faults: Int) {
    var workers: [Worker] = []
    try asWorkflow {
      try RecordStream(path: path, jobs: jobs).run {
        let worker = Worker(self)
        workers.append(worker)
        return worker
      } take: {
        take($0)
      }
    }
    return (workers.reduce(0) { $0 + $1.answers }, workers.reduce(0) { $0 + $1.faults })
  }

  private final class Worker: RecordStream.Worker {
    private let owner: CodeNotes
    private let coder: NoteCoder
    private let output: CodedNoteJSON
    var answers = 0
    var faults = 0

    init(_ owner: CodeNotes) {
      self.owner = owner
      coder = owner.library.coder()
      output = CodedNoteJSON(owner.library)
    }

    func run(_ block: LineBlocks.Block) -> [UInt8] {
      var bytes: [UInt8] = []
      var line = block.line
      for record in block.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        defer { line += 1 }
        if record.allSatisfy({ $0 <= 0x20 }) { continue }
        bytes += Array(answer(Array(record), line).line.utf8)
        bytes.append(0x0A)
      }
      return bytes
    }

    private func answer(_ record: [UInt8], _ line: Int) -> JSON {
      let json: JSON
      do {
        json = try JSON(parsing: record)
      } catch {
        return fault("code.not-json", line, nil, error.code.rawValue)
      }
      let setting = json["setting"]?.string
      guard let text = json["text"]?.string else {
        return fault("code.no-text", line, json["id"], "")
      }
      if let setting, CodingSetting(rawValue: setting) == nil {
        return fault("code.unknown-setting", line, json["id"], "")
      }
      answers += 1
      let note = Array(text.utf8)
      return output.json(coder.code(note, owner.circumstances(setting)), of: note, id: json["id"])
    }

    private func fault(_ rule: String, _ line: Int, _ id: JSON?, _ reason: String) -> JSON {
      faults += 1
      let finding = Finding(
        rule, .rejects, at: .text(line: line, byte: nil),
        facts: reason.isEmpty ? [] : [.init("fault", reason)])
      return .members(
        ("id", id), ("line", .int(line)),
        ("findings", .array([FindingWords.standard.json(finding)])))
    }
  }
}
