// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values

extension BillingOffice {
  /// Takes what clearinghouses and payers say of what was sent: TA1, 999, 277CA, 277.
  ///
  /// Each statement is tied to the submission that it speaks of, by the numbers of interchange, group, set and claim. What
  /// comes late, twice or of an earlier submission is kept, and moves nothing; no claim ever goes backwards by it.
  ///
  /// - Returns: `accepted`, `rejected`, `pending`, `noted`, `present` claims, and `findings` of what could not be tied.
  /// - Throws: ``WorkflowFailure`` where a file cannot be read to its end; nothing of it is taken then.
  public func acknowledge(_ paths: [String], by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    var counts: [String: Int] = [:]
    var findings: [Finding] = []
    for path in paths {
      try asWorkflow {
        let batch = try acknowledge(try Files.read(path), path, user)
        counts.merge(batch.counts) { $0 + $1 }
        findings += batch.findings
      }
    }
    return Self.json(counts, findings)
  }

  static func json(_ counts: [String: Int], _ findings: [Finding]) -> JSON {
    let members = ["accepted", "rejected", "pending", "noted", "present"].map {
      JSON.Member($0, .int(counts[$0] ?? 0))
    }
    return .object(
      members + [.init("findings", .array(findings.map(FindingWords.standard.json)))])
  }

  /// Takes one document.
  func acknowledge(_ bytes: [UInt8], _ path: String, _ user: String) throws -> AcknowledgementBatch {
    let digest = Self.digest(bytes)
    let reading = try AcknowledgementReading(InterchangeFile(holding: bytes))
    let moment = moment
    return try store.transaction {
      var batch = AcknowledgementBatch(
        self, document: digest, path: path, moment: moment, actor: user,
        known: try store.kept(of: digest))
      for statement in reading.statements { try batch.take(statement) }
      try batch.write()
      if batch.isKept {
        try store.keep(
          digest, kind: "acknowledgement", received: moment, parts: sealed(bytes))
      }
      return batch
    }
  }
}

/// What a document says, on its way to the claims, within one transaction.
struct AcknowledgementBatch {
  /// How many claims were accepted, rejected and so on.
  private(set) var counts: [String: Int] = [:]
  /// What could not be tied to anything that was sent.
  private(set) var findings: [Finding] = []
  /// Whether anything is kept of it.
  private(set) var isKept = false

  private let office: BillingOffice
  private let document: Digest
  private let path: String
  private let moment: Instant
  private let actor: String
  private let known: Set<String>
  private var place = 0
  private var claims: [String: (kept: KeptClaim, events: [ClaimEvent])] = [:]
  private var rows: [KeptAcknowledgement] = []
  private var work: [WorkItem] = []
  private var accepted: Set<String> = []

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
  private mutating func apply(
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
        verdict: verdict.word, codes: codes, received: moment, content: office.seal(text)))
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
    let changed = claims.values.filter { !$0.events.isEmpty }
      .sorted { $0.kept.claim.id < $1.kept.claim.id }
    try office.store.write(changed.map { BillingStore.Change($0.kept, events: $0.events) })
    try office.store.keep(rows)
    for name in accepted.sorted() {
      try office.store.closeRejections(of: name, on: moment.date, outcome: "accepted")
    }
    try office.store.open(work)
  }
}

extension AcknowledgementBatch {
  /// The batch that a number and the parties of a document speak of.
  private mutating func batch(
    _ found: [ClaimBatch], _ parties: AcknowledgementReading.Parties, _ what: (String, String),
    day: String? = nil
  ) throws -> ClaimBatch? {
    let own = found.filter {
      $0.receiver.dropFirst(3) == parties.sender && $0.sender.dropFirst(3) == parties.receiver
    }
    var likely = own.isEmpty ? found : own
    if likely.count > 1, let day {
      likely = likely.filter { $0.made.date.compact.dropFirst(2) == day }
    }
    guard likely.count == 1, let batch = likely.first else {
      findings.append(
        Finding(
          "acknowledgements.unknown-batch", .warns, at: .claim,
          facts: [.init("path", path), .init("kind", what.0), .init("number", what.1)]))
      return nil
    }
    // Whoever answers has it, whatever came between.
    if batch.state != .sent { try office.confirmTaken(batch) }
    return batch
  }

  private mutating func take(
    _ answer: InterchangeAcknowledgement, _ parties: AcknowledgementReading.Parties
  ) throws {
    let found = try Int(answer.controlNumber).map(office.store.batches(interchange:)) ?? []
    guard
      let batch = try batch(found, parties, ("TA1", answer.controlNumber), day: answer.date)
    else { return }
    var verdict = Verdict(kind: "TA1")
    // That the envelope is taken says nothing of the claims yet.
    verdict.move = answer.code.isRejection ? .clearinghouseReject : nil
    verdict.codes = ["ta1:\(answer.code.rawValue):\(answer.note)"]
    for member in try office.store.members(of: batch.number) {
      try apply(verdict, to: member.claim, member.submission)
    }
  }

  private mutating func take(
    _ answer: GroupAcknowledgement, _ parties: AcknowledgementReading.Parties
  ) throws {
    guard answer.functionalIdentifier == "HC" else { return }
    let found = try Int(answer.controlNumber).map(office.store.batches(group:)) ?? []
    guard let batch = try batch(found, parties, ("999", answer.controlNumber)) else { return }
    let members = try office.store.members(of: batch.number)
    let names = Dictionary(
      try office.store.claims(members.map(\.claim.description)).map {
        ($0.claim.id, $0.claim.controlNumber)
      }
    ) { first, _ in first }
    for set in answer.sets {
      for member in members where member.set == Int(set.controlNumber) {
        try apply(
          Self.verdict(set, of: names[member.claim] ?? ""), to: member.claim, member.submission)
      }
    }
    if answer.sets.isEmpty {
      var verdict = Verdict(kind: "999")
      verdict.move = answer.code.isRejection ? .clearinghouseReject : .clearinghouseAccept
      verdict.codes = (answer.errors.isEmpty ? [""] : answer.errors).map {
        "ak9:\(answer.code.rawValue):\($0)"
      }
      for member in members { try apply(verdict, to: member.claim, member.submission) }
    }
  }

  /// What a 999 says of a claim: of its own faults, and of those of no claim.
  private static func verdict(_ set: SetAcknowledgement, of number: String) -> Verdict {
    var verdict = Verdict(kind: "999")
    verdict.move = set.code.isRejection ? .clearinghouseReject : .clearinghouseAccept
    verdict.codes = (set.errors.isEmpty ? [""] : set.errors).map {
      "ik5:\(set.code.rawValue):\($0)"
    }
    for fault in set.segments where fault.unit == nil || fault.unit?.value == number {
      verdict.codes.append("ik3:\(fault.code):\(fault.id):\(fault.loop ?? "")")
      for element in fault.elements {
        verdict.codes.append("ik4:\(element.code):\(fault.id)-\(element.place.element)")
      }
    }
    return verdict
  }

  private mutating func take(
    _ matter: ClaimStatusMatter, _ provider: String?, _ source: NamedParty?, _ trace: String,
    _ parties: AcknowledgementReading.Parties
  ) throws {
    guard let (batch, members) = try sent(trace, parties) else { return }
    for member in members {
      if let provider {
        guard
          let submission = try office.store.submission(
            member.submission, of: member.claim.description),
          try ClaimText.claim(office.open(submission.content)).billingProvider.writtenNPI
            == provider
        else { continue }
      }
      let verdict = try verdict(matter, "277CA", source, member.claim, batch)
      try apply(verdict, to: member.claim, member.submission)
    }
  }

  /// The batch, and the claims of the set in it, that a number of a transmission names: our own BHT03.
  private mutating func sent(
    _ trace: String, _ parties: AcknowledgementReading.Parties
  ) throws -> (ClaimBatch, [ClaimBatch.Member])? {
    let parts = trace.split(separator: "-").map { Int($0) }
    guard parts.count == 2, let interchange = parts[0], let set = parts[1] else { return nil }
    let found = try office.store.batches(interchange: interchange)
    guard let batch = try batch(found, parties, ("277CA", trace)) else { return nil }
    let members = try office.store.members(of: batch.number)
    let sets = Set(members.map(\.set)).sorted { one, other in
      (members.first { $0.set == one }?.place ?? 0) < (members.first { $0.set == other }?.place ?? 0)
    }
    guard sets.indices.contains(set - 1) else { return nil }
    return (batch, members.filter { $0.set == sets[set - 1] })
  }

  private mutating func take(
    _ matter: ClaimStatusMatter, _ source: NamedParty?, _ trace: String?,
    _ parties: AcknowledgementReading.Parties
  ) throws {
    let number = matter.patientControlNumber
    let kind = trace == nil ? "277" : "277CA"
    var candidates = try office.store.claims(controlNumbers: [number])
    if let charge = matter.statuses.lazy.compactMap(\.charge).first {
      candidates = candidates.filter { $0.claim.charge == charge || $0.submission > 1 }
    }
    if let trace, let (batch, members) = try sent(trace, parties) {
      let names = Set(candidates.map(\.claim.id))
      let own = members.filter { names.contains($0.claim) }
      if own.count == 1 {
        let verdict = try verdict(matter, kind, source, own[0].claim, batch)
        return try apply(verdict, to: own[0].claim, own[0].submission)
      }
    }
    guard candidates.count == 1, let claim = candidates.first?.claim.id,
      let (submission, batch, isOnly) = try lastSent(claim.description)
    else {
      findings.append(
        Finding(
          "acknowledgements.unknown-claim", .warns, at: .claim,
          facts: [
            .init("path", path), .init("kind", kind), .init("place", "\(place)"),
          ]))
      return
    }
    var verdict = try verdict(matter, kind, source, claim, batch)
    // Of several submissions nobody knows which is meant.
    if kind == "277CA", !isOnly { verdict.move = nil }
    try apply(verdict, to: claim, submission)
  }

  /// The last submission of a claim that went out.
  private func lastSent(
    _ name: String
  ) throws -> (submission: Int, batch: ClaimBatch?, isOnly: Bool)? {
    let sent = try office.store.batches(of: name)
    guard let last = sent.last else {
      // It went out before it was put on file here.
      guard let first = try office.store.submissions(of: name).last else { return nil }
      return (first.number, nil, first.number == 1)
    }
    return (last.submission, try office.store.batch(last.batch), sent.count == 1)
  }

  private mutating func verdict(
    _ matter: ClaimStatusMatter, _ kind: String, _ source: NamedParty?,
    _ claim: SubjectID<Subject.Claim>, _ batch: ClaimBatch?
  ) throws -> Verdict {
    var verdict = Verdict(kind: kind)
    let payer = try office.store.claims([claim.description]).first.flatMap {
      $0.claim.payer($0.claim.rank)?.description
    }
    verdict.isPayer = Self.isPayer(source, receiver: batch?.receiver, payer: payer)
    verdict.move = Self.move(matter, kind, isPayer: verdict.isPayer)
    let statuses = matter.statuses + matter.lines.flatMap(\.statuses)
    var seen: Set<String> = []
    verdict.codes = statuses.flatMap(\.codes).map { code in
      "stc:\(code.category):\(code.code)" + (code.entity.map { ":\($0)" } ?? "")
    }.filter { seen.insert($0).inserted }
    verdict.payerNumber = matter.payerControlNumber ?? ""
    verdict.content = .members(
      ("messages", .array(statuses.compactMap(\.message).map(JSON.string))),
      ("references", .array(matter.references.map { .string("\($0.qualifier) \($0.value)") })))
    return verdict
  }

  /// Whether a payer speaks: loop 2100A says so, unless it names the very receiver of the file, who is not the
  /// payer of the claim.
  private static func isPayer(_ source: NamedParty?, receiver: String?, payer: String?) -> Bool {
    guard let source, source.role == "PR" else { return false }
    guard let id = source.id, let receiver, receiver.dropFirst(3) == id else { return true }
    return payer == id
  }

  private static func move(
    _ matter: ClaimStatusMatter, _ kind: String, isPayer: Bool
  ) -> ClaimMove? {
    guard let category = matter.statuses.first?.category else { return nil }
    if kind == "277" {
      switch category {
      case "A3", "A6", "A7", "A8": return .payerReject
      case "A2", "A5": return .payerAccept
      default: return category.hasPrefix("P") || category.hasPrefix("R") ? .pend : nil
      }
    }
    if matter.isRejected { return isPayer ? .payerReject : .clearinghouseReject }
    // A0 and A1 say that it has come, and no more.
    return isPayer && category != "A0" && category != "A1" ? .payerAccept : .clearinghouseAccept
  }
}
