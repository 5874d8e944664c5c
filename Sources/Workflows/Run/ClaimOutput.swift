// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
import TransactionSets
import Values

/// The files of a run: an interchange a kind of claim, and a line of findings an encounter.
struct ClaimOutput {
  private let options: RunEncounters.Options
  private var interchanges: [ClaimKind: (writer: ClaimWriter, file: StreamedFile)] = [:]
  private var findings: StreamedFile?

  /// The control numbers seen so far, as hashes of eight bytes: a run of a million claims takes some
  /// megabytes for them.
  private var numbers: Set<Int> = []

  init(_ options: RunEncounters.Options) { self.options = options }

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
    var writer = ClaimWriter(options.settings(options.controlNumber + interchanges.count))
    let head = try writer.begin()
    let first = try writer.append(claim)
    guard let path = path(of: claim.kind) else { return }
    let file = try StreamedFile(path)
    try file.append(head + first)
    interchanges[claim.kind] = (writer, file)
  }

  /// Adds what became of an encounter.
  mutating func append(_ row: JSON) throws {
    guard let out = options.out else { return }
    if findings == nil { findings = try StreamedFile("\(out)/findings.ndjson") }
    var bytes: [UInt8] = []
    row.write(into: &bytes)
    bytes.append(0x0A)
    try findings?.append(bytes)
  }

  /// Puts the files in their places; those of an earlier run that this one has no claims for go away.
  mutating func finish() throws -> [String] {
    var paths: [String] = []
    for kind in ClaimKind.allCases {
      if var open = interchanges[kind] {
        try open.file.append(open.writer.finish())
        try open.file.finish()
        paths.append(open.file.path)
      } else if let stale = path(of: kind) {
        try Files.remove(stale)
      }
    }
    if let findings {
      try findings.finish()
      paths.append(findings.path)
    } else if let out = options.out {
      try Files.remove("\(out)/findings.ndjson")
    }
    return paths
  }

  private func path(of kind: ClaimKind) -> String? {
    let name =
      switch kind {
      case .professional: "837p"
      case .institutional: "837i"
      case .dental: "837d"
      }
    return options.out.map { "\($0)/\(name).edi" }
  }
}
