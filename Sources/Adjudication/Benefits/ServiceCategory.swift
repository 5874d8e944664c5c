// SPDX-License-Identifier: Apache-2.0

/// A kind of care for which a plan may have a cost sharing of its own.
///
/// Which service is of which kind is a table of ours, ``CategoryTable``, that a plan may override.
public enum ServiceCategory: String, Hashable, Sendable, CaseIterable {
  /// Transport by ambulance.
  case ambulance
  /// A drug that a clinician gives.
  case drugAdministered = "drug-administered"
  /// A generic drug.
  case drugTier1 = "drug-tier-1"
  /// A preferred brand.
  case drugTier2 = "drug-tier-2"
  /// A brand that is not preferred.
  case drugTier3 = "drug-tier-3"
  /// A specialty drug.
  case drugTier4 = "drug-tier-4"
  /// An emergency department visit.
  case emergency
  /// Durable medical equipment, prosthetics, orthotics and supplies.
  case equipment
  /// Care at home.
  case homeHealth = "home-health"
  /// X-ray and ultrasound.
  case imaging
  /// Computed tomography, magnetic resonance and positron emission.
  case imagingAdvanced = "imaging-advanced"
  /// A stay in a hospital.
  case inpatient
  /// Tests of a clinical laboratory.
  case laboratory
  /// Psychotherapy and other outpatient care of mental health and substance use.
  case mentalHealth = "mental-health"
  /// A visit to the office of a primary care provider.
  case officePrimary = "office-primary"
  /// A visit to the office of a specialist.
  case officeSpecialist = "office-specialist"
  /// All other care.
  case other
  /// Surgery without a stay, at a hospital or surgery center.
  case outpatientSurgery = "outpatient-surgery"
  /// Care that a plan covers in full: screenings, immunizations, preventive visits.
  case preventive
  /// A stay in a skilled nursing facility.
  case skilledNursing = "skilled-nursing"
  /// Physical, occupational and speech therapy.
  case therapy
  /// A visit to an urgent care center.
  case urgent
}
