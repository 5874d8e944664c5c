// SPDX-License-Identifier: Apache-2.0

import Glibc
import Values

/// Makes a backup of a database as it is at one moment, while others go on writing.
///
/// A file begins with a line that says what it is; then come the chunks, the manifest, and a line of fixed length
/// with the manifest's place and hash. A chunk ends after a row whose key says so, so that the same rows make the
/// same chunks next time: what the backup before this one has is referred to, not written again.
struct BackupWriter {
  static let heading = "cleanclaim backup 1\n"
  /// Rows a chunk on average; the most bytes of one.
  private static let (meanRows, mostBytes): (UInt64, Int) = (2048, 4 << 20)

  private let database: Database
  private let file: StreamedFile
  private let previous: (name: String, manifest: BackupManifest)?
  private var known: [Digest: BackupManifest.Chunk] = [:]
  private var written = 0

  /// - Parameter previous: The backup before, in the same folder, by the name of its file.
  init(
    _ database: Database, to file: StreamedFile,
    after previous: (name: String, manifest: BackupManifest)?
  ) {
    self.database = database
    self.file = file
    self.previous = previous
    guard let previous else { return }
    for chunk in previous.manifest.tables.flatMap(\.chunks) {
      known[chunk.digest] = Self.elsewhere(chunk, previous.name)
    }
  }

  private static func elsewhere(
    _ chunk: BackupManifest.Chunk, _ name: String
  ) -> BackupManifest.Chunk {
    var chunk = chunk
    chunk.file = chunk.file ?? name
    return chunk
  }

  /// Writes all; the file is not yet in its place then.
  ///
  /// - Parameter program: The version of the program.
  mutating func write(program: String) throws -> BackupManifest {
    try put(Array(Self.heading.utf8))
    let manifest = try rows(program)
    let text = Array(manifest.json.line.utf8)
    let place = written
    try put(text)
    try put(Array(BackupFile.ending(at: place, SHA256.digest(of: text)).utf8))
    return manifest
  }

  private mutating func rows(_ program: String) throws -> BackupManifest {
    let begun = Instant.now
    // A copy for the closure: it may not hold on to what is being changed.
    var writer = self
    let manifest = try database.snapshot {
      let steps = try database.madeSteps()
      if steps.isEmpty { throw BackupError(.noTables, database.address.engine) }
      let taken = Instant.now
      var manifest = BackupManifest(
        begun: begun, taken: taken, engine: database.address.engine, program: program,
        steps: steps.map { ($0.name, $0.checksum) }, tables: [], heads: try Self.heads(database))
      let isContinued = try writer.isContinued()
      for table in try TableCatalogue.tables(after: steps) {
        manifest.tables.append(try writer.copy(table, mayReuse: isContinued))
      }
      return manifest
    }
    self = writer
    return manifest
  }

  static func heads(_ database: Database) throws -> [BackupManifest.Head] {
    try database.run("SELECT practice, entries, hash FROM ledger ORDER BY practice").map { row in
      BackupManifest.Head(
        practice: try row.text(0), entries: try row.int(1), hash: try row.digest(2))
    }
  }

  /// Whether the books go on from those of the backup before; not where they were put back meanwhile.
  private func isContinued() throws -> Bool {
    for head in previous?.manifest.heads ?? [] where head.entries > 0 {
      let found = try database.run(
        "SELECT hash FROM entry WHERE practice = ? AND sequence = ?",
        [.text(head.practice), .int(head.entries)])
      guard try found.first?.digest(0) == head.hash else { return false }
    }
    return true
  }

  private mutating func copy(
    _ table: CopiedTable, mayReuse: Bool
  ) throws -> BackupManifest.Table {
    var copied = BackupManifest.Table(name: table.name, columns: table.columns)
    let settled = table.isOnlyExtended && mayReuse ? settledChunks(table) : [:]
    var (bytes, rows): ([UInt8], Int) = ([], 0)
    var last: [DatabaseValue] = []
    while true {
      if bytes.isEmpty, let chunk = settled[last] {
        copied.chunks.append(chunk)
        last = chunk.last
        continue
      }
      let page = try database.run(table.page(isFirst: last.isEmpty), last)
      var isFollowed = false
      for row in page {
        last = table.key.map { row.values[$0] }
        RowBytes.append(row.values, to: &bytes)
        rows += 1
        guard Self.ends(last) || bytes.count >= Self.mostBytes else { continue }
        copied.chunks.append(try chunk(bytes, rows, last))
        (bytes, rows) = ([], 0)
        isFollowed = settled[last] != nil
        if isFollowed { break }
      }
      if !isFollowed, page.count < CopiedTable.pageSize { break }
    }
    if rows > 0 { copied.chunks.append(try chunk(bytes, rows, last)) }
    return copied
  }

  /// The chunks of the backup before that cannot have changed, by the key that they begin after: those between
  /// whose ends no new row can come, since both lie in one practice's rows.
  private func settledChunks(_ table: CopiedTable) -> [[DatabaseValue]: BackupManifest.Chunk] {
    guard let previous,
      let before = previous.manifest.tables.first(where: { $0.name == table.name }),
      before.columns == table.columns
    else { return [:] }
    var settled: [[DatabaseValue]: BackupManifest.Chunk] = [:]
    for (chunk, next) in zip(before.chunks, before.chunks.dropFirst())
    where chunk.last.first == next.last.first {
      guard Self.ends(next.last) || next.plainLength >= Self.mostBytes else { continue }
      settled[chunk.last] = Self.elsewhere(next, previous.name)
    }
    return settled
  }

  /// Whether a chunk ends after a row: one in so many does, by its key alone.
  private static func ends(_ key: [DatabaseValue]) -> Bool {
    var bytes: [UInt8] = []
    RowBytes.append(key, to: &bytes)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (hash ^ hash >> 32) % meanRows == 0
  }

  private mutating func chunk(
    _ bytes: [UInt8], _ rows: Int, _ last: [DatabaseValue]
  ) throws -> BackupManifest.Chunk {
    let digest = SHA256.digest(of: bytes)
    if let there = known[digest], there.rows == rows, there.last == last { return there }
    let packed = PackedChunk.pack(bytes)
    let chunk = BackupManifest.Chunk(
      file: nil, offset: written, length: packed.count, plainLength: bytes.count, digest: digest,
      packedDigest: SHA256.digest(of: packed), rows: rows, last: last)
    try put(packed)
    known[digest] = chunk
    return chunk
  }

  private mutating func put(_ bytes: [UInt8]) throws {
    try file.append(bytes)
    written += bytes.count
  }
}
