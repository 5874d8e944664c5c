// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing
import Values

@Suite struct KeyRotationTests {
  private static let table = SealedTable("thing", key: ["name", "number"], columns: ["a", "b"])

  private static let step = SchemaStep(
    "things",
    [
      .table(
        """
        CREATE TABLE thing (practice TEXT NOT NULL, name TEXT NOT NULL, number BIGINT NOT NULL,
        a BYTEA NOT NULL, b BYTEA, PRIMARY KEY (practice, name, number)) STRICT, WITHOUT ROWID
        """)
    ])

  private static func fill(_ own: PracticeDatabase, _ count: Int) throws {
    try own.insert(
      into: "thing (practice, name, number, a, b)",
      rows: (0..<count).map { number in
        let name = "n\(number % 7)"
        let row = [name, String(number)]
        let a = own.cipher.seal(
          "a\(number)", at: FieldPlace(own.practice, "thing", "a", row: row))
        let b = own.cipher.seal(
          "b\(number)", at: FieldPlace(own.practice, "thing", "b", row: row))
        return [.text(name), .int(number), .bytes(a), number % 3 == 0 ? .null : .bytes(b)]
      })
  }

  private static func read(_ own: PracticeDatabase) throws -> Int {
    var count = 0
    for row in try own.run("SELECT name, number, a, b FROM thing WHERE practice = :practice") {
      let (name, number) = (try row.text(0), try row.int(1))
      let place = own.place("thing", "a", name, "\(number)")
      #expect(try own.cipher.openText(row.bytes(2), at: place) == "a\(number)")
      if number % 3 != 0 {
        let place = own.place("thing", "b", name, "\(number)")
        #expect(try own.cipher.openText(row.bytes(3), at: place) == "b\(number)")
      }
      count += 1
    }
    return count
  }

  @Test(
    "All is sealed with the newest key in the end, though it was broken off",
    arguments: TestEngine.present)
  func rotation(_ engine: TestEngine) throws {
    struct Stop: Error {}
    let (place, folder) = (try engine.place(), try TemporaryFolder())
    let path = "\(folder.path)/keys"
    let day = CalendarDate(daysSinceEpoch: 20_000)
    let practice = try #require(PracticeID("main"))
    let old = FieldCipher(try KeyRing.addKey(at: path, on: day))
    let own = try PracticeDatabase(place.open(), practice, old)
    for text in Self.step.statements {
      if case .table(let text) = text {
        let isSQLite = engine == .sqlite
        try own.database.run(
          isSQLite
            ? text.replacing("BIGINT", with: "INTEGER").replacing("BYTEA", with: "BLOB")
            : text.replacing(" STRICT, WITHOUT ROWID", with: ""))
      }
    }
    try Self.fill(own, 100)
    let new = FieldCipher(try KeyRing.addKey(at: path, on: day))
    let later = try PracticeDatabase(place.open(), practice, new)
    let rotation = KeyRotation(of: later, [Self.table], page: 7)
    #expect(try rotation.counts() == [1: 166])
    // Who reads while pages are done finds every value.
    let reader = try PracticeDatabase(place.open(), practice, new)
    var pages = 0
    #expect(throws: Stop.self) {
      try KeyRotation(of: later, [Self.table], page: 7).run { _ in
        pages += 1
        #expect(try Self.read(reader) == 100)
        if pages == 5 { throw Stop() }
      }
    }
    #expect(try rotation.counts()[2] ?? 0 > 0 && rotation.counts()[1] ?? 0 > 0)
    #expect(try rotation.run() > 0)
    #expect(try rotation.counts() == [2: 166] && rotation.run() == 0)
    #expect(try Self.read(later) == 100)
    #expect(throws: KeyError.self) { try Self.read(own) }
  }

  @Test("Other keys than a practice's are refused", arguments: TestEngine.present)
  func otherRing(_ engine: TestEngine) throws {
    let place = try engine.place()
    let (main, north) = (try #require(PracticeID("main")), try #require(PracticeID("north")))
    let cipher = FieldCipher(KeyRing())
    _ = try PracticeDatabase(place.open(), main, cipher)
    _ = try PracticeDatabase(place.open(), main, cipher)
    let error = #expect(throws: KeyError.self) {
      try PracticeDatabase(place.open(), main, FieldCipher(KeyRing()))
    }
    #expect(error?.finding.rule == "keys.other-ring")
    _ = try PracticeDatabase(place.open(), north, FieldCipher(KeyRing()))
  }
}
