// SPDX-License-Identifier: Apache-2.0

import Access
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct UsersTests {
  private static let password = "correct horse battery"

  /// The users of a practice of a test, on the first of June at nine.
  private func users(_ engine: TestEngine = .sqlite) throws -> (Users, MadeUpClaims) {
    let claims = try MadeUpClaims(engine)
    let users = try Users(
      PracticePlace(database: claims.address, Installation(home: claims.home)))
    users.now = Instant(startOf: SampleEncounter.day("2026-06-01"))
    _ = try users.add(
      "ann", name: "Ann Coder", password: Self.password, roles: ["coder"], mustChange: false,
      by: "root")
    return (users, claims)
  }

  @Test(
    "No practice keeps out, resets or looks at users of another; who has a role there is theirs to take it from",
    arguments: TestEngine.present)
  func otherPractice(_ engine: TestEngine) throws {
    let (users, claims) = try users(engine)
    let place = try PracticePlace(
      database: claims.address, practice: "other", Installation(home: claims.home))
    let others = try Users(place)
    others.now = users.now
    #expect(rule { try others.setDisabled(true, "ann", by: "eve") } == "users.unknown")
    #expect(
      rule { try others.reset("ann", password: Self.password + "x", codes: true, by: "eve") }
        == "users.unknown")
    #expect(rule { try others.review(["ann"], by: "eve") } == "users.unknown")
    #expect(
      rule {
        try others.change("ann", grant: ["biller"], revoke: [], anywhere: false, by: "eve")
      } == "users.unknown")
    _ = try others.change("ann", grant: ["biller"], revoke: [], by: "root")
    #expect(rule { try others.setDisabled(true, "ann", by: "eve") } == "users.elsewhere")
    _ = try others.change("ann", grant: [], revoke: ["biller"], anywhere: false, by: "eve")
    #expect(try users.signIn("ann", password: Self.password).next == nil)
  }

  private func rule(_ work: () throws -> some Any) -> String? {
    do {
      _ = try work()
      return nil
    } catch { return (error as? WorkflowFailure)?.findings.first?.rule ?? "\(error)" }
  }

  private func later(_ users: Users, minutes: Int64) {
    users.now = users.now.map { Instant(microseconds: $0.microseconds + minutes * 60_000_000) }
  }

  @Test(
    "Who is let in has the roles of the practice, until signing out", arguments: TestEngine.present)
  func letIn(_ engine: TestEngine) throws {
    let (users, _) = try users(engine)
    let signed = try users.signIn("ann", password: Self.password)
    #expect(signed.next == nil)
    let coming = try #require(try users.coming(signed.secret))
    #expect(coming.login == "ann" && coming.roles == [.coder] && coming.next == nil)
    #expect(!coming.formKey.isEmpty && !coming.formKey.contains(signed.secret))
    try users.signOut(signed.secret)
    #expect(try users.coming(signed.secret) == nil)
    #expect(try users.coming("nonsense") == nil)
  }

  @Test("Nobody is told what was wrong")
  func refused() throws {
    let (users, _) = try users()
    #expect(rule { try users.signIn("ann", password: "wrong") } == "users.not-let-in")
    #expect(rule { try users.signIn("nobody", password: Self.password) } == "users.not-let-in")
    _ = try users.setDisabled(true, "ann", by: "root")
    #expect(rule { try users.signIn("ann", password: Self.password) } == "users.not-let-in")
    _ = try users.setDisabled(false, "ann", by: "root")
    _ = try users.change("ann", grant: [], revoke: ["coder"], by: "root")
    #expect(rule { try users.signIn("ann", password: Self.password) } == "users.not-let-in")
  }

  @Test("After five failures nobody may try for a while, then longer")
  func locked() throws {
    let (users, _) = try users()
    for _ in 0..<5 { _ = rule { try users.signIn("ann", password: "wrong") } }
    #expect(rule { try users.signIn("ann", password: Self.password) } == "users.locked")
    later(users, minutes: 6)
    _ = rule { try users.signIn("ann", password: "wrong") }
    later(users, minutes: 6)
    #expect(rule { try users.signIn("ann", password: Self.password) } == "users.locked")
    later(users, minutes: 6)
    #expect(try users.signIn("ann", password: Self.password).next == nil)
    // A success begins to count anew.
    for _ in 0..<4 { _ = rule { try users.signIn("ann", password: "wrong") } }
    #expect(try users.signIn("ann", password: Self.password).next == nil)
  }

  @Test("A session ends when it is not used, and after a day's work")
  func ends() throws {
    let (users, _) = try users()
    let idle = try users.signIn("ann", password: Self.password).secret
    later(users, minutes: 14)
    #expect(try users.coming(idle) != nil)
    later(users, minutes: 16)
    #expect(try users.coming(idle) == nil)
    let long = try users.signIn("ann", password: Self.password).secret
    for _ in 0..<72 {
      later(users, minutes: 10)
      #expect(try users.coming(long) != nil)
    }
    later(users, minutes: 10)
    #expect(try users.coming(long) == nil)
  }

  @Test(
    "With codes a password is not enough; each code is good once, each recovery code too",
    arguments: TestEngine.present)
  func codes(_ engine: TestEngine) throws {
    let (users, _) = try users(engine)
    let first = try users.signIn("ann", password: Self.password).secret
    #expect(throws: WorkflowFailure.self) { try users.startCodes(first, password: "a wrong one 1") }
    let started = try users.startCodes(first, password: Self.password)
    let secret = try #require(Self.decoded(started["secret"]?.string ?? ""))
    let recovery = started["recovery"]?.elements.compactMap(\.string) ?? []
    #expect(recovery.count == 10)
    func code() -> String {
      OneTimeCode(secret: secret).code(
        at: OneTimeCode.step(at: (users.now ?? .now).microseconds / 1_000_000))
    }
    let second = try users.signIn("ann", password: Self.password)
    #expect(second.next == .code)
    #expect(try users.coming(second.secret)?.next == .code)
    #expect(rule { try users.enter(code: "000000", second.secret) } == "users.not-let-in")
    let good = code()
    let done = try users.enter(code: good, second.secret)
    #expect(done.next == nil && done.secret != second.secret)
    #expect(try users.coming(second.secret) == nil, "the secret of before is gone")
    #expect(try users.coming(done.secret)?.next == nil)
    let third = try users.signIn("ann", password: Self.password)
    #expect(rule { try users.enter(code: good, third.secret) } == "users.not-let-in")
    _ = try users.enter(code: recovery[3], third.secret)
    let fourth = try users.signIn("ann", password: Self.password)
    #expect(rule { try users.enter(code: recovery[3], fourth.secret) } == "users.not-let-in")
    later(users, minutes: 1)
    _ = try users.enter(code: code(), fourth.secret)
    // Without the telephone the administrator takes the codes away.
    _ = try users.reset("ann", password: "another long password", codes: true, by: "root")
    #expect(try users.signIn("ann", password: "another long password").next == .password)
  }

  @Test("A password that was given has to be changed, and then every other session is over")
  func change() throws {
    let (users, _) = try users()
    let other = try users.signIn("ann", password: Self.password).secret
    _ = try users.reset("ann", password: "given by somebody", codes: false, by: "root")
    #expect(try users.coming(other) == nil)
    let signed = try users.signIn("ann", password: "given by somebody")
    #expect(signed.next == .password)
    for bad in [
      "short", "given by somebody", "aaaaaaaaaaaaaaa", "my name is ann ok", "coder of charts!",
    ] {
      #expect(
        rule { try users.changePassword(from: "given by somebody", to: bad, signed.secret) }
          == "users.bad-password", "\(bad)")
    }
    #expect(
      rule { try users.changePassword(from: "wrong", to: "battery horse staple", signed.secret) }
        == "users.not-let-in")
    let new = try users.changePassword(
      from: "given by somebody", to: "battery horse staple", signed.secret)
    #expect(try users.coming(signed.secret) == nil)
    #expect(try users.coming(new.secret)?.next == nil)
  }

  @Test("What cannot be a user is refused")
  func bad() throws {
    let (users, _) = try users()
    func add(_ login: String, _ password: String, _ roles: [String]) -> String? {
      rule {
        try users.add(login, name: "Bea Biller", password: password, roles: roles, by: "root")
      }
    }
    #expect(add("Bea", Self.password, []) == "users.bad-login")
    #expect(add("b", Self.password, []) == "users.bad-login")
    #expect(add("bea", "short", []) == "users.bad-password")
    #expect(add("bea", "i am the biller here", []) == "users.bad-password")
    #expect(add("bea", Self.password, ["king"]) == "users.unknown-role")
    #expect(add("bea", Self.password, ["coder", "auditor"]) == "users.conflict")
    #expect(add("ann", Self.password, []) == "users.there-already")
    #expect(add("bea", Self.password, ["biller"]) == nil)
    #expect(
      rule { try users.change("bea", grant: ["manager"], revoke: [], by: "root") }
        == "users.conflict")
    #expect(
      rule { try users.change("bea", grant: ["manager"], revoke: ["biller"], by: "root") } == nil)
    #expect(rule { try users.change("cid", grant: [], revoke: [], by: "root") } == "users.unknown")
  }

  @Test("An emergency is opened with a reason by those who may, and ends")
  func emergency() throws {
    let (users, claims) = try users()
    let secret = try users.signIn("ann", password: Self.password).secret
    let open = try users.breakGlass("patient unconscious in the hall", secret)
    #expect(try users.coming(open)?.emergency == "patient unconscious in the hall")
    let closed = try users.breakGlass("", open)
    #expect(try users.coming(closed)?.emergency == "")
    _ = try users.add(
      "max", name: "M Anager", password: Self.password, roles: ["manager"], by: "root")
    let manager = try users.signIn("max", password: Self.password).secret
    #expect(rule { try users.breakGlass("x", manager) } == "users.not-allowed")
    // All of it is in the log.
    let log = try AuditLog(PracticePlace(database: claims.address, Installation(home: claims.home)))
    var wanted = AuditWanted()
    wanted.action = "access"
    #expect(try log.records(wanted)["records"]?.elements.count == 3)
    wanted.action = "session.login"
    wanted.outcome = "done"
    #expect(try log.records(wanted)["records"]?.elements.count == 2)
    #expect(try log.verify(anchors: nil)["records"]?.int == 9)
  }

  private static func decoded(_ text: String) -> [UInt8]? {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var (bits, count, bytes) = (0, 0, [UInt8]())
    for letter in text {
      guard let value = letters.firstIndex(of: letter) else { return nil }
      bits = (bits << 5 | value) & 0xFFFF
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bytes
  }
}
