// SPDX-License-Identifier: Apache-2.0

public import Values

/// A code set over all its releases: which codes exist, with which meaning, on which day.
///
/// The edition in force on the day decides. Where no edition with titles is in force, the dated list of
/// valid codes decides, and the title comes from the nearest edition, which is then named: nothing falls
/// back in silence.
public struct CodeSet: Sendable {
  /// The name of the set.
  public let id: CodeSetID
  /// The tables with titles: tabular lists, order files, lists with titles; the newest first of each.
  public let editions: [CodeTable]
  /// The lists without titles.
  public let lists: [CodeTable]
  /// The lists of codes by date.
  public let validity: [CodeTable]
  let shortTitles: [CodeTable]
  let poaExempt: [CodeTable]
  /// The lists that have ended codes among those in force: they give titles, and decide only where
  /// nothing else is installed.
  let dictionaries: [CodeTable]
  /// Every release of the set, opened or not.
  public let releases: [Release]
  let calendar: EditionCalendar?

  /// The edition that the publisher's calendar has in force on a day.
  public func edition(on day: CalendarDate) -> Edition? {
    calendar?.edition(of: id, inForceOn: day)
  }

  /// Where a code was found: the table that decides and the place in it.
  public struct Hit: Sendable {
    /// The table that decides.
    public let table: CodeTable
    /// The place in it.
    public let position: Int

    /// The entry.
    public var entry: CodeEntry { table[position] }
  }

  /// The table that decides for a day: an edition in force, else a dated list that covers the day, else
  /// a list without titles; nothing where no installed release covers it.
  @inline(__always)
  public func table(on day: CalendarDate) -> CodeTable? {
    for table in editions where table.release.period.contains(day) { return table }
    for table in validity where table.release.period.contains(day) { return table }
    for table in lists where table.release.period.contains(day) { return table }
    for table in dictionaries where table.release.period.contains(day) { return table }
    return nil
  }

  /// The newest edition that is installed: what answers when no day is given.
  public var newest: CodeTable? {
    let stating = editions.isEmpty ? lists + validity : editions
    return (stating.isEmpty ? dictionaries : stating).max {
      $0.release.period.effective < $1.release.period.effective
    }
  }

  /// Tells whether a code may stand on a claim on a day.
  ///
  /// - Complexity: O(*e* + log *n*) in the number of editions and codes; nothing is allocated.
  public func isBillable(_ code: PackedCode, on day: CalendarDate) -> Bool {
    guard let table = table(on: day), let position = table.position(of: code, on: day) else {
      return false
    }
    return table.flags(at: position).contains(.billable)
  }

  /// Finds a code on a day, or in the newest edition where no day is given.
  public func hit(_ code: PackedCode, on day: CalendarDate?) -> Hit? {
    guard let day else {
      for table in [newest].compactMap({ $0 }) {
        if let position = table.position(of: code) { return Hit(table: table, position: position) }
      }
      // A dated list may know codes that are newer than any edition with titles.
      for table in validity {
        let last = table.release.period.termination ?? table.release.period.effective
        if let position = table.position(of: code, on: last) {
          return Hit(table: table, position: position)
        }
      }
      return nil
    }
    guard let table = table(on: day) else { return nil }
    return table.position(of: code, on: day).map { Hit(table: table, position: $0) }
  }

  /// What the Medicare Code Editor says of a code on a day: manifestation, external cause and the like;
  /// what the edition says where no such list is installed.
  public func flags(of code: PackedCode, on day: CalendarDate?) -> CodeFlags {
    var flags: CodeFlags = hit(code, on: day)?.entry.flags ?? []
    for table in validity {
      let on = day ?? newest?.release.period.effective ?? table.release.period.effective
      if let position = table.position(of: code, on: on) {
        flags.formUnion(table.flags(at: position).subtracting(.billable))
      }
    }
    return flags
  }

  /// Tells whether a diagnosis is exempt from reporting presence on admission; nothing where no list of
  /// exempt codes covers the day.
  public func isPOAExempt(_ code: PackedCode, on day: CalendarDate) -> Bool? {
    let covering = poaExempt.first { $0.release.period.contains(day) }
    return covering.map { $0.position(of: code) != nil }
  }

  /// The entry of the tabular list that speaks for a code on a day: of the edition in force, else of the
  /// one nearest to the day.
  public func describing(_ code: PackedCode, on day: CalendarDate?) -> CodeEntry? {
    let tabular = editions.filter { $0.release.component == .tabular }
    let nearest = tabular.filter { $0.position(of: code) != nil }
      .min { $0.release.period.distance(to: day) < $1.release.period.distance(to: day) }
    return nearest?.entry(of: code)
  }

  /// A title of a code and the release that it comes from: of the edition in force, else of the edition
  /// nearest to the day.
  public func title(of code: PackedCode, on day: CalendarDate?) -> (title: String, from: Release)? {
    let titled = (editions + dictionaries).filter { !($0.entry(of: code)?.title ?? "").isEmpty }
    // Of one edition the order file has the titles as they stand on claims, without accents.
    func rank(_ table: CodeTable) -> (Int, Int) {
      (table.release.period.distance(to: day), table.release.component == .order ? 0 : 1)
    }
    let nearest = titled.min { rank($0) < rank($1) }
    return nearest.flatMap { table in table.entry(of: code).map { ($0.title, table.release) } }
  }

  /// The abbreviated title of a code, where any installed release has one.
  public func shortTitle(of code: PackedCode, on day: CalendarDate?) -> String? {
    for table in editions {
      if let entry = table.entry(of: code), !entry.shortTitle.isEmpty { return entry.shortTitle }
    }
    for table in shortTitles {
      if let entry = table.entry(of: code) { return entry.title }
    }
    return nil
  }

  /// The days on which a code is valid around a day, where a dated list or the edition states them.
  ///
  /// Periods that follow each other without a gap are one.
  public func period(of code: PackedCode, on day: CalendarDate?) -> EffectivePeriod? {
    for table in validity + editions
    where table.release.period.contains(day ?? table.release.period.effective) {
      guard let at = table.position(of: code) else { continue }
      var periods: [EffectivePeriod] = []
      var next = at
      while next < table.count, table.code(at: next) == code {
        let entry = table[next]
        next += 1
        guard let from = entry.effective else { continue }
        let to = entry.termination == table.release.period.termination ? nil : entry.termination
        if let last = periods.last, let end = last.termination, end.adding(days: 1) == from {
          periods[periods.count - 1] =
            EffectivePeriod(effective: last.effective, termination: to) ?? last
        } else if let period = EffectivePeriod(effective: from, termination: to) {
          periods.append(period)
        }
      }
      let match = periods.first { period in day.map { period.contains($0) } ?? true }
      if let match = day == nil ? periods.last : match { return match }
    }
    return nil
  }
}

extension EffectivePeriod {
  /// How many days lie between the period and a day; 0 inside. Without a day, the newest is nearest.
  public func distance(to day: CalendarDate?) -> Int {
    guard let day else { return -Int(effective.daysSinceEpoch) }
    if contains(day) { return 0 }
    return effective > day
      ? Int(effective.daysSinceEpoch - day.daysSinceEpoch)
      : Int(day.daysSinceEpoch - (termination ?? day).daysSinceEpoch)
  }
}
