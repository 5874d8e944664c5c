// SPDX-License-Identifier: Apache-2.0

public import Values

/// A practice's part of a database, with the keys that open it: a statement that does not name the practice for each
/// of its tables does not run.
///
///     let own = try PracticeDatabase(database, practice, cipher)
///     let rows = try own.run("SELECT content FROM patient WHERE practice = :practice AND id = ?", [id])
///
/// The practice's name is put where `:practice` stands.
public final class PracticeDatabase {
  /// The connection.
  public let database: Database
  /// The practice.
  public let practice: PracticeID
  /// What seals and opens its values.
  public let cipher: FieldCipher
  private var statements: [String: Statement] = [:]

  private struct Statement {
    let text: String
    /// How many parameters stand before each place of the practice.
    let places: [Int]
  }

  /// Takes a database, brings its tables up to date, and sees that the keys are the practice's.
  ///
  /// - Throws: ``DatabaseError``; ``KeyError``: `otherRing`.
  public init(_ database: Database, _ practice: PracticeID, _ cipher: FieldCipher) throws {
    self.database = database
    self.practice = practice
    self.cipher = cipher
    try database.migrate(Schema.steps)
    // Other keys would find nobody, and each patient would be entered anew.
    let mark = DatabaseValue.bytes(cipher.index("", "ring", in: practice))
    let known = "SELECT mark FROM key_ring WHERE practice = :practice"
    var found = try run(known).first
    if found == nil {
      try insert(
        into: "key_ring (practice, mark)", rows: [[mark]], "ON CONFLICT (practice) DO NOTHING")
      found = try run(known).first
    }
    guard found?.values == [mark] else {
      throw KeyError(.otherRing, ("practice", practice.description))
    }
  }

  /// Runs a statement; the practice is put where `:practice` stands.
  ///
  /// - Returns: Its rows.
  @discardableResult
  public func run(
    _ text: String, _ values: [DatabaseValue] = []
  ) throws(DatabaseError) -> [DatabaseRow] {
    let statement = statement(text)
    guard !statement.places.isEmpty else {
      preconditionFailure("a statement without a practice")
    }
    var all: [DatabaseValue] = []
    var next = 0
    for place in statement.places {
      all += values[next..<place]
      all.append(.text(practice.description))
      next = place
    }
    return try database.run(statement.text, all + values[next...])
  }

  /// Inserts rows of the practice, whose column stands first and is not among the values.
  @discardableResult
  public func insert(
    into columns: String, rows: [[DatabaseValue]], _ ending: String = ""
  ) throws(DatabaseError) -> [DatabaseRow] {
    precondition(columns.contains("(practice, "), "a row without a practice")
    let name = DatabaseValue.text(practice.description)
    return try database.insert(into: columns, rows: rows.map { [name] + $0 }, ending)
  }

  /// Does something wholly or not at all, as if nobody else were there.
  @discardableResult
  public func transaction<Result>(_ work: () throws -> Result) throws -> Result {
    try database.transaction(work)
  }

  /// The place of a value in a row whose key, after the practice, is `row`.
  public func place(_ table: String, _ column: String, _ row: String...) -> FieldPlace {
    FieldPlace(practice, table, column, row: row)
  }

  private func statement(_ text: String) -> Statement {
    if let known = statements[text] { return known }
    precondition(Self.namesPractice(text), "a table without its practice: \(text)")
    var places: [Int] = []
    var count = 0
    let parts = text.split(separator: ":practice", omittingEmptySubsequences: false)
    for part in parts.dropLast() {
      count += part.utf8.count { $0 == 0x3F }
      places.append(count)
    }
    let statement = Statement(text: parts.joined(separator: "?"), places: places)
    statements[text] = statement
    return statement
  }

  /// Whether a statement speaks of the practice at least once for each table that it names.
  static func namesPractice(_ text: String) -> Bool {
    var (tables, practices, last) = (0, 0, "")
    for word in text.split(whereSeparator: { !($0.isLetter || $0 == "_") }) {
      switch word {
      case "FROM": tables += last == "DISTINCT" ? 0 : 1
      case "JOIN", "INTO": tables += 1
      case "UPDATE": tables += last == "DO" ? 0 : 1
      case "practice": practices += 1
      default: break
      }
      last = String(word)
    }
    return practices >= tables
  }
}
