// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
import Values

/// What a document says, on its way to the claims, within one transaction.
struct AcknowledgementBatch {
  /// How many claims were accepted, rejected and so on.
  private(set) var counts: [String: Int] = [:]
  /// What could not be tied to anything that was sent.
  var findings: [Finding] = []
  /// Whether anything is kept of it.
  private(set) var isKept = false

  let office: BillingOffice
  let document: Digest
  let path: String
  let moment: Instant
  let actor: String
  let known: Set<String>
  var place = 0
  var claims: [String: (kept: KeptClaim, events: [ClaimEvent])] = [:]
  var rows: [KeptAcknowledgement] = []
  var work: [WorkItem] = []
  var accepted: Set<String> = []
  var sets: [String: SentSet] = [:]

  /// The claims of a transaction set that was sent.
  struct SentSet {
    let batch: ClaimBatch
    let members: [ClaimBatch.Member]
    let byClaim: [SubjectID<Subject.Claim>: ClaimBatch.Member]
  }

  init(
    _ office: BillingOffice, document: Digest, path: String, moment: Instant, actor: String,
    known: Set<String>
  ) {
    self.office = office
    self.document = document
    self.path = path
    self.moment = moment
    self.actor = actor
    self.known = known
  }

  /// What is said of a submission.
  struct Verdict {
    let kind: String
    var isPayer = false
    /// Nothing where it moves nothing.
    var move: ClaimMove?
    var codes: [String] = []
    var payerNumber = ""
    var content: JSON = .null

    var word: String {
      switch move {
      case .clearinghouseAccept, .payerAccept: "accepted"
      case .clearinghouseReject, .payerReject: "rejected"
      case .pend: "pending"
      default: "noted"
      }
    }
  }

  mutating func take(_ statement: AcknowledgementReading.Statement) throws {
    place += 1
    switch statement {
    case .interchange(let answer, let parties): try take(answer, parties)
    case .group(let answer, let parties): try take(answer, parties)
    case .transmission(let matter, let provider, let source, let trace, let parties):
      try take(matter, provider, source, trace, parties)
    case .claim(let matter, let source, let trace, let parties):
      try take(matter, source, trace, parties)
    }
  }

  /// Says what is said to a submission.
  mutating func apply(
    _ verdict: Verdict, to claim: SubjectID<Subject.Claim>, _ submission: Int
  ) throws {
    let name = claim.description
    guard !known.contains("\(name)\t\(submission)\t\(place)") else {
      counts["present", default: 0] += 1
      return
    }
    if claims[name] == nil {
      guard let kept = try office.store.claims([name]).first else { return }
      claims[name] = (kept, [])
    }
    guard var (kept, events) = claims[name] else { return }
    let before = kept.claim.state
    var word = "noted"
    var isCurrent = submission == kept.submission
    if before == .voided { isCurrent = false }
    if isCurrent, let move = verdict.move, case .to(let next) = office.life.next(before, move) {
      kept.claim.state = next
      word = verdict.word
      try follow(move, kept, verdict)
    }
    let codes = verdict.codes.joined(separator: " ").prefixBytes(400)
    let said = isCurrent ? codes : "submission \(submission) \(codes)".prefixBytes(400)
    events.append(
      ClaimEvent(
        claim, at: moment, by: actor, verdict.move?.rawValue ?? "note", from: before,
        to: kept.claim.state, reason: said, document: document))
    claims[name] = (kept, events)
    var text: [UInt8] = []
    verdict.content.write(into: &text)
    rows.append(
      KeptAcknowledgement(
        claim: claim, submission: submission, document: document, place: place,
        kind: verdict.kind, sender: verdict.isPayer ? "payer" : "clearinghouse",
        verdict: verdict.word, codes: codes, received: moment, content: text))
    counts[word, default: 0] += 1
    try note(verdict.payerNumber, kept, submission)
  }

  /// Opens or closes the work that a move brings.
  private mutating func follow(_ move: ClaimMove, _ kept: KeptClaim, _ verdict: Verdict) throws {
    switch move {
    case .clearinghouseReject, .payerReject:
      var item = WorkItem(
        .rejection, payer: kept.claim.payer(kept.claim.rank)?.description ?? "",
        amount: kept.claim.charge, opened: moment.date)
      item.claim = kept.claim.id.description
      item.reason = verdict.codes.first ?? ""
      item.remarks = Array(verdict.codes.dropFirst().prefix(20))
      item.category = verdict.isPayer ? "payer" : "clearinghouse"
      item.deadline = kept.deadline
      work.append(item)
    case .payerAccept:
      accepted.insert(kept.claim.id.description)
      work.removeAll { $0.claim == kept.claim.id.description }
    default: break
    }
  }

  private func note(_ number: String, _ kept: KeptClaim, _ submission: Int) throws {
    guard !number.isEmpty, submission <= kept.submission else { return }
    let name = kept.claim.id.description
    guard let sent = try office.store.submission(submission, of: name),
      kept.issuers.indices.contains(sent.rank),
      try submission == kept.submission
        || office.store.payerNumber(of: name, rank: sent.rank).isEmpty
    else { return }
    try office.store.note(
      payerNumber: number.prefixBytes(50), issuer: kept.issuers[sent.rank], of: kept.claim,
      rank: sent.rank)
  }

  /// Writes everything down.
  mutating func write() throws {
    isKept = !rows.isEmpty
    try writeClaims()
    try office.store.keep(rows)
    for name in accepted.sorted() {
      try office.store.closeRejections(of: name, on: moment.date, outcome: "accepted")
    }
    try office.store.open(work)
  }

  mutating func writeClaims() throws {
    let changed = claims.values.filter { !$0.events.isEmpty }
      .sorted { $0.kept.claim.id < $1.kept.claim.id }
    try office.store.write(changed.map { BillingStore.Change($0.kept, events: $0.events) })
    claims = [:]
  }
}
