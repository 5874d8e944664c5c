// SPDX-License-Identifier: Apache-2.0

public import Values

extension CodeLibrary {
  /// Looks one code up on a day; who has many makes a ``CodeLookup`` and keeps it.
  ///
  /// - Parameters:
  ///   - text: The code, with or without its point, in either case.
  ///   - set: The set; nothing to look through all of them in the order of ``sets``.
  ///   - day: The date of service; nothing for the newest installed edition.
  /// - Returns: The answer; where the code was not found, with the reason and the nearest codes.
  public func lookup(_ text: String, in set: CodeSetID?, on day: CalendarDate?) throws -> CodeAnswer
  {
    var lookup = try CodeLookup(self, in: set, on: day)
    return try lookup.answer(text)
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
  public func answer(_ code: PackedCode, on day: CalendarDate?) -> CodeAnswer? {
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
    guard table.release.component == .validity else { return table.release.edition }
    let last = day ?? table.release.period.termination ?? table.release.period.effective
    return edition(on: last)?.name ?? table.release.edition
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
