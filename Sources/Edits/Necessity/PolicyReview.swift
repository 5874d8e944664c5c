// SPDX-License-Identifier: Apache-2.0

public import Values

/// What coverage policies say of a service.
public enum CoverageVerdict: String, Sendable, CaseIterable {
  /// A policy names the service and covers a diagnosis that the line points to.
  case covered
  /// A policy names the service and covers none of the diagnoses that the line points to.
  case notCovered = "not-covered"
  /// The tables do not decide: something of the policy has to be read.
  case conditions = "conditions-to-read"
  /// No policy in force names the service there.
  case noPolicy = "no-policy"
}

/// One policy that was looked at for a line, and what it says.
public struct PolicyReview: Sendable {
  /// What kind of policy it is.
  public enum Kind: String, Sendable {
    /// A billing and coding article of a contractor.
    case article
    /// A local coverage determination.
    case local = "lcd"
    /// A national coverage determination.
    case national = "ncd"
  }

  /// How a policy stands to the line's day and place.
  public enum Standing: String, Sendable {
    /// It is in force there.
    case applies
    /// It is of other contractors or states.
    case otherPlace = "other-place"
    /// Nothing is known of the place, of the claim or of the policy.
    case placeUnknown = "place-unknown"
    /// It was not in force on the day.
    case notInForce = "not-in-force"
    /// It is a draft, or proposed.
    case notApproved = "not-approved"
  }

  /// Why a policy covers or does not cover.
  public enum Basis: String, Sendable {
    /// A diagnosis stands among those that it covers.
    case listed
    /// A diagnosis stands among those that it does not cover.
    case listedNonCovered = "listed-not-covered"
    /// It lists only what it does not cover, and a diagnosis is not among it.
    case notExcluded = "not-excluded"
    /// It lists what it covers, and no diagnosis is among it.
    case notListed = "not-listed"
    /// The line has no diagnosis.
    case noDiagnosis = "no-diagnosis"
    /// It lists no diagnoses.
    case noList = "no-list"
    /// A diagnosis lies inside a range of the list without a row of its own.
    case insideRange = "inside-range"
  }

  /// How the groups of services and of diagnoses of an article were put together.
  public enum Pairing: String, Sendable {
    /// There is one group of the services or of the diagnoses: all belong together.
    case single
    /// The group of the diagnoses has the number of the group of the service.
    case sameNumber = "same-number"
    /// No group of diagnoses has the number of the service's group: all were taken.
    case unpaired
  }

  /// A diagnosis of the claim that a list of the policy has.
  public struct Match: Sendable {
    /// Its position among the diagnoses of the claim, from 1.
    public let position: Int
    /// Its code.
    public let code: PackedCode
    /// The group in which it stands; 0 for none.
    public let group: Int
    /// The row.
    public let source: RuleSource
  }

  /// Something of the policy that has to be read before the line goes.
  public struct Condition: Hashable, Sendable {
    /// What it is about: `asterisk`, `second-code`, `order`, `limit`, `other-codes`, `range`, `unpaired`,
    /// `no-list`, `both-lists`, `part-of-state`, `policies-disagree`.
    public let kind: String
    /// The group that it stands at; 0 for none.
    public let group: Int
    /// The policy's own words, where there are any.
    public let text: String
  }

  /// Which kind.
  public let kind: Kind
  /// Its number as printed: `A52369`, `L33722`, `190.18`.
  public let id: String
  /// Its version; 0 where it has none.
  public let version: Int
  /// Its title.
  public let title: String
  /// The first day on which this version was in force.
  public let effective: CalendarDate?
  /// The last day, where one is known.
  public let end: CalendarDate?
  /// How it stands to the day and place.
  public var standing: Standing
  /// The row that names the service.
  public let source: RuleSource
  /// What it says of the line; nothing where it does not apply.
  public var verdict: CoverageVerdict?
  /// Why.
  public var basis: Basis?
  /// How groups were put together.
  public var pairing: Pairing?
  /// The pointed diagnoses that it covers.
  public var met: [Match] = []
  /// The pointed diagnoses that stand among those it does not cover.
  public var excluded: [Match] = []
  /// The positions of the pointed diagnoses that it does not cover.
  public var missing: [Int] = []
  /// The other diagnoses of the claim that it covers.
  public var documented: [Match] = []
  /// What has to be read.
  public var conditions: [Condition] = []
  /// The local determinations that the article belongs to.
  public var related: [String] = []
}
