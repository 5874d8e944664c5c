// SPDX-License-Identifier: Apache-2.0

/// What coders decided on suggested codes, decision by decision; rows are only ever added.
///
/// The text of a note is not kept: a digest tells whether two decisions are about the same one.
public final class CodingTrail {
  private let database: SQLiteDatabase

  /// Opens the trail in a folder, or makes it.
  ///
  /// - Throws: ``FileFailure``: `diskFull`, `unwritable`, or `damagedArchive` where the file is no trail.
  public init(folder: String) throws(FileFailure) {
    database = try SQLiteDatabase("\(folder)/coding-trail.sqlite")
    try migrate()
  }

  /// Adds decisions, all of them or none.
  public func append(_ decisions: [CodingDecision]) throws(FileFailure) {
    try database.transaction { () throws(FileFailure) in
      for decision in decisions {
        try database.run(
          """
          INSERT INTO decision (note, digest, setting, code, outcome, replacement, reason, confidence,
          features, coder, engine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, .text(decision.note), .text(decision.digest), .text(decision.setting),
          .text(decision.code), .text(decision.outcome.rawValue),
          SQLiteDatabase.Value(decision.replacement), SQLiteDatabase.Value(decision.reason),
          decision.confidence.map(SQLiteDatabase.Value.int) ?? .null, .text(decision.features),
          .text(decision.coder), .text(decision.engine))
      }
    }
  }

  /// Every decision, oldest first.
  public func decisions() throws(FileFailure) -> [CodingDecision] {
    let rows = try database.run(
      """
      SELECT note, digest, setting, code, outcome, replacement, reason, confidence, features, coder,
      engine, decided_at FROM decision ORDER BY id
      """)
    return rows.compactMap { row in
      guard let outcome = row[4].text.flatMap(CodingDecision.Outcome.init) else { return nil }
      var decision = CodingDecision(
        note: row[0].text ?? "", digest: row[1].text ?? "", setting: row[2].text ?? "",
        code: row[3].text ?? "", outcome: outcome, coder: row[9].text ?? "",
        engine: row[10].text ?? "")
      decision.replacement = row[5].text
      decision.reason = row[6].text
      decision.confidence = row[7].int
      decision.features = row[8].text ?? ""
      decision.decidedAt = row[11].text
      return decision
    }
  }

  /// The decisions that stand: the last one of each code of each note, in the order in which they were made.
  public func standing() throws(FileFailure) -> [CodingDecision] {
    var last: [String: Int] = [:]
    let all = try decisions()
    for (index, decision) in all.enumerated() {
      last["\(decision.digest) \(decision.code)"] = index
    }
    return last.values.sorted().map { all[$0] }
  }

  /// Makes the table where there is none. A step once shipped is never changed.
  private func migrate() throws(FileFailure) {
    try database.transaction { () throws(FileFailure) in
      guard try database.run("PRAGMA user_version").first?.first?.int == 0 else { return }
      try database.run(
        """
        CREATE TABLE decision (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL,
        digest TEXT NOT NULL, setting TEXT NOT NULL, code TEXT NOT NULL, outcome TEXT NOT NULL,
        replacement TEXT, reason TEXT, confidence INTEGER, features TEXT NOT NULL, coder TEXT NOT NULL,
        engine TEXT NOT NULL, decided_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)
        """)
      try database.run("CREATE INDEX decision_note ON decision (digest, code)")
      for change in ["UPDATE", "DELETE"] {
        try database.run(
          """
          CREATE TRIGGER decision_no_\(change.lowercased()) BEFORE \(change) ON decision
          BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END
          """)
      }
      try database.run("PRAGMA user_version = 1")
    }
  }
}

/// What a coder decided on a code.
public struct CodingDecision: Hashable, Sendable {
  /// What was decided.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// The suggestion is right.
    case accepted
    /// The suggestion is wrong.
    case rejected
    /// Another code takes its place.
    case changed
    /// A code that was not suggested.
    case added
  }

  /// The note's name.
  public var note: String
  /// The SHA-256 of its text.
  public var digest: String
  /// Where the patient was seen.
  public var setting: String
  /// The code, without its point.
  public var code: String
  /// What was decided.
  public var outcome: Outcome
  /// The code that takes its place.
  public var replacement: String?
  /// Why, in a word of the coder's.
  public var reason: String?
  /// How sure the suggestion was, in thousandths.
  public var confidence: Int?
  /// What was true of the suggestion: `name=value`, separated by blanks.
  public var features = ""
  /// Who decided.
  public var coder: String
  /// What suggested: the version of the program and the edition.
  public var engine: String
  /// When it was decided, in UTC; set by the trail.
  public var decidedAt: String?

  /// Makes a decision.
  public init(
    note: String, digest: String, setting: String, code: String, outcome: Outcome, coder: String,
    engine: String
  ) {
    (self.note, self.digest, self.setting, self.code) = (note, digest, setting, code)
    (self.outcome, self.coder, self.engine) = (outcome, coder, engine)
  }
}
