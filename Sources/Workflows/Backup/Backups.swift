// SPDX-License-Identifier: Apache-2.0

import Accounting
import Glibc
import Storage
public import Values

/// Backups of a database: made while others write, proved, and put back.
///
///     let backups = try Backups(database: nil, Installation())
///     try backups.make("books.backup")
///     try Backups.verify("books.backup", moment: .last)
public struct Backups {
  /// Which backup of a folder is meant.
  public enum Moment: Sendable {
    /// The last one.
    case last
    /// The last one that holds nothing added after a moment.
    case until(Instant)
    /// The last one in which a practice's books have no more entries than this.
    case entries(Int, of: PracticeID)

    fileprivate func isMet(by manifest: BackupManifest) -> Bool {
      switch self {
      case .last: return true
      case .until(let instant): return manifest.taken <= instant
      case .entries(let count, let practice):
        let head = manifest.heads.first { $0.practice == practice.description }
        return head.map { $0.entries <= count } ?? false
      }
    }
  }

  private let address: DatabaseAddress
  /// The folder to be made where it is not there.
  private let home: String?

  /// Takes a database.
  ///
  /// - Parameter database: The address; nothing for `books.sqlite` in the installation.
  public init(database: String?, _ installation: Installation) throws(WorkflowFailure) {
    address = try PracticePlace.address(database, installation)
    home = database == nil ? installation.home : nil
  }

  /// Makes a backup in one file.
  ///
  /// - Returns: What it holds.
  public func make(_ path: String) throws(WorkflowFailure) -> JSON {
    let database = try PracticePlace.connect(address)
    return try asWorkflow {
      try Self.forOwner { try database.backUp(to: path, program: Program.version) }
      return Self.json(try BackupFile(path))
    }
  }

  /// Adds a backup to a folder, or finds that nothing has changed.
  public func make(into folder: String, isWhole: Bool) throws(WorkflowFailure) -> JSON {
    let database = try PracticePlace.connect(address)
    return try add(database, BackupFolder(folder), isWhole)
  }

  /// Adds a backup to a folder whenever something has changed, until the process ends.
  ///
  /// - Parameter report: Is told of each backup.
  public func watch(
    into folder: String, isWhole: Bool, every seconds: Int, _ report: (JSON) -> Void
  ) throws(WorkflowFailure) {
    let database = try PracticePlace.connect(address)
    let folder = BackupFolder(folder)
    var (mark, isWhole): (String?, Bool) = (nil, isWhole)
    while true {
      let now = try asWorkflow { try database.changeMark() }
      if now != mark {
        report(try add(database, folder, isWhole))
        (mark, isWhole) = (now, false)
      }
      sleep(UInt32(seconds))
    }
  }

  private func add(
    _ database: Database, _ folder: BackupFolder, _ isWhole: Bool
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let added = try Self.forOwner {
        try folder.add(database, isWhole: isWhole, program: Program.version)
      }
      let backup = try added ?? folder.open(folder.names().last ?? "")
      return .object([.init("added", .bool(added != nil))] + Self.json(backup).members)
    }
  }

  /// Puts a backup back.
  ///
  /// - Parameters:
  ///   - path: A file, or a folder of backups.
  ///   - moment: Which of a folder.
  ///   - isReplacing: Whether what the database holds is taken away.
  /// - Returns: What was restored, and that the books are proved.
  public func restore(
    _ path: String, moment: Moment, isReplacing: Bool
  ) throws(WorkflowFailure) -> JSON {
    let backup = try Self.backup(path, moment)
    if let home { try asWorkflow { try Files.makeFolder(home) } }
    let database = try PracticePlace.connect(address, isNew: true)
    return try asWorkflow {
      let proofs = try database.restore(backup, isReplacing: isReplacing, .standard)
      return .object(
        Self.json(backup).members + [.init("proved", .int(proofs.reduce(0) { $0 + $1.sound }))])
    }
  }

  /// Puts a backup into a database of its own that nobody sees, and proves the books in it.
  public static func verify(
    _ path: String, moment: Moment
  ) throws(WorkflowFailure) -> JSON {
    let backup = try backup(path, moment)
    return try asWorkflow {
      // A path of no letters is a file of SQLite that has no name.
      let scratch = try Database(at: .sqlite(path: ""))
      try scratch.run("PRAGMA synchronous = OFF")
      let proofs = try scratch.restore(backup, isReplacing: false, .standard)
      return .object(
        json(backup).members + [.init("proved", .int(proofs.reduce(0) { $0 + $1.sound }))])
    }
  }

  /// The backups of a folder, oldest first.
  public static func list(_ folder: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let folder = BackupFolder(folder)
      return .members(
        ("backups", .array(try folder.names().map { json(try folder.open($0)) })))
    }
  }

  /// Removes the backups of a folder that no moment from one on needs.
  public static func prune(
    _ folder: String, before moment: Instant
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let removed = try BackupFolder(folder).prune(before: moment)
      return .members(("removed", .array(removed.map(JSON.string))))
    }
  }

  private static func backup(
    _ path: String, _ moment: Moment
  ) throws(WorkflowFailure) -> BackupFile {
    try asWorkflow {
      let isFolder = Files.isFolder(path)
      let folder = BackupFolder(path)
      for name in isFolder ? try folder.names().reversed() : [""] {
        let backup = isFolder ? try folder.open(name) : try BackupFile(path)
        if moment.isMet(by: backup.manifest) { return backup }
      }
      throw BackupError(.noneSoEarly, path)
    }
  }

  /// A backup has what the books have: it is for its owner alone to read.
  private static func forOwner<Value>(_ work: () throws -> Value) rethrows -> Value {
    let mask = umask(0o077)
    defer { umask(mask) }
    return try work()
  }

  private static func json(_ backup: BackupFile) -> JSON {
    let manifest = backup.manifest
    return .members(
      ("path", .string(backup.path)), ("bytes", .int(backup.size)),
      ("sha256", .string(backup.digest.description)),
      ("begun", .string(manifest.begun.description)),
      ("taken", .string(manifest.taken.description)), ("engine", .string(manifest.engine)),
      ("whole", .bool(manifest.restsOn.isEmpty)), ("steps", .int(manifest.steps.count)),
      (
        "books",
        .array(
          manifest.heads.map { head in
            .members(
              ("practice", .string(head.practice)), ("entries", .int(head.entries)),
              ("head", .string("\(head.entries):\(head.hash)")))
          })
      ),
      (
        "tables",
        .array(
          manifest.tables.map {
            .members(("name", .string($0.name)), ("rows", .int($0.rows)))
          })
      ))
  }
}
