// SPDX-License-Identifier: Apache-2.0

/// What is known of a beneficiary, as the conditions of `Data/hcc` name it.
struct RiskFacts: OptionSet, BitwiseCopyable, Sendable {
  let rawValue: UInt32

  static let female = RiskFacts(rawValue: 1 << 0)
  static let male = RiskFacts(rawValue: 1 << 1)
  /// 65 or older.
  static let aged = RiskFacts(rawValue: 1 << 2)
  /// Under 65 and entitled otherwise than by age.
  static let disabled = RiskFacts(rawValue: 1 << 3)
  /// Entitled by disability first, and not disabled now.
  static let originallyDisabled = RiskFacts(rawValue: 1 << 4)
  static let originallyESRD = RiskFacts(rawValue: 1 << 5)
  static let esrd = RiskFacts(rawValue: 1 << 6)
  /// Full and partial benefits of Medicaid beside Medicare.
  static let full = RiskFacts(rawValue: 1 << 7)
  static let partial = RiskFacts(rawValue: 1 << 8)
  static let medicaid = RiskFacts(rawValue: 1 << 9)
  /// New to Medicare.
  static let new = RiskFacts(rawValue: 1 << 10)
  static let newMedicaid = RiskFacts(rawValue: 1 << 11)
  static let newOriginallyDisabled = RiskFacts(rawValue: 1 << 12)
  static let special = RiskFacts(rawValue: 1 << 13)
  static let lowincome = RiskFacts(rawValue: 1 << 14)
  static let institutional = RiskFacts(rawValue: 1 << 15)
  /// Has a functioning graft.
  static let graft = RiskFacts(rawValue: 1 << 16)
  static let graft1 = RiskFacts(rawValue: 1 << 17)
  static let graft2 = RiskFacts(rawValue: 1 << 18)
  static let graft3 = RiskFacts(rawValue: 1 << 19)
  static let graft4 = RiskFacts(rawValue: 1 << 20)
  static let graft4to9 = RiskFacts(rawValue: 1 << 21)
  static let graft10 = RiskFacts(rawValue: 1 << 22)
  static let entitledByAge = RiskFacts(rawValue: 1 << 23)
  /// The model is the ESRD model V21, whose community segment is not divided.
  static let v21 = RiskFacts(rawValue: 1 << 24)
  /// 85 or older: new enrollees on dialysis have no bands beyond.
  static let from85 = RiskFacts(rawValue: 1 << 25)

  /// The facts by the names that conditions use.
  static let names: [String: RiskFacts] = [
    "female": .female, "male": .male, "aged": .aged, "disabled": .disabled,
    "originallyDisabled": .originallyDisabled, "originallyESRD": .originallyESRD, "esrd": .esrd,
    "full": .full, "partial": .partial, "medicaid": .medicaid, "new": .new,
    "newMedicaid": .newMedicaid, "newOriginallyDisabled": .newOriginallyDisabled,
    "special": .special, "lowincome": .lowincome, "institutional": .institutional,
    "graft": .graft, "graft1": .graft1, "graft2": .graft2, "graft3": .graft3, "graft4": .graft4,
    "graft4to9": .graft4to9, "graft10": .graft10, "entitledByAge": .entitledByAge, "V21": .v21,
    "from85": .from85,
  ]
}
