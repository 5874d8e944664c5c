// SPDX-License-Identifier: Apache-2.0

public import Values

/// A step of the schema: what brings the tables from one version of this program to the next.
///
/// A step once shipped is never changed, and never names a type of the program.
public struct SchemaStep: Sendable {
  /// A statement of a step.
  public enum Statement: Sendable {
    /// Defines a table for both engines; words of types and endings are translated.
    case table(String)
    /// For both engines as it is.
    case both(String)
    /// For SQLite alone, where the engines have no common way.
    case sqlite(String)
    /// For PostgreSQL alone.
    case postgreSQL(String)

    /// The statement and for which engine it is: what the checksum is made of.
    fileprivate var signed: String {
      switch self {
      case .table(let text): "table \(text)"
      case .both(let text): "both \(text)"
      case .sqlite(let text): "sqlite \(text)"
      case .postgreSQL(let text): "postgresql \(text)"
      }
    }
  }

  /// What it brings, in a word or two.
  public let name: String
  /// The statements, in order.
  public let statements: [Statement]

  /// Makes a step.
  public init(_ name: String, _ statements: [Statement]) {
    self.name = name
    self.statements = statements
  }

  /// The hash of the statements.
  public var checksum: Digest {
    SHA256.digest(of: Array(statements.map(\.signed).joined(separator: "\n;\n").utf8))
  }
}

extension Database {
  /// Brings the tables up to date, step by step, all of them or none.
  ///
  /// - Throws: ``DatabaseError``: `newerSchema` where the database has more steps, `changedSchema` where a step
  ///   that it had was another one; nothing is touched then.
  public func migrate(_ steps: [SchemaStep]) throws {
    // Whoever only reads does not wait for those who write.
    if isMade(by: steps) { return }
    try transaction {
      try engine.lockSchema()
      try run(
        engine.definition(
          """
          CREATE TABLE IF NOT EXISTS schema_step (number BIGINT NOT NULL PRIMARY KEY,
          name TEXT NOT NULL, checksum BYTEA NOT NULL) STRICT
          """))
      let done = try run("SELECT checksum, name FROM schema_step ORDER BY number")
      guard done.count <= steps.count else {
        throw DatabaseError(
          .newerSchema, reason: "step \(done.count), \(try done[done.count - 1].text(1))")
      }
      for (number, step) in steps.enumerated() {
        if number < done.count {
          guard try done[number].bytes(0) == step.checksum.bytes else {
            throw DatabaseError(.changedSchema, reason: "step \(number + 1), \(step.name)")
          }
          continue
        }
        for text in step.statements.compactMap(engine.choose) { try run(text) }
        try run(
          "INSERT INTO schema_step (number, name, checksum) VALUES (?, ?, ?)",
          [.int(number + 1), .text(step.name), .bytes(step.checksum.bytes)])
      }
    }
  }

  private func isMade(by steps: [SchemaStep]) -> Bool {
    // Within a transaction of PostgreSQL a statement that fails would end it.
    guard (try? hasTable("schema_step")) == true,
      let done = try? run("SELECT checksum FROM schema_step ORDER BY number")
    else { return false }
    return done.map(\.values) == steps.map { [.bytes($0.checksum.bytes)] }
  }
}
