// SPDX-License-Identifier: Apache-2.0

public import Values

/// A claim that was sent, and what is known of its way so far.
///
/// Each acknowledgement comes from somebody further along: who received the interchange, a clearinghouse, the
/// payer. They may come late, twice or in any order. What is known only ever grows; see ``SubmittedClaim/take(_:)``.
public struct SubmittedClaim: Hashable, Sendable {
  /// By which numbers a claim went out.
  public struct Reference: Hashable, Sendable {
    /// ISA13, without leading zeros.
    public var interchange: Int
    /// GS06.
    public var group: Int
    /// ST02, as it was sent.
    public var set: String
    /// BHT03.
    public var batch: String
    /// CLM01.
    public var claim: String
    /// The identifier of the billing provider, 2010AA NM109.
    public var provider: String

    /// Makes a reference.
    public init(
      interchange: Int, group: Int, set: String, batch: String, claim: String,
      provider: String = ""
    ) {
      self.interchange = interchange
      self.group = group
      self.set = set
      self.batch = batch
      self.claim = claim
      self.provider = provider
    }
  }

  /// Who has looked at a claim, the nearest first.
  public enum Station: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// Nobody: it was sent.
    case sender
    /// The receiver's translator, at the envelope: TA1.
    case interchange
    /// The receiver's translator, at the transaction set: 999 or 997.
    case transactionSet
    /// A clearinghouse: 277CA of somebody who is not the payer.
    case clearinghouse
    /// The payer: 277CA.
    case payer

    /// Orders by nearness.
    public static func < (a: Station, b: Station) -> Bool { a.rawValue < b.rawValue }
  }

  /// What a station has said.
  public enum Verdict: String, Hashable, Sendable {
    /// It was received; nothing was said of its content yet.
    case received
    /// It was taken.
    case accepted
    /// It was taken, though something in it is wrong.
    case acceptedWithErrors
    /// It was turned away.
    case rejected
  }

  /// One thing that was said of the claim.
  public struct Event: Hashable, Sendable {
    /// Who said it.
    public var station: Station
    /// What.
    public var verdict: Verdict
    /// From which day on; 277CA only.
    public var date: CalendarDate?
    /// The codes that were given: TA105, IK502 and the like, or category and status.
    public var codes: [String]
    /// The payer's number of the claim; 277CA only.
    public var payerNumber: String?

    /// Makes an event.
    public init(
      _ station: Station, _ verdict: Verdict, date: CalendarDate? = nil, codes: [String] = [],
      payerNumber: String? = nil
    ) {
      self.station = station
      self.verdict = verdict
      self.date = date
      self.codes = codes
      self.payerNumber = payerNumber
    }
  }

  /// What came of an event.
  public enum Outcome: String, Hashable, Sendable {
    /// The claim's state changed.
    case changed
    /// The same verdict was given before.
    case duplicate
    /// Somebody further along, or the same at a later day, has spoken already.
    case late
    /// It contradicts what is known: a person has to look. The state is unchanged.
    case contradictory
  }

  /// By which numbers it went out.
  public let reference: Reference
  /// The farthest station that has spoken, and what it said.
  public private(set) var state = Event(.sender, .received)
  /// Everything that was said, in the order in which it came; the same only once.
  public private(set) var events: [Event] = []
  /// The payer's number of the claim, once it is known.
  public private(set) var payerNumber: String?

  /// Makes a claim that was sent and not answered.
  public init(_ reference: Reference) { self.reference = reference }

  /// Whether somebody turned it away.
  public var isRejected: Bool { state.verdict == .rejected }

  /// Takes in what was said of it. The state never goes backwards:
  ///
  /// - the same said again changes nothing;
  /// - what a nearer station says after a farther one is late, and where it is a rejection of what the
  ///   farther one took, contradictory;
  /// - nobody behind a station that rejected can have seen the claim: their word is contradictory,
  ///   unless it is a rejection too, or the rejection came from a clearinghouse and the payer accepts;
  /// - one station may go from received to accepted or rejected; between accepted and rejected the later
  ///   day counts, and of one day the first word.
  public mutating func take(_ event: Event) -> Outcome {
    if events.contains(event) { return .duplicate }
    events.append(event)
    payerNumber = event.payerNumber ?? payerNumber
    let outcome = outcome(of: event)
    if outcome == .changed { state = event }
    return outcome
  }

  private func outcome(of event: Event) -> Outcome {
    if event.station > state.station {
      let isOpen = !isRejected || event.verdict == .rejected || state.station == .clearinghouse
      return isOpen ? .changed : .contradictory
    }
    if event.station < state.station {
      return event.verdict == .rejected && !isRejected ? .contradictory : .late
    }
    if event.verdict == state.verdict { return isLater(event) ? .changed : .duplicate }
    if state.verdict == .received { return .changed }
    if event.verdict == .received { return .late }
    if isLater(event) { return .changed }
    return event.date == state.date ? .contradictory : .late
  }

  private func isLater(_ event: Event) -> Bool {
    guard let day = event.date, let known = state.date else { return false }
    return day > known
  }
}
