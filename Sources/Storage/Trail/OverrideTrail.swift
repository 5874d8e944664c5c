// SPDX-License-Identifier: Apache-2.0

public import Values

/// Findings that a person has answered for: who, why and until when; rows are only ever added.
public final class OverrideTrail {
  /// An override of one rule on one claim.
  public struct Override: Hashable, Sendable {
    /// The number in the trail, from 1; 0 for one that is not in it yet.
    public var number = 0
    /// The claim, as the claim or encounter names itself.
    public var claim: String
    /// The rule that is overridden.
    public var rule: String
    /// The service line; nothing for the whole claim.
    public var line: Int?
    /// Why.
    public var reason: String
    /// Who.
    public var user: String
    /// The last day on which it counts.
    public var until: CalendarDate
    /// When it was made, in UTC, as the database says it.
    public var madeAt = ""
    /// Who took it back, when, and why; nothing where it stands.
    public var revoked: String?

    /// Makes an override that is not in the trail yet.
    public init(
      claim: String, rule: String, line: Int?, reason: String, user: String, until: CalendarDate
    ) {
      self.claim = claim
      self.rule = rule
      self.line = line
      self.reason = reason
      self.user = user
      self.until = until
    }
  }

  private let database: SQLiteDatabase

  /// The file of a folder's trail.
  public static func path(in folder: String) -> String { "\(folder)/overrides.sqlite" }

  /// Opens the trail in a folder, or makes it.
  ///
  /// - Throws: ``FileFailure``: `diskFull`, `unwritable`, or `damagedArchive` where the file is no trail.
  public init(folder: String) throws(FileFailure) {
    database = try SQLiteDatabase(Self.path(in: folder))
    try migrate()
  }

  /// Adds an override.
  ///
  /// - Returns: Its number.
  public func append(_ override: Override) throws(FileFailure) -> Int {
    try database.run(
      "INSERT INTO override (claim, rule, line, reason, user, until) VALUES (?, ?, ?, ?, ?, ?)",
      .text(override.claim), .text(override.rule),
      override.line.map(SQLiteDatabase.Value.int) ?? .null, .text(override.reason),
      .text(override.user), .text(override.until.description))
    return try database.run("SELECT MAX(number) FROM override").first?.first?.int ?? 0
  }

  /// Takes an override back.
  ///
  /// - Returns: Whether there was one with this number that stood.
  public func revoke(_ number: Int, by user: String, because reason: String) throws(FileFailure)
    -> Bool
  {
    try database.transaction { () throws(FileFailure) in
      let standing = try database.run(
        """
        SELECT 1 FROM override WHERE number = ? AND number NOT IN (SELECT number FROM revocation)
        """, .int(number))
      guard !standing.isEmpty else { return false }
      try database.run(
        "INSERT INTO revocation (number, user, reason) VALUES (?, ?, ?)", .int(number),
        .text(user), .text(reason))
      return true
    }
  }

  /// Every override, oldest first.
  public func overrides() throws(FileFailure) -> [Override] {
    let rows = try database.run(
      """
      SELECT o.number, o.claim, o.rule, o.line, o.reason, o.user, o.until, o.made_at,
      r.user || ', ' || r.made_at || ': ' || r.reason
      FROM override o LEFT JOIN revocation r ON r.number = o.number ORDER BY o.number
      """)
    return rows.compactMap { row in
      guard let until = row[6].text.flatMap({ CalendarDate($0) }) else { return nil }
      var override = Override(
        claim: row[1].text ?? "", rule: row[2].text ?? "", line: row[3].int,
        reason: row[4].text ?? "", user: row[5].text ?? "", until: until)
      override.number = row[0].int ?? 0
      override.madeAt = row[7].text ?? ""
      override.revoked = row[8].text
      return override
    }
  }

  /// Makes the tables where there are none. A step once shipped is never changed.
  private func migrate() throws(FileFailure) {
    try database.transaction { () throws(FileFailure) in
      guard try database.run("PRAGMA user_version").first?.first?.int == 0 else { return }
      try database.run(
        """
        CREATE TABLE override (number INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT NOT NULL,
        rule TEXT NOT NULL, line INTEGER, reason TEXT NOT NULL, user TEXT NOT NULL, until TEXT NOT NULL,
        made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)
        """)
      try database.run(
        """
        CREATE TABLE revocation (number INTEGER PRIMARY KEY REFERENCES override (number),
        user TEXT NOT NULL, reason TEXT NOT NULL, made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)
        """)
      for table in ["override", "revocation"] {
        for change in ["UPDATE", "DELETE"] {
          try database.run(
            """
            CREATE TRIGGER \(table)_no_\(change.lowercased()) BEFORE \(change) ON \(table)
            BEGIN SELECT RAISE(ABORT, 'overrides are only ever added'); END
            """)
        }
      }
      try database.run("PRAGMA user_version = 1")
    }
  }
}
