// SPDX-License-Identifier: Apache-2.0

/// What formulas ask for and no code carries: it is worked out from the whole stay.
///
/// The raw value is the fact's place among the facts of every version.
enum ComputedFact: Int, CaseIterable {
  case alive, died, leftAgainstAdvice, transferredNonBirth, anyDiagnosis
  case invalidStatus, invalidPrincipal, externalCausePrincipal, invalidSex, mdc20FallThrough
  case onlyIncident, multipleTrauma, bilateralJoints
  case fourVessels, fourStents, fourDrugElutingStents, fourOtherStents
  case multipleFusions, crossSectionFusions, posteriorFusions, anteriorFusions
  case firstPosteriorFusions, singleFusions
  case operatingRoomProcedure

  /// The name in formulas.
  var name: String {
    switch self {
    case .alive: "ALIVE"
    case .died: "DIED"
    case .leftAgainstAdvice: "AMA"
    case .transferredNonBirth: "XFRNBA"
    case .anyDiagnosis: "ANYDX"
    case .invalidStatus: "INVALID_DSTAT"
    case .invalidPrincipal: "INVALID_PDX"
    case .externalCausePrincipal: "PDX_ECODE"
    case .invalidSex: "INVALID_SEX"
    case .mdc20FallThrough: "MDC_20_FALL_THRU"
    case .onlyIncident: "ONLY:incident"
    case .multipleTrauma: "MULTST"
    case .bilateralJoints: "BILATERAL"
    case .fourVessels: "FOUR_VESSELS"
    case .fourStents: "FOUR_STENTS"
    case .fourDrugElutingStents: "FOUR_DRUG_ELUTING_STENTS"
    case .fourOtherStents: "FOUR_NON_DRUG_ELUTING_STENTS"
    case .multipleFusions: "MULTFUSE"
    case .crossSectionFusions: "SGLANTSECTXCTR"
    case .posteriorFusions: "SGLPOSTFUSECTR"
    case .anteriorFusions: "SGLANTCTR"
    case .firstPosteriorFusions: "SGLPOST1CTR"
    case .singleFusions: "SINGLEFUSIONCTR"
    case .operatingRoomProcedure: "ORPROC"
    }
  }

  /// The fact of a name.
  static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The parts of the body that multiple significant trauma tells apart.
  static let traumaSites = [
    "sthead", "stchest", "stabdom", "stkidney", "sturin", "stpel", "stuplimb", "stlolimb",
  ]
  /// The joints that a bilateral replacement tells apart.
  static let joints = [
    "righthip", "lefthip", "leftknee", "rightknee", "leftankle", "rightankle",
  ]
}
