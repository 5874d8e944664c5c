// SPDX-License-Identifier: Apache-2.0

/// A payment status indicator of the outpatient prospective payment system: whether and how a service is
/// paid.
///
/// The letters are those of Addendum D1, which says what each means; the order is that of the compiled
/// tables.
///
/// Source: 42 CFR 419.2, 419.22; OPPS final rule, Addendum D1.
public enum PaymentStatus: UInt8, Sendable, CaseIterable {
  /// Paid by another fee schedule.
  case a
  /// Not recognised on an outpatient hospital claim.
  case b
  /// Paid only for inpatients.
  case c
  /// Discontinued.
  case d
  /// Not covered on outpatient claims.
  case e1
  /// Without pricing information.
  case e2
  /// Paid at reasonable cost.
  case f
  /// Pass-through drug or biological.
  case g
  /// Pass-through device.
  case h
  /// Non-opioid device for pain relief after surgery.
  case h1
  /// Paid through a comprehensive group.
  case j1
  /// May be paid through a comprehensive group.
  case j2
  /// Drug without pass-through.
  case k
  /// Non-opioid drug for pain relief after surgery.
  case k1
  /// Vaccine or antibody, paid at reasonable cost.
  case l
  /// Not billable to the contractor.
  case m
  /// Packaged.
  case n
  /// Partial hospitalization or intensive outpatient day.
  case p
  /// Packaged with S, T or V on the claim.
  case q1
  /// Packaged with T on the claim.
  case q2
  /// May be paid through a composite group.
  case q3
  /// Laboratory test, packaged with other services.
  case q4
  /// Blood and blood products.
  case r
  /// Procedure, not discounted when there are several.
  case s
  /// Procedure, discounted when there are several.
  case t
  /// Brachytherapy source.
  case u
  /// Clinic or emergency visit.
  case v
  /// Non-implantable durable medical equipment.
  case y

  /// The indicator as Addendum B writes it: `J1`.
  public var name: String { Self.names[Int(rawValue)] }

  /// Finds an indicator by what Addendum B writes.
  public init?(_ name: some StringProtocol) {
    guard let index = Self.names.firstIndex(where: { $0 == name }) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  private static let names = allCases.map { "\($0)".uppercased() }
}
