// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values
import X12

extension BillingOffice {
  /// Sends claims that are ready: by kind, in files of as many as the clearinghouse takes.
  ///
  /// What an earlier call has left is brought to its end first. A claim is sent when its file stands in its place, and
  /// the other way round, whenever the program is killed; no batch and no number is used twice or left out.
  ///
  /// - Parameters:
  ///   - house: Where they go.
  ///   - names: Only these claims; nothing for all.
  /// - Returns: `batches`, each with its file and numbers, and `findings` of what could not be sent.
  /// - Throws: ``WorkflowFailure`` where the place cannot be reached; the next call goes on.
  public func send(
    to house: Clearinghouse, only names: [String]? = nil, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    return try asWorkflow {
      _ = try books.store.head(of: books.practice)
      if let names { try check(names) }
      var (sent, findings) = try finishBatches(house)
      findings += try writeNextClaims(names, by: user)
      for kind in ClaimKind.allCases {
        while let made = try make(kind, house, names, user) {
          findings += made.findings
          guard let batch = made.batch else {
            if made.findings.isEmpty { break }
            continue
          }
          if let finding = try complete(batch, house) { findings.append(finding) }
          sent.append(batch.number)
        }
      }
      return .members(
        ("batches", .array(try sent.compactMap { try store.batch($0) }.map(json))),
        ("findings", .array(findings.map(FindingWords.standard.json))))
    }
  }

  /// Brings to their end batches that a call has left half way.
  private func finishBatches(_ house: Clearinghouse) throws -> ([Int], [Finding]) {
    var (sent, findings): ([Int], [Finding]) = ([], [])
    for batch in try store.unsentBatches() {
      guard batch.clearinghouse == house.name else {
        findings.append(
          Finding(
            "claims.batch-elsewhere", .warns, at: .claim,
            facts: [
              .init("batch", "\(batch.number)"), .init("clearinghouse", batch.clearinghouse),
            ]))
        continue
      }
      if let finding = try complete(batch, house) {
        findings.append(finding)
      } else {
        sent.append(batch.number)
      }
    }
    return (sent, findings)
  }

  /// What became of an attempt to make a batch.
  private struct Made {
    var batch: ClaimBatch?
    var findings: [Finding] = []
  }

  /// A claim that goes with a batch.
  private struct Member {
    let kept: KeptClaim
    let submission: Int
    let set: Int
  }

  /// Settles which claims go together, with their numbers and bytes.
  ///
  /// - Returns: Nothing where none waits.
  private func make(
    _ kind: ClaimKind, _ house: Clearinghouse, _ names: [String]?, _ user: String
  ) throws -> Made? {
    let moment = moment
    return try store.transaction { () throws -> Made? in
      let waiting = try store.waiting(
        kind: kind.rawValue, limit: house.claimsPerFile, names: names)
      guard !waiting.isEmpty else { return nil }
      var made = Made()
      var members: [Member] = []
      let time = Self.time(moment)
      var writer = ClaimWriter(house.settings(date: moment.date, time: time, number: 1))
      var bytes = try writer.begin()
      let kept = Dictionary(
        try store.claims(waiting).map { ($0.claim.id.description, $0) }
      ) { first, _ in first }
      for claim in waiting.compactMap({ kept[$0] }) {
        do {
          guard
            let submission = try store.submission(
              claim.submission, of: claim.claim.id.description)
          else { throw WorkflowFailure("claims.unreadable", .unusable) }
          try writer.append(ClaimText.claim(submission.content), to: &bytes)
          members.append(
            Member(
              kept: claim, submission: submission.number,
              set: members.count / house.claimsPerSet))
        } catch let error as TransactionSetError {
          made.findings.append(try holdUnwritable(claim, error, at: moment, user))
        }
      }
      guard !members.isEmpty else { return made }
      bytes += try writer.finish()
      made.batch = try settle(members, bytes, kind, house, at: moment, user)
      return made
    }
  }

  /// Gives a batch its numbers, and keeps it with its bytes.
  private func settle(
    _ members: [Member], _ bytes: [UInt8], _ kind: ClaimKind, _ house: Clearinghouse,
    at moment: Instant, _ user: String
  ) throws -> ClaimBatch {
    let begin = house.firstNumber - 1
    let sets = (members.last?.set ?? 0) + 1
    guard let interchange = try store.next(1, of: house.counter("ISA"), after: begin).first,
      let group = try store.next(1, of: house.counter("GS"), after: begin).first,
      let number = try store.next(1, of: "batch").first
    else { preconditionFailure("a count gives numbers") }
    let setNumbers = try store.next(sets, of: house.counter("ST"), after: begin)
    let numbered = Self.renumbered(bytes, interchange, group, setNumbers)
    let digest = Self.digest(numbered)
    let batch = ClaimBatch(
      number: number, clearinghouse: house.name, sender: Clearinghouse.text(house.sender),
      receiver: Clearinghouse.text(house.receiver), interchange: interchange, group: group,
      kind: kind.rawValue,
      file: house.file(
        kind: Clearinghouse.word(kind), batch: number, number: interchange, date: moment.date,
        time: Self.time(moment)), digest: digest, claims: members.count,
      charge: members.reduce(.zero) { $0 + $1.kept.claim.charge }, made: moment, actor: user)
    try store.keep(digest, kind: "837", received: moment, parts: parts(of: numbered))
    try store.add(
      batch,
      members.enumerated().map { place, member in
        ClaimBatch.Member(
          claim: member.kept.claim.id, submission: member.submission, place: place + 1,
          set: setNumbers[member.set], deadline: member.kept.deadline)
      })
    return batch
  }

  private static func renumbered(
    _ bytes: [UInt8], _ interchange: Int, _ group: Int, _ sets: [Int]
  ) -> [UInt8] {
    var renumbering = Renumbering(interchange: interchange, groups: [group], sets: sets)
    var numbered: [UInt8] = []
    var reader = SegmentReader()
    bytes.withUnsafeBytes { reader.feed($0) }
    reader.finish()
    while reader.next() == .segment { renumbering.write(reader.segment, to: &numbered) }
    return numbered + [0x0A]
  }

  /// Holds a claim back that cannot be written.
  private func holdUnwritable(
    _ kept: KeptClaim, _ error: TransactionSetError, at moment: Instant, _ user: String
  ) throws -> Finding {
    try move(kept, .hold, reason: "cannot be written: \(error.finding.rule)", at: moment, user)
    return error.finding
  }

  /// Bytes as they are kept: in parts of a million.
  func parts(of bytes: [UInt8]) -> [[UInt8]] {
    stride(from: 0, to: max(1, bytes.count), by: 1 << 20).map {
      Array(bytes[$0..<min($0 + 1 << 20, bytes.count)])
    }
  }

  /// The bytes of a document that is kept.
  func document(_ digest: Digest) throws -> [UInt8] {
    try store.document(digest).flatMap { $0 }
  }

  static func time(_ moment: Instant) -> String {
    let minutes = Int(
      (moment.microseconds - Instant(startOf: moment.date).microseconds) / 60_000_000)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return two(minutes / 60) + two(minutes % 60)
  }

  private func check(_ names: [String]) throws {
    let known = Set(try store.claims(names).map(\.claim.id.description))
    for name in names where !known.contains(name) {
      throw WorkflowFailure("claims.unknown", .rejected, ("claim", name))
    }
  }
}
