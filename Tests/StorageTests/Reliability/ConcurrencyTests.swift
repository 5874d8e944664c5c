// SPDX-License-Identifier: Apache-2.0

import Accounting
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing
import Values
import Workflows

/// R7: many clients at once, each with a connection of its own; what each saw must be what one client alone would
/// have seen in the order of the chain. `RELIABILITY_OPERATIONS` and `RELIABILITY_CLIENTS` make it longer.
@Suite(.serialized) struct ConcurrencyTests {
  private static func number(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }

  @Test(
    "What clients at once see is what one after the other would have seen",
    arguments: TestEngine.present)
  func linearizable(_ engine: TestEngine) throws {
    let operations = Self.number("RELIABILITY_OPERATIONS", 400)
    let clients = Self.number("RELIABILITY_CLIENTS", 8)
    let place = try engine.place()
    let practice = GeneratedBooks(seed: 1).practice
    try place.ledger().open(practice, from: BusyClient.opened)
    let address = place.address
    let known = SharedNumber()
    let seen = Mutex<[Seen]>([])
    let failures = Mutex<[String]>([])
    let group = DispatchGroup()
    for client in 0..<clients {
      group.enter()
      Thread.detachNewThread {
        defer { group.leave() }
        do {
          let store = try LedgerStore(Database(at: address), .standard)
          var busy = BusyClient(client, practice, store, known)
          for _ in 0..<(operations / clients) { try busy.act() }
          seen.withLock { $0 += busy.seen }
        } catch { failures.withLock { $0.append("\(error)") } }
      }
    }
    group.wait()
    let failed = failures.withLock { $0 }
    #expect(failed.isEmpty)
    let all = seen.withLock { $0 }
    let order = try ChainOrder(place.ledger(), practice)
    let anomalies = order.anomalies(of: all)
    #expect(anomalies.isEmpty, "\(anomalies.prefix(5))")
    // Whether it would notice: another answer, or the same one at another time.
    for one in all.prefix(200) where !one.answer.isEmpty {
      let other = Seen(question: one.question, answer: "present 0", states: one.states)
      #expect(!order.anomalies(of: [other], isAll: false).isEmpty)
      guard one.answer.hasPrefix("added"), one.states.upperBound > 20 else { continue }
      let early = Seen(question: one.question, answer: one.answer, states: 0...2)
      #expect(!order.anomalies(of: [early], isAll: false).isEmpty)
    }
    let counts = Dictionary(grouping: all, by: \.name).mapValues(\.count)
      .sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print(
      "    R7 \(engine): \(all.count) operations of \(clients) clients, "
        + "\(order.count) entries, \(anomalies.count) anomalies: \(counts.joined(separator: ", "))")
  }
}

/// The most that anybody is known to have seen of the chain.
final class SharedNumber: Sendable {
  private let number = Mutex(0)

  var value: Int { number.withLock { $0 } }

  func raise(to other: Int) { number.withLock { $0 = max($0, other) } }
}

/// What a client asked, what it was told, and between which states of the chain it was told so.
struct Seen: Sendable {
  enum Question: Sendable {
    case append([JournalEntry])
    case close(CalendarDate)
    case read(LedgerHead, TrialBalance)
  }

  let question: Question
  /// `added 5`, `present 3`, `closed`, or the code of the refusal.
  let answer: String
  /// How many entries somebody knew of before it was asked, and how many there were when it was told.
  let states: ClosedRange<Int>

  var name: String {
    switch question {
    case .append: String(answer.split(separator: " ").first ?? "")
    case .close: answer == "closed" ? answer : "not \(answer)"
    case .read: "read"
    }
  }
}

/// A client that does one thing after the other, chosen by a seed.
struct BusyClient {
  static let opened = SampleEncounter.day("2026-01-01")

  private(set) var seen: [Seen] = []
  private let client: Int
  private let practice: PracticeID
  private let store: LedgerStore
  private let known: SharedNumber
  private var numbers: SeededNumbers
  private var count = 0

  init(_ client: Int, _ practice: PracticeID, _ store: LedgerStore, _ known: SharedNumber) {
    self.client = client
    self.practice = practice
    self.store = store
    self.known = known
    numbers = SeededNumbers(seed: UInt64(client) &* 7919 &+ 17)
  }

  mutating func act() throws {
    count += 1
    switch Int.random(in: 0..<100, using: &numbers) {
    case 0..<55:
      let size = Int.random(in: 1...3, using: &numbers)
      try append((0..<size).map { entry("own/\(client)/\(count)/\($0)", cents: count + $0) })
    // Keys that several clients use: with the same content, or with another.
    case 55..<72:
      let shared = Int.random(in: 0..<(count + 3), using: &numbers)
      try append([entry("shared/\(shared)", cents: shared + 1)])
    case 72..<78:
      let shared = Int.random(in: 0..<(count + 3), using: &numbers)
      try append([entry("shared/\(shared)", cents: shared + 2)])
    case 78..<89: try reverse()
    case 89..<90:
      try close(Self.opened.adding(days: Int.random(in: 0...(count / 8), using: &numbers)))
    default: try read()
    }
  }

  private mutating func entry(_ key: String, cents: Int) -> JournalEntry {
    // Shared keys have a day that follows from them; others any day.
    let isShared = key.hasPrefix("shared")
    let day = isShared ? cents % 200 : Int.random(in: 0...200, using: &numbers)
    let amount = Money(cents: Int64(cents))
    let subject = Subject(
      patient: SubjectID("P\(cents % 50)"), payer: SubjectID("PAYER\(cents % 5)"),
      claim: SubjectID("C\(cents % 300)"))
    guard let key = SourceKey(key),
      let entry = try? JournalEntry(
        of: .charge, in: practice, key: key,
        effective: Self.opened.adding(days: isShared ? 190 : day),
        posted: Instant(microseconds: Int64(client * 1_000_000 + count)), source: .sample,
        postings: [
          Posting(.payerReceivable, amount, subject), Posting(.charges, -amount, Subject()),
        ])
    else { preconditionFailure("a made-up entry is one") }
    return entry
  }

  private mutating func reverse() throws {
    let most = known.value
    guard most > 0 else { return }
    let number = Int.random(in: 1...most, using: &numbers)
    guard let entry = try store.entries(of: practice, from: number, limit: 1).first else { return }
    let day = Self.opened.adding(days: Int.random(in: 195...196, using: &numbers))
    try append([
      JournalEntry(
        reversing: entry, effective: day,
        posted: Instant(microseconds: Int64(client * 1_000_000 + count)), source: .sample)
    ])
  }

  private mutating func append(_ entries: [JournalEntry]) throws {
    let (store, practice) = (store, practice)
    try ask(.append(entries)) {
      let outcomes = try store.append(entries, to: practice)
      return outcomes.map { outcome in
        switch outcome {
        case .added(let number): "added \(number)"
        case .present(let number): "present \(number)"
        }
      }.joined(separator: " ")
    }
  }

  private mutating func close(_ day: CalendarDate) throws {
    let (store, practice, client) = (store, practice, client)
    try ask(.close(day)) {
      try store.close(
        through: day, of: practice, by: "client \(client)", at: Instant(microseconds: 0))
      return "closed"
    }
  }

  private mutating func read() throws {
    let before = known.value
    let (head, balance) = try store.snapshot {
      (try store.head(of: practice), try store.trialBalance(of: practice))
    }
    known.raise(to: head.count)
    seen.append(
      Seen(question: .read(head, balance), answer: "", states: before...max(before, head.count)))
  }

  private mutating func ask(_ question: Seen.Question, _ work: () throws -> String) throws {
    let before = known.value
    var answer: String
    do { answer = try work() } catch let refused as RefusedEntry {
      answer = refused.error.code.rawValue
    } catch let error as AccountingError { answer = error.code.rawValue }
    let after = try store.head(of: practice).count
    known.raise(to: after)
    seen.append(Seen(question: question, answer: answer, states: before...max(before, after)))
  }
}
