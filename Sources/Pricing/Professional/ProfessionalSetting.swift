// SPDX-License-Identifier: Apache-2.0

import Values

/// Where, by whom and on what terms the services of a claim are done.
public struct ProfessionalSetting: Sendable {
  /// Who renders the services, as far as the payment depends on it.
  public enum Practitioner: String, Sendable, CaseIterable {
    /// A physician, a psychologist, a therapist: the full amount.
    case physician
    /// A nurse practitioner, clinical nurse specialist or physician assistant: 85 percent.
    case nonphysician
    /// A clinical social worker, a marriage and family therapist, a mental health counselor: 75 percent.
    case socialWorker = "social-worker"

    /// The share of the amount of a physician.
    ///
    /// Source: 42 CFR 414.52, 414.53, 414.56; Medicare Claims Processing Manual, chapter 12, sections
    /// 110.1, 120.1 and 150.
    public var share: FixedDecimal {
      switch self {
      case .physician: .one
      case .nonphysician: FixedDecimal(units: 85, places: 2)
      case .socialWorker: FixedDecimal(units: 75, places: 2)
      }
    }
  }

  /// The locality in which the services are done.
  public var locality: PaymentLocality
  /// The rural indicator of the ZIP code: blank, `R` or `B`; ambulance services are paid by it.
  public var rural: UInt8 = 0x20
  /// The state, two letters; equipment is paid by it.
  public var state: String?
  /// Whether the patient lives in an area that is rural for equipment.
  public var isRuralForEquipment = false
  /// The place of service of lines that do not say their own.
  public var place: UInt8 = 11
  /// Whether the practitioner participates.
  public var isParticipating = true
  /// Whether the claim is assigned; a practitioner who participates always is.
  public var isAssigned = true
  /// Who renders the services.
  public var practitioner = Practitioner.physician
  /// Numbers of lines of supervised anaesthesia at whose induction the anaesthesiologist was present.
  public var presentAtInduction: Set<Int> = []
  /// Whether global periods of earlier services count.
  public var countsHistory = true

  /// Starts with a participating physician's office in a locality.
  public init(_ locality: PaymentLocality) { self.locality = locality }
}
