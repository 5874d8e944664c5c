// SPDX-License-Identifier: Apache-2.0

public import Access
public import Values

/// A user.
public struct UserAccount: Hashable, Sendable {
  /// The name that is typed to come in: small letters, digits, points.
  public let login: String
  /// The name that is shown.
  public var name: String
  /// When the password was set.
  public var passwordSet: Instant
  /// Whether it has to be changed before anything else is done.
  public var mustChange: Bool
  /// Whether codes of an application are asked for.
  public var hasCodes: Bool
  /// Who made the user, and when.
  public var created: Instant
  /// Who made the user.
  public var createdBy: String
  /// Since when the user may not come in any more.
  public var disabled: Instant?
  /// How often in a row it was tried and failed.
  public var failures: Int
  /// Until when it cannot be tried.
  public var lockedUntil: Instant?
  /// When the user was here last.
  public var lastSeen: Instant?
}

/// A user's roles in a practice.
public struct RoleGrant: Hashable, Sendable {
  /// The practice.
  public let practice: PracticeID
  /// The user.
  public let login: String
  /// The role.
  public let role: Role
  /// When it was given.
  public let granted: Instant
  /// By whom.
  public let grantedBy: String
  /// When somebody last looked whether it is still right.
  public let reviewed: Instant?
}

/// The users of a database with their roles, sessions and tokens.
public struct AccountStore {
  let database: Database
  let cipher: FieldCipher
  /// The practice that users are made in.
  let practice: PracticeID

  /// Takes a practice's part of a database, and the users of all of it.
  public init(_ own: PracticeDatabase) {
    database = own.database
    cipher = own.cipher
    practice = own.practice
  }

  /// Does something wholly or not at all.
  @discardableResult
  public func transaction<Result>(_ work: () throws -> Result) throws -> Result {
    try database.transaction(work)
  }

  /// Adds a user.
  ///
  /// - Returns: Whether nobody had the name.
  public func add(
    _ login: String, name: String, password: String, mustChange: Bool, at moment: Instant,
    by user: String
  ) throws -> Bool {
    try !database.run(
      """
      INSERT INTO app_user (practice, login, name, password, password_set, must_change, totp_step,
      created,
      created_by, failures) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, 0)
      ON CONFLICT (login) DO NOTHING RETURNING login
      """,
      [
        .text(practice.description), .text(login), .text(name),
        .text(PasswordHash.make(password)), .int(Int(moment.microseconds)),
        .int(mustChange ? 1 : 0), .int(Int(moment.microseconds)),
        .text(user),
      ]
    ).isEmpty
  }

  private static let columns = """
    login, name, password_set, must_change, CASE WHEN totp IS NULL THEN 0 ELSE 1 END, created,
    created_by, disabled, failures, locked_until, last_seen
    """

  private static func account(_ row: DatabaseRow) throws -> UserAccount {
    func moment(_ column: Int) throws -> Instant? {
      try row.optionalInt(column).map { Instant(microseconds: Int64($0)) }
    }
    return UserAccount(
      login: try row.text(0), name: try row.text(1),
      passwordSet: Instant(microseconds: Int64(try row.int(2))),
      mustChange: try row.int(3) != 0, hasCodes: try row.int(4) != 0,
      created: Instant(microseconds: Int64(try row.int(5))), createdBy: try row.text(6),
      disabled: try moment(7), failures: try row.int(8), lockedUntil: try moment(9),
      lastSeen: try moment(10))
  }

  /// A user by name.
  public func account(_ login: String) throws -> UserAccount? {
    try database.run("SELECT \(Self.columns) FROM app_user WHERE login = ?", [.text(login)])
      .first.map(Self.account)
  }

  /// Whether a user was made by a practice, and is that practice's to disable and to reset.
  public func isOwn(_ login: String, of practice: PracticeID) throws -> Bool {
    try !database.run(
      "SELECT login FROM app_user WHERE practice = ? AND login = ?",
      [.text(practice.description), .text(login)]
    ).isEmpty
  }

  /// All users, by name.
  public func accounts() throws -> [UserAccount] {
    try database.run("SELECT \(Self.columns) FROM app_user ORDER BY login").map(Self.account)
  }

  /// Whether a password is a user's; as slow where there is no such user.
  public func isRight(_ password: String, for login: String) throws -> Bool {
    let kept = try database.run(
      "SELECT password FROM app_user WHERE login = ?", [.text(login)]
    ).first?.text(0)
    let isRight = PasswordHash.isRight(password, for: kept ?? PasswordHash.nobody)
    return kept != nil && isRight
  }

  /// Sets a password; every session of the user ends.
  public func setPassword(
    _ password: String, of login: String, mustChange: Bool, at moment: Instant
  ) throws {
    try database.transaction {
      try database.run(
        "UPDATE app_user SET password = ?, password_set = ?, must_change = ?, failures = 0, locked_until = NULL WHERE login = ?",
        [
          .text(PasswordHash.make(password)), .int(Int(moment.microseconds)),
          .int(mustChange ? 1 : 0), .text(login),
        ])
      try database.run("DELETE FROM app_session WHERE login = ?", [.text(login)])
    }
  }

  /// Notes that a user could not come in, and until when nobody may try.
  public func noteFailure(of login: String, lockedUntil: Instant?) throws {
    try database.run(
      "UPDATE app_user SET failures = failures + 1, locked_until = ? WHERE login = ?",
      [lockedUntil.map { .int(Int($0.microseconds)) } ?? .null, .text(login)])
  }

  /// Notes that a user has come in.
  public func noteSuccess(of login: String, at moment: Instant) throws {
    try database.run(
      "UPDATE app_user SET failures = 0, locked_until = NULL, last_seen = ? WHERE login = ?",
      [.int(Int(moment.microseconds)), .text(login)])
  }

  /// Keeps a user out, with every session and token, or lets the user in again.
  public func setDisabled(_ isDisabled: Bool, _ login: String, at moment: Instant) throws {
    try database.transaction {
      let at = DatabaseValue.int(Int(moment.microseconds))
      try database.run(
        "UPDATE app_user SET disabled = ? WHERE login = ?", [isDisabled ? at : .null, .text(login)])
      guard isDisabled else { return }
      try database.run("DELETE FROM app_session WHERE login = ?", [.text(login)])
      try database.run(
        "UPDATE app_token SET revoked = ? WHERE login = ? AND revoked IS NULL", [at, .text(login)])
    }
  }
}
