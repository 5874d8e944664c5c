// SPDX-License-Identifier: Apache-2.0

import Accounting
import Glibc
import Storage
import Values

/// Where a practice's data lies: which database, which practice of it, which keys.
public struct PracticePlace: Sendable {
  let database: String?
  let practice: PracticeID
  let keys: String
  let installation: Installation

  /// Names a place.
  ///
  /// - Parameters:
  ///   - database: The address, `sqlite:PATH` or `postgresql://…`; nothing for `books.sqlite` in the installation.
  ///   - keys: The file of keys; nothing for the usual one.
  /// - Throws: ``WorkflowFailure``: `ledger.bad-text` where the practice's name has another form.
  public init(
    database: String? = nil, practice: String = "main", keys: String? = nil,
    _ installation: Installation
  ) throws(WorkflowFailure) {
    guard let practice = PracticeID(practice) else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", "practice"))
    }
    self.database = database
    self.practice = practice
    self.keys = installation.keys(keys)
    self.installation = installation
  }

  /// Opens the practice's part of the database, with its keys.
  ///
  /// - Parameter isNew: Whether a file may be made where there is none.
  func own(isNew: Bool = true) throws(WorkflowFailure) -> PracticeDatabase {
    let ring = try asWorkflow { try KeyRing(at: keys) }
    let database = try Self.open(database, installation, isNew: isNew)
    return try asWorkflow { try PracticeDatabase(database, practice, FieldCipher(ring)) }
  }

  /// Opens a database.
  ///
  /// - Throws: ``WorkflowFailure``: `database.…`; `ledger.no-books` where there is no file and none may be made.
  static func open(
    _ database: String?, _ installation: Installation, isNew: Bool
  ) throws(WorkflowFailure) -> Database {
    let address = try address(database, installation)
    if database == nil, isNew { try asWorkflow { try Files.makeFolder(installation.home) } }
    return try connect(address, isNew: isNew)
  }

  /// Connects to a database.
  ///
  /// - Parameter isNew: Whether a file may be made where there is none.
  static func connect(
    _ address: DatabaseAddress, isNew: Bool = false
  ) throws(WorkflowFailure) -> Database {
    if case .sqlite(let path) = address, path != ":memory:", !isNew, !Files.exists(path) {
      throw WorkflowFailure(any: AccountingError(.noBooks))
    }
    // What is made here is for its owner alone to read.
    let mask = umask(0o077)
    defer { umask(mask) }
    return try asWorkflow { try Database(at: address) }
  }

  /// The address of a database; nothing is the one in the installation.
  static func address(
    _ database: String?, _ installation: Installation
  ) throws(WorkflowFailure) -> DatabaseAddress {
    guard let database else { return .sqlite(path: "\(installation.home)/books.sqlite") }
    guard let address = DatabaseAddress(database) else {
      // The address may hold a password.
      throw WorkflowFailure(any: DatabaseError(.badAddress))
    }
    return address
  }
}
