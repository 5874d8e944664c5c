// SPDX-License-Identifier: Apache-2.0

public import Billing
public import Values

/// A change of what the practice keeps: who, when, of what, and what it was before.
public struct Change: Hashable, Sendable {
  /// Its number, from 1 without gaps.
  public let number: Int
  /// Who made it.
  public let author: Author
  /// What was done, in two words: `coverage add`.
  public let action: String
  /// Of what: the number of a patient, an appointment, …
  public let subject: String
  /// What it was before, or what more is to be known.
  public let content: JSON
}

extension PracticeDatabase {
  /// Gives numbers out, one after the other and each once; what is rolled back is given out again.
  ///
  /// - Returns: The first of them.
  func nextNumbers(_ name: String, _ count: Int = 1) throws -> Int {
    let rows = try run(
      """
      INSERT INTO counter (practice, name, last) VALUES (:practice, ?, ?)
      ON CONFLICT (practice, name) DO UPDATE SET last = counter.last + excluded.last RETURNING last
      """, [.text(name), .int(count)])
    guard let last = try rows.first?.int(0) else {
      throw DatabaseError(.failed, reason: "counter")
    }
    return last - count + 1
  }

  /// Writes changes down, in the transaction that makes them.
  func record(_ changes: [(action: String, subject: String, content: JSON)], _ author: Author)
    throws
  {
    guard !changes.isEmpty else { return }
    let first = try nextNumbers("change", changes.count)
    try insert(
      into: "change (practice, number, changed_by, moment, action, subject, content)",
      rows: changes.enumerated().map { offset, change in
        let key = [
          "\(first + offset)", author.user, "\(author.moment.microseconds)", change.action,
          change.subject,
        ]
        let place = FieldPlace(practice, "change", "content", row: key)
        return [
          .int(first + offset), .text(author.user), .int(author.moment.microseconds),
          .text(change.action), .text(change.subject),
          .bytes(cipher.seal(change.content.line, at: place)),
        ]
      })
  }

  func record(
    _ action: String, _ subject: String, _ content: JSON = .members(), by author: Author
  ) throws {
    try record([(action, subject, content)], author)
  }

  /// The changes of a subject in order.
  ///
  /// - Throws: ``KeyError``: `altered` where one is not what was written down.
  public func changes(of subject: String) throws -> [Change] {
    try run(
      """
      SELECT number, changed_by, moment, action, subject, content FROM change
      WHERE practice = :practice AND subject = ? ORDER BY number
      """, [.text(subject)]
    ).map { row in
      let moment = Instant(microseconds: Int64(try row.int(2)))
      let key = [
        "\(try row.int(0))", try row.text(1), "\(moment.microseconds)", try row.text(3),
        try row.text(4),
      ]
      guard let author = Author(try row.text(1), at: moment) else {
        throw DatabaseError(.wrongType, reason: "changed_by")
      }
      let place = FieldPlace(practice, "change", "content", row: key)
      return Change(
        number: try row.int(0), author: author, action: try row.text(3), subject: try row.text(4),
        content: try json(row.bytes(5), at: place))
    }
  }

  /// Seals a document.
  func sealed(_ json: JSON, at place: FieldPlace) -> DatabaseValue {
    .bytes(cipher.seal(json.line, at: place))
  }

  /// Opens a document.
  func json(_ sealed: [UInt8], at place: FieldPlace) throws -> JSON {
    do {
      return try JSON(parsing: cipher.open(sealed, at: place))
    } catch let error as KeyError {
      throw error
    } catch {
      throw DatabaseError(.damaged, reason: "a sealed document")
    }
  }
}
