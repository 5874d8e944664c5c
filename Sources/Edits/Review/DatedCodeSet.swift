// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Synchronization
import Values

/// A code set with the periods of its releases at hand, so that a day finds its tables at once.
final class DatedCodeSet: Sendable {
  let set: CodeSet
  /// Every table that says which codes exist, in the order in which they decide.
  let tables: [CodeTable]
  private let periods: [EffectivePeriod]
  private let tabular: [Int]
  private let validity: Range<Int>
  private let notes: [NoteBook]
  private let days = Mutex<[CalendarDate: DayOfCodeSet]>([:])
  /// How many days are kept: more than any claims of one run lie in.
  private static let mostDays = 4096

  /// Takes a set, or nothing where no release of it says which codes exist.
  init?(_ set: CodeSet) {
    self.set = set
    tables = set.editions + set.validity + set.lists
    guard !tables.isEmpty else { return nil }
    let releases = tables.map(\.release)
    periods = releases.map(\.period)
    tabular = releases.indices.filter { releases[$0].component == .tabular }
    validity = set.editions.count..<set.editions.count + set.validity.count
    notes = tables.map(NoteBook.init)
  }

  /// The set as a day sees it; worked out once for each day.
  func on(_ day: CalendarDate) -> DayOfCodeSet {
    days.withLock { days in
      if let known = days[day] { return known }
      if days.count >= Self.mostDays { days.removeAll(keepingCapacity: true) }
      let made = DayOfCodeSet(self, notes, on: day)
      days[day] = made
      return made
    }
  }

  /// The table that decides on a day; nothing where no release covers it.
  fileprivate func deciding(on day: CalendarDate) -> Int? {
    periods.firstIndex { $0.contains(day) }
  }

  /// The list of the Medicare Code Editor that covers a day.
  fileprivate func flagging(on day: CalendarDate) -> Int? {
    validity.first { periods[$0].contains(day) }
  }

  /// The tabular lists, that in force on a day first, then those nearest to it.
  fileprivate func describing(on day: CalendarDate) -> [Int] {
    guard tabular.count > 1 else { return tabular }
    return tabular.sorted { distance(of: $0, to: day) < distance(of: $1, to: day) }
  }

  private func distance(of table: Int, to day: CalendarDate) -> Int32 {
    let period = periods[table]
    if period.contains(day) { return 0 }
    return period.effective > day
      ? period.effective.daysSinceEpoch - day.daysSinceEpoch
      : day.daysSinceEpoch - (period.termination ?? day).daysSinceEpoch
  }
}

/// A dated set as one day sees it.
final class DayOfCodeSet: Sendable {
  let codes: CodeSet
  let day: CalendarDate
  /// Every table that says which codes exist.
  let tables: [CodeTable]
  /// The table that decides which codes are valid; nothing where no release covers the day.
  let deciding: CodeTable?
  /// The list of the Medicare Code Editor; nothing where none covers the day.
  let flagging: CodeTable?
  /// The tabular lists, the best first, each by its place in ``tables``.
  let describing: [Int]
  /// The edition whose notes are read, where it is not in force on the day.
  let otherEdition: Release?
  private let decidesFlags: Bool
  private let notes: [NoteBook]

  fileprivate init(_ codes: DatedCodeSet, _ notes: [NoteBook], on day: CalendarDate) {
    self.codes = codes.set
    self.day = day
    self.notes = notes
    tables = codes.tables
    let deciding = codes.deciding(on: day)
    let flagging = codes.flagging(on: day)
    self.deciding = deciding.map { codes.tables[$0] }
    self.flagging = flagging.map { codes.tables[$0] }
    decidesFlags = flagging == nil || flagging == deciding
    describing = codes.describing(on: day)
    let read = describing.first.map { codes.tables[$0].release }
    otherEdition = read.flatMap { $0.period.contains(day) ? nil : $0 }
  }

  var id: CodeSetID { codes.id }

  /// The release that decides; nothing where none covers the day.
  var release: Release? { deciding?.release }

  /// Where a code stands in the table that decides, valid on the day.
  func position(of code: PackedCode) -> Int? { deciding?.position(of: code, on: day) }

  /// Where the notes of a code stand: the table and the place in it.
  func description(of code: PackedCode) -> (table: Int, position: Int)? {
    for index in describing {
      if let position = tables[index].position(of: code) { return (index, position) }
    }
    return nil
  }

  /// What the notes and the title of a described code say.
  func notes(at described: (table: Int, position: Int)) -> CodeNotes {
    notes[described.table].notes(at: described.position)
  }

  /// What the table that decides and the Medicare Code Editor say of a code.
  func flags(of code: PackedCode) -> CodeFlags {
    var flags: CodeFlags = []
    if let deciding, let position = deciding.position(of: code, on: day) {
      flags = deciding.flags(at: position)
    }
    if !decidesFlags, let flagging, let position = flagging.position(of: code, on: day) {
      flags.formUnion(flagging.flags(at: position).subtracting(.billable))
    }
    return flags
  }
}
