// SPDX-License-Identifier: Apache-2.0

/// What the tables of the Medicare Code Editor say of a code.
///
/// Source: the master tables of the editor; the names are the publisher's.
struct EditorFlags: OptionSet, Hashable, BitwiseCopyable, Sendable {
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  private init(bit: UInt64) { rawValue = 1 << bit }

  /// The flag of a published name.
  init?(published name: String) {
    guard let place = Self.names.firstIndex(of: name) else { return nil }
    self.init(bit: UInt64(place))
  }

  /// The published names by bit. A name's place is part of the codebook's layout.
  static let names = [
    "ecodepdx", "manifestation", "unacceptable", "reqsdx", "qadm", "nonspecific", "pediatric",
    "newborn", "maternity", "adult", "female", "male", "wrngproc", "unspecified", "msp",
    "diabtypeI",
    "delout", "clintrial", "ncov2", "ncov2agelt64", "ncov2agelt78", "ncov3", "ncov4", "ncov5",
    "ncov6",
    "ncov7", "ncov89", "ncov_z302", "cc", "mdc08", "noncovered", "lcov", "ncov45", "ncov8", "ncov9",
    "ncov13a", "ncov13b", "ncov12agele60", "kidneyxp", "csect", "vagdel", "los", "bilateral",
    "biopsy",
    "or_indic", "lcov_artheartxp", "lcov_artheartxpa", "lcov_artheartxpb", "lcov_lungxp",
    "lcov_pancreasxp", "lcov_lvrs", "lcov_heartlungxp", "lcov_heartxp", "lcov_heartsys",
    "lcov_intxp", "lcov_liverxp", "lcov_kidneyxp",
  ]

  static let externalCausePrincipal = EditorFlags(bit: 0)
  static let manifestation = EditorFlags(bit: 1)
  static let unacceptablePrincipal = EditorFlags(bit: 2)
  static let requiresSecondary = EditorFlags(bit: 3)
  static let questionableAdmission = EditorFlags(bit: 4)
  static let nonspecific = EditorFlags(bit: 5)
  static let pediatric = EditorFlags(bit: 6)
  static let newborn = EditorFlags(bit: 7)
  static let maternity = EditorFlags(bit: 8)
  static let adult = EditorFlags(bit: 9)
  static let female = EditorFlags(bit: 10)
  static let male = EditorFlags(bit: 11)
  static let wrongProcedure = EditorFlags(bit: 12)
  static let unspecified = EditorFlags(bit: 13)
  static let medicareSecondary = EditorFlags(bit: 14)
  static let diabetesType1 = EditorFlags(bit: 15)
  static let deliveryOutcome = EditorFlags(bit: 16)
  static let clinicalTrial = EditorFlags(bit: 17)
  static let nonCovered2 = EditorFlags(bit: 18)
  static let nonCovered2UpTo63 = EditorFlags(bit: 19)
  static let nonCovered2UpTo77 = EditorFlags(bit: 20)
  static let nonCovered3 = EditorFlags(bit: 21)
  static let nonCovered4 = EditorFlags(bit: 22)
  static let nonCovered5 = EditorFlags(bit: 23)
  static let nonCovered6 = EditorFlags(bit: 24)
  static let nonCovered7 = EditorFlags(bit: 25)
  static let nonCovered8And9 = EditorFlags(bit: 26)
  static let nonCoveredSterilization = EditorFlags(bit: 27)
  static let complication = EditorFlags(bit: 28)
  static let mdc8 = EditorFlags(bit: 29)
  static let nonCovered = EditorFlags(bit: 30)
  static let limitedCoverage = EditorFlags(bit: 31)
  static let nonCovered45 = EditorFlags(bit: 32)
  static let nonCovered8 = EditorFlags(bit: 33)
  static let nonCovered9 = EditorFlags(bit: 34)
  static let nonCovered13a = EditorFlags(bit: 35)
  static let nonCovered13b = EditorFlags(bit: 36)
  static let nonCoveredOver60 = EditorFlags(bit: 37)
  static let kidneyTransplant = EditorFlags(bit: 38)
  static let cesarean = EditorFlags(bit: 39)
  static let vaginalDelivery = EditorFlags(bit: 40)
  static let lengthOfStay = EditorFlags(bit: 41)
  static let bilateral = EditorFlags(bit: 42)
  static let biopsy = EditorFlags(bit: 43)
  static let operatingRoom = EditorFlags(bit: 44)
  static let artificialHeart = EditorFlags(bit: 45)
  static let artificialHeartA = EditorFlags(bit: 46)
  static let artificialHeartB = EditorFlags(bit: 47)
  static let limitedLung = EditorFlags(bit: 48)
  static let limitedPancreas = EditorFlags(bit: 49)
  static let limitedLungVolume = EditorFlags(bit: 50)
  static let limitedHeartLung = EditorFlags(bit: 51)
  static let limitedHeart = EditorFlags(bit: 52)
  static let limitedHeartImplant = EditorFlags(bit: 53)
  static let limitedIntestine = EditorFlags(bit: 54)
  static let limitedLiver = EditorFlags(bit: 55)
  static let limitedKidney = EditorFlags(bit: 56)
}
