// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import TestSupport
import Values
import Workflows

/// The one order of what was done, which the chain of hashes gives, followed by the ledger in memory; and whether what
/// clients saw fits into it.
struct ChainOrder {
  private let opened: CalendarDate
  private let practice: PracticeID
  private let entries: [LedgerEntry]
  private let closings: [Ledger.Closing]
  private let numbers: [SourceKey: Int]
  /// What is wrong with the chain itself.
  private let faults: [String]

  var count: Int { entries.count }

  init(_ store: LedgerStore, _ practice: PracticeID) throws {
    self.practice = practice
    opened = try store.head(of: practice).opened
    var entries: [LedgerEntry] = []
    try store.forEachEntry(of: practice) { entries.append($0) }
    self.entries = entries
    closings = try store.closings(of: practice)
    numbers = Dictionary(entries.map { ($0.entry.key, $0.sequence) }) { first, _ in first }
    var faults: [String] = []
    if numbers.count != entries.count { faults.append("a key is there twice") }
    let verification = try store.verify(practice)
    if verification.fault != nil || verification.sound != entries.count {
      faults.append("\(verification)")
    }
    self.faults = faults
  }

  /// - Parameter isAll: Whether it is all that was seen, so that every entry was told to somebody.
  func anomalies(of seen: [Seen], isAll: Bool = true) -> [String] {
    var anomalies = isAll ? faults + replayed(seen) : []
    var added: Set<Int> = []
    var closed = 0
    for one in seen {
      switch one.question {
      case .read: continue
      case .append(let entries):
        let words = one.answer.split(separator: " ")
        for (word, number) in zip(words, words.dropFirst()) where word == "added" {
          if !added.insert(Int(number) ?? 0).inserted {
            anomalies.append("entry \(number) was added twice")
          }
        }
        if !one.states.contains(where: { isPossible(one.answer, entries, at: $0) }) {
          anomalies.append("\(one.answer) at none of \(one.states)")
        }
      case .close(let day):
        if one.answer == "closed" { closed += 1 }
        if !isPossible(one.answer, day, one.states) {
          anomalies.append("\(day) \(one.answer) at none of \(one.states)")
        }
      }
    }
    guard isAll else { return anomalies }
    if added.count != entries.count { anomalies.append("\(added.count) were told, not \(count)") }
    if closed != closings.count { anomalies.append("\(closed) closings were told") }
    return anomalies
  }

  /// The last closed day at a number of entries, before, between and after the closings at that number.
  private func closedDays(at count: Int) -> [CalendarDate?] {
    let before = closings.last { $0.count < count }?.through
    return [before] + closings.filter { $0.count == count }.map(\.through)
  }

  private func isPossible(_ answer: String, _ entries: [JournalEntry], at count: Int) -> Bool {
    closedDays(at: count).contains { answer == self.answer(to: entries, count, $0) }
  }

  /// What the rules of the ledger answer at a state.
  private func answer(to new: [JournalEntry], _ count: Int, _ closed: CalendarDate?) -> String {
    let head = LedgerHead(
      practice: practice, opened: opened, closedThrough: closed, count: count, hash: .zero)
    var words: [String] = []
    // Only where all may be added do they have to be those that were.
    var (next, isOther) = (count, false)
    for entry in new {
      if let number = numbers[entry.key], number <= count {
        let same = entries[number - 1].entry.saysTheSame(as: entry)
        if !same { return AccountingError.Code.keyReused.rawValue }
        words.append("present \(number)")
        continue
      }
      do {
        try head.check(entry, .standard)
        if let reversed = entry.reverses {
          guard (1...max(1, count)).contains(reversed), count > 0 else {
            return AccountingError.Code.nothingToReverse.rawValue
          }
          try entry.checkMirror(of: entries[reversed - 1])
        }
      } catch { return error.code.rawValue }
      next += 1
      words.append("added \(next)")
      isOther = isOther || next > entries.count || entries[next - 1].entry != entry
    }
    return isOther ? "other" : words.joined(separator: " ")
  }

  private func isPossible(
    _ answer: String, _ day: CalendarDate, _ states: ClosedRange<Int>
  ) -> Bool {
    if answer == "closed" {
      return closings.contains { $0.through == day && states.contains($0.count) }
    }
    return states.contains { count in
      closedDays(at: count).contains { closed in
        var head = LedgerHead(
          practice: practice, opened: opened, closedThrough: closed, count: count, hash: .zero)
        do throws(AccountingError) { try head.close(through: day) } catch {
          return error.code.rawValue == answer
        }
        return false
      }
    }
  }

  /// The ledger in memory takes the entries and closings in their order and comes to the same hashes; at each state
  /// that somebody read it has the same balances.
  private func replayed(_ seen: [Seen]) -> [String] {
    var reads: [Int: [(Seen, LedgerHead, TrialBalance)]] = [:]
    for one in seen {
      if case .read(let head, let balance) = one.question {
        reads[head.count, default: []].append((one, head, balance))
      }
    }
    var model = Ledger(
      practice: practice, opened: opened, chart: .standard, hashing: SHA256.self)
    var anomalies: [String] = []
    for count in 0...entries.count {
      if count > 0 {
        let kept = entries[count - 1]
        guard (try? model.append(kept.entry)) == .added(count), model.head.hash == kept.hash else {
          return anomalies + ["entry \(count) does not follow from those before it"]
        }
      }
      for (one, head, balance) in reads[count] ?? [] {
        if head.hash != model.head.hash || balance != TrialBalance(model.totals.months) {
          anomalies.append("a read at \(count) saw something else")
        }
        if !one.states.contains(count) { anomalies.append("a read went back to \(count)") }
      }
      for closing in closings where closing.count == count {
        if (try? model.close(through: closing.through)) == nil || closing.hash != model.head.hash {
          anomalies.append("a closing at \(count) does not follow")
        }
      }
    }
    return anomalies
  }
}
