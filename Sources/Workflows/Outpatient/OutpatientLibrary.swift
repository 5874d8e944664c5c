// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Pricing
import Values

/// The outpatient tables that are installed, each release opened when a day first asks for it.
struct OutpatientLibrary {
  private let library: CodeLibrary
  private var groupers: [String: OutpatientGrouper] = [:]
  private var days: [CalendarDate: OutpatientGrouper] = [:]
  private var without: Set<CalendarDate> = []

  init(_ library: CodeLibrary) { self.library = library }

  /// Whether the tables of a day are installed.
  mutating func has(_ day: CalendarDate) -> Bool {
    if days[day] != nil { return true }
    if without.contains(day) { return false }
    let hasTables =
      library.release(of: .opps, .outpatientServices, on: day) != nil
      && library.release(of: .opps, .paymentGroups, on: day) != nil
    if !hasTables { without.insert(day) }
    return hasTables
  }

  /// The grouper of a day.
  ///
  /// - Throws: ``WorkflowFailure``: `apc.not-installed` where Addendum A or B of the day is not installed.
  mutating func grouper(on day: CalendarDate) throws(WorkflowFailure) -> OutpatientGrouper {
    if let grouper = days[day] { return grouper }
    let grouper = try combination(on: day)
    days[day] = grouper
    return grouper
  }

  private mutating func combination(
    on day: CalendarDate
  ) throws(WorkflowFailure) -> OutpatientGrouper {
    guard let services = library.release(of: .opps, .outpatientServices, on: day),
      let groups = library.release(of: .opps, .paymentGroups, on: day)
    else {
      throw WorkflowFailure("apc.not-installed", .notInstalled, ("on", day.description))
    }
    // What stands beside the two comes by the quarter: each combination is a grouper of its own.
    let name = [
      services, groups, library.release(of: .hcpcs, .titles, on: day),
      library.release(of: .physicianFees, .fees, on: day),
    ].map { $0?.name ?? "" }.joined(separator: " ")
    if let grouper = groupers[name] { return grouper }
    let tables = try asWorkflow { try self.tables(groups, services, on: day) }
    let grouper = OutpatientGrouper(tables, modifiers: try asWorkflow { try modifiers(on: day) })
    groupers[name] = grouper
    return grouper
  }

  private func tables(
    _ groups: Release, _ services: Release, on day: CalendarDate
  ) throws -> OutpatientTables {
    func table<Record: KeyedRecord>(
      _ component: Component, _: Record.Type
    ) throws -> RecordTable<Record>? {
      guard let release = library.release(of: .opps, component, on: day) else { return nil }
      return try RecordTable<Record>(library.codebook(release))
    }
    var published = OutpatientTables.Published(
      groups: try RecordTable(library.codebook(groups)),
      services: try RecordTable(library.codebook(services)))
    published.ranks = try table(.comprehensiveRanks, ComprehensiveRank.self)
    published.complexity = try table(.complexityAdjustments, ComplexityAdjustment.self)
    published.composites = try table(.composites, CompositeMember.self)
    published.inpatientOnly = try table(.inpatientOnly, ListedService.self)
    published.devices = try table(.deviceIntensive, DeviceShare.self)
    return OutpatientTables(
      published, roles: Self.roles, revenue: Self.revenue, edits: Self.edits,
      bilateral: try bilateral(on: day))
  }

  /// Whether services may be bilateral, by the physician fee schedule of the day; nothing where none is installed.
  private func bilateral(
    on day: CalendarDate
  ) throws -> ((PackedCode) -> OutpatientTables.Bilateral)? {
    guard let release = library.release(of: .physicianFees, .fees, on: day) else { return nil }
    let fees = try PhysicianFeeTable(library.codebook(release))
    return { code in
      switch fees.service(code)?.bilateral {
      case 0: .none
      case 1: .conditional
      case 2: .inherent
      case 3: .independent
      default: .unknown
      }
    }
  }

  /// The modifiers of HCPCS, and every one of two digits: those of CPT are not published freely.
  private func modifiers(on day: CalendarDate) throws -> Set<PackedCode>? {
    guard library.release(of: .hcpcs, .titles, on: day) != nil else { return nil }
    let set = try library.codeSet(.hcpcs, for: day)
    let letters = (0...9).map(String.init) + (65...90).map { String(UnicodeScalar(UInt8($0))) }
    var known: Set<PackedCode> = []
    for first in letters {
      for second in letters {
        guard let modifier = PackedCode(first + second) else { continue }
        let isNumber = Int(first + second) != nil
        if isNumber || set.flags(of: modifier, on: day).contains(.modifier) {
          known.insert(modifier)
        }
      }
    }
    return known
  }

  /// The wage index of an area on a day, with the row of its table.
  func wageIndex(
    of area: String, on day: CalendarDate
  ) throws(WorkflowFailure) -> FixedDecimal? {
    guard let code = PackedCode(area),
      let release = library.release(of: .opps, .wageIndex, on: day)
    else { return nil }
    let table = try asWorkflow {
      try RecordTable<AreaWageIndex>(library.codebook(release))
    }
    return table[code.bits].map { FixedDecimal(units: Int128($0.index), places: 4) }
  }

  /// What is added to the wage index of a hospital for workers who commute: nothing where it is
  /// reclassified.
  func outMigration(
    of certification: String, on day: CalendarDate
  ) throws(WorkflowFailure) -> FixedDecimal? {
    guard let code = PackedCode(certification),
      let release = library.release(of: .opps, .outMigration, on: day)
    else { return nil }
    let table = try asWorkflow { try RecordTable<OutMigration>(library.codebook(release)) }
    guard let row = table[code.bits], row.isReclassified == 0 else { return nil }
    return FixedDecimal(units: Int128(row.adjustment), places: 4)
  }

  static let roles: OutpatientRoles = {
    guard let roles = OutpatientRoles(Assets.bytes("opps/roles.tsv")) else {
      preconditionFailure("opps/roles.tsv is malformed")
    }
    return roles
  }()

  static let revenue: RevenueRules = {
    guard let rules = RevenueRules(Assets.bytes("opps/revenue.tsv")) else {
      preconditionFailure("opps/revenue.tsv is malformed")
    }
    return rules
  }()

  static let edits: OutpatientEdits = {
    guard let edits = OutpatientEdits(Assets.bytes("opps/edits.tsv")) else {
      preconditionFailure("opps/edits.tsv is malformed")
    }
    return edits
  }()

  static let adjustments: StatusAdjustments = {
    guard let rows = StatusAdjustments(Assets.bytes("pricing/opps-status.tsv")) else {
      preconditionFailure("pricing/opps-status.tsv is malformed")
    }
    return rows
  }()

  static let years: [OutpatientYear] = {
    guard let years = OutpatientYear.all(Assets.bytes("pricing/opps-years.tsv")) else {
      preconditionFailure("pricing/opps-years.tsv is malformed")
    }
    return years
  }()
}
