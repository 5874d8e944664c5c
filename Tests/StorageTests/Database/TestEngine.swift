// SPDX-License-Identifier: Apache-2.0

import Accounting
import Foundation
import Storage
import Testing
import Values
import Workflows

/// The engines that the suites of the database run on: SQLite always, PostgreSQL where `CLEANCLAIM_POSTGRESQL` has
/// the address of a server (`make test` starts one).
enum TestEngine: String, CaseIterable, CustomTestStringConvertible {
  case sqlite = "SQLite"
  case postgreSQL = "PostgreSQL"

  static let server = ProcessInfo.processInfo.environment["CLEANCLAIM_POSTGRESQL"]
  static let present: [TestEngine] = server == nil ? [.sqlite] : [.sqlite, .postgreSQL]

  var testDescription: String { rawValue }

  /// A database that nobody else uses.
  func place() throws -> TestDatabase { try TestDatabase(self) }
}

/// A database of one test, gone after it; any number of connections.
final class TestDatabase {
  let address: DatabaseAddress
  private let folder: TemporaryFolder?

  init(_ engine: TestEngine) throws {
    switch engine {
    case .sqlite:
      let folder = try TemporaryFolder()
      address = .sqlite(path: "\(folder.path)/books.sqlite")
      self.folder = folder
    case .postgreSQL:
      let name = "test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
      let server = try #require(TestEngine.server)
      try Database(at: .postgreSQL(server)).run("CREATE SCHEMA \(name)")
      let mark = server.contains("?") ? "&" : "?"
      address = .postgreSQL("\(server)\(mark)options=-csearch_path%3D\(name)")
      folder = nil
    }
  }

  var file: String? { if case .sqlite(let path) = address { path } else { nil } }

  func open() throws -> Database { try Database(at: address) }

  func ledger() throws -> LedgerStore { try LedgerStore(open(), .standard) }
}

@Suite struct EngineTests {
  @Test(
    "The suites of the database run on PostgreSQL too",
    .enabled(
      if: TestEngine.server != nil, "no PostgreSQL: CLEANCLAIM_POSTGRESQL names no server"))
  func postgreSQL() throws {
    #expect(TestEngine.present == TestEngine.allCases)
    #expect(
      try Database(at: .postgreSQL(#require(TestEngine.server))).address.engine == "PostgreSQL")
  }
}
