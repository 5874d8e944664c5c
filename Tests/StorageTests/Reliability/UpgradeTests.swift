// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import TestSupport
import Testing
import Values
import Workflows

/// R13: a database as each step of the schema left it, with data, is brought up to date: the books are what they
/// were.
@Suite struct UpgradeTests {
  @Test(
    "Upgrades from every step of the schema keep the ledger's hash",
    arguments: TestEngine.present)
  func upgrades(_ engine: TestEngine) throws {
    let reference = try TestEngine.sqlite.place()
    let source = try reference.ledger()
    var history = GeneratedBooks(seed: 5)
    try source.open(history.practice, from: history.opened)
    try source.append(history.paidClaims(120), to: history.practice)
    try source.close(
      through: history.opened, of: history.practice, by: "A. Owner", at: history.now)
    let head = try source.head(of: history.practice)
    let rows = try reference.open()
    for made in 1...Schema.steps.count {
      let place = try engine.place()
      let old = try place.open()
      try old.migrate(Array(Schema.steps.prefix(made)))
      try Self.copy(from: rows, to: old, steps: Array(Schema.steps.prefix(made)))
      // The program opens it: that is the upgrade.
      let store = try place.ledger()
      #expect(try store.head(of: history.practice) == head)
      let verification = try store.verify(history.practice)
      #expect(verification.fault == nil && verification.sound == head.count)
      #expect(try place.open().madeSteps().count == Schema.steps.count)
      try store.append(history.paidClaims(1), to: history.practice)
      #expect(try store.verify(history.practice).fault == nil)
    }
    print("    R13 \(engine): \(Schema.steps.count) schemas upgraded, \(head.count) entries each")
  }

  /// Copies every row of the tables that the steps make.
  private static func copy(
    from source: Database, to target: Database, steps: [SchemaStep]
  ) throws {
    let scratch = try Database(at: .sqlite(path: ":memory:"))
    try scratch.migrate(steps)
    let names = try scratch.run(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
      AND name <> 'schema_step' ORDER BY rowid
      """
    ).map { try $0.text(0) }
    for name in names {
      let columns = try scratch.run("SELECT name FROM pragma_table_info(?)", [.text(name)])
        .map { try $0.text(0) }.joined(separator: ", ")
      try target.insert(
        into: "\(name) (\(columns))",
        rows: source.run("SELECT \(columns) FROM \(name)").map(\.values))
    }
  }
}
