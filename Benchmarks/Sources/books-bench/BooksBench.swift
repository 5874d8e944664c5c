// SPDX-License-Identifier: Apache-2.0

import Accounting
import Glibc
import Storage
import Values

/// Measures the books: `books-bench ADDRESS CHART CLAIMS BATCH NAME`.
///
/// Claims of three entries each (charge, remittance, patient's payment) are added in batches, each safe on the disk
/// before the next; then questions of a page are asked, and all entries are verified.
@main
struct BooksBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 6, let address = DatabaseAddress(arguments[1]),
      let claims = Int(arguments[3]), let batch = Int(arguments[4])
    else {
      print("usage: books-bench ADDRESS CHART CLAIMS BATCH NAME")
      exit(64)
    }
    let chart = try ChartOfAccounts(parsing: read(arguments[2]))
    let store = try LedgerStore(Database(at: address), chart)
    let made = MadeUpClaims()
    try store.open(made.practice, from: made.day)
    let name = "books.\(arguments[5])"
    var seconds = 0.0
    var last = 0.0
    for start in stride(from: 0, to: claims, by: batch) {
      let entries = try (start..<min(start + batch, claims)).flatMap { try made.entries(of: $0) }
      let time = try timed { _ = try store.append(entries, to: made.practice) }
      seconds += time
      last = start + batch * 10 >= claims ? last + time : 0
    }
    print("\(name).claims_per_second\t\(Int(Double(claims) / seconds))")
    print("\(name).last_claims_per_second\t\(Int(Double(min(claims, batch * 10)) / last))")
    try questions(store, made, claims, name)
    let time = try timed {
      let found = try store.verify(made.practice)
      guard found.fault == nil, found.sound == claims * 3 else { exit(1) }
    }
    print("\(name).verified_per_second\t\(Int(Double(claims * 3) / time))")
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("\(name).rss_kib\t\(usage.ru_maxrss)")
  }

  static func questions(
    _ store: LedgerStore, _ made: MadeUpClaims, _ claims: Int, _ name: String
  ) throws {
    var patient: [Double] = []
    var claim: [Double] = []
    var aging: [Double] = []
    var balance: [Double] = []
    for index in 0..<300 {
      let number = (index * 7919 + 13) % claims
      if let id = SubjectID<Subject.Patient>(made.patient(number)) {
        patient.append(try timed { _ = try store.items(ofPatient: id, in: made.practice) })
      }
      if let id = SubjectID<Subject.Claim>(made.claim(number)) {
        claim.append(try timed { _ = try store.lines(ofClaim: id, in: made.practice) })
      }
      aging.append(
        try timed { _ = try store.aging(of: made.practice, on: made.day.adding(days: 400)) })
      balance.append(try timed { _ = try store.trialBalance(of: made.practice) })
    }
    for (what, times) in [
      ("patient", patient), ("claim", claim), ("aging", aging), ("trial_balance", balance),
    ] {
      let sorted = times.sorted()
      print("\(name).\(what)_p99_us\t\(Int(sorted[sorted.count * 99 / 100] * 1_000_000))")
    }
  }

  static func timed(_ work: () throws -> Void) throws -> Double {
    let start = ContinuousClock.now
    try work()
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  static func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let byte = getc(file)
      guard byte >= 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(UInt8(byte))
    }
  }
}

/// Claims that nobody had, the same on every run.
struct MadeUpClaims {
  let practice: PracticeID
  let day: CalendarDate

  init() {
    guard let practice = PracticeID("bench"), let day = CalendarDate("2025-01-01") else {
      preconditionFailure("a practice and a day")
    }
    self.practice = practice
    self.day = day
  }

  func patient(_ number: Int) -> String { "PT\(1_000_000 + number / 5)" }
  func claim(_ number: Int) -> String { "CLM\(10_000_000 + number)" }

  func entries(of number: Int) throws -> [JournalEntry] {
    let subject = Subject(
      patient: SubjectID(patient(number)), guarantor: SubjectID("GR\(1_000_000 + number / 8)"),
      payer: SubjectID("PAYER\(100 + number % 40)"), claim: SubjectID(claim(number)), line: 1)
    let service = day.adding(days: number % 360)
    let fee = Money(cents: Int64(8000 + number % 900 * 10))
    var charge = try draft(.charge, "charge/\(claim(number))/1", service)
    charge.charge(fee, subject)
    var remittance = try draft(
      .payment, "835/PAYER\(100 + number % 40)/TRN\(number / 400)/\(claim(number))/1",
      service.adding(days: 21))
    remittance.payByRemittance(Money(cents: fee.cents / 2), subject)
    remittance.reduce(Money(cents: fee.cents / 4), by: .contractual, subject)
    remittance.leaveToPatient(Money(cents: fee.cents - fee.cents / 2 - fee.cents / 4), subject)
    var patient = subject
    (patient.payer, patient.line) = (nil, nil)
    var paid = try draft(.payment, "card/\(claim(number))", service.adding(days: 40))
    paid.move(
      Money(cents: number % 3 == 0 ? fee.cents / 8 : fee.cents - fee.cents / 2 - fee.cents / 4),
      debit: .cardClearing, credit: .patientReceivable, patient)
    return [try charge.entry(), try remittance.entry(), try paid.entry()]
  }

  private func draft(_ kind: EntryKind, _ key: String, _ day: CalendarDate) throws -> EntryDraft {
    guard let key = SourceKey(key) else { throw AccountingError(.badText) }
    return EntryDraft(
      kind, in: practice, key: key, effective: day,
      posted: Instant(startOf: day.adding(days: 2)),
      source: SHA256.digest(of: Array(key.description.utf8)))
  }
}
