// SPDX-License-Identifier: Apache-2.0

/// What a physician and a practitioner who is none did of one visit in a hospital or skilled nursing facility.
public struct SplitVisit: Hashable, Sendable {
  /// Who of the two.
  public enum Performer: String, Hashable, Sendable, CaseIterable {
    /// The physician.
    case physician
    /// The nurse practitioner, physician assistant or clinical nurse specialist.
    case nonphysician
  }

  /// A part of a visit that one of them may have done; the order is that in which they are looked at.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    /// A substantive part of the medical decision making; before 2024 all of it.
    case decisionMaking = "decision-making"
    /// All of the history; it counts in 2022 and 2023.
    case history
    /// All of the examination; likewise.
    case examination
    /// More than half of the total time.
    case time
  }

  /// What one of them did.
  public struct Share: Hashable, Sendable {
    /// Minutes of their own; time together is counted for one of them. Nothing where it is not documented.
    public var minutes: Int?
    /// The parts that they did.
    public var parts: Set<Part>

    /// Makes a share.
    public init(minutes: Int? = nil, parts: Set<Part> = []) {
      self.minutes = minutes
      self.parts = parts
    }
  }

  /// The physician's share.
  public var physician: Share
  /// The other's share.
  public var nonphysician: Share
  /// Whether both are of one group.
  public var isSameGroup: Bool

  /// Makes a split visit.
  public init(physician: Share, nonphysician: Share, isSameGroup: Bool = true) {
    self.physician = physician
    self.nonphysician = nonphysician
    self.isSameGroup = isSameGroup
  }

  /// The minutes of both; nothing where neither is documented.
  var minutes: Int? {
    if physician.minutes == nil, nonphysician.minutes == nil { return nil }
    return (physician.minutes ?? 0) + (nonphysician.minutes ?? 0)
  }

  /// Who spent more than half of the time of both; nothing where one is not documented or both are equal.
  var byTime: Performer? {
    guard let first = physician.minutes, let second = nonphysician.minutes, first != second else {
      return nil
    }
    return first > second ? .physician : .nonphysician
  }

  /// Who did a part; nothing where nobody or both are said to have done it.
  func performer(of part: Part) -> Performer? {
    if part == .time { return byTime }
    let has = (physician.parts.contains(part), nonphysician.parts.contains(part))
    return has.0 == has.1 ? nil : has.0 ? .physician : .nonphysician
  }
}

/// How a teaching physician took part in a visit that a resident furnished.
public struct TeachingVisit: Hashable, Sendable {
  /// Whether the teaching physician was there for the key portion, or did it.
  public var isPresent: Bool
  /// Whether the visit was in a center under the primary care exception.
  public var isUnderException: Bool
  /// How many residents the teaching physician directed at a time; nothing where it is not said.
  public var residents: Int?
  /// The resident's months in the program; nothing where they are not said.
  public var residentMonths: Int?

  /// Makes the part of a teaching physician.
  public init(
    isPresent: Bool, isUnderException: Bool = false, residents: Int? = nil,
    residentMonths: Int? = nil
  ) {
    self.isPresent = isPresent
    self.isUnderException = isUnderException
    self.residents = residents
    self.residentMonths = residentMonths
  }
}
