// SPDX-License-Identifier: Apache-2.0

import Claims
public import CodeSets
import Values

/// The tables of correct coding that an installation has, opened when a day first asks for them.
public final class CorrectCodingTables {
  /// The tables of a day for a kind of bill.
  final class Day {
    fileprivate(set) var pairs: [PairTable] = []
    fileprivate(set) var units: [UnitTable] = []
    fileprivate(set) var addOns: [AddOnTable] = []
    /// The first release that does not cover the day.
    fileprivate(set) var otherQuarter: Release?

    var isEmpty: Bool { pairs.isEmpty && units.isEmpty && addOns.isEmpty }
  }

  private struct Key: Hashable {
    let set: CodeSetID
    let bill: ServiceRecord.Bill
    let quarter: Int32
  }

  private let library: CodeLibrary
  private let modifiers: BypassModifiers
  private var days: [Key: Day] = [:]
  /// The tables that were asked for last: most claims of a file lie in one quarter.
  private var last: (key: Key, day: Day)?
  private var opened: [String: Codebook] = [:]

  /// Takes the tables of a library.
  public init(_ library: CodeLibrary, modifiers: BypassModifiers) {
    self.library = library
    self.modifiers = modifiers
  }

  /// The modifiers by which pairs may be billed together.
  public var bypass: BypassModifiers { modifiers }

  /// Tells whether any table of a program is there.
  public func isInstalled(_ set: CodeSetID = .ncci) -> Bool {
    library.releases.contains { $0.set == set }
  }

  /// The tables for a day.
  ///
  /// The quarter that contains the day decides; where none does, the latest before it, else the earliest.
  ///
  /// - Throws: What the library throws where a codebook cannot be opened.
  func tables(
    of set: CodeSetID, for bill: ServiceRecord.Bill, on day: CalendarDate
  ) throws -> Day {
    let key = Key(
      set: set, bill: bill,
      quarter: CorrectCodingEdits.quarter(around: day).lowerBound.daysSinceEpoch)
    if let last, last.key == key { return last.day }
    if let tables = days[key] {
      last = (key, tables)
      return tables
    }
    let tables = Day()
    let pairs: Component? =
      bill == .professional ? .pairsPractitioner : bill == .outpatient ? .pairsHospital : nil
    let units: Component? =
      switch bill {
      case .professional: .unitsPractitioner
      case .outpatient: .unitsHospital
      case .supplier: .unitsSupplier
      case .inpatient: nil
      }
    for release in releases(of: set, pairs, on: day) {
      let table = try PairTable(book(release))
      tables.pairs.append(table)
      // Rows with days of their own speak of earlier quarters too.
      if !release.period.contains(day), !table.hasDays || release.period.effective < day {
        tables.otherQuarter = tables.otherQuarter ?? release
      }
    }
    for release in releases(of: set, units, on: day) {
      tables.units.append(try UnitTable(book(release)))
      if !release.period.contains(day) { tables.otherQuarter = tables.otherQuarter ?? release }
    }
    if bill == .professional || bill == .outpatient {
      for release in releases(of: set, .addOnCodes, on: day) {
        tables.addOns.append(try AddOnTable(book(release)))
      }
    }
    days[key] = tables
    return tables
  }

  /// The releases of a component that answer for a day: those of one edition, for a quarter may come in parts.
  private func releases(
    of set: CodeSetID, _ component: Component?, on day: CalendarDate
  ) -> [Release] {
    guard let component else { return [] }
    let all = library.releases(of: set, component)
    let chosen =
      all.first { $0.period.contains(day) } ?? all.first { $0.period.effective <= day } ?? all.last
    guard let chosen else { return [] }
    return all.filter { $0.edition == chosen.edition }
  }

  private func book(_ release: Release) throws -> Codebook {
    if let book = opened[release.name] { return book }
    let book = try library.codebook(release)
    opened[release.name] = book
    return book
  }
}
