// SPDX-License-Identifier: Apache-2.0

public import Values

/// A day of the calendar in a note.
public struct NoteDate: Hashable, Sendable {
  /// The day.
  public let date: CalendarDate
  /// The tokens that write it.
  public let tokens: Range<Int>
}

extension ClinicalGrammar {
  /// The days that a note names with year, month and day: `2024-03-05`, `3/5/2024`, `March 5, 2024`, `5 March 2024`.
  ///
  /// Nothing is guessed: a year of two digits, or a day without its year, is no date.
  public func dates(of note: ClinicalNote) -> [NoteDate] {
    var found: [NoteDate] = []
    var at = 0
    while at < note.tokens.tokens.count {
      if let date = digits(at, note) ?? written(at, note) {
        found.append(date)
        at = date.tokens.upperBound
      } else {
        at += 1
      }
    }
    return found
  }

  /// `2024-03-05` and `3/5/2024`.
  private func digits(_ at: Int, _ note: ClinicalNote) -> NoteDate? {
    guard let first = note.wholeNumber(at), let second = note.wholeNumber(at + 2),
      let third = note.wholeNumber(at + 4), note.isGlued(at + 1), note.isGlued(at + 2),
      note.isGlued(at + 3), note.isGlued(at + 4), !note.isGlued(at + 5) || !isJoint(at + 5, note)
    else { return nil }
    let length = { (token: Int) in Int(note.tokens.tokens[token].formLength) }
    var date: CalendarDate?
    if note.isMark(at + 1, 0x2D), note.isMark(at + 3, 0x2D), length(at) == 4 {
      date = CalendarDate(year: first, month: second, day: third)
    } else if length(at + 4) == 4, length(at) <= 2,
      note.isMark(at + 1, 0x2F) && note.isMark(at + 3, 0x2F)
        || note.isMark(at + 1, 0x2D) && note.isMark(at + 3, 0x2D)
    {
      date = CalendarDate(year: third, month: first, day: second)
    }
    return date.map { NoteDate(date: $0, tokens: at..<at + 5) }
  }

  private func isJoint(_ at: Int, _ note: ClinicalNote) -> Bool {
    note.isMark(at, 0x2F) || note.isMark(at, 0x2D)
  }

  /// `March 5, 2024` and `5 March 2024`.
  private func written(_ at: Int, _ note: ClinicalNote) -> NoteDate? {
    if let month = month(at, note) {
      var next = note.isMark(at + 1, 0x2E) ? at + 2 : at + 1
      guard let day = dayNumber(next, note) else { return nil }
      next = note.isMark(next + 1, 0x2C) ? next + 2 : next + 1
      guard let year = year(next, note), let date = CalendarDate(year: year, month: month, day: day)
      else { return nil }
      return NoteDate(date: date, tokens: at..<next + 1)
    }
    guard let day = dayNumber(at, note), let month = month(at + 1, note) else { return nil }
    let next = note.isMark(at + 2, 0x2E) || note.isMark(at + 2, 0x2C) ? at + 3 : at + 2
    guard let year = year(next, note), let date = CalendarDate(year: year, month: month, day: day)
    else { return nil }
    return NoteDate(date: date, tokens: at..<next + 1)
  }

  private func month(_ at: Int, _ note: ClinicalNote) -> Int? {
    let tokens = note.tokens.tokens
    guard at < tokens.count, tokens[at].kind == .word, tokens[at].marks.contains(.capitalized),
      let found = measures.longest(at: at, end: at + 1, tokens), found.payload.kind == .month
    else { return nil }
    return Int(found.payload.value)
  }

  /// `5` or `5th`.
  private func dayNumber(_ at: Int, _ note: ClinicalNote) -> Int? {
    if let number = note.wholeNumber(at) { return number <= 31 ? number : nil }
    guard note.tokens.tokens.indices.contains(at), note.tokens.tokens[at].kind == .word else {
      return nil
    }
    let form = note.tokens.form(of: note.tokens.tokens[at])
    guard form.count <= 4, let first = form.first, (0x30...0x39).contains(first) else { return nil }
    return form.prefix { (0x30...0x39).contains($0) }.reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  private func year(_ at: Int, _ note: ClinicalNote) -> Int? {
    guard let year = note.wholeNumber(at), note.tokens.tokens[at].formLength == 4 else {
      return nil
    }
    return year
  }
}
