// SPDX-License-Identifier: Apache-2.0

import Values

/// The findings about one part of an input: as many as are kept, and how many there were.
public struct FindingList: Hashable, Sendable {
  /// The most findings that are kept of one part.
  public static let limit = 1000
  /// The findings kept, in the order of the input.
  public private(set) var kept: [X12Finding] = []
  /// How many there were, also beyond those kept.
  public private(set) var count = 0
  /// How many of them reject.
  public private(set) var rejections = 0

  /// How many of those kept were given away since.
  public private(set) var given = 0

  /// Makes an empty list.
  public init() {}

  /// Gives the findings kept away; their number stays.
  mutating func give() -> [X12Finding] {
    defer {
      given += kept.count
      kept = []
    }
    return kept
  }

  /// Adds a finding.
  public mutating func append(_ finding: X12Finding) {
    count += 1
    if finding.finding.severity == .rejects { rejections += 1 }
    if kept.count < Self.limit { kept.append(finding) }
  }

  /// Counts a finding that is not kept.
  mutating func countOnly(_ severity: Finding.Severity) {
    count += 1
    if severity == .rejects { rejections += 1 }
  }

  /// Puts the findings kept into the order of the input.
  mutating func sort() {
    kept.sort {
      ($0.position.segmentIndex, $0.position.offset) < (
        $1.position.segmentIndex, $1.position.offset
      )
    }
  }
}

/// What was found in one transaction set.
public struct SetReport: Hashable, Sendable {
  /// The ST segment.
  public let header: Segment
  /// The guide by whose table it was judged, such as `005010X222A1`; nothing where there is none.
  public var guide: String?
  /// The kind of transaction as people call it, such as `837P`; empty where unknown.
  public var variant = ""
  /// How many segments it has, ST and SE included.
  public var segmentCount = 0
  /// How many claims (or the like) it has.
  public var claimCount = 0
  /// What was found.
  public var findings = FindingList()

  /// ST02.
  public var controlNumber: String { header.text(2) }
  /// Whether nothing in it rejects.
  public var isAccepted: Bool { findings.rejections == 0 }

  /// Makes a report of a transaction set that begins.
  public init(header: Segment) { self.header = header }
}

/// What was found in one functional group.
public struct GroupReport: Hashable, Sendable {
  /// The GS segment.
  public let header: Segment
  /// What was found outside of its transaction sets.
  public var findings = FindingList()
  /// Its transaction sets.
  public var sets: [SetReport] = []
  /// How many transaction sets it had that were given away and are not in ``sets``.
  public internal(set) var givenCount = 0
  /// How many of those were not accepted.
  public internal(set) var givenRejections = 0
  /// GE01 as it was sent; nothing where there was no GE.
  public var announcedSetCount: Int?

  /// Whether nothing in it rejects.
  public var isAccepted: Bool {
    findings.rejections == 0 && givenRejections == 0 && sets.allSatisfy(\.isAccepted)
  }

  /// How many transaction sets it has.
  public var setCount: Int { sets.count + givenCount }

  /// Gives the last transaction set away.
  mutating func giveLast() -> SetReport {
    let set = sets.removeLast()
    givenCount += 1
    if !set.isAccepted { givenRejections += 1 }
    return set
  }

  /// Makes a report of a group that begins.
  public init(header: Segment) { self.header = header }
}

/// What was found in one interchange.
public struct InterchangeReport: Hashable, Sendable {
  /// The ISA segment.
  public let header: Segment
  /// What was found outside of its groups.
  public var findings = FindingList()
  /// Its functional groups.
  public var groups: [GroupReport] = []

  /// Whether nothing in it rejects.
  public var isAccepted: Bool {
    findings.rejections == 0 && groups.allSatisfy(\.isAccepted)
  }

  /// Makes a report of an interchange that begins.
  public init(header: Segment) { self.header = header }
}

/// What was found in an input: its interchanges, and what stands outside of them.
public struct X12Report: Hashable, Sendable {
  /// What was found outside of interchanges, or by which none could be read.
  public var findings = FindingList()
  /// The interchanges.
  public var interchanges: [InterchangeReport] = []
  /// Whether the input could not be read to its end.
  public var isUnreadable = false

  /// Whether there is an interchange and nothing rejects.
  public var isAccepted: Bool {
    !interchanges.isEmpty && findings.rejections == 0 && interchanges.allSatisfy(\.isAccepted)
  }

  /// Makes an empty report.
  public init() {}
}
