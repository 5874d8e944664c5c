// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Storage
import Values

/// Measures the register of patients: `people-bench ADDRESS KEYS PATIENTS NAME`.
///
/// Patients with a coverage each are entered a thousand a transaction; then one is looked up by identity, by name and
/// by number, and all is sealed with a new key.
@main
struct PeopleBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let address = DatabaseAddress(arguments[1]),
      let count = Int(arguments[3]), let practice = PracticeID("bench"),
      let author = Author("bench", at: Instant(microseconds: 1_770_000_000_000_000))
    else { fatalError("usage: people-bench ADDRESS KEYS PATIENTS NAME") }
    let name = "people.\(arguments[4])"
    let ring = try KeyRing.addKey(at: arguments[2], on: author.moment.date)
    let people = PeopleStore(
      try PracticeDatabase(Database(at: address), practice, FieldCipher(ring)))
    var seconds = 0.0
    for start in stride(from: 0, to: count, by: 1000) {
      let batch = (start..<min(start + 1000, count)).map(registration)
      seconds += try timed { _ = try people.register(batch, by: author) }
    }
    print("\(name).registered_per_second\t\(Int(Double(count) / seconds))")
    var (identity, find, show): ([Double], [Double], [Double]) = ([], [], [])
    for index in 0..<300 {
      let number = (index * 7919 + 13) % count
      let known = registration(number)
      identity.append(try timed { _ = try people.register(known, by: author) })
      var query = PeopleStore.Query()
      query.family = known.record.patient.person.name.family
      query.birthDate = known.record.patient.person.birthDate
      let asked = query
      find.append(try timed { _ = try people.find(asked) })
      if let id = try people.find(asked).first?.patient {
        show.append(try timed { _ = try people.record(of: id) })
      }
    }
    for (what, times) in [("identity", identity), ("find", find), ("record", show)] {
      let sorted = times.sorted()
      print("\(name).\(what)_p99_us\t\(Int(sorted[sorted.count * 99 / 100] * 1_000_000))")
    }
    let newer = try KeyRing.addKey(at: arguments[2], on: author.moment.date)
    let own = try PracticeDatabase(Database(at: address), practice, FieldCipher(newer))
    var rows = 0
    let time = try timed { rows = try KeyRotation(of: own).run() }
    print("\(name).rotated_rows_per_second\t\(Int(Double(rows) / time))")
  }

  static func registration(_ number: Int) -> Registration {
    var person = Person(
      name: PersonName(family: "Family\(number % 5000)", given: "Given\(number % 300)"),
      birthDate: CalendarDate(daysSinceEpoch: Int32(-14_000 + number * 7 % 25_000)), sex: .female,
      address: Address(
        lines: ["\(number) Sample Street"], city: "Springfield", state: "IL", postalCode: "62701"))
    person.name.middle = "Q"
    let coverage = Coverage(
      payer: Payer(name: "Sample Health Plan", id: "99999"), subscriberID: "SHP\(number)",
      claimFiling: .commercial)
    return Registration(
      PatientRecord(Patient(person: person), telephone: "217555\(1000 + number % 9000)"),
      coverages: [KeptCoverage(coverage)])
  }

  static func timed(_ work: () throws -> Void) throws -> Double {
    let start = ContinuousClock.now
    try work()
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
