// SPDX-License-Identifier: Apache-2.0

import Claims
import Testing
import Values

@Suite struct ClaimHistoryTests {
  private static let day = CalendarDate(daysSinceEpoch: 20_000)

  private static func record(
    _ name: String, _ code: String, bill: ServiceRecord.Bill = .professional, after days: Int32 = 0
  ) -> ServiceRecord {
    var record = ServiceRecord(id: name, bill: bill)
    var line = ServiceRecord.Line(
      number: 1, code: PackedCode(code), units: Quantity(2),
      on: CalendarDate(daysSinceEpoch: day.daysSinceEpoch + days))
    line.modifiers = Modifiers(["25", "RT"].compactMap { Modifier($0) })
    (line.rendering, line.billing) = (1_999_999_034, 1_999_999_166)
    line.taxonomy = PackedCode("207P00000X")
    record.lines = [line]
    return record
  }

  private static func subject(
    _ member: String, _ frequency: ClaimFrequency = .original, _ number: String? = nil
  ) throws -> ClaimHistory.Subject {
    let patient = PatientIdentity(
      memberID: member, family: "Hargrove", given: "Tessa", birthDate: day, sex: .female)
    return ClaimHistory.Subject(
      patient: try #require(patient), frequency: frequency, payerClaimControlNumber: number)
  }

  @Test("A service comes back as it was kept, under the name of its claim")
  func kept() throws {
    var history = ClaimHistory()
    let (first, subject) = (Self.record("A", "99213"), try Self.subject("M1"))
    history.add(first, of: subject)
    let past = history.services(before: Self.record("B", "17000"), of: subject)
    #expect(past == [ServiceRecord.Past(claim: "A", line: first.lines[0])])
    #expect(history.services(before: first, of: subject).isEmpty, "a claim is not its own history")
    #expect(history.services(before: Self.record("B", "17000"), of: try Self.subject("M2")).isEmpty)
    let hospital = Self.record("B", "17000", bill: .outpatient)
    #expect(history.services(before: hospital, of: subject).isEmpty)
  }

  /// The later claim's name, frequency and payer's number, and the earlier claims that stay in its history.
  static let replacements: [(name: String, frequency: String, number: String?, left: [String])] = [
    ("NEW", "1", nil, ["A", "B"]), ("A", "1", nil, ["A", "B"]), ("A", "7", nil, ["B"]),
    ("NEW", "7", "A", ["B"]), ("A", "7", "B", ["A"]), ("NEW", "7", "OTHER", ["A", "B"]),
    ("A", "8", nil, []),
  ]

  @Test(
    "A replacement takes the place of one claim, a void has no history", arguments: replacements)
  func replaced(row: (name: String, frequency: String, number: String?, left: [String])) throws {
    var history = ClaimHistory()
    let subject = try Self.subject("M1")
    for name in ["A", "B"] { history.add(Self.record(name, "99213"), of: subject) }
    let later = Self.record(row.name, "17000", after: 1)
    let frequency = try #require(ClaimFrequency(row.frequency))
    let own = try Self.subject("M1", frequency, row.number)
    #expect(history.services(before: later, of: own).map(\.claim) == row.left)
  }

  @Test("The latest services of a patient are looked at, and no more than the limit and a claim")
  func limit() throws {
    var history = ClaimHistory()
    let subject = try Self.subject("M1")
    for number in 0..<2000 { history.add(Self.record("C\(number)", "99213"), of: subject) }
    let past = history.services(before: Self.record("NEW", "17000"), of: subject)
    #expect(past.count == ClaimHistory.mostServices)
    #expect(past.last?.claim == "C1999")
  }

  @Test("Writing of names and numbers does not count; too little makes no identity")
  func identity() {
    func identity(_ member: String?, _ family: String?, _ given: String?, _ sex: Sex = .female)
      -> PatientIdentity?
    {
      PatientIdentity(
        memberID: member, family: family, given: given, birthDate: Self.day, sex: sex)
    }
    #expect(identity("1eg4-te5", "O'Hara", "Ann") == identity("1EG4TE5", "OHARA", "ANN", .unknown))
    #expect(identity("1", "Hara", "Ann") != identity("1", "Har", "aAnn"))
    #expect(identity(nil, "Hara", "Ann") != identity(nil, "Hara", "Ann", .male))
    #expect(identity(nil, nil, "Ann") == nil)
    #expect(
      PatientIdentity(memberID: "1", family: "Hara", given: "Ann", birthDate: nil, sex: .female)
        == nil)
  }
}
