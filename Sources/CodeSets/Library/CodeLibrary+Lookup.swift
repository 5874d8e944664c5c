// SPDX-License-Identifier: Apache-2.0

public import Values

extension CodeLibrary {
  /// Looks a code up on a day.
  ///
  /// - Parameters:
  ///   - text: The code, with or without its point, in either case.
  ///   - set: The set; nothing to look through all of them in the order of ``sets``.
  ///   - day: The date of service; nothing for the newest installed edition.
  /// - Returns: The answer; where the code was not found, with the reason and the nearest codes.
  public func lookup(_ text: String, in set: CodeSetID?, on day: CalendarDate?) throws -> CodeAnswer
  {
    if let set { return try answer(text, in: set, on: day) }
    // A set whose codes never have this form is opened only where the code is found nowhere else.
    var missing: [CodeSetID: CodeAnswer] = [:]
    var found: [CodeAnswer] = []
    for set in sets where set.mayHave(text) {
      let answer = try answer(text, in: set, on: day)
      if answer.isFound { found.append(answer) } else { missing[set] = answer }
    }
    if var first = found.first {
      first.alsoIn = found.dropFirst().map(\.set)
      return first
    }
    if !sets.contains(.cpt), CPTForm(text) != nil {
      return CodeAnswer(cptForm: text, day: day)
    }
    // The set whose codes look like this one, and that came nearest, explains best.
    let answers = try sets.map { try missing[$0] ?? answer(text, in: $0, on: day) }
    let ranked = answers.min { (Self.rank($0), 0) < (Self.rank($1), 1) }
    return ranked ?? CodeAnswer(set: .icd10cm, code: text, day: day).failed(.setNotInstalled)
  }

  private static func rank(_ answer: CodeAnswer) -> Int {
    (answer.set.hasForm(answer.code) ? 0 : 10) + rank(of: answer)
  }

  private static func rank(of answer: CodeAnswer) -> Int {
    switch answer.reason {
    case .setNotInForce: 1
    case .terminated, .notYetEffective, .seventhCharacterMissing, .seventhCharacterInvalid,
      .placeholderMissing:
      0
    case .licensed: 1
    case .unknown where !answer.nearest.isEmpty: 2
    case .noEdition, .unknown: 3
    default: 4
    }
  }

  private func answer(_ text: String, in id: CodeSetID, on day: CalendarDate?) throws -> CodeAnswer
  {
    guard let code = PackedCode(text) else {
      return CodeAnswer(set: id, code: text, day: day).failed(.malformed)
    }
    if id == .cpt, !releases.contains(where: { $0.set == id }), CPTForm(text) != nil {
      return CodeAnswer(cptForm: text, day: day)
    }
    guard releases.contains(where: { $0.set == id }) else {
      return CodeAnswer(set: id, code: id.printed(code), day: day).failed(.setNotInstalled)
    }
    if let day {
      if let answer = try codeSet(id, for: day).answer(code, on: day), answer.title != nil {
        return answer
      }
    } else if let answer = try newestCodeSet(id)?.answer(code, on: nil),
      let title = answer.title, title.from == answer.release
    {
      return answer
    }
    return try codeSet(id).fullAnswer(code, on: day)
  }
}

extension CodeAnswer {
  /// A code that has the form of CPT, whose own files are licensed and not installed: accepted by its form,
  /// without a title.
  init(cptForm text: String, day: CalendarDate?) {
    self.init(set: .cpt, code: text.uppercased(), day: day)
    isAcceptedByForm = true
    isBillable = true
  }

  func failed(_ reason: Reason, nearest: [Item] = []) -> CodeAnswer {
    var answer = self
    answer.reason = reason
    answer.nearest = nearest
    return answer
  }
}

extension CodeSet {
  /// What the set says of a code on a day, found or not.
  public func fullAnswer(_ code: PackedCode, on day: CalendarDate?) -> CodeAnswer {
    if let answer = answer(code, on: day) { return answer }
    let empty = CodeAnswer(set: id, code: id.printed(code), day: day)
    if let day, !id.isInUse(on: day) { return empty.failed(.setNotInForce) }
    guard day.map({ table(on: $0) != nil }) ?? (newest != nil) else {
      return empty.failed(.noEdition, nearest: [])
    }
    let (reason, nearest) = problem(with: code, on: day)
    var answer = empty.failed(reason, nearest: nearest)
    if let other = otherPeriod(of: code) { answer.period = other }
    return answer
  }

  /// What the set says of a code that is there on the day; nothing where it is not.
  func answer(_ code: PackedCode, on day: CalendarDate?) -> CodeAnswer? {
    if let day, !id.isInUse(on: day) { return nil }
    guard let hit = hit(code, on: day) else { return header(code, on: day) }
    var answer = CodeAnswer(set: id, code: id.printed(code), day: day)
    answer.release = hit.table.release
    answer.edition = edition(of: hit.table, on: day)
    answer.entry = hit.entry
    answer.described = describing(code, on: day) ?? hit.entry
    answer.title = title(of: code, on: day).map { ($0.title, $0.from) }
    answer.shortTitle = shortTitle(of: code, on: day)
    answer.flags = flags(of: code, on: day)
    answer.isBillable = hit.entry.isBillable
    answer.period = period(of: code, on: day) ?? hit.table.release.period
    if let day { answer.isPOAExempt = isPOAExempt(code, on: day) }
    if !answer.isBillable, !hit.entry.flags.contains(.modifier) {
      answer.nearest = completions(of: code, in: hit.table)
    }
    return answer
  }

  /// A header on a day for which only a list of complete codes decides: it is there when a code below it
  /// is, and described by the edition nearest to the day.
  private func header(_ code: PackedCode, on day: CalendarDate?) -> CodeAnswer? {
    guard let day, let table = table(on: day), table.release.component != .tabular,
      let described = describing(code, on: day), !described.isBillable,
      table.positions(below: code).contains(where: { table.isInForce(at: $0, on: day) })
    else { return nil }
    var answer = CodeAnswer(set: id, code: id.printed(code), day: day)
    answer.release = table.release
    answer.edition = edition(of: table, on: day)
    answer.entry = described
    answer.described = described
    answer.title = (described.title, described.table.release)
    answer.period = edition(on: day)?.period ?? table.release.period
    answer.nearest = completions(of: code, in: described.table)
    return answer
  }

  /// The name of the edition in force: of the table itself, for a dated list that of its day.
  private func edition(of table: CodeTable, on day: CalendarDate?) -> String {
    guard table.release.component == .validity, let day else { return table.release.edition }
    return edition(on: day)?.name ?? table.release.edition
  }

  private func otherPeriod(of code: PackedCode) -> EffectivePeriod? {
    for table in validity + editions {
      if let entry = table.entry(of: code), let from = entry.effective {
        return EffectivePeriod(effective: from, termination: entry.termination)
      }
    }
    return nil
  }
}
