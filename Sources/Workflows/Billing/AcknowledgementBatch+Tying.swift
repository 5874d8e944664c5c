// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
import Values

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
    if batch.state != .sent {
      try writeClaims()
      try office.confirmTaken(batch)
    }
    return batch
  }

  mutating func take(
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

  mutating func take(
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

  mutating func take(
    _ matter: ClaimStatusMatter, _ provider: String?, _ source: NamedParty?, _ trace: String,
    _ parties: AcknowledgementReading.Parties
  ) throws {
    guard let sent = try sent(trace, parties) else { return }
    for member in sent.members {
      if let provider {
        guard
          let submission = try office.store.submission(
            member.submission, of: member.claim.description),
          try ClaimText.claim(submission.content).billingProvider.writtenNPI
            == provider
        else { continue }
      }
      let verdict = try verdict(matter, "277CA", source, member.claim, sent.batch)
      try apply(verdict, to: member.claim, member.submission)
    }
  }

  /// The batch, and the claims of the set in it, that a number of a transmission names: our own BHT03.
  private mutating func sent(
    _ trace: String, _ parties: AcknowledgementReading.Parties
  ) throws -> SentSet? {
    if let known = sets[trace] { return known }
    let parts = trace.split(separator: "-").map { Int($0) }
    guard parts.count == 2, let interchange = parts[0], let set = parts[1] else { return nil }
    let found = try office.store.batches(interchange: interchange)
    guard let batch = try batch(found, parties, ("277CA", trace)) else { return nil }
    let all = try office.store.members(of: batch.number)
    var numbers: [Int] = []
    for member in all where numbers.last != member.set { numbers.append(member.set) }
    guard numbers.indices.contains(set - 1) else { return nil }
    let members = all.filter { $0.set == numbers[set - 1] }
    let sent = SentSet(
      batch: batch, members: members,
      byClaim: Dictionary(members.map { ($0.claim, $0) }) { first, _ in first })
    sets[trace] = sent
    return sent
  }

  mutating func take(
    _ matter: ClaimStatusMatter, _ source: NamedParty?, _ trace: String?,
    _ parties: AcknowledgementReading.Parties
  ) throws {
    let number = matter.patientControlNumber
    let kind = trace == nil ? "277" : "277CA"
    var candidates = try office.store.claims(controlNumbers: [number])
    if let charge = matter.statuses.lazy.compactMap(\.charge).first {
      candidates = candidates.filter { $0.claim.charge == charge || $0.submission > 1 }
    }
    if let trace, let sent = try sent(trace, parties) {
      let own = candidates.compactMap { sent.byClaim[$0.claim.id] }
      if own.count == 1 {
        let verdict = try verdict(matter, kind, source, own[0].claim, sent.batch)
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
