// SPDX-License-Identifier: Apache-2.0

import Glibc
import Values
import Workflows

/// Measures the pages of a billing office: `office-bench ADDRESS KEYS PRACTICE NAME`.
///
/// The database is one that claims were put into and paid in; `Benchmarks/loop` makes it. Each page is asked for many
/// times, with other filters, patients and claims each time.
@main
struct OfficeBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5 else {
      print("usage: office-bench ADDRESS KEYS PRACTICE NAME")
      exit(64)
    }
    let books = try Books(
      database: arguments[1], practice: arguments[3], Installation(home: "/nowhere"))
    let office = try BillingOffice(books, keys: arguments[2])
    let name = "office.\(arguments[4])"
    let overview = try office.overview()
    let claims = (overview["claims"]?.elements ?? []).reduce(0) { $0 + ($1["claims"]?.int ?? 0) }
    print("\(name).claims\t\(claims)")
    guard let day = CalendarDate("2026-12-31") else { return }
    try worklist(office, name)
    try accounts(office, claims, name)
    try measure("\(name).aging", 300) { _ in _ = try books.aging(on: day) }
    try measure("\(name).trial_balance", 300) { _ in _ = try books.trialBalance(through: nil) }
  }

  /// Pages of denials by every order, payer and reason, and the pages after the first.
  private static func worklist(_ office: BillingOffice, _ name: String) throws {
    var after: [String: String] = [:]
    try measure("\(name).worklist", 900) { index in
      var wanted = DenialsWanted()
      wanted.sort = ["deadline", "value", "age"][index % 3]
      switch index / 3 % 6 {
      case 1: wanted.payer = "9999\(index % 5)"
      case 2: wanted.reason = ["97", "29", "197", "16"][index % 4]
      case 3: wanted.category = ["bundling", "timely-filing", "documentation"][index % 3]
      case 4: wanted.owner = ""
      case 5: wanted.least = Money(cents: 100_000)
      default: wanted.after = after[wanted.sort]
      }
      let page = try office.denials(wanted)
      if index / 3 % 6 == 0 { after[wanted.sort] = page["next"]?.string }
    }
  }

  private static func accounts(_ office: BillingOffice, _ claims: Int, _ name: String) throws {
    var patients: [String] = []
    for state in ["paid", "partly-paid", "denied"] {
      let page = try office.claims(in: state, limit: 2000)
      patients += (page["claims"]?.elements ?? []).compactMap { $0["patient"]?.string }
    }
    guard !patients.isEmpty else { return }
    try measure("\(name).patient_account", 900) { index in
      _ = try office.account(of: patients[index * 7919 % patients.count], limit: 50)
    }
  }

  /// Asks for a page so often and prints the time that 99 of 100 are under, in microseconds.
  private static func measure(
    _ name: String, _ times: Int, _ page: (Int) throws -> Void
  ) throws {
    var seconds: [Double] = []
    for index in 0..<times {
      let start = ContinuousClock.now
      try page(index)
      let (whole, part) = (ContinuousClock.now - start).components
      seconds.append(Double(whole) + Double(part) / 1e18)
    }
    seconds.sort()
    print("\(name)_p50_us\t\(Int(seconds[times / 2] * 1_000_000))")
    print("\(name)_p99_us\t\(Int(seconds[times * 99 / 100] * 1_000_000))")
  }
}
