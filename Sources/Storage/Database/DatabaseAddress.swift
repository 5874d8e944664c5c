// SPDX-License-Identifier: Apache-2.0

/// Where a database is: `sqlite:PATH`, or `postgresql://…` as libpq reads it; what the address leaves out comes
/// from the environment (`PGHOST`, `PGUSER`, …).
public enum DatabaseAddress: Hashable, Sendable {
  /// A file of SQLite; `:memory:` for one that is gone in the end.
  case sqlite(path: String)
  /// A server of PostgreSQL.
  case postgreSQL(String)

  /// Reads an address; nothing for anything else.
  public init?(_ text: String) {
    if text.hasPrefix("sqlite:") {
      let path = String(text.dropFirst("sqlite:".count))
      guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
      self = .sqlite(path: path)
    } else if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
      guard !text.utf8.contains(0) else { return nil }
      self = .postgreSQL(text)
    } else {
      return nil
    }
  }

  /// The engine by its name.
  public var engine: String {
    switch self {
    case .sqlite: "SQLite"
    case .postgreSQL: "PostgreSQL"
    }
  }
}
