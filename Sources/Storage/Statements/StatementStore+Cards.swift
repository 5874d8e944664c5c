// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

extension StatementStore {
  /// A card that a guarantor lets the practice charge again.
  public struct CardOnFile: Hashable, Sendable {
    /// Its number here.
    public let number: Int
    /// Whose it is.
    public let guarantor: SubjectID<Subject.Guarantor>
    /// What stands for it and what it is called, as text of JSON.
    public let content: [UInt8]
    /// The last day of the month in which it ends.
    public let lastDay: CalendarDate
    /// When it was kept.
    public let kept: CalendarDate
    /// By whom.
    public let keptBy: String
    /// When it was taken out again.
    public let removed: CalendarDate?
  }

  private func cardPlace(_ number: Int) -> FieldPlace {
    FieldPlace(practice, "card_on_file", "content", row: [String(number)])
  }

  /// Keeps a card.
  ///
  /// - Returns: Its number.
  public func addCard(
    _ content: [UInt8], of guarantor: SubjectID<Subject.Guarantor>, through day: CalendarDate,
    on kept: CalendarDate, by user: String
  ) throws -> Int {
    try transaction {
      let number = try next(in: "card_on_file")
      try database.run(
        """
        INSERT INTO card_on_file (practice, number, guarantor, content, last_month, kept, kept_by)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          own, .int(number), guarantor.value,
          .bytes(cipher.seal(content, at: cardPlace(number))), day.value, kept.value, .text(user),
        ])
      return number
    }
  }

  /// Takes a card out: what stands for it is forgotten, that it was there is not.
  ///
  /// - Returns: Whether it was there.
  public func removeCard(_ number: Int, on day: CalendarDate, by user: String) throws -> Bool {
    try !database.run(
      """
      UPDATE card_on_file SET removed = ?, removed_by = ?, content = ?
      WHERE practice = ? AND number = ? AND removed IS NULL RETURNING number
      """,
      [
        day.value, .text(user), .bytes(cipher.seal(Array("{}".utf8), at: cardPlace(number))), own,
        .int(number),
      ]
    ).isEmpty
  }

  /// The cards of a guarantor, or one by its number, in the order in which they were kept.
  public func cards(
    of guarantor: SubjectID<Subject.Guarantor>?, number: Int? = nil
  ) throws -> [CardOnFile] {
    let (condition, value): (String, DatabaseValue) =
      if let number { ("number = ?", .int(number)) } else {
        ("guarantor = ?", guarantor?.value ?? .text(""))
      }
    return try database.run(
      """
      SELECT number, guarantor, content, last_month, kept, kept_by, removed FROM card_on_file
      WHERE practice = ? AND \(condition) ORDER BY number
      """, [own, value]
    ).compactMap { row in
      guard let guarantor: SubjectID<Subject.Guarantor> = try row.id(1) else { return nil }
      let number = try row.int(0)
      return CardOnFile(
        number: number, guarantor: guarantor,
        content: try cipher.open(row.bytes(2), at: cardPlace(number)), lastDay: try row.day(3),
        kept: try row.day(4), keptBy: try row.text(5), removed: try row.optionalDay(6))
    }
  }
}
