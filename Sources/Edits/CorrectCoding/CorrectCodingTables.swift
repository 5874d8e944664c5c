// SPDX-License-Identifier: Apache-2.0

import Claims
public import CodeSets
import Values

/// The tables of correct coding that an installation has, opened when a day first asks for them.
public final class CorrectCodingTables {
  /// The tables of a day for a kind of bill.
  struct Day {
    var pairs: [PairTable] = []
    var units: [UnitTable] = []
    var addOns: [AddOnTable] = []
    /// The first release that does not cover the day.
    var otherQuarter: Release?
  }

  private struct Key: Hashable {
    let set: CodeSetID
    let bill: ServiceRecord.Bill
    let quarter: Int
  }

  private let library: CodeLibrary
  private let modifiers: BypassModifiers
  private var days: [Key: Day] = [:]
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
    let parts = day.parts
    let key = Key(set: set, bill: bill, quarter: parts.year * 4 + (parts.month - 1) / 3)
    if let tables = days[key] { return tables }
    var tables = Day()
    let pairs: Component? =
      bill == .professional ? .pairsPractitioner : bill == .outpatient ? .pairsHospital : nil
    let units: Component? =
      switch bill {
      case .professional: .unitsPractitioner
      case .outpatient: .unitsHospital
      case .supplier: .unitsSupplier
      case .inpatient: nil
      }
    for release in try releases(of: set, pairs, on: day, &tables) {
      tables.pairs.append(try PairTable(book(release)))
    }
    for release in try releases(of: set, units, on: day, &tables) {
      tables.units.append(try UnitTable(book(release)))
    }
    if bill == .professional || bill == .outpatient {
      for release in try releases(of: set, .addOnCodes, on: day, &tables) {
        tables.addOns.append(try AddOnTable(book(release)))
      }
    }
    days[key] = tables
    return tables
  }

  /// The releases of a component that answer for a day: those of one edition, for a quarter may come in parts.
  private func releases(
    of set: CodeSetID, _ component: Component?, on day: CalendarDate, _ tables: inout Day
  ) throws -> [Release] {
    guard let component else { return [] }
    let all = library.releases(of: set, component)
    let inForce = all.first { $0.period.contains(day) }
    let chosen = inForce ?? all.first { $0.period.effective <= day } ?? all.last
    guard let chosen else { return [] }
    if inForce == nil, tables.otherQuarter == nil { tables.otherQuarter = chosen }
    return all.filter { $0.edition == chosen.edition }
  }

  private func book(_ release: Release) throws -> Codebook {
    if let book = opened[release.name] { return book }
    let book = try library.codebook(release)
    opened[release.name] = book
    return book
  }
}
