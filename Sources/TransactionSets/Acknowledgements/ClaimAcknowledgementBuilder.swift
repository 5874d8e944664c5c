// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values
public import X12

/// Says of each claim of an 837 whether it is taken: makes a 277CA of each transaction set.
///
/// A file is read twice: the first time to judge it, the second time to answer claim by claim. Memory is
/// that of one transaction set's claims, as far as they are given back; the guides advise 5,000 in one.
///
///     var builder = ClaimAcknowledgementBuilder(report, codes: codes, options)
///     while reader.next() == .segment {
///       for answer in builder.take(reader.segment, assembler.take(reader.segment)) {
///         bytes += try writer.append(answer.report.loop)
///       }
///     }
///
/// A transaction set that the 999 rejects, alone or with its group, or that lies in an interchange that the
/// TA1 rejects, has no 277CA: none of its claims was looked at.
///
/// Source: 005010X214.
public struct ClaimAcknowledgementBuilder {
  /// What the answer says beside the claims.
  public struct Options: Sendable {
    /// The day on which the 837 came.
    public var received: CalendarDate
    /// The day on which it was judged.
    public var processed: CalendarDate
    /// The time at which it was judged, `hhmm`.
    public var time: String
    /// The number by which the one who answers knows the transmission.
    public var trace: String
    /// Who answers: `PR` for a payer, `AY` for a clearinghouse.
    public var role = "PR"
    /// What is said of a claim that is taken: accepted into adjudication, or for a clearinghouse received.
    public var acceptance = ClaimStatus.Code(category: "A2", code: "20", entity: "PR")

    /// Makes options of a payer.
    public init(
      received: CalendarDate, processed: CalendarDate, time: String, trace: String
    ) {
      self.received = received
      self.processed = processed
      self.time = time
      self.trace = trace
    }
  }

  /// The answer to a transaction set, and to whom it goes.
  public struct Answer: Sendable {
    /// What is said of the claims.
    public let report: ClaimStatusReport
    /// The ISA of the interchange that is answered.
    public let interchange: Segment
    /// GS02 of the group that is answered, or ISA06.
    public let sender: String
    /// GS03 of the group that is answered, or ISA08.
    public let receiver: String
  }

  /// What the answers that follow say beside the claims.
  public var options: Options
  private let report: X12Report
  private let codes: ClaimAcknowledgementCodes
  private var place = X12Position()
  private var marks = ClaimMarks()
  private var providers: [(name: NamedParty, claims: [AcknowledgedClaim])] = []
  private var providerSegments: [Segment] = []
  private var sets = 0

  /// Takes what was found in the file.
  public init(_ report: X12Report, codes: ClaimAcknowledgementCodes, _ options: Options) {
    self.report = report
    self.codes = codes
    self.options = options
  }

  /// Takes the next segment of the file and what became complete by it; gives the answers that are whole.
  public mutating func take(
    _ segment: SegmentView, _ pieces: [LoopAssembler.Piece]
  ) -> [Answer] {
    var answers: [Answer] = []
    for piece in pieces {
      switch piece {
      case .loop(let claim, let ancestors) where claim.id == "2300": take(claim, ancestors)
      case .setEnd(let set, _):
        if let answer = answer(set) { answers.append(answer) }
        providers = []
        providerSegments = []
      default: break
      }
    }
    note(segment)
    return answers
  }

  private mutating func note(_ segment: SegmentView) {
    switch segment[0].text {
    case "ISA":
      place.interchange += 1
      (place.group, place.set, sets) = (0, 0, 0)
    case "GS":
      place.group += 1
      place.set = 0
    case "ST":
      place.set += 1
      marks = ClaimMarks()
    default: break
    }
    marks.take(segment)
  }

  private var interchange: InterchangeReport? {
    guard place.interchange <= report.interchanges.count, place.interchange > 0 else { return nil }
    return report.interchanges[place.interchange - 1]
  }

  private var group: GroupReport? {
    guard let groups = interchange?.groups, place.group > 0, place.group <= groups.count else {
      return nil
    }
    return groups[place.group - 1]
  }

  private var set: SetReport? {
    guard let sets = group?.sets, place.set > 0, place.set <= sets.count else { return nil }
    return sets[place.set - 1]
  }

  private mutating func take(_ claim: Loop, _ ancestors: [Loop]) {
    guard let set else { return }
    let kept = set.findings.kept
    var rejecting: [X12Finding] = []
    for places in marks.places {
      let from = kept.partitioningIndex { $0.position.segmentIndex >= places.lowerBound }
      let inside = kept[from...].prefix { $0.position.segmentIndex < places.upperBound }
      rejecting += inside.filter { $0.finding.severity == .rejects }
    }
    func own(_ findings: [X12Finding]) -> [ClaimStatus.Code] {
      var seen: Set<ClaimStatus.Code> = []
      return findings.map { codes.code(for: $0, variant: set.variant) }
        .filter { seen.insert($0).inserted }
    }
    var lines: [AcknowledgedClaim.Line] = []
    var start = marks.claim + claim.segments.count
    for loop in claim.loops {
      let end = start + loop.allSegments.count
      let inside = rejecting.filter { (start..<end).contains($0.position.segmentIndex) }
      if loop.id == "2400", !inside.isEmpty {
        lines.append(AcknowledgedClaim.Line(loop: loop, codes: own(inside)))
      }
      start = end
    }
    let provider = ancestors.last { $0.id == "2000A" }?.loop("2010AA")?.segments ?? []
    if providers.isEmpty || provider != providerSegments {
      providers.append((Self.party(provider.first, role: "85"), []))
      providerSegments = provider
    }
    providers[providers.count - 1].claims.append(
      AcknowledgedClaim(
        claim, ancestors: ancestors, codes: own(rejecting), lines: lines, variant: set.variant))
  }

  static func party(_ name: Segment?, role: String) -> NamedParty {
    var party = NamedParty(
      role: role, kind: name?.optional(2), name: name?.optional(3), given: name?.optional(4),
      idQualifier: name?.optional(8), id: name?.optional(9))
    party.middle = name?.optional(5)
    return party
  }
}

extension ClaimAcknowledgementBuilder {
  /// The answer to a transaction set that has come to its end.
  private mutating func answer(_ loop: Loop) -> Answer? {
    guard let interchange, let group, let set, set.header.text(1) == "837", !providers.isEmpty,
      !InterchangeAcknowledgement(interchange).code.isRejection,
      group.findings.rejections == 0, !SetAcknowledgement(set, .init()).code.isRejection
    else { return nil }
    let parties = AcknowledgementWriter.parties(of: group, in: interchange)
    return Answer(
      report: report(loop), interchange: interchange.header, sender: parties.sender,
      receiver: parties.receiver)
  }

  private mutating func report(_ loop: Loop) -> ClaimStatusReport {
    sets += 1
    var answer = ClaimStatusReport(
      .acknowledgement,
      beginning: SetBeginning(
        structure: "0085", purpose: "08", reference: "\(options.trace)-\(sets)",
        date: options.processed, time: options.time, kind: "TH"))
    var source = ClaimStatusLevel(.source)
    var name = Self.party(loop.loop("1000B")?.segment("NM1"), role: options.role)
    name.kind = "2"
    source.parties = [AddressedParty(name)]
    var receipt = ClaimStatusMatter(trace: TraceNumber("1", options.trace))
    receipt.dates = [
      QualifiedDate("050", options.received), QualifiedDate("009", options.processed),
    ]
    source.matters = [receipt]
    source.levels = [receiver(loop)]
    answer.levels = [source]
    var last = 0
    Self.number(&answer.levels, parent: nil, &last)
    return answer
  }

  /// Numbers levels from 1 in their order; the guide wants no HL04 of a patient.
  private static func number(
    _ levels: inout [ClaimStatusLevel], parent: String?, _ last: inout Int
  ) {
    for index in levels.indices {
      last += 1
      let number = String(last)
      levels[index].level.number = number
      levels[index].level.parent = parent
      if levels[index].level.kind != .patient {
        levels[index].level.hasChild = levels[index].levels.isEmpty ? "0" : "1"
      }
      Self.number(&levels[index].levels, parent: number, &last)
    }
  }

  private func receiver(_ set: Loop) -> ClaimStatusLevel {
    let claims = providers.flatMap(\.claims)
    var level = ClaimStatusLevel(.receiver)
    level.parties = [AddressedParty(Self.party(set.loop("1000A")?.segment("NM1"), role: "41"))]
    let batch = TraceNumber("2", set.segment("BHT")?.text(3) ?? "")
    level.matters = [
      totals(claims, trace: batch, accepted: "90", rejected: "AA", date: options.processed)
    ]
    level.levels = providers.map(provider)
    return level
  }

  private func provider(_ name: NamedParty, _ claims: [AcknowledgedClaim]) -> ClaimStatusLevel {
    var level = ClaimStatusLevel(.provider)
    level.parties = [AddressedParty(name)]
    level.matters = [
      totals(claims, trace: TraceNumber("1", "0"), accepted: "QA", rejected: "QC", date: nil)
    ]
    for claim in claims {
      let matter = claim.matter(options)
      if let last = level.levels.indices.last, level.levels[last].parties[0].party == claim.patient
      {
        level.levels[last].matters.append(matter)
      } else {
        var patient = ClaimStatusLevel(.patient)
        patient.parties = [AddressedParty(claim.patient)]
        patient.matters = [matter]
        level.levels.append(patient)
      }
    }
    return level
  }

  /// The status of a level and how many claims of what charge it took and turned away.
  private func totals(
    _ claims: [AcknowledgedClaim], trace: TraceNumber, accepted: String, rejected: String,
    date: CalendarDate?
  ) -> ClaimStatusMatter {
    func sum(_ claims: [AcknowledgedClaim]) -> Money {
      claims.reduce(.zero) { $0 + $1.charge }
    }
    let (taken, refused) = (claims.filter(\.isAccepted), claims.filter { !$0.isAccepted })
    let code = ClaimStatus.Code(category: "A1", code: "19", entity: options.role)
    var matter = ClaimStatusMatter(
      trace: trace,
      statuses: AcknowledgedClaim.statuses([code], charge: sum(claims), date: date, action: "WQ"))
    if !taken.isEmpty {
      matter.quantities.append(QualifiedQuantity(accepted, Quantity(taken.count)))
      matter.amounts.append(QualifiedAmount("YU", sum(taken)))
    }
    if !refused.isEmpty {
      matter.quantities.append(QualifiedQuantity(rejected, Quantity(refused.count)))
      matter.amounts.append(QualifiedAmount("YY", sum(refused)))
    }
    return matter
  }
}

extension Array {
  /// The first index at which a condition holds that holds for all after it too.
  fileprivate func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
