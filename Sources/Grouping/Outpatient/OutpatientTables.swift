// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// The tables of one release of the outpatient system that a claim is grouped by.
public struct OutpatientTables: Sendable {
  /// The published tables; those that are not installed are left out, and their rules do not apply.
  public struct Published: Sendable {
    /// Addendum A.
    public var groups: RecordTable<OutpatientRate>
    /// Addendum B.
    public var services: RecordTable<OutpatientRate>
    /// Addendum J, ranks.
    public var ranks: RecordTable<ComprehensiveRank>?
    /// Addendum J, complexity adjustments.
    public var complexity: RecordTable<ComplexityAdjustment>?
    /// Addendum M.
    public var composites: RecordTable<CompositeMember>?
    /// Addendum E.
    public var inpatientOnly: RecordTable<ListedService>?
    /// Addendum P.
    public var devices: RecordTable<DeviceShare>?

    /// Takes the two tables that are always needed.
    public init(
      groups: RecordTable<OutpatientRate>, services: RecordTable<OutpatientRate>
    ) {
      self.groups = groups
      self.services = services
    }
  }

  /// Whether a procedure may be bilateral: the indicator of the physician fee schedule.
  public enum Bilateral: UInt8, Sendable {
    /// Not known.
    case unknown
    /// It cannot be.
    case none
    /// It can be, for half as much again (indicator 1).
    case conditional
    /// It is by itself (indicator 2).
    case inherent
    /// It can be, for twice the payment (indicator 3).
    case independent
  }

  /// What lies in the codebooks.
  public let published: Published
  /// What the edits say.
  public let edits: OutpatientEdits
  let roles: OutpatientRoles
  let revenue: RevenueRules
  let roleOfService: [OutpatientRoles.Role]
  let statusOfGroup: [PaymentStatus?]
  let rateOfGroup: [Int64]
  let newTechnology: Set<UInt16>
  /// The composite without contrast that belongs to one with it.
  let withoutContrast: [UInt16: UInt16]
  let bilateral: [Bilateral]

  /// Prepares the tables.
  ///
  /// - Parameter bilateral: The bilateral indicator of a service; nothing where no fee schedule says it.
  public init(
    _ published: Published, roles: OutpatientRoles, revenue: RevenueRules, edits: OutpatientEdits,
    bilateral: ((PackedCode) -> Bilateral)? = nil
  ) {
    self.published = published
    self.roles = roles
    self.revenue = revenue
    self.edits = edits
    roleOfService = published.services.rows.map { roles.roles(of: PackedCode(bits: $0.key)) }
    var status = [PaymentStatus?](repeating: nil, count: 10_000)
    var rates = [Int64](repeating: 0, count: 10_000)
    var technology: Set<UInt16> = []
    for row in published.groups.rows {
      status[Int(row.group)] = row.status
      rates[Int(row.group)] = max(0, row.rate)
      if published.groups.text(row.title).hasPrefix("New Technology") {
        technology.insert(row.group)
      }
    }
    statusOfGroup = status
    rateOfGroup = rates
    newTechnology = technology
    var contrasts: [UInt16: UInt16] = [:]
    if let composites = published.composites {
      for row in composites.rows where row.isChoice == 1 { contrasts[row.second] = row.first }
    }
    withoutContrast = contrasts
    self.bilateral = published.services.rows.map {
      bilateral?(PackedCode(bits: $0.key)) ?? .unknown
    }
  }

  /// The row of a service in Addendum B by its place; -1 where there is none.
  func place(of code: PackedCode) -> Int {
    let rows = published.services.rows
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].key < code.bits { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].key == code.bits ? low : -1
  }
}
