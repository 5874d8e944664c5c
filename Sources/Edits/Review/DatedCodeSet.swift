// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// A code set with the periods of its releases at hand, so that a day finds its tables at once.
struct DatedCodeSet: Sendable {
  let set: CodeSet
  /// Every table that says which codes exist, in the order in which they decide.
  let tables: [CodeTable]
  private let periods: [EffectivePeriod]
  private let tabular: [Int]
  private let validity: Range<Int>

  /// Takes a set, or nothing where no release of it says which codes exist.
  init?(_ set: CodeSet) {
    self.set = set
    tables = set.editions + set.validity + set.lists
    guard !tables.isEmpty else { return nil }
    let releases = tables.map(\.release)
    periods = releases.map(\.period)
    tabular = releases.indices.filter { releases[$0].component == .tabular }
    validity = set.editions.count..<set.editions.count + set.validity.count
  }

  /// The table that decides on a day; nothing where no release covers it.
  func deciding(on day: CalendarDate) -> Int? { periods.firstIndex { $0.contains(day) } }

  /// The list of the Medicare Code Editor that covers a day.
  func flagging(on day: CalendarDate) -> Int? { validity.first { periods[$0].contains(day) } }

  /// The tabular lists, that in force on a day first, then those nearest to it.
  func describing(on day: CalendarDate) -> [Int] {
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
struct DayOfCodeSet {
  let codes: DatedCodeSet
  let day: CalendarDate
  let deciding: Int?
  let flagging: Int?
  let describing: [Int]

  init(_ codes: DatedCodeSet, on day: CalendarDate) {
    self.codes = codes
    self.day = day
    deciding = codes.deciding(on: day)
    flagging = codes.flagging(on: day)
    describing = codes.describing(on: day)
  }

  var id: CodeSetID { codes.set.id }

  /// The release that decides; nothing where none covers the day.
  var release: Release? { deciding.map { codes.tables[$0].release } }

  /// Where a code stands in the table that decides, valid on the day.
  func position(of code: PackedCode) -> Int? {
    deciding.flatMap { codes.tables[$0].position(of: code, on: day) }
  }

  /// Where the notes of a code stand: the table and the place in it.
  func description(of code: PackedCode) -> (table: Int, position: Int)? {
    for table in describing {
      if let position = codes.tables[table].position(of: code) { return (table, position) }
    }
    return nil
  }

  /// What the table that decides and the Medicare Code Editor say of a code.
  func flags(of code: PackedCode) -> CodeFlags {
    var flags: CodeFlags = []
    if let deciding, let position = codes.tables[deciding].position(of: code, on: day) {
      flags = codes.tables[deciding].flags(at: position)
    }
    if let flagging, flagging != deciding,
      let position = codes.tables[flagging].position(of: code, on: day)
    {
      flags.formUnion(codes.tables[flagging].flags(at: position).subtracting(.billable))
    }
    return flags
  }
}
