// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
import TransactionSets
import Values

/// The files of a run: an interchange a kind of claim, and a line of findings an encounter.
struct ClaimOutput {
  /// An interchange that is being written.
  private struct Open {
    var writer: ClaimWriter
    var file: File
  }

  /// Where the bytes of an interchange go: to its place, or to a draft that gets its numbers at the end.
  private enum File {
    case place(StreamedFile)
    case draft(ScratchFile)

    func append(_ bytes: [UInt8]) throws {
      switch self {
      case .place(let file): try file.append(bytes)
      case .draft(let file): try file.append(bytes)
      }
    }
  }

  private let options: RunEncounters.Options
  private let numbered: NumberedInterchanges?
  private var interchanges: [ClaimKind: Open] = [:]
  private var findings: StreamedFile?

  /// The control numbers seen so far, as hashes of eight bytes: a run of a million claims takes some
  /// megabytes for them.
  private var numbers: Set<Int> = []

  init(_ options: RunEncounters.Options, _ installation: Installation) throws {
    self.options = options
    let hasStore = options.numbersFromStore && options.out != nil
    numbered = hasStore ? try NumberedInterchanges(installation) : nil
  }

  /// Tells whether a control number comes for the first time in the run.
  mutating func isFirst(_ number: String) -> Bool { numbers.insert(number.hashValue).inserted }

  /// Adds a claim to the interchange of its kind.
  ///
  /// - Throws: ``TransactionSetError`` where the claim cannot be written; the file stays as it was.
  mutating func append(_ claim: Claim) throws {
    if var open = interchanges[claim.kind] {
      // Take the writer out, so that it is changed in place rather than copied.
      interchanges[claim.kind] = nil
      defer { interchanges[claim.kind] = open }
      try open.file.append(open.writer.append(claim))
      return
    }
    let number = numbered == nil ? options.controlNumber + interchanges.count : 0
    var writer = ClaimWriter(options.settings(number))
    let head = try writer.begin()
    let first = try writer.append(claim)
    guard let out = options.out, let path = path(of: claim.kind) else { return }
    let file: File =
      numbered == nil ? .place(try self.file(path)) : .draft(try ScratchFile(in: out))
    try file.append(head + first)
    interchanges[claim.kind] = Open(writer: writer, file: file)
  }

  /// Adds what became of an encounter.
  mutating func append(_ row: JSON) throws {
    guard let out = options.out else { return }
    if findings == nil { findings = try file("\(out)/findings.ndjson") }
    var bytes: [UInt8] = []
    row.write(into: &bytes)
    bytes.append(0x0A)
    try findings?.append(bytes)
  }

  /// Puts the files in their places; those of an earlier run that this one has no claims for go away.
  mutating func finish() throws -> [String] {
    var paths: [String] = []
    do {
      for kind in ClaimKind.allCases {
        if var open = interchanges[kind] {
          try open.file.append(open.writer.finish())
          paths += try finish(open.file, kind)
        } else if numbered == nil, let stale = path(of: kind) {
          try Files.remove(stale)
        }
      }
    } catch {
      try numbered?.giveUp()
      throw error
    }
    if let numbered { paths += try numbered.place() }
    if let findings {
      try findings.finish()
      paths.append(findings.path)
    } else if let out = options.out {
      try Files.remove("\(out)/findings.ndjson")
    }
    try numbered?.confirm()
    return paths
  }

  /// Ends a file; gives its path where it is in its place.
  private func finish(_ file: File, _ kind: ClaimKind) throws -> [String] {
    switch file {
    case .place(let file):
      try file.finish()
      return [file.path]
    case .draft(let draft):
      let folder = Installation.absolute(options.out ?? "")
      try numbered?.write(draft, options.route) {
        "\(folder)/\(Self.name(of: kind))-\(NumberedInterchanges.nineDigits($0)).edi"
      }
      return []
    }
  }

  /// Begins a file in the folder of the run, which is made where it is not there.
  private func file(_ path: String) throws -> StreamedFile {
    if let out = options.out { try Files.makeFolder(out) }
    return try StreamedFile(path)
  }

  private func path(of kind: ClaimKind) -> String? {
    options.out.map { "\($0)/\(Self.name(of: kind)).edi" }
  }

  private static func name(of kind: ClaimKind) -> String {
    switch kind {
    case .professional: "837p"
    case .institutional: "837i"
    case .dental: "837d"
    }
  }
}
