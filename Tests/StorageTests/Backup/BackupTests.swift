// SPDX-License-Identifier: Apache-2.0

import Accounting
import Foundation
import Storage
import TestSupport
import Testing
import Values
import Workflows

@Suite struct BackupTests {
  private struct Filled {
    let place: TestDatabase
    let store: LedgerStore
    var history: GeneratedBooks
    let folder: TemporaryFolder

    init(_ engine: TestEngine, claims: Int) throws {
      place = try engine.place()
      store = try place.ledger()
      history = GeneratedBooks(seed: 4)
      folder = try TemporaryFolder()
      try store.open(history.practice, from: history.opened)
      try add(claims)
    }

    mutating func add(_ claims: Int) throws {
      try store.append(history.paidClaims(claims), to: history.practice)
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func head() throws -> LedgerHead { try store.head(of: history.practice) }
  }

  /// Every row of every table, as text.
  private static func rows(_ database: Database) throws -> [String: [[DatabaseValue]]] {
    var rows: [String: [[DatabaseValue]]] = [:]
    for table in ["ledger", "closing", "entry", "posting", "turnover", "open_item", "aging"] {
      rows[table] = try database.run("SELECT * FROM \(table)").map(\.values)
        .sorted { "\($0)" < "\($1)" }
    }
    return rows
  }

  @Test(
    "A backup of one engine is restored on the other, row for row", arguments: TestEngine.present)
  func engines(_ engine: TestEngine) throws {
    let filled = try Filled(engine, claims: 300)
    let source = try filled.place.open()
    try source.backUp(to: filled.path("one"), program: "test")
    let backup = try BackupFile(filled.path("one"))
    #expect(backup.manifest.engine == source.address.engine && backup.manifest.restsOn.isEmpty)
    for other in TestEngine.present {
      let place = try other.place()
      let target = try place.open()
      let proofs = try target.restore(backup, isReplacing: false, .standard)
      #expect(proofs.map(\.sound) == [try filled.head().count])
      #expect(try Self.rows(target) == Self.rows(source))
      // What it holds is taken away only where that was said.
      let refused = #expect(throws: BackupError.self) {
        try target.restore(backup, isReplacing: false, .standard)
      }
      #expect(refused?.finding.rule == "backup.not-empty")
      try target.restore(backup, isReplacing: true, .standard)
      #expect(try Self.rows(target) == Self.rows(source))
      // The same rows make the same chunks on either engine.
      try target.backUp(to: filled.path("two"), program: "test")
      #expect(
        try BackupFile(filled.path("two")).manifest.tables.map(\.rows)
          == backup.manifest.tables.map(\.rows))
    }
  }

  @Test(
    "A backup in a folder writes only what is new, and each moment can be restored",
    arguments: TestEngine.present)
  func increments(_ engine: TestEngine) throws {
    var filled = try Filled(engine, claims: 1200)
    let folder = BackupFolder(filled.path("many"))
    let database = try filled.place.open()
    var heads: [LedgerHead] = [try filled.head()]
    let first = try #require(try folder.add(database, isWhole: false, program: "test"))
    #expect(try folder.add(database, isWhole: false, program: "test") == nil)
    for _ in 0..<3 {
      try filled.add(20)
      heads.append(try filled.head())
      let next = try #require(try folder.add(database, isWhole: false, program: "test"))
      #expect(next.size < first.size && !next.manifest.restsOn.isEmpty)
    }
    for (name, head) in zip(try folder.names(), heads) {
      let target = try Database(at: .sqlite(path: ":memory:"))
      try target.restore(folder.open(name), isReplacing: false, .standard)
      #expect(try LedgerStore(target, .standard).head(of: filled.history.practice) == head)
    }
    // A whole one; then what only the earlier ones need goes.
    _ = try #require(try folder.add(database, isWhole: true, program: "test"))
    #expect(try folder.prune(before: .now).count == 4)
    #expect(try folder.names().count == 1)
  }

  @Test("Books that were put back and went another way are read anew")
  func putBack() throws {
    var filled = try Filled(.sqlite, claims: 1000)
    let folder = BackupFolder(filled.path("many"))
    let database = try filled.place.open()
    try database.backUp(to: filled.path("early"), program: "test")
    try filled.add(400)
    _ = try folder.add(database, isWhole: false, program: "test")
    try database.restore(BackupFile(filled.path("early")), isReplacing: true, .standard)
    var other = GeneratedBooks(seed: 77)
    try filled.store.append(
      other.paidClaims(500).map(Self.renamed),
      to: other.practice)
    let last = try #require(try folder.add(database, isWhole: false, program: "test"))
    let target = try Database(at: .sqlite(path: ":memory:"))
    try target.restore(last, isReplacing: false, .standard)
    #expect(try Self.rows(target) == Self.rows(database))
  }

  private static func renamed(_ entry: JournalEntry) throws -> JournalEntry {
    try JournalEntry(
      of: entry.kind, in: entry.practice,
      key: #require(SourceKey("other/\(entry.key)")), effective: entry.effective,
      posted: entry.posted, source: entry.source, postings: entry.postings)
  }

  @Test("Whatever is altered in a backup is found")
  func altered() throws {
    let filled = try Filled(.sqlite, claims: 60)
    try filled.place.open().backUp(to: filled.path("one"), program: "test")
    let good = try Files.read(filled.path("one"))
    let target = try Database(at: .sqlite(path: ":memory:"))
    // Here and there, and every byte of the end.
    let places = stride(from: 0, to: good.count, by: max(1, good.count / 150))
    for place in Array(places) + Array((good.count - 95)..<good.count) {
      var bad = good
      bad[place] ^= 0x10
      try Files.write(bad, to: filled.path("bad"))
      let error = #expect(throws: BackupError.self) {
        try target.restore(BackupFile(filled.path("bad")), isReplacing: false, .standard)
      }
      #expect(["backup.not-a-backup", "backup.damaged"].contains(error?.finding.rule))
    }
    for length in [0, 5, 25, 100, good.count / 2, good.count - 1] {
      try Files.write(Array(good[..<length]), to: filled.path("bad"))
      #expect(throws: BackupError.self) { try BackupFile(filled.path("bad")) }
    }
    // Nothing of all that is in the database.
    #expect(try target.hasTable("ledger") == false)
  }

  @Test(
    "A backup of books that are not sound is refused, and nothing changes",
    arguments: TestEngine.present)
  func unsound(_ engine: TestEngine) throws {
    let filled = try Filled(.sqlite, claims: 20)
    let database = try filled.place.open()
    try database.run("DROP TRIGGER entry_no_update")
    try database.run("UPDATE entry SET memo = 'x' WHERE sequence = 7")
    try database.backUp(to: filled.path("bad"), program: "test")
    let good = try Filled(engine, claims: 5)
    let target = try good.place.open()
    let before = try Self.rows(target)
    let proofs = try? target.restore(
      BackupFile(filled.path("bad")), isReplacing: true, .standard)
    #expect(proofs == nil)
    #expect(try Self.rows(target) == before)
  }

  @Test("Text and bytes of every kind come through a backup", arguments: TestEngine.present)
  func awkward(_ engine: TestEngine) throws {
    let filled = try Filled(engine, claims: 1)
    let source = try filled.place.open()
    for (day, user) in ["\t\n\r\\", "\\N", "\\.", "'\"", "é漢\u{1F600}", "\\x00"].enumerated() {
      try filled.store.close(
        through: filled.history.opened.adding(days: day), of: filled.history.practice, by: user,
        at: Instant(microseconds: day == 0 ? Int64.min : Int64.max))
    }
    try source.backUp(to: filled.path("odd"), program: "test")
    for other in TestEngine.present {
      let place = try other.place()
      let target = try place.open()
      try target.restore(BackupFile(filled.path("odd")), isReplacing: false, .standard)
      #expect(try Self.rows(target) == Self.rows(source))
      // A copy that is broken off leaves the connection as it was, and no row.
      let good = try Files.read(filled.path("odd"))
      var bad = good
      bad[good.count / 3] ^= 1
      try Files.write(bad, to: filled.path("bad"))
      _ = try? target.restore(BackupFile(filled.path("bad")), isReplacing: true, .standard)
      #expect(try Self.rows(target) == Self.rows(source))
    }
  }

  @Test("A file that others rest on is missed by its name")
  func missing() throws {
    var filled = try Filled(.sqlite, claims: 1200)
    let folder = BackupFolder(filled.path("many"))
    let database = try filled.place.open()
    _ = try folder.add(database, isWhole: false, program: "test")
    try filled.add(1)
    let second = try #require(try folder.add(database, isWhole: false, program: "test"))
    try Files.remove("\(folder.path)/\(folder.names()[0])")
    let error = #expect(throws: BackupError.self) {
      try Database(at: .sqlite(path: ":memory:")).restore(second, isReplacing: false, .standard)
    }
    #expect(error?.finding.rule == "backup.missing-file")
    let empty = #expect(throws: BackupError.self) {
      try Database(at: .sqlite(path: ":memory:")).backUp(to: filled.path("none"), program: "test")
    }
    #expect(empty?.finding.rule == "backup.no-tables")
    #expect(!Files.exists(filled.path("none")))
    #expect(
      Set(BackupError.Code.allCases.map(\.rawValue)).isSuperset(of: [
        "backup.other-head", "backup.none-so-early",
      ]))
  }
}
