// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Storage
public import Values

/// Codes notes: which diagnosis codes they support, with the words that do.
public struct CodeNotes: Sendable {
  private let library: NoteLibrary
  let setting: String?
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
  /// - Throws: ``WorkflowFailure`` where the file cannot be read, is no text or is empty.
  public func answer(_ path: String) throws(WorkflowFailure) -> JSON {
    let (file, coded) = try coded(path)
    return CodedNoteJSON(library).json(coded, of: file.text, id: nil)
  }

  func answer(_ file: NoteFile) -> JSON {
    CodedNoteJSON(library).json(
      library.coder().code(file.text, circumstances(nil)), of: file.text, id: nil)
  }

  /// The note in a file with its codes, as one page that needs nothing else.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read, is no text or is empty.
  public func page(_ path: String) throws(WorkflowFailure) -> String {
    let (file, coded) = try coded(path)
    return CodedNotePage(library, coded, of: file.text, name: file.name).html
  }

  /// Writes the page to a file.
  ///
  /// - Throws: ``WorkflowFailure`` where it cannot be written; what lay there before stays.
  public func writePage(_ path: String, to goal: String) throws(WorkflowFailure) {
    let html = try page(path)
    try asWorkflow { try Files.write(Array(html.utf8), to: goal) }
  }

  /// What suggests.
  var engine: String { "\(Program.version) \(library.release.name)" }

  /// Tells whether a code can be reported.
  func isBillable(_ code: PackedCode) -> Bool {
    library.concepts.codes.position(of: code).map {
      library.concepts.codes.flags(at: $0).contains(.billable)
    } ?? false
  }

  func coded(_ path: String) throws(WorkflowFailure) -> (file: NoteFile, coded: CodedNote) {
    let file = try NoteFile(path)
    return (file, library.coder().code(file.text, circumstances(nil)))
  }

  private func circumstances(_ setting: String?) -> NoteCoder.Circumstances {
    NoteCoder.Circumstances(
      setting: (setting ?? self.setting).flatMap(CodingSetting.init(rawValue:)),
      abstainBelow: abstainBelow)
  }

  /// Codes lines of NDJSON (`id`, `text`, optionally `setting` and `date`), in order, on several processors.
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
    /// What notes of a day are read with, by the edition.
    private var readers: [String: (coder: NoteCoder, output: CodedNoteJSON)] = [:]
    var answers = 0
    var faults = 0

    init(_ owner: CodeNotes) {
      self.owner = owner
    }

    private func reader(
      _ day: CalendarDate?
    ) throws(WorkflowFailure) -> (coder: NoteCoder, output: CodedNoteJSON) {
      let key = day?.description ?? ""
      if let known = readers[key] { return known }
      let library = day == nil ? owner.library : try owner.library.onDay(day)
      let reader =
        readers[library.release.name] ?? (
          library.coder(), CodedNoteJSON(library, tellsMissing: false)
        )
      (readers[key], readers[library.release.name]) = (reader, reader)
      return reader
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
      let date = json["date"]?.string
      let day = date.flatMap { CalendarDate($0) }
      if date != nil, day == nil { return fault("code.bad-date", line, json["id"], "") }
      let note = Array(text.utf8)
      do {
        let (coder, output) = try reader(day)
        answers += 1
        return output.json(
          coder.code(note, owner.circumstances(setting)), of: note, id: json["id"])
      } catch {
        return fault(error.findings[0].rule, line, json["id"], "")
      }
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
