// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a backup holds: the schema, where each practice's books stand, and the rows of every table in chunks.
public struct BackupManifest: Sendable {
  /// Some rows of a table that follow each other, packed.
  struct Chunk: Hashable, Sendable {
    /// The file of the same folder that has it; nothing for the backup's own.
    var file: String?
    let offset: Int
    let length: Int
    /// Its length and its hash before it was packed.
    let plainLength: Int
    let digest: Digest
    /// The hash of its bytes as they lie there: some bits of what is packed mean nothing.
    let packedDigest: Digest
    let rows: Int
    /// The key of its last row.
    let last: [DatabaseValue]
  }

  /// A table.
  public struct Table: Sendable {
    /// Its name.
    public let name: String
    let columns: [String]
    var chunks: [Chunk] = []

    /// How many rows it has.
    public var rows: Int { chunks.reduce(0) { $0 + $1.rows } }
  }

  /// Where the books of a practice stand.
  public struct Head: Hashable, Sendable {
    /// The practice.
    public let practice: String
    /// How many entries there are.
    public let entries: Int
    /// The hash of the last.
    public let hash: Digest
  }

  /// What was acknowledged before this moment is in the backup.
  public let begun: Instant
  /// What was added after this moment is not.
  public let taken: Instant
  /// The engine that it was made from.
  public let engine: String
  /// The program that made it.
  public let program: String
  /// The steps of the schema, by name and checksum.
  public let steps: [(name: String, checksum: Digest)]
  /// Every table, in the order in which it is restored.
  public internal(set) var tables: [Table]
  /// The books.
  public let heads: [Head]

  /// The other files of the folder that it rests on.
  public var restsOn: Set<String> { Set(tables.flatMap(\.chunks).compactMap(\.file)) }

  /// Whether another backup holds the same rows.
  func hasSameRows(as other: BackupManifest) -> Bool {
    steps.map(\.checksum) == other.steps.map(\.checksum)
      && tables.map { $0.chunks.map(\.digest) } == other.tables.map { $0.chunks.map(\.digest) }
  }
}

extension BackupManifest {
  static let format = 1

  var json: JSON {
    .members(
      ("format", .int(Self.format)), ("begun", .string(begun.description)),
      ("taken", .string(taken.description)), ("engine", .string(engine)),
      ("program", .string(program)),
      (
        "steps",
        .array(steps.map { .array([.string($0.name), .string($0.checksum.description)]) })
      ),
      (
        "heads",
        .array(
          heads.map {
            .array([.string($0.practice), .int($0.entries), .string($0.hash.description)])
          })
      ), ("tables", .array(tables.map(\.json))))
  }

  init?(_ json: JSON) {
    guard json["format"]?.int == Self.format,
      let begun = json["begun"]?.string.flatMap({ Instant($0) }),
      let taken = json["taken"]?.string.flatMap({ Instant($0) }),
      let engine = json["engine"]?.string, let program = json["program"]?.string
    else { return nil }
    var steps: [(name: String, checksum: Digest)] = []
    for step in json["steps"]?.elements ?? [] {
      guard let name = step[0]?.string,
        let checksum = step[1]?.string.flatMap({ Digest(hexadecimal: $0) })
      else { return nil }
      steps.append((name, checksum))
    }
    var heads: [Head] = []
    for head in json["heads"]?.elements ?? [] {
      guard let practice = head[0]?.string, let entries = head[1]?.int,
        let hash = head[2]?.string.flatMap({ Digest(hexadecimal: $0) })
      else { return nil }
      heads.append(Head(practice: practice, entries: entries, hash: hash))
    }
    var tables: [Table] = []
    for table in json["tables"]?.elements ?? [] {
      guard let table = Table(table) else { return nil }
      tables.append(table)
    }
    self.init(
      begun: begun, taken: taken, engine: engine, program: program, steps: steps, tables: tables,
      heads: heads)
  }
}

extension BackupManifest.Table {
  fileprivate var json: JSON {
    .members(
      ("name", .string(name)), ("rows", .int(rows)),
      ("columns", .array(columns.map(JSON.string))), ("chunks", .array(chunks.map(\.json))))
  }

  fileprivate init?(_ json: JSON) {
    guard let name = json["name"]?.string else { return nil }
    let columns = (json["columns"]?.elements ?? []).compactMap(\.string)
    self.init(name: name, columns: columns)
    for chunk in json["chunks"]?.elements ?? [] {
      guard let chunk = BackupManifest.Chunk(chunk) else { return nil }
      chunks.append(chunk)
    }
    guard !columns.isEmpty, json["rows"]?.int == rows else { return nil }
  }
}

extension BackupManifest.Chunk {
  fileprivate var json: JSON {
    let key = last.map { (value: DatabaseValue) -> JSON in
      switch value {
      case .int(let number): .int(Int(number))
      case .text(let text): .string(text)
      case .bytes(let bytes): .array([.string(FieldPlace.text(of: bytes))])
      case .null: .null
      }
    }
    return .array([
      file.map(JSON.string) ?? .null, .int(offset), .int(length), .int(plainLength),
      .string(digest.description), .int(rows), .array(key), .string(packedDigest.description),
    ])
  }

  fileprivate init?(_ json: JSON) {
    guard json.elements.count == 8, let offset = json[1]?.int, let length = json[2]?.int,
      let plainLength = json[3]?.int,
      let digest = json[4]?.string.flatMap({ Digest(hexadecimal: $0) }), let rows = json[5]?.int,
      let packed = json[7]?.string.flatMap({ Digest(hexadecimal: $0) }), offset >= 0, length >= 0,
      plainLength >= 0, rows > 0
    else { return nil }
    let last = (json[6]?.elements ?? []).map { key -> DatabaseValue in
      key.int.map(DatabaseValue.int) ?? key.string.map(DatabaseValue.text)
        ?? key[0]?.string.flatMap(Self.bytes).map(DatabaseValue.bytes) ?? .null
    }
    self.init(
      file: json[0]?.string, offset: offset, length: length, plainLength: plainLength,
      digest: digest, packedDigest: packed, rows: rows, last: last)
  }

  /// The bytes of hexadecimal digits.
  private static func bytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
