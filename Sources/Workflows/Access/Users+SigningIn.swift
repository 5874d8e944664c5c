// SPDX-License-Identifier: Apache-2.0

public import Access
import Accounting
import Storage
public import Values

/// Somebody who has come in.
public struct SignedIn: Hashable, Sendable {
  /// The secret of the session, for a cookie.
  public let secret: String
  /// What is left to be done before the session is good for anything else.
  public let next: Step?

  /// What is left to be done.
  public enum Step: String, Hashable, Sendable {
    /// A code of the application.
    case code
    /// Another password.
    case password
  }
}

/// A session that may be used: who, where, as what.
public struct Coming: Hashable, Sendable {
  /// The user.
  public let login: String
  /// The name that is shown.
  public let name: String
  /// The practice.
  public let practice: PracticeID
  /// The user's roles there.
  public let roles: Set<Role>
  /// What forms bear.
  public let formKey: String
  /// A short name of the session for the log.
  public let session: String
  /// The reason of an emergency, or empty.
  public let emergency: String
  /// What is left to be done before anything else; nothing where all is done.
  public let next: SignedIn.Step?
}

extension Users {
  /// Lets a user in by name and password.
  ///
  /// Whether the name, the password or the practice was wrong is not told, and takes as long to find out.
  ///
  /// - Throws: ``WorkflowFailure``: `users.not-let-in`, `users.locked`.
  public func signIn(_ login: String, password: String) throws(WorkflowFailure) -> SignedIn {
    try asWorkflow {
      let account = try store.account(login)
      let moment = moment
      if let until = account?.lockedUntil, until > moment {
        try audit("session.login", login, by: login, outcome: .denied, reason: "locked")
        throw WorkflowFailure("users.locked", .rejected, ("until", until.description))
      }
      let isRight = try store.isRight(password, for: login)
      let roles = try store.grants(of: login, in: own.practice)
      guard isRight, let account, account.disabled == nil, !roles.isEmpty else {
        try fail(account, login, "password")
        throw WorkflowFailure("users.not-let-in", .rejected)
      }
      // With codes the failures are counted until the code is right too.
      if !account.hasCodes { try store.noteSuccess(of: login, at: moment) }
      let secret = try store.begin(
        login, in: own.practice, level: account.hasCodes ? 1 : 2, at: moment)
      try audit(
        "session.login", login, by: login, reason: account.hasCodes ? "password" : "",
        session: Self.short(secret))
      let next: SignedIn.Step? = account.hasCodes ? .code : account.mustChange ? .password : nil
      return SignedIn(secret: secret, next: next)
    }
  }

  /// Goes on after the password with a code of the application, or a recovery code.
  ///
  /// - Throws: ``WorkflowFailure``: `users.not-let-in`, `users.locked`.
  public func enter(code: String, _ secret: String) throws(WorkflowFailure) -> SignedIn {
    try asWorkflow {
      guard let session = try store.session(secret), let account = try store.account(session.login)
      else { throw WorkflowFailure("users.not-let-in", .rejected) }
      let moment = moment
      if let until = account.lockedUntil, until > moment {
        throw WorkflowFailure("users.locked", .rejected, ("until", until.description))
      }
      let isRight = try store.useCode(code, of: account.login, at: moment)
      let isRecovery =
        try isRight ? false : store.useRecoveryCode(code, of: account.login, at: moment)
      guard isRight || isRecovery, let new = try store.rotate(secret, level: 2) else {
        try fail(account, account.login, "code")
        throw WorkflowFailure("users.not-let-in", .rejected)
      }
      try store.noteSuccess(of: account.login, at: moment)
      try audit(
        "session.login", account.login, by: account.login,
        reason: isRecovery ? "recovery code" : "code", session: Self.short(new))
      return SignedIn(secret: new, next: account.mustChange ? .password : nil)
    }
  }

  /// The session of a secret, where it may still be used; it counts as used.
  public func coming(_ secret: String) throws(WorkflowFailure) -> Coming? {
    try asWorkflow {
      guard let session = try store.session(secret), let account = try store.account(session.login)
      else { return nil }
      let now = moment.microseconds
      let idle = now - session.seen.microseconds > policy.idleMinutes * 60_000_000
      let old = now - session.created.microseconds > policy.longestHours * 3_600_000_000
      guard !idle, !old else {
        try store.end(secret)
        try audit(
          "session.end", session.login, by: session.login, reason: idle ? "idle" : "longest",
          session: Self.short(secret))
        return nil
      }
      // Once a minute is enough to know whether it is idle.
      if now - session.seen.microseconds > 60_000_000 { try store.touch(secret, at: moment) }
      let next: SignedIn.Step? =
        session.level < 2 ? .code : account.mustChange ? .password : nil
      return Coming(
        login: session.login, name: account.name, practice: session.practice,
        roles: Set(try store.grants(of: session.login, in: session.practice).map(\.role)),
        formKey: session.formKey, session: Self.short(secret), emergency: session.emergency,
        next: next)
    }
  }

  /// Ends a session.
  public func signOut(_ secret: String) throws(WorkflowFailure) {
    try asWorkflow {
      guard let session = try store.session(secret) else { return }
      try store.end(secret)
      try audit(
        "session.end", session.login, by: session.login, reason: "signed out",
        session: Self.short(secret))
    }
  }

  /// Changes one's own password; every session ends, and the one that asked begins anew.
  ///
  /// - Throws: ``WorkflowFailure``: `users.not-let-in` where the old one is wrong, `users.bad-password`.
  public func changePassword(
    from old: String, to new: String, _ secret: String
  ) throws(WorkflowFailure) -> SignedIn {
    guard let session = try asWorkflow({ try store.session(secret) }), session.level == 2 else {
      throw WorkflowFailure("users.not-let-in", .rejected)
    }
    let account = try known(session.login)
    try check(new, for: account.login, account.name)
    guard old != new else { throw WorkflowFailure("users.bad-password", .usage) }
    return try asWorkflow {
      guard try store.isRight(old, for: account.login) else {
        try fail(account, account.login, "old password")
        throw WorkflowFailure("users.not-let-in", .rejected)
      }
      try store.setPassword(new, of: account.login, mustChange: false, at: moment)
      let begun = try store.begin(account.login, in: session.practice, level: 2, at: moment)
      try audit("users.password", account.login, by: account.login, session: Self.short(begun))
      return SignedIn(secret: begun, next: nil)
    }
  }

  /// Begins to ask a user for codes: the secret for the application, and recovery codes, told once. Codes that were there
  /// before are worth nothing from then on.
  ///
  /// - Throws: ``WorkflowFailure``: `users.not-let-in` where the session or the password is not the user's.
  public func startCodes(_ secret: String, password: String) throws(WorkflowFailure) -> JSON {
    guard let session = try asWorkflow({ try store.session(secret) }), session.level == 2 else {
      throw WorkflowFailure("users.not-let-in", .rejected)
    }
    let account = try known(session.login)
    return try asWorkflow {
      guard try store.isRight(password, for: account.login) else {
        try fail(account, account.login, "password")
        throw WorkflowFailure("users.not-let-in", .rejected)
      }
      let code = OneTimeCode.newSecret()
      let recovery = try store.setCodes(code, of: session.login)
      try audit("users.codes", session.login, by: session.login, session: Self.short(secret))
      let text = OneTimeCode(secret: code).text
      return .members(
        ("secret", .string(text)),
        (
          "address",
          .string("otpauth://totp/Cleanclaim:\(session.login)?secret=\(text)&issuer=Cleanclaim")
        ), ("recovery", .array(recovery.map(JSON.string))))
    }
  }

  /// Opens in an emergency what the roles do not, or ends that; the reason is told to compliance.
  ///
  /// - Returns: The new secret of the session.
  /// - Throws: ``WorkflowFailure``: `users.not-allowed`, `billing.bad-text`.
  public func breakGlass(_ reason: String, _ secret: String) throws(WorkflowFailure) -> String {
    let coming = try coming(secret)
    guard let coming, let action = permissions["access.break-glass"],
      permissions.may(coming.roles, action)
    else {
      try asWorkflow {
        let name = coming?.login ?? "unknown"
        try audit(
          "access.break-glass", name, by: name, outcome: .denied, session: Self.short(secret))
      }
      throw WorkflowFailure("users.not-allowed", .rejected, ("action", "access.break-glass"))
    }
    if !reason.isEmpty { _ = try BillingOffice.text(reason, "reason", most: 200) }
    return try asWorkflow {
      guard let new = try store.rotate(secret, emergency: reason) else {
        throw WorkflowFailure("users.not-let-in", .rejected)
      }
      try audit(
        "access.break-glass", coming.login, by: coming.login,
        reason: reason.isEmpty ? "ended" : reason, session: Self.short(new))
      return new
    }
  }

  private func fail(_ account: UserAccount?, _ login: String, _ what: String) throws {
    // A name that nobody has is not kept: it may be a password in the wrong field.
    let name = account?.login ?? "unknown"
    if let account {
      let failures = account.failures + 1
      var until: Instant?
      if failures >= policy.failures {
        let doubled = min(Int64(1) << min(8, failures - policy.failures), 288)
        until = Instant(
          microseconds: moment.microseconds
            + min(policy.lockMinutes * doubled, 1440) * 60_000_000)
      }
      try store.noteFailure(of: account.login, lockedUntil: until)
    }
    try audit("session.login", name, by: name, outcome: .denied, reason: what)
  }

  /// A name of a session for the log, from which the secret cannot be found.
  static func short(_ secret: String) -> String {
    String(SHA256.hexadecimal(of: Array(secret.utf8)).prefix(12))
  }
}
