// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Edits
import Grouping
import Pricing
public import Storage
public import Values

/// Imports the publishers' own files: recognises each, reads it, settles its edition, and adds its
/// releases to the installation, whole or not at all.
public struct ImportCodes: Sendable {
  /// What became of one document.
  public struct Result: Sendable {
    /// What was made of a document.
    public enum Outcome: Sendable {
      /// Its releases, each new or there before.
      case imported([(release: Release, outcome: CodebookStore.Outcome)], remarks: [Finding])
      /// No format recognises it.
      case unrecognised
      /// It was recognised and is wrong.
      case rejected([Finding])
      /// It could not be read or written.
      case failed(any Error)
    }

    /// The document: a path, a member of an archive after `!`.
    public let file: String
    /// The format that recognised it.
    public let format: String?
    /// What was made of it.
    public let outcome: Outcome
  }

  /// What the person who imports says of the files.
  public struct Options: Sendable {
    /// The name of the format; nothing to recognise it.
    public var format: String?
    /// The day on which the edition took effect; nothing to find it out.
    public var effective: CalendarDate?

    /// Makes options.
    public init(format: String? = nil, effective: CalendarDate? = nil) {
      self.format = format
      self.effective = effective
    }
  }

  let installation: Installation
  let calendar: EditionCalendar

  /// Prepares to import into an installation.
  public init(_ installation: Installation) {
    self.installation = installation
    calendar = Assets.editions
  }

  /// Imports every document in a file or folder.
  ///
  /// - Parameter progress: Called before each document with its number, how many there are, its name.
  public func importTree(
    _ path: String, _ options: Options = Options(),
    progress: (Int, Int, String) -> Void = { _, _, _ in }
  ) throws(FileFailure) -> [Result] {
    var leaves: [PublishedLeaf] = []
    var results: [Result] = []
    for file in try Files.tree(path) {
      do throws(FileFailure) {
        leaves += try PublishedLeaf.leaves(of: file)
      } catch {
        results.append(Result(file: file, format: nil, outcome: .failed(error)))
      }
    }
    for (index, leaf) in leaves.enumerated() {
      progress(index + 1, leaves.count, leaf.name)
      results.append(importLeaf(leaf, options))
    }
    return results
  }

  /// Imports one document.
  public func importLeaf(_ leaf: PublishedLeaf, _ options: Options = Options()) -> Result {
    var format: PublisherFormat?
    do {
      format = try recognise(leaf, options)
      guard let format else { return Result(file: leaf.name, format: nil, outcome: .unrecognised) }
      let file = try leaf.whole()
      let drafts = try read(leaf, file, format)
      var added: [(Release, CodebookStore.Outcome)] = []
      for draft in drafts {
        let edition = try self.edition(of: draft, in: file, options)
        let source = Release.Source(
          file: Self.relative(leaf.name), sha256: file.sha256, rows: draft.rows)
        let release = draft.release(edition, sources: [source])
        added.append(try installation.codebooks.add(release) { draft.codebook(for: $0) })
      }
      return Result(
        file: leaf.name, format: format.name,
        outcome: .imported(added, remarks: drafts.flatMap(\.remarks)))
    } catch let failure as ImportFailure {
      return Result(file: leaf.name, format: format?.name, outcome: .rejected(failure.findings))
    } catch {
      return Result(file: leaf.name, format: format?.name, outcome: .failed(error))
    }
  }

  private func recognise(_ leaf: PublishedLeaf, _ options: Options) throws -> PublisherFormat? {
    if let name = options.format {
      guard let format = Self.allFormats.first(where: { $0.name == name }) else {
        throw ImportFailure(
          [Finding("import.format", .rejects, at: .claim, facts: [.init("format", name)])])
      }
      return format
    }
    let head = leaf.isWorkbook ? nil : try leaf.head()
    let rows = leaf.isWorkbook ? try leaf.worksheet() : []
    return Self.allFormats.first { format in
      switch format.reader {
      case .bytes(let recognises, _), .markup(let recognises, _),
        .database(let recognises, _, _):
        head.map(recognises) ?? false
      case .worksheet(let recognises, _), .workbook(let recognises, _):
        leaf.isWorkbook && recognises(rows)
      }
    }
  }

  /// The drafts of a file of bytes that is in memory already; none where no format recognises it.
  func drafts(of file: PublishedFile) throws -> [ReleaseDraft] {
    for format in Self.allFormats {
      if case .bytes(let recognises, let read) = format.reader, recognises(file) {
        return try read(file)
      }
    }
    return []
  }

  /// A document with its drafts; none where no format recognises it.
  func drafts(in leaf: PublishedLeaf) throws -> (file: PublishedFile, drafts: [ReleaseDraft]) {
    let format = try recognise(leaf, Options())
    let file = try leaf.whole()
    return (file, try format.map { try read(leaf, file, $0) } ?? [])
  }

  private func read(
    _ leaf: PublishedLeaf, _ file: PublishedFile, _ format: PublisherFormat
  ) throws -> [ReleaseDraft] {
    switch format.reader {
    case .bytes(_, let read): try read(file)
    case .markup(_, let read): try read(MarkupReader.root(of: file.bytes, path: leaf.name), file)
    case .worksheet(_, let read): try read(leaf.worksheet(), file)
    case .workbook(_, let read): try read(leaf.worksheets(), file)
    case .database(_, let query, let read): try read(file.rows(of: query), file)
    }
  }

  /// The last two parts of a path: enough to know the file by, and the same wherever it lies.
  private static func relative(_ name: String) -> String {
    let parts = name.split(separator: "!", maxSplits: 1)
    let file = parts.first?.split(separator: "/").last.map(String.init) ?? name
    return parts.count > 1 ? "\(file)!\(parts[1])" : file
  }
}

extension ImportCodes {
  /// Code sets, groupers and prices; the first format that recognises a file reads it.
  static let allFormats =
    PublisherFormat.all + PublisherFormat.groupers + PublisherFormat.prices
    + PublisherFormat.edits + PublisherFormat.coverage

  /// The formats that can be imported: name and a few words.
  public static var formats: [(name: String, summary: String)] {
    allFormats.map { ($0.name, $0.summary) }
  }

  /// Imports files and folders.
  ///
  /// - Parameters:
  ///   - paths: Files or folders.
  ///   - format: The name of a format; nothing to recognise each file.
  ///   - effective: The day on which the edition took effect; nothing to find it out.
  ///   - progress: Called before each document with its number, how many there are, its name.
  /// - Returns: `files` (with `releases` or `findings`), `unrecognised`, and how many were `imported` and
  ///   `rejected`.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read at all.
  public func report(
    _ paths: [String], format: String? = nil, effective: CalendarDate? = nil,
    progress: (Int, Int, String) -> Void = { _, _, _ in }
  ) throws(WorkflowFailure) -> JSON {
    var files: [JSON] = []
    var unrecognised: [JSON] = []
    var (imported, rejected) = (0, 0)
    for path in paths {
      let options = Options(format: format, effective: effective)
      let results = try asWorkflow { try importTree(path, options, progress: progress) }
      for result in results {
        switch result.outcome {
        case .unrecognised where result.file == path:
          // A file that was named is meant: that nothing knows it is a failure.
          rejected += 1
          files.append(Self.json(result, of: WorkflowFailure.findings(of: result)))
        case .unrecognised: unrecognised.append(.string(result.file))
        case .imported(let releases, let remarks):
          imported += 1
          files.append(Self.json(result, releases, remarks))
        case .rejected, .failed:
          rejected += 1
          files.append(Self.json(result, of: WorkflowFailure.findings(of: result)))
        }
      }
    }
    if imported > 0 {
      try asWorkflow { try BuildSearch(installation).run { progress(1, 1, $0) } }
      try asWorkflow { try BuildConcepts(installation).run { progress(1, 1, $0) } }
    }
    return .members(
      ("imported", .int(imported)), ("rejected", .int(rejected)), ("files", .array(files)),
      ("unrecognised", .array(unrecognised)))
  }

  private static func json(_ result: Result, of findings: [Finding]) -> JSON {
    .members(
      ("file", .string(result.file)), ("format", .text(result.format)),
      ("findings", .array(findings.map(FindingWords.standard.json))))
  }

  private static func json(
    _ result: Result, _ releases: [(release: Release, outcome: CodebookStore.Outcome)],
    _ remarks: [Finding]
  ) -> JSON {
    let list = releases.map { release, outcome in
      JSON.object([JSON.Member("outcome", .string(outcome.rawValue))] + release.json.members)
    }
    return .members(
      ("file", .string(result.file)), ("format", .text(result.format)), ("releases", .array(list)),
      (
        "remarks",
        remarks.isEmpty ? nil : .array(remarks.map(FindingWords.standard.json))
      ))
  }
}
