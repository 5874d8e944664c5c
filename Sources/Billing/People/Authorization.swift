// SPDX-License-Identifier: Apache-2.0

public import Values

/// A payer's leave for services, or a referral: how much of it is used, and until when it holds.
public struct Authorization: Hashable, Sendable {
  /// What it is; the raw value is the word in JSON.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The payer allowed the service before it was done.
    case authorization
    /// Another provider sent the patient.
    case referral
  }

  /// The practice's number of it.
  public var number: Int
  /// What it is.
  public var kind: Kind
  /// Whose it is.
  public var patient: PatientID
  /// The practice's name of the payer, where it is known.
  public var payer: String?
  /// The number that the payer or the referring provider gave.
  public var reference: String
  /// The services that it is for; empty for any.
  public var services: [String]
  /// Of what units are: `visits`, `units`, `days`.
  public var unit: String
  /// How many are allowed; nothing where that is not limited.
  public var allowed: Int?
  /// How many are used.
  public var used: Int
  /// The first day.
  public var effective: CalendarDate?
  /// The last day.
  public var termination: CalendarDate?

  /// Makes one.
  public init(
    _ kind: Kind, of patient: PatientID, reference: String, number: Int = 0, payer: String? = nil,
    services: [String] = [], unit: String = "visits", allowed: Int? = nil, used: Int = 0,
    effective: CalendarDate? = nil, termination: CalendarDate? = nil
  ) {
    self.kind = kind
    self.patient = patient
    self.reference = reference
    self.number = number
    self.payer = payer
    self.services = services
    self.unit = unit
    self.allowed = allowed
    self.used = used
    self.effective = effective
    self.termination = termination
  }

  /// How many are left; nothing where that is not limited.
  public var left: Int? { allowed.map { $0 - used } }

  /// Whether a number of units may be used on a day.
  public func allows(_ units: Int, on day: CalendarDate) -> Bool {
    (left.map { units <= $0 } ?? true) && (effective.map { $0 <= day } ?? true)
      && (termination.map { day <= $0 } ?? true)
  }

  /// What the desk is to know of it.
  ///
  /// - Parameter days: How many days ahead the end of it is worth a word.
  public func warnings(on day: CalendarDate, within days: Int = 14) -> [Finding] {
    func finding(_ rule: String, _ facts: (String, String)...) -> Finding {
      Finding(
        rule, .warns, at: .claim,
        facts: [.init("number", "\(number)")] + facts.map { .init($0.0, $0.1) })
    }
    var found: [Finding] = []
    if let termination {
      if termination < day {
        found.append(finding("authorization.expired", ("day", termination.description)))
      } else if termination <= day.adding(days: days) {
        found.append(finding("authorization.expires-soon", ("day", termination.description)))
      }
    }
    if let left, let allowed {
      if left <= 0 {
        found.append(finding("authorization.used-up", ("allowed", "\(allowed)")))
      } else if left <= max(1, allowed / 5) {
        found.append(
          finding("authorization.nearly-used", ("left", "\(left)"), ("allowed", "\(allowed)")))
      }
    }
    return found
  }
}
