// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing
import Values

@Suite struct DatabaseTests {
  static let steps = [
    SchemaStep(
      "things",
      [
        .table(
          """
          CREATE TABLE thing (practice TEXT NOT NULL, name TEXT NOT NULL, number BIGINT,
          content BYTEA, PRIMARY KEY (practice, name)) STRICT, WITHOUT ROWID
          """)
      ])
  ]

  private static func database(_ engine: TestEngine) throws -> (TestDatabase, Database) {
    let place = try engine.place()
    let database = try place.open()
    try database.migrate(steps)
    return (place, database)
  }

  private static let insert =
    "INSERT INTO thing (practice, name, number, content) VALUES (?, ?, ?, ?)"

  @Test("Every value comes back as it was", arguments: TestEngine.present)
  func values(_ engine: TestEngine) throws {
    let (_, database) = try Self.database(engine)
    let rows: [[DatabaseValue]] = [
      ["main", "all", 42, .bytes([0, 1, 255])], ["main", "nothing", .null, .null],
      ["main", "empty", 0, .bytes([])], ["", "", .int(Int64.max), .bytes(Array(0...255))],
      ["main", "é ? $1 'quoted' \"twice\" \\x00 \n\t", .int(Int64.min), .bytes([0x27, 0x5C])],
    ]
    for row in rows { try database.run(Self.insert, row) }
    for row in rows {
      let found = try database.run(
        "SELECT practice, name, number, content FROM thing WHERE practice = ? AND name = ?",
        Array(row.prefix(2)))
      #expect(found.map(\.values) == [row])
    }
    let literal = try database.run("SELECT '?', name FROM thing WHERE name = ?", ["all"])
    #expect(try literal.first?.text(0) == "?")
    #expect(
      try database.run("SELECT SUM(number) FROM thing WHERE number < 50 AND number >= 0")
        .first?.int(0) == 42)
  }

  @Test("Text is in the order of its bytes on both engines", arguments: TestEngine.present)
  func order(_ engine: TestEngine) throws {
    let (_, database) = try Self.database(engine)
    let names = ["Z", "a", "B", "é", "e", "_", "10", "9", "a b", "ab", "-"]
    try database.insert(
      into: "thing (practice, name)", rows: names.map { [DatabaseValue.text("main"), .text($0)] })
    let sorted = try database.run("SELECT name FROM thing ORDER BY name").map { try $0.text(0) }
    #expect(sorted == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }

  @Test("Many rows go in together, and come to the same", arguments: TestEngine.present)
  func many(_ engine: TestEngine) throws {
    let (_, database) = try Self.database(engine)
    for count in [0, 1, 31, 32, 33, 300, 1000] {
      let rows: [[DatabaseValue]] = (0..<count).map {
        [.text("p\(count)"), .text("\($0)"), .int($0)]
      }
      let returned = try database.insert(
        into: "thing (practice, name, number)", rows: rows,
        "ON CONFLICT (practice, name) DO UPDATE SET number = excluded.number RETURNING number")
      #expect(try returned.map { try $0.int(0) }.sorted() == Array(0..<count))
    }
    let total = try database.run("SELECT COUNT(*) FROM thing")
    #expect(try total.first?.int(0) == 1397)
  }

  @Test(
    "A transaction is wholly done or not at all; a part of it alone", arguments: TestEngine.present)
  func transactions(_ engine: TestEngine) throws {
    struct Stop: Error {}
    let (_, database) = try Self.database(engine)
    #expect(throws: Stop.self) {
      try database.transaction {
        try database.run(Self.insert, ["main", "a", 1, .null])
        throw Stop()
      }
    }
    try database.transaction {
      try database.run(Self.insert, ["main", "b", 1, .null])
      try? database.transaction {
        try database.run(Self.insert, ["main", "c", 1, .null])
        try database.run(Self.insert, ["main", "b", 2, .null])
      }
      try database.transaction { try database.run(Self.insert, ["main", "d", 1, .null]) }
    }
    #expect(
      try database.run("SELECT name FROM thing ORDER BY name").map { try $0.text(0) } == ["b", "d"])
  }

  @Test("What goes wrong has a code and quotes no value", arguments: TestEngine.present)
  func errors(_ engine: TestEngine) throws {
    let (_, database) = try Self.database(engine)
    try database.run(Self.insert, ["main", "secret", 1, .null])
    let twice = #expect(throws: DatabaseError.self) {
      try database.run(Self.insert, ["main", "secret", 1, .null])
    }
    #expect(twice?.code == .constraint && twice?.finding.rule == "database.constraint")
    #expect(twice?.reason.contains("secret") == false && twice?.isTransient == false)
    let wrong = #expect(throws: DatabaseError.self) {
      try database.run("SELECT nothing FROM nowhere WHERE x = ?", [1])
    }
    #expect(wrong?.code == .failed && wrong?.finding.rule == "database.failed")
    let type = #expect(throws: DatabaseError.self) {
      try database.run("SELECT name FROM thing").first?.int(0)
    }
    #expect(type?.finding.rule == "database.wrong-type")
    // The connection goes on.
    #expect(try database.run("SELECT name FROM thing").count == 1)
  }

  @Test(
    "An open database cannot be brought to steps that it was not made with",
    arguments: TestEngine.present)
  func schemas(_ engine: TestEngine) throws {
    let (place, database) = try Self.database(engine)
    let more = SchemaStep("more", [.both("CREATE INDEX thing_number ON thing (number)")])
    try place.open().migrate(Self.steps + [more])
    try place.open().migrate(Self.steps + [more])
    let newer = #expect(throws: DatabaseError.self) { try database.migrate(Self.steps) }
    #expect(newer?.finding.rule == "database.newer-schema")
    let changed = #expect(throws: DatabaseError.self) {
      try database.migrate([SchemaStep("things", [.both("SELECT 1")]), more])
    }
    #expect(changed?.finding.rule == "database.changed-schema")
    // A step that fails leaves nothing of itself.
    let broken = SchemaStep(
      "broken", [.both("CREATE INDEX thing_two ON thing (number)"), .both("CREATE NONSENSE")])
    #expect(throws: DatabaseError.self) { try database.migrate(Self.steps + [more, broken]) }
    let whole = SchemaStep("whole", [.both("CREATE INDEX thing_two ON thing (number)")])
    try database.migrate(Self.steps + [more, whole])
  }

  @Test("Counts of many writers at once lose nothing", arguments: TestEngine.present)
  func writers(_ engine: TestEngine) async throws {
    let (place, database) = try Self.database(engine)
    try database.run(Self.insert, ["main", "count", 0, .null])
    let address = place.address
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let own = try Database(at: address)
          for _ in 0..<25 {
            try own.transaction {
              let now = try own.run("SELECT number FROM thing WHERE name = 'count'")
              try own.run(
                "UPDATE thing SET number = ? WHERE name = 'count'", [.int(try now[0].int(0) + 1)])
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try database.run("SELECT number FROM thing").first?.int(0) == 100)
  }

  @Test(
    "An address is of SQLite, of PostgreSQL, or none",
    arguments: [
      ("sqlite:books.sqlite", DatabaseAddress.sqlite(path: "books.sqlite")),
      ("sqlite::memory:", .sqlite(path: ":memory:")),
      ("postgresql://host/books", .postgreSQL("postgresql://host/books")),
      ("postgres://host/books", .postgreSQL("postgres://host/books")),
      ("postgresql://", .postgreSQL("postgresql://")), ("sqlite:", nil), ("books.sqlite", nil),
      ("mysql://host", nil), ("", nil),
    ])
  func addresses(_ text: String, _ address: DatabaseAddress?) {
    #expect(DatabaseAddress(text) == address)
  }

  @Test("What cannot be opened says so")
  func unreachable() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "text.sqlite", "no database, and longer than a header of one is".utf8)
    for (address, code) in [
      (DatabaseAddress.sqlite(path: "\(folder.path)/none/books.sqlite"), "database.unreachable"),
      (.sqlite(path: file), "database.damaged"),
      (.postgreSQL("postgresql://127.0.0.1:1/none?connect_timeout=2"), "database.unreachable"),
    ] {
      let error = #expect(throws: DatabaseError.self) { try Database(at: address) }
      #expect(error?.finding.rule == code || error?.finding.rule == "database.no-client")
    }
  }

  @Test(
    "A full disk, others' locks, and a database to be read only have their codes",
    arguments: TestEngine.present)
  func conditions(_ engine: TestEngine) throws {
    let (place, database) = try Self.database(engine)
    let other = try place.open()
    let isSQLite = engine == .sqlite
    func code(_ condition: String, _ statement: String) throws -> String? {
      try database.run(condition)
      return #expect(throws: DatabaseError.self) { try database.run(statement) }?.finding.rule
    }
    let add = "INSERT INTO thing (practice, name) VALUES ('main', 'x')"
    try other.transaction {
      try other.run("INSERT INTO thing (practice, name) VALUES ('main', 'x')")
      #expect(
        try code(isSQLite ? "PRAGMA busy_timeout = 1" : "SET lock_timeout = 20", add)
          == "database.busy")
    }
    #expect(
      try code(
        isSQLite ? "PRAGMA query_only = 1" : "SET default_transaction_read_only = on",
        "INSERT INTO thing (practice, name) VALUES ('main', 'y')") == "database.read-only")
    if isSQLite {
      try other.run("PRAGMA max_page_count = 1")
      let full = #expect(throws: DatabaseError.self) {
        for number in 0..<1000 {
          try other.run(
            Self.insert,
            ["main", .text("\(number)"), 1, .bytes(Array(repeating: 7, count: 4000))])
        }
      }
      #expect(full?.finding.rule == "database.full")
    } else {
      let mine = try database.run("SELECT pg_backend_pid()").first?.int(0) ?? 0
      try other.run("SELECT pg_terminate_backend(?::int)", [.int(mine)])
      let lost = #expect(throws: DatabaseError.self) { try database.run("SELECT name FROM thing") }
      #expect(lost?.finding.rule == "database.lost")
    }
  }
}
