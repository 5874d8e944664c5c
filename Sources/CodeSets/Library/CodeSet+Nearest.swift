// SPDX-License-Identifier: Apache-2.0

import Values

extension CodeSet {
  /// How many near codes an answer names at most.
  private static let most = 8

  /// Why a code that is not in force on a day was not found, and which codes come near it.
  func problem(
    with code: PackedCode, on day: CalendarDate?
  ) -> (CodeAnswer.Reason, [CodeAnswer.Item]) {
    guard let table = day.flatMap({ self.table(on: $0) }) ?? newest else { return (.noEdition, []) }
    if let day, let reason = otherTime(of: code, than: day) {
      return (reason, neighbours(of: code, in: table, on: day))
    }
    if id == .icd10cm, let found = seventhCharacterProblem(of: code, in: table, on: day) {
      return found
    }
    return (.unknown, neighbours(of: code, in: table, on: day))
  }

  /// Tells whether a code is valid at another time than a day.
  private func otherTime(of code: PackedCode, than day: CalendarDate) -> CodeAnswer.Reason? {
    var later = false
    // A dated list knows every complete code at every time; editions know their own days only.
    for table in validity.isEmpty ? editions + lists : validity {
      guard var at = table.position(of: code) else { continue }
      while at < table.count, table.code(at: at) == code {
        if let end = table[at].termination, end < day { return .terminated }
        if let start = table[at].effective, start > day { later = true }
        at += 1
      }
    }
    return later ? .notYetEffective : nil
  }

  /// A code that would be complete with its placeholders, or with another 7th character.
  private func seventhCharacterProblem(
    of code: PackedCode, in table: CodeTable, on day: CalendarDate?
  ) -> (CodeAnswer.Reason, [CodeAnswer.Item])? {
    let text = code.description
    if code.count == 7 {
      let siblings = billable(below: code.prefix(6), in: table, on: day)
      if !siblings.isEmpty { return (.seventhCharacterInvalid, items(siblings, in: table)) }
    }
    guard (4...6).contains(code.count), let last = text.last else { return nil }
    let stem = String(text.dropLast())
    let padded = stem + String(repeating: "X", count: 6 - stem.utf8.count) + String(last)
    if let whole = PackedCode(padded), table.position(of: whole) != nil {
      return (.placeholderMissing, items([whole], in: table))
    }
    let bare = text + String(repeating: "X", count: 6 - text.utf8.count)
    if let head = PackedCode(bare) {
      let complete = billable(below: head, in: table, on: day)
      if !complete.isEmpty { return (.seventhCharacterMissing, items(complete, in: table)) }
    }
    return nil
  }

  /// The complete codes under a header, for a coder to choose from.
  func completions(of code: PackedCode, in table: CodeTable) -> [CodeAnswer.Item] {
    items(billable(below: code, in: table, on: nil).filter { $0 != code }, in: table)
  }

  private func billable(
    below code: PackedCode, in table: CodeTable, on day: CalendarDate?
  ) -> [PackedCode] {
    table.positions(below: code).lazy
      .filter { position in
        table.flags(at: position).contains(.billable)
          && (day.map { table.isInForce(at: position, on: $0) } ?? true)
      }
      .prefix(Self.most).map { table.code(at: $0) }
  }

  /// The codes one slip of the keyboard away, then the codes under the longest beginning that exists.
  private func neighbours(
    of code: PackedCode, in table: CodeTable, on day: CalendarDate?
  ) -> [CodeAnswer.Item] {
    var found: [PackedCode] = []
    for slip in Slips.of(code.description) {
      guard let near = PackedCode(slip), near != code, !found.contains(near),
        let position = table.position(of: near), table.flags(at: position).contains(.billable),
        day.map({ table.isInForce(at: position, on: $0) }) ?? true
      else { continue }
      found.append(near)
    }
    found = Array(found.prefix(Self.most / 2))
    var places = code.count - 1
    while places >= 3, found.count < Self.most {
      let below = billable(below: code.prefix(places), in: table, on: day)
      for near in below where found.count < Self.most && !found.contains(near) {
        found.append(near)
      }
      if !below.isEmpty { break }
      places -= 1
    }
    return items(found, in: table)
  }

  private func items(_ codes: [PackedCode], in table: CodeTable) -> [CodeAnswer.Item] {
    codes.map { code in
      let title = table.entry(of: code)?.title ?? ""
      return CodeAnswer.Item(
        code: id.printed(code),
        title: title.isEmpty ? self.title(of: code, on: nil)?.title ?? "" : title)
    }
  }
}

/// The texts that one slip turns into a given code: a letter read for a digit, two characters swapped, one
/// wrong, one too many, one left out.
private enum Slips {
  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  private static let alike: [Character: Character] = [
    "O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B", "Z": "2",
    "2": "Z", "G": "6", "6": "G",
  ]

  static func of(_ code: String) -> [String] {
    let places = Array(code)
    var first: [[Character]] = []
    var later: [[Character]] = []
    for index in places.indices {
      var changed = places
      if let other = alike[places[index]] {
        changed[index] = other
        first.append(changed)
      }
      if index + 1 < places.count {
        changed = places
        changed.swapAt(index, index + 1)
        first.append(changed)
      }
      changed = places
      changed.remove(at: index)
      first.append(changed)
      for character in alphabet where character != places[index] {
        changed = places
        changed[index] = character
        later.append(changed)
        changed = places
        changed.insert(character, at: index)
        later.append(changed)
      }
    }
    // The last place is where codes of one condition differ: those slips come first.
    return (first + later.reversed()).map { String($0) }
  }
}
