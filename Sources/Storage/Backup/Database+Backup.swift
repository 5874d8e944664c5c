// SPDX-License-Identifier: Apache-2.0

public import Accounting
import Values

extension Database {
  /// Writes a backup of everything to a file that takes its place whole, safe on the disk, while others go on
  /// writing to the database.
  ///
  /// - Parameter program: The version of the program, for the manifest.
  /// - Throws: ``BackupError``: `noTables`; ``DatabaseError``; ``FileFailure``.
  public func backUp(to path: String, program: String) throws {
    let file = try StreamedFile(path)
    var writer = BackupWriter(self, to: file, after: nil)
    _ = try writer.write(program: program)
    try file.finish()
    try Files.secureFolder(of: path)
  }

  /// Puts what a backup holds into this database, all of it or nothing, and proves the books.
  ///
  /// - Parameters:
  ///   - isReplacing: Whether what the database holds is taken away first; without it only an empty one is taken.
  ///   - chart: The accounts.
  /// - Returns: Where the books stand.
  /// - Throws: ``BackupError``, ``DatabaseError``, ``FileFailure``; nothing is changed then.
  @discardableResult
  public func restore(
    _ backup: BackupFile, isReplacing: Bool, _ chart: ChartOfAccounts
  ) throws -> [LedgerVerification] {
    let steps = Array(Schema.steps.prefix(backup.manifest.steps.count))
    guard steps.count == backup.manifest.steps.count else {
      throw DatabaseError(.newerSchema, reason: "\(backup.path)")
    }
    for (made, step) in zip(backup.manifest.steps, steps) where made.checksum != step.checksum {
      throw DatabaseError(.changedSchema, reason: "\(backup.path), step \(step.name)")
    }
    let verifications = try transaction {
      try engine.lockSchema()
      try makeRoom(isReplacing: isReplacing)
      try migrate(steps)
      let tables = try TableCatalogue.tables(after: steps)
      guard tables.map(\.name).sorted() == backup.manifest.tables.map(\.name).sorted() else {
        throw BackupError(.damaged, backup.path, reason: "other tables")
      }
      for table in tables { try fill(table, from: backup) }
      return try proved(backup, chart)
    }
    try engine.countRows(of: backup.manifest.tables.map(\.name))
    return verifications
  }

  /// Takes away the tables that this program made, last ones first.
  private func makeRoom(isReplacing: Bool) throws {
    guard try hasTable("schema_step") else { return }
    let tables = try TableCatalogue.tables(after: madeSteps())
    for table in tables where !isReplacing {
      guard try run("SELECT 1 FROM \(table.name) LIMIT 1").isEmpty else {
        throw BackupError(.notEmpty, address.engine, reason: table.name)
      }
    }
    for table in tables.reversed() { try run("DROP TABLE \(table.name)") }
    try run("DROP TABLE schema_step")
  }

  private func fill(_ table: CopiedTable, from backup: BackupFile) throws {
    guard let kept = backup.manifest.tables.first(where: { $0.name == table.name }),
      kept.columns == table.columns
    else { throw BackupError(.damaged, backup.path, reason: table.name) }
    let columns = "\(table.name) (\(table.columns.joined(separator: ", ")))"
    if let server = engine as? PostgreSQLEngine {
      return try server.copy(into: columns) { put in try backup.forEachRow(of: kept, put) }
    }
    var rows: [[DatabaseValue]] = []
    try backup.forEachRow(of: kept) { row in
      rows.append(row)
      guard rows.count == 1024 else { return }
      try insert(into: columns, rows: rows)
      rows.removeAll(keepingCapacity: true)
    }
    try insert(into: columns, rows: rows)
  }

  /// Brings the tables up to date and looks at every entry of every practice.
  private func proved(
    _ backup: BackupFile, _ chart: ChartOfAccounts
  ) throws -> [LedgerVerification] {
    guard try BackupWriter.heads(self) == backup.manifest.heads else {
      throw BackupError(.otherHead, backup.path)
    }
    let store = try LedgerStore(self, chart)
    let verifications = try store.heads().map { try store.verify($0.practice) }
    if let unsound = verifications.first(where: { $0.fault != nil }) {
      throw UnsoundBooks(verification: unsound)
    }
    return verifications
  }
}

/// Books that were to be put into a database and are not sound.
public struct UnsoundBooks: Error, Sendable {
  /// What is wrong with them.
  public let verification: LedgerVerification
}
