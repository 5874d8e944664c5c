// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Storage
public import Values

/// The users of a practice: made, given roles, let in.
///
///     let users = try Users(place)
///     try users.add("ann", name: "Ann Coder", password: secret, roles: ["coder"], by: "root")
///     let coming = try users.signIn("ann", password: secret, in: "main")
///
/// Every change and every attempt is in the audit log.
///
/// Source: 45 CFR 164.308(a)(3) to (5) and 164.312(a) and (d); NIST SP 800-63B; ASVS 5.0, V6 to V8.
public final class Users {
  let own: PracticeDatabase
  let store: AccountStore
  let log: AuditStore
  let permissions = Permissions.standard
  /// What limits sessions and attempts.
  public var policy = AccessPolicy()
  /// The moment that counts as now; nothing for the clock.
  public var now: Instant?

  /// Takes a practice's part of a database.
  public convenience init(_ place: PracticePlace) throws(WorkflowFailure) {
    try self.init(place.own())
  }

  init(_ own: PracticeDatabase) throws(WorkflowFailure) {
    self.own = own
    store = AccountStore(own)
    log = try asWorkflow { [own] in try AuditStore(own.database, own.practice) }
  }

  var moment: Instant { now ?? .now }

  /// Adds a user.
  ///
  /// - Parameters:
  ///   - login: Small letters, digits, points and hyphens, 2 to 32.
  ///   - password: 12 characters and more; it has to be changed at the first sign-in.
  ///   - roles: Names of roles in this practice.
  /// - Throws: ``WorkflowFailure``: `users.bad-login`, `users.bad-password`, `users.unknown-role`, `users.conflict`,
  ///   `users.there-already`.
  public func add(
    _ login: String, name: String, password: String, roles: [String], mustChange: Bool = true,
    by user: String
  ) throws(WorkflowFailure) -> JSON {
    guard Self.isLogin(login) else { throw WorkflowFailure("users.bad-login", .usage) }
    let name = try BillingOffice.text(name, "name", most: 80)
    try check(password, for: login, name)
    let roles = try Set(roles.map { text throws(WorkflowFailure) in try role(text) })
    try checkConflicts(roles)
    return try asWorkflow {
      try store.transaction {
        guard
          try store.add(
            login, name: name, password: password, mustChange: mustChange, at: moment, by: user)
        else { throw WorkflowFailure("users.there-already", .rejected, ("user", login)) }
        try audit("users.add", login, by: user)
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
          _ = try store.grant(role, to: login, in: own.practice, at: moment, by: user)
          try audit("users.grant", login, by: user, reason: role.rawValue)
        }
      }
      return try json(login)
    }
  }

  /// Gives a user a role, or takes it away.
  ///
  /// - Parameter anywhere: Whether a user of another practice, who has no role here yet, may be given one.
  public func change(
    _ login: String, grant: [String], revoke: [String], anywhere: Bool = true, by user: String
  ) throws(WorkflowFailure) -> JSON {
    _ = anywhere ? try known(login) : try member(login)
    let grant = try grant.map { text throws(WorkflowFailure) in try role(text) }
    let revoke = try revoke.map { text throws(WorkflowFailure) in try role(text) }
    return try asWorkflow {
      try store.transaction {
        let before = Set(try store.grants(of: login, in: own.practice).map(\.role))
        try checkConflicts(before.subtracting(revoke).union(grant))
        for role in revoke where try store.revoke(role, from: login, in: own.practice) {
          try audit("users.revoke", login, by: user, reason: role.rawValue)
        }
        for role in grant
        where try store.grant(role, to: login, in: own.practice, at: moment, by: user) {
          try audit("users.grant", login, by: user, reason: role.rawValue)
        }
      }
      return try json(login)
    }
  }

  /// Keeps a user out, or lets the user in again.
  public func setDisabled(
    _ isDisabled: Bool, _ login: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    _ = try owned(login)
    return try asWorkflow {
      try store.transaction {
        try store.setDisabled(isDisabled, login, at: moment)
        try audit(isDisabled ? "users.disable" : "users.enable", login, by: user)
      }
      return try json(login)
    }
  }

  /// Sets a user's password to one that has to be changed, and takes the codes away where they are lost.
  public func reset(
    _ login: String, password: String, codes: Bool, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let account = try owned(login)
    try check(password, for: login, account.name)
    return try asWorkflow {
      try store.setPassword(password, of: login, mustChange: true, at: moment)
      if codes { try store.removeCodes(of: login) }
      try audit("users.reset", login, by: user, reason: codes ? "password, codes" : "password")
      return try json(login)
    }
  }

  /// The users who have a role in the practice, with what they may do.
  public func list() throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let logins = Set(try store.grants(in: own.practice).map(\.login))
      let all = try store.accounts().filter { logins.contains($0.login) || $0.disabled != nil }
      return .members(("users", .array(try all.map { try json($0.login) })))
    }
  }

  /// Somebody has looked whether each user's roles are still right.
  public func review(_ logins: [String], by user: String) throws(WorkflowFailure) -> JSON {
    for login in logins { _ = try member(login) }
    return try asWorkflow {
      for login in logins {
        try store.review(login, in: own.practice, at: moment, by: user)
        try audit("access.review", login, by: user)
      }
      return .members(("reviewed", .array(logins.map(JSON.string))))
    }
  }

  func known(_ login: String) throws(WorkflowFailure) -> UserAccount {
    guard let account = try asWorkflow({ try store.account(login) }) else {
      throw WorkflowFailure("users.unknown", .rejected, ("user", login))
    }
    return account
  }

  /// A user who was made here or has a role here: of others nobody here is told whether there are any.
  private func member(_ login: String) throws(WorkflowFailure) -> UserAccount {
    let account = try known(login)
    let isMember = try asWorkflow {
      try store.isOwn(login, of: own.practice)
        || !store.grants(of: login, in: own.practice).isEmpty
    }
    guard isMember else { throw WorkflowFailure("users.unknown", .rejected, ("user", login)) }
    return account
  }

  /// A user who was made here: who only has a role here is another practice's to keep out.
  private func owned(_ login: String) throws(WorkflowFailure) -> UserAccount {
    let account = try member(login)
    guard try asWorkflow({ try store.isOwn(login, of: own.practice) }) else {
      throw WorkflowFailure("users.elsewhere", .rejected, ("user", login))
    }
    return account
  }

  func audit(
    _ action: String, _ login: String, by user: String, outcome: AuditRecord.Outcome = .done,
    reason: String = "", session: String = ""
  ) throws {
    try log.append([
      AuditRecord(
        at: moment, actor: user, session: session, action: action, kind: "user", subject: login,
        outcome: outcome, reason: reason)
    ])
  }

  private func role(_ text: String) throws(WorkflowFailure) -> Role {
    guard let role = Role(rawValue: text) else {
      throw WorkflowFailure(
        "users.unknown-role", .usage, ("role", text),
        ("roles", Role.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    return role
  }

  private func checkConflicts(_ roles: Set<Role>) throws(WorkflowFailure) {
    let found = permissions.conflicts(in: roles)
    guard !found.isEmpty else { return }
    throw WorkflowFailure(
      found.map {
        Finding(
          "users.conflict", .rejects, at: .claim,
          facts: [
            .init("one", $0.one.name), .init("other", $0.other.name), .init("why", $0.why),
          ])
      }, .rejected)
  }

  static func isLogin(_ text: String) -> Bool {
    (2...32).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D
      }
  }

  func check(
    _ password: String, for login: String, _ name: String
  ) throws(WorkflowFailure) {
    let lower = password.lowercased()
    let parts = name.lowercased().split(separator: " ").filter { $0.count > 3 }
    let isTold = lower.contains(login) || parts.contains { lower.contains($0) }
    let kinds = Set(lower)
    guard PasswordHash.lengths.contains(password.count), kinds.count >= 5, !isTold else {
      throw WorkflowFailure("users.bad-password", .usage)
    }
  }

  func json(_ login: String) throws -> JSON {
    guard let account = try store.account(login) else { return .null }
    let grants = try store.grants(of: login, in: own.practice)
    let actions = permissions.actions(of: Set(grants.map(\.role)))
    return .members(
      ("user", .string(account.login)), ("name", .string(account.name)),
      ("roles", .array(grants.map { .string($0.role.rawValue) })),
      ("may", .array(actions.map { .string($0.name) })), ("codes", .bool(account.hasCodes)),
      ("must_change_password", .bool(account.mustChange)),
      ("created", .string(account.created.description)), ("created_by", .string(account.createdBy)),
      ("disabled", account.disabled.map { .string($0.description) }),
      ("last_seen", account.lastSeen.map { .string($0.description) }),
      ("reviewed", grants.compactMap(\.reviewed).min().map { .string($0.description) }))
  }
}

/// What limits sessions and attempts.
public struct AccessPolicy: Sendable {
  /// After how many minutes without use a session ends.
  public var idleMinutes: Int64 = 15
  /// After how many hours a session ends.
  public var longestHours: Int64 = 12
  /// After how many failures in a row nobody may try for a while.
  public var failures = 5
  /// How long that is, in minutes; twice as long after each further failure, up to a day.
  public var lockMinutes: Int64 = 5

  /// The usual limits.
  public init() {}
}
