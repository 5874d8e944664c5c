// SPDX-License-Identifier: Apache-2.0

import Access
import Storage
import TestSupport
import Testing
import Values

@Suite struct AuditStoreTests {
  private static let practice = PracticeID("main")

  private static func record(_ number: Int, _ numbers: inout SeededNumbers) -> AuditRecord {
    AuditRecord(
      at: Instant(microseconds: 1_780_000_000_000_000 + Int64(number) * 1_000_000),
      actor: ["ann", "bea", "cid"][Int.random(in: 0..<3, using: &numbers)],
      session: "s\(number % 5)",
      action: ["charts.read", "claims.send", "patients.write"][
        Int.random(in: 0..<3, using: &numbers)],
      kind: "patient", subject: "P00000\(number % 9)",
      patient: number % 4 == 0 ? "" : "P00000\(number % 9)",
      outcome: AuditRecord.Outcome.allCases[number % 4], reason: number % 7 == 0 ? "because" : "")
  }

  @Test("Records are numbered, chained, and found again", arguments: TestEngine.present)
  func chained(_ engine: TestEngine) throws {
    let place = try engine.place()
    let store = try AuditStore(place.open(), #require(Self.practice))
    var numbers = SeededNumbers(seed: 1)
    for batch in 0..<10 {
      let head = try store.append((0..<7).map { Self.record(batch * 7 + $0, &numbers) })
      #expect(head.records == (batch + 1) * 7)
    }
    let proved = try store.verify()
    #expect(proved.fault == nil && proved.head.records == 70)
    var query = AuditStore.Query()
    query.actor = "ann"
    query.limit = 1000
    let own = try store.records(query)
    #expect(!own.isEmpty && own.allSatisfy { $0.actor == "ann" })
    #expect(own.map(\.number) == own.map(\.number).sorted(by: >))
    query.action = "charts"
    #expect(try store.records(query).allSatisfy { $0.action == "charts.read" })
    // Another practice has a log of its own.
    let other = try AuditStore(place.open(), #require(PracticeID("other")))
    #expect(try other.head().records == 0)
    try other.append([Self.record(1, &numbers)])
    #expect(try other.head().records == 1)
    #expect(try store.head().records == 70)
  }

  @Test(
    "R10: whatever is altered, taken out, put in, swapped or cut off is found, at its first bad record"
  )
  func altered() throws {
    let place = try TestEngine.sqlite.place()
    let database = try place.open()
    let practice = try #require(Self.practice)
    let store = try AuditStore(database, practice)
    var numbers = SeededNumbers(seed: 2)
    try store.append((0..<40).map { Self.record($0, &numbers) })
    let anchor = try store.head()
    try store.append((40..<60).map { Self.record($0, &numbers) })
    for trigger in ["audit_record_no_update", "audit_record_no_delete"] {
      try database.run("DROP TRIGGER \(trigger)")
    }
    var found = 0
    for _ in 0..<10_000 {
      var first = 0
      try? database.transaction {
        first = try Self.mutate(database, &numbers)
        let fault = try store.verify([anchor]).fault
        switch fault {
        case .altered(let number), .gap(let number), .anchor(let number):
          #expect(number == first, "\(String(describing: fault)) for \(first)")
        case .head(let records, _): #expect(records + 1 == first || first == 61)
        case nil: Issue.record("not found: \(first)")
        }
        if fault != nil { found += 1 }
        throw Undone()
      }
    }
    #expect(found == 10_000)
    #expect(try store.verify([anchor]).fault == nil)
  }

  private struct Undone: Error {}

  /// Does something to the log that must not be done.
  ///
  /// - Returns: The first record that is not as it was.
  private static func mutate(_ database: Database, _ numbers: inout SeededNumbers) throws -> Int {
    let number = Int.random(in: 1...60, using: &numbers)
    let columns = ["actor", "session", "action", "kind", "subject", "patient", "reason"]
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0:
      let column = columns[Int.random(in: 0..<columns.count, using: &numbers)]
      try database.run(
        "UPDATE audit_record SET \(column) = \(column) || 'x' WHERE number = ?", [.int(number)])
      return number
    case 1:
      try database.run("UPDATE audit_record SET at = at + 1 WHERE number = ?", [.int(number)])
      return number
    case 2:
      try database.run("DELETE FROM audit_record WHERE number = ?", [.int(number)])
      // The last one leaves no gap behind it: the head tells.
      return number
    case 3:
      // One is put in: all behind it move up by one.
      try database.run(
        "UPDATE audit_record SET number = -number - 1 WHERE number >= ?", [.int(number)])
      try database.run("UPDATE audit_record SET number = -number WHERE number < 0")
      try database.run(
        """
        INSERT INTO audit_record SELECT practice, ?, at, 'eve', session, action, kind, subject, patient,
        outcome, reason, hash FROM audit_record WHERE number = ?
        """, [.int(number), .int(number == 1 ? 2 : number - 1)])
      return number
    case 4:
      let other = number == 60 ? 1 : number + 1
      let (low, high) = (min(number, other), max(number, other))
      try database.run("UPDATE audit_record SET number = 0 WHERE number = ?", [.int(low)])
      try database.run(
        "UPDATE audit_record SET number = ? WHERE number = ?", [.int(low), .int(high)])
      try database.run("UPDATE audit_record SET number = ? WHERE number = 0", [.int(high)])
      return low
    default:
      // Cut off, with a head that fits: only what was noted outside tells, where it reaches so far.
      let last = Int.random(in: 1..<40, using: &numbers)
      try database.run("DELETE FROM audit_record WHERE number > ?", [.int(last)])
      try database.run(
        "UPDATE audit_head SET records = ?, hash = (SELECT hash FROM audit_record WHERE number = ?)",
        [.int(last), .int(last)])
      return 40
    }
  }
}

@Suite struct OneTimeCodeTests {
  @Test(
    "The codes of RFC 6238, appendix B",
    arguments: [
      (Int64(59), "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
      (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
  func vectors(_ seconds: Int64, _ code: String) {
    let codes = OneTimeCode(secret: Array("12345678901234567890".utf8))
    #expect(codes.code(at: OneTimeCode.step(at: seconds)) == code)
    let step = OneTimeCode.step(at: seconds)
    #expect(codes.step(of: code, at: seconds, after: 0) == step)
    #expect(codes.step(of: code, at: seconds + 30, after: 0) == step, "half a minute late")
    #expect(codes.step(of: code, at: seconds + 90, after: 0) == nil, "too late")
    #expect(codes.step(of: code, at: seconds, after: step) == nil, "never twice")
  }

  @Test("A secret as applications take it")
  func text() {
    #expect(
      OneTimeCode(secret: Array("12345678901234567890".utf8)).text
        == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    #expect(OneTimeCode.newSecret().count == 20)
    #expect(OneTimeCode.newSecret() != OneTimeCode.newSecret())
  }

  @Test("A password is right for its own hash alone, and each hash is another")
  func passwords() {
    let one = PasswordHash.make("correct horse battery")
    #expect(one != PasswordHash.make("correct horse battery"))
    #expect(PasswordHash.isRight("correct horse battery", for: one))
    #expect(!PasswordHash.isRight("correct horse batterz", for: one))
    #expect(!PasswordHash.isRight("", for: one))
    #expect(!PasswordHash.isRight("x", for: "nonsense"))
    #expect(!one.contains("horse"))
    #expect(
      Secrets.isSame("abc", "abc") && !Secrets.isSame("abc", "abd") && !Secrets.isSame("a", "ab"))
    #expect(Secrets.text().utf8.count == 43 && Secrets.text() != Secrets.text())
  }
}
