// SPDX-License-Identifier: Apache-2.0

import Values

/// One compiled row of the table of guideline rules: sets are places in ``CodeMembership``.
final class GuidelineRule: Sendable {
  /// How the diagnosis that a rule is at stands to those that it names.
  enum Relation: String, Sendable {
    /// It stands on the claim; nothing else is asked.
    case stands
    /// One that the rule names is on the claim.
    case with
    /// None that the rule names is on the claim.
    case without
    /// It stands before one that the rule names.
    case before
    /// It stands after one that the rule names.
    case after
    /// None that the rule names stands before it.
    case notAfter = "not-after"
  }

  /// The name of the row.
  let name: String
  /// The id of the findings.
  let finding: String
  let severity: Finding.Severity
  let source: RuleSource
  /// The fiscal years in which it is in force.
  let years: ClosedRange<Int>
  let relation: Relation
  /// The set of codes that the rule is at.
  let at: Int
  /// The set of codes that it names; nothing for ``Relation/stands``.
  let named: Int?
  let conditions: GuidelineConditions

  init(
    name: String, finding: String, severity: Finding.Severity, source: RuleSource,
    years: ClosedRange<Int>, relation: Relation, at: Int, named: Int?,
    conditions: GuidelineConditions
  ) {
    self.name = name
    self.finding = finding
    self.severity = severity
    self.source = source
    self.years = years
    self.relation = relation
    self.at = at
    self.named = named
    self.conditions = conditions
  }
}

/// What must be so of the claim, the patient and the two diagnoses for a rule to speak.
struct GuidelineConditions: Hashable, Sendable {
  /// What the claim and the diagnosis must be.
  var traits: GuidelineTraits = []
  /// The patient's age in whole years; nothing known fails it.
  var years: ClosedRange<Int>?
  /// The patient's age in days.
  var days: ClosedRange<Int>?
  /// How many first characters the two codes share.
  var shared = 0
  /// Within how many first characters they differ; 0 where that is not asked.
  var differing = 0
  /// The one place, from 1, in which the first six characters differ; 0 where that is not asked.
  var onlyDiffering = 0
  /// A set of which one more must be on the claim.
  var also: [Int] = []
  /// Sets of which none may be on the claim.
  var unless: [Int] = []
  /// The set in which the first diagnosis must be.
  var lead: Int?
  /// The set in which the first diagnosis must not be.
  var notLead: Int?
  /// The set of which a procedure must be on the claim.
  var procedure: Int?
}

/// Facts of a claim and of a diagnosis that a rule may ask for, one bit each.
struct GuidelineTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  /// The diagnosis is the principal or first-listed one.
  static let first = Self(rawValue: 1 << 0)
  /// It stands behind another.
  static let later = Self(rawValue: 1 << 1)
  /// It is the only one in the sequence.
  static let only = Self(rawValue: 1 << 2)
  /// There are others in the sequence.
  static let accompanied = Self(rawValue: 1 << 3)
  /// It was present on admission.
  static let present = Self(rawValue: 1 << 4)
  /// It was not present on admission.
  static let absent = Self(rawValue: 1 << 5)
  /// The record does not say whether it was.
  static let unknownPresence = Self(rawValue: 1 << 6)
  /// The claim is a hospital's for a stay.
  static let hospitalStay = Self(rawValue: 1 << 7)
  /// It is not for a stay.
  static let visit = Self(rawValue: 1 << 8)
  /// All services were on one day.
  static let oneDay = Self(rawValue: 1 << 9)
  /// Services were on several days.
  static let severalDays = Self(rawValue: 1 << 10)
  /// The patient is a woman or a girl.
  static let female = Self(rawValue: 1 << 11)
  /// The patient is a man or a boy.
  static let male = Self(rawValue: 1 << 12)
  /// The other diagnosis was present on admission too.
  static let otherPresent = Self(rawValue: 1 << 13)
  /// The claim is for care after the acute phase: a nursing facility or the home.
  static let afterAcute = Self(rawValue: 1 << 14)

  /// The words of the table.
  static let names: [(String, GuidelineTraits)] = [
    ("first", .first), ("later", .later), ("only", .only), ("accompanied", .accompanied),
    ("poa=Y", .present), ("poa=N", .absent), ("poa=U", .unknownPresence), ("stay", .hospitalStay),
    ("visit", .visit), ("one-day", .oneDay), ("several-days", .severalDays), ("female", .female),
    ("male", .male), ("other-poa=Y", .otherPresent), ("after-acute", .afterAcute),
  ]
}
