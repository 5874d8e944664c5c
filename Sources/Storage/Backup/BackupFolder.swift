// SPDX-License-Identifier: Apache-2.0

public import Values

/// A folder of backups of one database, each of which writes only what the one before it does not have.
public struct BackupFolder {
  /// The folder.
  public let path: String

  /// Names a folder.
  public init(_ path: String) { self.path = path }

  private static let suffix = ".backup"

  /// The names of the backups, oldest first.
  public func names() throws(FileFailure) -> [String] {
    try Files.names(in: path).filter { $0.hasSuffix(Self.suffix) }
  }

  /// Opens a backup by its name.
  public func open(_ name: String) throws -> BackupFile { try BackupFile("\(path)/\(name)") }

  /// Adds a backup of a database.
  ///
  /// - Parameter isWhole: Whether it is to rest on no other.
  /// - Returns: The backup; nothing where the last one holds the same.
  public func add(
    _ database: Database, isWhole: Bool, program: String
  ) throws -> BackupFile? {
    try Files.makeFolder(path)
    let last = isWhole ? nil : try names().last
    let previous = try last.map { ($0, try open($0).manifest) }
    let name = Self.name(at: .now)
    let file = try StreamedFile("\(path)/\(name)")
    var writer = BackupWriter(database, to: file, after: previous)
    let manifest = try writer.write(program: program)
    if let before = previous?.1, manifest.hasSameRows(as: before) { return nil }
    try file.finish()
    try Files.secureFolder(of: "\(path)/\(name)")
    return try open(name)
  }

  /// Removes what no backup kept rests on: kept are the last one before a moment and all after it.
  ///
  /// - Returns: The names of the files removed.
  public func prune(before moment: Instant) throws -> [String] {
    let all = try names().map { ($0, try open($0).manifest) }
    guard let first = all.lastIndex(where: { $0.1.taken <= moment }) else { return [] }
    var kept = Set(all[first...].map(\.0))
    for (_, manifest) in all[first...] { kept.formUnion(manifest.restsOn) }
    let removed = all.map(\.0).filter { !kept.contains($0) }
    for name in removed { try Files.remove("\(path)/\(name)") }
    return removed
  }

  /// A name that sorts by time, without the colons that some file systems refuse.
  private static func name(at moment: Instant) -> String {
    String(moment.description.map { $0 == ":" ? "-" : $0 }) + suffix
  }
}
