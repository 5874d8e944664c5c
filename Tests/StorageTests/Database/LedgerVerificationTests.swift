// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct LedgerVerificationTests {
  /// What somebody with the password of the database may do, and what is then found where. The triggers are
  /// taken away first.
  private static let attacks: [(String, LedgerVerification.Fault, Int)] = [
    ("UPDATE entry SET effective = effective - 1 WHERE sequence = 7", .altered, 7),
    ("UPDATE entry SET posted = posted + 1 WHERE sequence = 7", .altered, 7),
    ("UPDATE entry SET memo = 'x' WHERE sequence = 7", .altered, 7),
    ("UPDATE entry SET memo = 'No Code' WHERE sequence = 7", .unreadable, 7),
    ("UPDATE entry SET source_key = 'x' WHERE sequence = 7", .altered, 7),
    ("UPDATE entry SET source = hash WHERE sequence = 7", .altered, 7),
    ("UPDATE entry SET hash = source WHERE sequence = 7", .altered, 7),
    ("UPDATE entry SET kind = 'gift' WHERE sequence = 7", .unreadable, 7),
    ("UPDATE posting SET cents = cents + 1 WHERE sequence = 7 AND position = 1", .unreadable, 7),
    ("UPDATE posting SET cents = cents * 2 WHERE sequence = 7", .altered, 7),
    ("UPDATE posting SET account = 1010 WHERE sequence = 7 AND position = 1", .altered, 7),
    ("UPDATE posting SET patient = 'P9' WHERE sequence = 7 AND position = 1", .altered, 7),
    ("UPDATE posting SET line = 9 WHERE sequence = 7 AND position = 1", .altered, 7),
    ("DELETE FROM posting WHERE sequence = 7", .unreadable, 7),
    ("UPDATE turnover SET debit = debit + 1 WHERE account = 1220", .otherTotals, 30),
    ("UPDATE open_item SET balance = balance + 1 WHERE claim = 'C2'", .otherTotals, 30),
    ("DELETE FROM open_item WHERE claim = 'C2'", .otherTotals, 30),
    ("UPDATE aging SET balance = balance + 1", .otherTotals, 30),
    ("UPDATE ledger SET entries = entries - 1", .otherEnd, 30),
    ("UPDATE ledger SET closed_through = 20000", .otherEnd, 30),
  ]

  private static func books(
    _ engine: TestEngine
  ) throws -> (LedgerStore, Database, PracticeID, TestDatabase) {
    let place = try engine.place()
    let store = try place.ledger()
    var history = GeneratedBooks(seed: 11)
    try store.open(history.practice, from: history.opened)
    try store.append(Array(history.paidClaims(40).prefix(30)), to: history.practice)
    let database = try place.open()
    for table in ["entry", "posting", "closing"] {
      for change in engine == .sqlite ? ["update", "delete"] : ["change"] {
        let on = engine == .sqlite ? "" : " ON \(table)"
        try database.run("DROP TRIGGER \(table)_no_\(change)\(on)")
      }
    }
    return (store, database, history.practice, place)
  }

  @Test(
    "Whatever is altered is found, and the first bad entry named", arguments: TestEngine.present)
  func altered(_ engine: TestEngine) throws {
    let (store, database, practice, _) = try Self.books(engine)
    #expect(try store.verify(practice).fault == nil)
    for (attack, fault, entry) in Self.attacks {
      struct Undo: Error {}
      #expect(throws: Undo.self) {
        try database.transaction {
          try database.run(attack)
          let found = try LedgerStore(database, .standard).verify(practice)
          #expect(found.fault == fault && found.entry == entry, "\(attack): \(found)")
          throw Undo()
        }
      }
    }
    #expect(
      LedgerVerification.Fault.allCases.map(\.rawValue) == [
        "ledger.entry-missing", "ledger.entry-unreadable", "ledger.entry-altered",
        "ledger.entry-in-closed-period", "ledger.other-end", "ledger.other-totals",
      ])
  }

  @Test(
    "Entries taken away are missed; the last ones by a hash that was written down",
    arguments: TestEngine.present)
  func missing(_ engine: TestEngine) throws {
    let (store, database, practice, _) = try Self.books(engine)
    let last = try store.head(of: practice)
    let before = try #require(try store.entries(of: practice, from: 29, limit: 1).first)
    func delete(_ number: Int) throws {
      try database.run("DELETE FROM posting WHERE sequence = ?", [.int(number)])
      try database.run("DELETE FROM entry WHERE sequence = ?", [.int(number)])
    }
    try delete(30)
    #expect(try store.verify(practice).fault == .missing)
    // A thief who knows the program puts the head and the totals right too.
    try database.run(
      "UPDATE ledger SET entries = 29, hash = ?", [.bytes(before.hash.bytes)])
    #expect(try store.verify(practice, anchors: [30: last.hash]).entry == 30)
    #expect(try store.verify(practice, anchors: [30: last.hash]).fault == .missing)
    #expect(try store.verify(practice, anchors: [29: last.hash]).fault == .otherEnd)
    try delete(12)
    let found = try store.verify(practice)
    #expect(found.fault == .missing && found.entry == 12 && found.sound == 11)
  }

  @Test(
    "The database itself refuses to change or delete what is entered", arguments: TestEngine.present
  )
  func triggers(_ engine: TestEngine) throws {
    let place = try engine.place()
    let store = try place.ledger()
    var history = GeneratedBooks(seed: 11)
    try store.open(history.practice, from: history.opened)
    try store.append(history.paidClaims(2), to: history.practice)
    try store.close(
      through: history.opened, of: history.practice, by: "A. Owner", at: history.now)
    let database = try place.open()
    for table in ["entry", "posting", "closing"] {
      #expect(throws: DatabaseError.self) { try database.run("DELETE FROM \(table)") }
      #expect(throws: DatabaseError.self) { try database.run("UPDATE \(table) SET practice = 'x'") }
    }
    #expect(try store.verify(history.practice).fault == nil)
  }

  @Test("An entry in a period that was closed before it is found", arguments: TestEngine.present)
  func closedPeriod(_ engine: TestEngine) throws {
    let (store, database, practice, _) = try Self.books(engine)
    let count = try store.head(of: practice)
    try database.run(
      """
      INSERT INTO closing (practice, closed_through, entries, hash, closed_by, closed_at)
      SELECT practice, 30000, 20, hash, 'x', 0 FROM entry WHERE sequence = 20
      """)
    let found = try store.verify(practice)
    #expect(found.fault == .inClosedPeriod && found.entry == 21 && count.count == 30)
  }
}
