// SPDX-License-Identifier: Apache-2.0

import Accounting
import TestSupport
import Testing
import Values
import Workflows

/// A hash that is quick and not safe: for tests of what is done with hashes.
enum QuickHash: ByteHashing, Sendable {
  static func digest(of bytes: [UInt8]) -> Digest {
    var state: [UInt64] = [1, 2, 3, 4]
    for byte in bytes {
      for index in 0..<4 {
        state[index] = (state[index] ^ UInt64(byte)) &* (0x100_0000_01B3 &+ UInt64(index) * 2)
      }
    }
    let all = state.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    guard let digest = Digest(all) else { preconditionFailure("a hash has 32 bytes") }
    return digest
  }
}

enum Sample {
  static let day = SampleEncounter.day("2026-03-10")

  static func practice() throws -> PracticeID { try #require(PracticeID("main")) }

  static func subject() -> Subject {
    Subject(
      patient: SubjectID("P1"), guarantor: SubjectID("G1"), payer: SubjectID("PAYER1"),
      claim: SubjectID("A-1"), line: 2)
  }

  static func entry(
    _ postings: [Posting], key: String = "charge/A-1", effective: CalendarDate = day
  ) throws -> JournalEntry {
    try JournalEntry(
      of: .charge, in: practice(), key: #require(SourceKey(key)), effective: effective,
      posted: #require(Instant("2026-03-11T09:00:00.5Z")), source: .sample,
      memo: MemoCode("co-45"), postings: postings)
  }

  static func charge(
    _ cents: Int64 = 12_550, key: String = "charge/A-1", effective: CalendarDate = day
  ) throws -> JournalEntry {
    try entry(
      [
        Posting(.payerReceivable, Money(cents: cents), subject()),
        Posting(.charges, Money(cents: -cents)),
      ], key: key, effective: effective)
  }

  static func ledger() throws -> Ledger {
    try Ledger(
      practice: practice(), opened: SampleEncounter.day("2026-01-01"), chart: .standard,
      hashing: QuickHash.self)
  }
}
