// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A service with its charge and allowed amount, as benefits see it.
public struct PricedService: Hashable, Sendable {
  /// Where the provider stands to the plan.
  public enum Network: String, Hashable, Sendable, CaseIterable {
    /// In the network, or accepting assignment.
    case inside = "in"
    /// Outside of it.
    case outside = "out"
  }

  /// Why a service is not covered, and who bears it.
  public struct NotCovered: Hashable, Sendable {
    /// The claim adjustment group: `PR` the patient, `CO` the provider.
    public var group: String
    /// The claim adjustment reason code.
    public var reason: String

    /// Makes a reason.
    public init(_ group: String, _ reason: String) {
      self.group = group
      self.reason = reason
    }
  }

  /// The number of the line, from 1.
  public var number: Int
  /// The HCPCS or CPT code.
  public var code: PackedCode?
  /// The revenue code.
  public var revenueCode: UInt16?
  /// The day, or the first of several.
  public var date: CalendarDate
  /// How many units.
  public var units = Quantity(1)
  /// How many days of a stay the line is for: its nights.
  public var days = 0
  /// Whether a facility bills it.
  public var isFacility = false
  /// The category.
  public var category: ServiceCategory
  /// What is charged.
  public var charge: Money
  /// What is allowed.
  public var allowed: Money
  /// Where the provider stands to the plan.
  public var network: Network = .inside
  /// Whether it is an ancillary service at a facility of the network, or an emergency: outside of the network
  /// the cost sharing of the network holds.
  public var isProtected = false
  /// Whether the patient was admitted from there.
  public var isAdmitted = false
  /// Why it is known not to be covered.
  public var notCovered: NotCovered?

  /// Makes a service of one unit.
  public init(
    number: Int, category: ServiceCategory, on date: CalendarDate, charge: Money, allowed: Money
  ) {
    self.number = number
    self.category = category
    self.date = date
    self.charge = charge
    self.allowed = allowed
  }
}
