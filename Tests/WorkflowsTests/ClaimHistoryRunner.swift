// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Foundation
import Storage
import TestSupport
import Values

@testable import Workflows

/// A billing office to which things happen at random; what it refuses does nothing.
final class ClaimHistoryRunner {
  let office: BillingOffice
  private let folder: String
  private var numbers: SeededNumbers
  private var names: [String] = []
  private var given = 0
  private var acknowledgements: [String] = []
  private(set) var done: [String: Int] = [:]

  init(_ office: BillingOffice, folder: String, seed: UInt64) {
    (self.office, self.folder) = (office, folder)
    numbers = SeededNumbers(seed: seed)
  }

  /// Lets something happen.
  func step() throws {
    let steps: [(String, () throws -> Void)] = [
      ("add", add), ("send", send), ("send", send), ("acknowledge", acknowledge),
      ("acknowledge", acknowledge), ("again", again), ("answer", answer), ("answer", answer),
      ("answer", answer), ("correct", correct), ("void", void), ("split", split),
      ("combine", combine), ("lines", lines), ("next", next), ("resubmit", resubmit),
      ("hold", hold),
    ]
    let (name, act) = names.isEmpty ? steps[0] : steps[random(steps.count)]
    do {
      try act()
      done[name, default: 0] += 1
    } catch let failure as WorkflowFailure where failure.kind == .rejected {
      done["refused", default: 0] += 1
    }
  }

  private func random(_ below: Int) -> Int { Int.random(in: 0..<below, using: &numbers) }

  private func file(_ text: String) throws -> String {
    given += 1
    let path = "\(folder)/given-\(given).edi"
    try Files.write(Array(text.utf8), to: path)
    return path
  }

  /// A claim at random, as it stands.
  private func some() throws -> KeptClaim {
    try office.known(claim: names[random(names.count)])
  }

  private func learn(_ answer: JSON) {
    for claim in answer["claims"]?.elements ?? [] {
      if let name = claim["claim"]?.string, !names.contains(name) { names.append(name) }
    }
  }

  private func add() throws {
    let name = "H\(names.count)"
    let lines = (0...random(3)).map { _ in 20 + random(200) }
    let text = SampleClaimFiles.claim(name, lines: lines, payers: 1 + random(3))
    _ = try office.add([file(text)], by: "ann")
    names.append(name)
  }

  private func send() throws {
    _ = try office.send(to: Clearinghouse(folder: "\(folder)/out"), by: "ann")
  }

  private func acknowledge() throws {
    let kept = try some()
    guard
      let route = try office.store.batches(of: kept.claim.id.description).randomElement(
        using: &numbers),
      let batch = try office.store.batch(route.batch)
    else { return }
    let isAccepted = random(4) > 0
    let text =
      random(2) == 0
      ? SampleClaimFiles.group(batch.group, set: route.set, isAccepted: isAccepted)
      : SampleClaimFiles.statement(
        kept.claim.controlNumber, trace: "\(batch.interchange)-1", isPayer: random(2) == 0,
        isAccepted: isAccepted, number: "ICN\(random(1000))")
    acknowledgements.append(text)
    _ = try office.acknowledge([file(text)], by: "bob")
  }

  private func again() throws {
    guard let text = acknowledgements.randomElement(using: &numbers) else { return }
    let before = try names.map { try office.store.events(of: $0) }
    _ = try office.acknowledge([file(text)], by: "bob")
    guard try names.map({ try office.store.events(of: $0) }) == before else {
      throw WorkflowFailure("test.changed-by-duplicate", .machine)
    }
  }

  /// An 835 of the payer that is asked: it pays, agrees, leaves to the patient and refuses at random.
  private func answer() throws {
    let kept = try some()
    guard kept.claim.state.isOut else { return }
    let claim = try office.lastSent(kept).claim
    let rank = kept.claim.rank
    let lines = claim.lines.map { line in
      let charge = Int(line.charge.amount.cents / 100)
      let before = line.adjudications.last
      var answer = SampleClaimFiles.Line(
        code: line.charge.code ?? "", charge: charge, control: line.references["6R"] ?? "")
      var left = before.map { Int($0.adjustments.total("PR").cents / 100) } ?? charge
      answer.others = charge - left
      answer.agreed = rank == 0 ? random(left + 1) / 3 : 0
      left -= answer.agreed
      if random(5) == 0 {
        answer.refused = left
      } else {
        answer.share = random(left + 1) / 2
        answer.paid = left - answer.share
      }
      return answer
    }
    let text = SampleClaimFiles.answer(
      kept.claim.controlNumber, status: rank + 1, number: "ICN\(random(1000))",
      trace: "T\(given)", payer: rank + 1, lines)
    _ = try office.post([file(text)], by: "cal")
  }

  private func correct() throws {
    let kept = try some()
    let line = 1 + random(kept.claim.lines.count)
    _ = try office.correct(
      kept.claim.id.description, .edits(["\(line).charge=\(20 + random(200)).00"]),
      payerNumber: random(2) == 0 ? "GIVEN" : nil, reason: "changed", by: "ann")
  }

  private func void() throws {
    guard random(4) == 0 else { return }
    _ = try office.void(
      try some().claim.id.description, payerNumber: random(2) == 0 ? "GIVEN" : nil,
      reason: "wrong", by: "ann")
  }

  private func split() throws {
    let kept = try some()
    learn(
      try office.split(
        kept.claim.id.description, lines: [[1 + random(kept.claim.lines.count)]],
        reason: "apart", by: "ann"))
  }

  private func combine() throws {
    let (one, other) = (try some(), try some())
    guard one.claim.id != other.claim.id else { return }
    learn(
      try office.combine(
        [one.claim.id.description, other.claim.id.description], reason: "together", by: "ann"))
  }

  private func lines() throws {
    let kept = try some()
    learn(
      try office.resubmit(
        kept.claim.id.description, lines: [1 + random(kept.claim.lines.count)],
        reason: "once more", by: "ann"))
  }

  private func next() throws { _ = try office.next(try some().claim.id.description, by: "ann") }

  private func resubmit() throws {
    _ = try office.resubmit(try some().claim.id.description, reason: "lost", by: "ann")
  }

  private func hold() throws {
    let name = try some().claim.id.description
    _ =
      random(2) == 0
      ? try office.hold([name], reason: "wait", by: "ann")
      : try office.release([name], reason: "go", by: "ann")
  }
}

extension ClaimHistoryRunner {
  /// What is wrong with the claims and the books: nothing, ever.
  func faults() throws -> [String] {
    var faults: [String] = []
    for name in names {
      let kept = try office.known(claim: name)
      let posted = try office.books.store.lines(ofClaim: kept.claim.id, in: office.books.practice)
      let charged = try office.chargedLines(of: kept.claim).values.reduce(Money.zero, +)
      let open = try office.openLines(of: kept.claim).values.reduce(Money.zero, +)
      // All that was posted on the claim beside the receivables: what was charged less what was paid and taken off,
      // and what passed to other claims.
      let items = try office.books.store.items(ofClaim: kept.claim.id, in: office.books.practice)
        .filter { $0.key.account == .payerReceivable || $0.key.account == .patientReceivable }
        .reduce(Money.zero) { $0 + $1.balance }
      if items != open { faults.append("\(name): \(items) open by items, \(open) by postings") }
      let events = try office.store.events(of: name)
      let wasVoided = events.contains { ["void", "abandon"].contains($0.move) }
      if kept.origin.isEmpty, !wasVoided, charged != kept.claim.charge {
        faults.append("\(name): \(charged) charged in the books, \(kept.claim.charge) on the claim")
      }
      let moved = posted.filter { $0.kind == .transfer }.reduce(Money.zero) {
        $1.posting.account == .payerReceivable || $1.posting.account == .patientReceivable
          ? $0 + $1.posting.amount : $0
      }
      let settled = posted.reduce(Money.zero) { sum, line in
        guard line.kind != .transfer, line.kind != .charge else { return sum }
        switch line.posting.account {
        case .payerReceivable, .patientReceivable: return sum - line.posting.amount
        default: return sum
        }
      }
      if charged - settled + moved != open {
        faults.append("\(name): \(charged) - \(settled) + \(moved) is not \(open)")
      }
      if kept.claim.state.isEnd, kept.claim.state != .voided, open != .zero {
        faults.append("\(name): \(open) open of a claim that is \(kept.claim.state)")
      }
      if events.count != kept.events || events.last?.after != kept.claim.state {
        faults.append("\(name): events")
      }
    }
    let numbers = try office.store.batches(limit: 10_000).map(\.interchange).sorted()
    if numbers != Array(1..<numbers.count + 1) { faults.append("numbers \(numbers)") }
    if try office.books.store.verify(office.books.practice).fault != nil { faults.append("books") }
    return faults
  }
}
