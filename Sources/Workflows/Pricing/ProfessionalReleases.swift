// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Values

/// The fee schedules that are installed, each opened when a day first asks for it.
struct ProfessionalReleases {
  private let library: CodeLibrary
  private var opened: [String: Codebook] = [:]
  private var days: [CalendarDate: Day] = [:]

  /// The tables of a day, and which releases they are.
  struct Day {
    var tables: ProfessionalTables
    var releases: [Release]
  }

  /// Takes the tables of a library.
  init(_ library: CodeLibrary) { self.library = library }

  /// Our own tables.
  static let rules: ProfessionalRules = {
    guard
      let rules = ProfessionalRules(
        places: Assets.bytes("pricing/places.tsv"), visits: Assets.bytes("pricing/visits.tsv"),
        tests: Assets.bytes("pricing/global-tests.tsv"))
    else { preconditionFailure("pricing/places.tsv, visits.tsv or global-tests.tsv is malformed") }
    return rules
  }()

  /// The tables in force on a day; where no day is given the newest.
  mutating func day(_ date: CalendarDate?) throws(WorkflowFailure) -> Day {
    if let date, let day = days[date] { return day }
    var day = Day(tables: ProfessionalTables(rules: Self.rules), releases: [])
    try set(\.services, .physicianFees, .fees, date, &day)
    try set(\.indices, .physicianFees, .geographicIndices, date, &day)
    try set(\.zips, .physicianFees, .localities, date, &day)
    try set(\.anesthesiaFactors, .physicianFees, .anesthesiaFactors, date, &day)
    try set(\.anesthesiaUnits, .physicianFees, .anesthesiaUnits, date, &day)
    try set(\.laboratory, .laboratoryFees, .fees, date, &day)
    try set(\.equipment, .equipmentFees, .fees, date, &day)
    try set(\.drugs, .drugPrices, .fees, date, &day)
    try set(\.ambulance, .ambulanceFees, .fees, date, &day)
    if let date { days[date] = day }
    return day
  }

  private mutating func set<Record>(
    _ path: WritableKeyPath<ProfessionalTables, KeyedTable<Record>?>, _ set: CodeSetID,
    _ component: Component, _ date: CalendarDate?, _ day: inout Day
  ) throws(WorkflowFailure) {
    guard let release = library.release(of: set, component, on: date) else { return }
    let library = library
    let known = opened[release.name]
    let book = try asWorkflow { try known ?? library.codebook(release) }
    opened[release.name] = book
    day.tables[keyPath: path] = try asWorkflow { try KeyedTable<Record>(book) }
    day.releases.append(release)
  }
}
