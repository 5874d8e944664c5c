// SPDX-License-Identifier: Apache-2.0

public import Access
public import Values

extension AccountStore {
  /// Gives a user a role in a practice.
  ///
  /// - Returns: Whether the user did not have it.
  public func grant(
    _ role: Role, to login: String, in practice: PracticeID, at moment: Instant, by user: String
  ) throws -> Bool {
    try !database.run(
      """
      INSERT INTO app_grant (practice, login, role, granted, granted_by) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING RETURNING role
      """,
      [
        .text(practice.description), .text(login), .text(role.rawValue),
        .int(Int(moment.microseconds)), .text(user),
      ]
    ).isEmpty
  }

  /// Takes a role away; the user's sessions in the practice end.
  ///
  /// - Returns: Whether the user had it.
  public func revoke(_ role: Role, from login: String, in practice: PracticeID) throws -> Bool {
    try database.transaction {
      let gone = try !database.run(
        "DELETE FROM app_grant WHERE practice = ? AND login = ? AND role = ? RETURNING role",
        [.text(practice.description), .text(login), .text(role.rawValue)]
      ).isEmpty
      try database.run(
        "DELETE FROM app_session WHERE practice = ? AND login = ?",
        [.text(practice.description), .text(login)])
      return gone
    }
  }

  /// Notes that somebody has looked whether a user's roles are still right.
  public func review(
    _ login: String, in practice: PracticeID, at moment: Instant, by user: String
  ) throws {
    try database.run(
      "UPDATE app_grant SET reviewed = ?, reviewed_by = ? WHERE practice = ? AND login = ?",
      [.int(Int(moment.microseconds)), .text(user), .text(practice.description), .text(login)])
  }

  /// The roles of a user, or in a practice, or both; by practice, user and role.
  public func grants(of login: String? = nil, in practice: PracticeID? = nil) throws -> [RoleGrant]
  {
    var (conditions, values): ([String], [DatabaseValue]) = (["1 = 1"], [])
    if let login {
      conditions.append("login = ?")
      values.append(.text(login))
    }
    if let practice {
      conditions.append("practice = ?")
      values.append(.text(practice.description))
    }
    return try database.run(
      """
      SELECT practice, login, role, granted, granted_by, reviewed FROM app_grant
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY practice, login, role
      """, values
    ).compactMap { row in
      guard let practice = PracticeID(try row.text(0)), let role = Role(rawValue: try row.text(2))
      else { return nil }
      return RoleGrant(
        practice: practice, login: try row.text(1), role: role,
        granted: Instant(microseconds: Int64(try row.int(3))), grantedBy: try row.text(4),
        reviewed: try row.optionalInt(5).map { Instant(microseconds: Int64($0)) })
    }
  }
}

/// A session: somebody who has come in, in one practice.
public struct UserSession: Hashable, Sendable {
  /// The user.
  public let login: String
  /// The practice.
  public let practice: PracticeID
  /// What forms of the session bear.
  public let formKey: String
  /// 1 after the password, 2 after a code too.
  public let level: Int
  /// When it began.
  public let created: Instant
  /// When it was used last.
  public let seen: Instant
  /// The reason of an emergency that opens what the roles do not, or empty.
  public let emergency: String
}

extension AccountStore {
  /// Begins a session.
  ///
  /// - Returns: Its secret, for the cookie: it is kept as its hash.
  public func begin(
    _ login: String, in practice: PracticeID, level: Int, at moment: Instant
  ) throws -> String {
    let secret = Secrets.text()
    try database.run(
      """
      INSERT INTO app_session (digest, login, practice, form_key, level, created, seen, emergency)
      VALUES (?, ?, ?, ?, ?, ?, ?, '')
      """,
      [
        .bytes(Self.digest(secret)), .text(login), .text(practice.description),
        .text(Secrets.text()), .int(level), .int(Int(moment.microseconds)),
        .int(Int(moment.microseconds)),
      ])
    return secret
  }

  /// The session of a secret, where the user may still come in.
  public func session(_ secret: String) throws -> UserSession? {
    try database.run(
      """
      SELECT s.login, s.practice, s.form_key, s.level, s.created, s.seen, s.emergency
      FROM app_session s JOIN app_user u ON u.login = s.login
      WHERE s.digest = ? AND u.disabled IS NULL
      """, [.bytes(Self.digest(secret))]
    ).first.flatMap { row in
      guard let practice = PracticeID(try row.text(1)) else { return nil }
      return UserSession(
        login: try row.text(0), practice: practice, formKey: try row.text(2), level: try row.int(3),
        created: Instant(microseconds: Int64(try row.int(4))),
        seen: Instant(microseconds: Int64(try row.int(5))), emergency: try row.text(6))
    }
  }

  /// Notes that a session was used.
  public func touch(_ secret: String, at moment: Instant) throws {
    try database.run(
      "UPDATE app_session SET seen = ? WHERE digest = ?",
      [.int(Int(moment.microseconds)), .bytes(Self.digest(secret))])
  }

  /// Gives a session another secret, such as after a code was used or more rights were taken.
  ///
  /// - Parameters:
  ///   - practice: Another practice; nothing for the same.
  ///   - emergency: The reason of an emergency, empty to end it; nothing for what it was.
  /// - Returns: The new secret; nothing where the session has ended.
  public func rotate(
    _ secret: String, level: Int? = nil, practice: PracticeID? = nil, emergency: String? = nil
  ) throws -> String? {
    let new = Secrets.text()
    let rows = try database.run(
      """
      UPDATE app_session SET digest = ?, form_key = ?, level = COALESCE(?, level),
      practice = COALESCE(?, practice), emergency = COALESCE(?, emergency)
      WHERE digest = ? RETURNING login
      """,
      [
        .bytes(Self.digest(new)), .text(Secrets.text()), level.map { .int($0) } ?? .null,
        practice.map { .text($0.description) } ?? .null, emergency.map { .text($0) } ?? .null,
        .bytes(Self.digest(secret)),
      ])
    return rows.isEmpty ? nil : new
  }

  /// Ends a session.
  public func end(_ secret: String) throws {
    try database.run(
      "DELETE FROM app_session WHERE digest = ?", [.bytes(Self.digest(secret))])
  }

  /// Ends every session that was not used since a moment, or began before another.
  public func endIdle(since idle: Instant, begunBefore absolute: Instant) throws -> Int {
    try database.run(
      "DELETE FROM app_session WHERE seen < ? OR created < ? RETURNING login",
      [.int(Int(idle.microseconds)), .int(Int(absolute.microseconds))]
    ).count
  }
}
