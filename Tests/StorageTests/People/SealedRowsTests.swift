// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Foundation
import Storage
import TestSupport
import Testing
import Values

@Suite struct SealedRowsTests {
  /// Marked values of everything that identifies a person.
  static let marks = [
    "Qzxfamily", "Qzxgiven", "Qzxmiddle", "Qzxstreet", "Qzxcity", "QZXMEMBER1", "QZXRECORD",
    "5559991234", "qzxmail", "1931-12-07", "19311207", "QZXGROUP", "QzxParent", "QZXAUTH",
    "QZXFAMILY", "QZXGIVEN",
  ]

  static func registration() throws -> Registration {
    let person = Person(
      name: PersonName(family: "Qzxfamily", given: "Qzxgiven", middle: "Qzxmiddle"),
      birthDate: CalendarDate("1931-12-07"), sex: .female,
      address: Address(lines: ["1 Qzxstreet"], city: "Qzxcity", state: "IL", postalCode: "62701"))
    var coverage = Coverage(
      payer: Payer(name: "Sample Health Plan", id: "99999"), subscriberID: "QZXMEMBER1",
      relationship: .spouse, claimFiling: .commercial)
    coverage.groupNumber = "QZXGROUP"
    coverage.subscriber = Person(name: PersonName(family: "QzxParent", given: "Qzxgiven"))
    return Registration(
      PatientRecord(
        Patient(person: person, medicalRecordNumber: "QZXRECORD"), telephone: "5559991234",
        email: "qzxmail@patient.example"),
      coverages: [KeptCoverage(coverage)])
  }

  /// All that a database has of a practice, as bytes: the files of SQLite, the rows of every table of PostgreSQL.
  static func dump(_ place: TestDatabase) throws -> Data {
    if let file = place.file {
      return try ["", "-wal", "-shm"].reduce(into: Data()) { all, ending in
        if FileManager.default.fileExists(atPath: file + ending) {
          all += try Data(contentsOf: URL(fileURLWithPath: file + ending))
        }
      }
    }
    let database = try place.open()
    let tables = try database.run(
      "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
    ).map { try $0.text(0) }
    #expect(tables.count > 15)
    var all = Data()
    for table in tables {
      // Bytes come as hexadecimal digits: both forms are looked through.
      for row in try database.run("SELECT t::text FROM \(table) t") {
        let text = try row.text(0)
        all += Data(text.utf8)
        for part in text.split(separator: "\\x").dropFirst() {
          let digits = part.prefix { $0.isHexDigit }
          var bytes: [UInt8] = []
          var rest = Substring(digits)
          while rest.count >= 2, let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
          }
          all += Data(bytes)
        }
      }
    }
    return all
  }

  static func expectNoMarks(_ place: TestDatabase) throws {
    let all = try dump(place)
    #expect(all.count > 1000)
    for mark in marks { #expect(all.range(of: Data(mark.utf8)) == nil, "\(mark)") }
  }

  @Test(
    "No name, number, address or birth date stands in the database", arguments: TestEngine.present)
  func dump(_ engine: TestEngine) throws {
    let place = try engine.place()
    let test = try TestPractice(place, FieldCipher(KeyRing()))
    let ann = try #require(TestPractice.author)
    let people = try test.people()
    let known = try people.register(Self.registration(), by: ann)
    var record = try people.record(of: known.patient)
    record.telephone = "5559991235"
    try people.change(known.patient, to: record, by: ann)
    var kept = try people.coverages(of: known.patient)[0]
    kept.termination = CalendarDate("2026-12-31")
    try people.change(kept, of: known.patient, by: ann)
    try people.change(
      guarantorOf: known.patient, to: Self.registration().record.patient.person,
      since: ann.moment.date, by: ann)
    _ = try AuthorizationStore(test.own()).add(
      Authorization(.referral, of: known.patient, reference: "QZXAUTH"), by: ann)
    #expect(try people.record(of: known.patient) == record)
    try Self.expectNoMarks(place)
    // The scan would see them.
    let database = try place.open()
    try database.run(
      "INSERT INTO counter (practice, name, last) VALUES (?, ?, 1)", ["main", "Qzxfamily"])
    let all = try Self.dump(place)
    #expect(all.range(of: Data("Qzxfamily".utf8)) != nil)
  }

  @Test(
    "Who changed what cannot be altered, and a change that was is found",
    arguments: TestEngine.present)
  func changes(_ engine: TestEngine) throws {
    let place = try engine.place()
    let test = try TestPractice(place, FieldCipher(KeyRing()))
    let ann = try #require(TestPractice.author)
    let people = try test.people()
    let first = try people.register(Self.registration(), by: ann).patient
    try people.change(first, to: try people.record(of: first), by: ann)
    let database = try place.open()
    for statement in [
      "UPDATE change SET changed_by = 'bob'", "UPDATE change SET subject = 'P000002'",
      "DELETE FROM change", "UPDATE authorized_use SET units = 0", "DELETE FROM authorized_use",
    ] {
      if statement.contains("authorized_use"), engine == .sqlite { continue }
      #expect(throws: DatabaseError.self) { try database.run(statement) }
    }
    // Keys change, so what is sealed may be written anew; what was sealed for another row does not open.
    try database.run(
      """
      UPDATE change SET content = (SELECT content FROM change c WHERE c.number = 2)
      WHERE number = 1
      """)
    let error = #expect(throws: KeyError.self) { try people.changes(of: first) }
    #expect(error?.code == .altered)
  }

  @Test("Keys change under the register, and everything still opens", arguments: TestEngine.present)
  func rotation(_ engine: TestEngine) throws {
    let (place, folder) = (try engine.place(), try TemporaryFolder())
    let path = "\(folder.path)/keys"
    let ann = try #require(TestPractice.author)
    let day = ann.moment.date
    let old = try TestPractice(place, FieldCipher(KeyRing.addKey(at: path, on: day)))
    let known = try old.people().register(Self.registration(), by: ann)
    _ = try AuthorizationStore(old.own()).add(
      Authorization(.referral, of: known.patient, reference: "QZXAUTH"), by: ann)
    let new = try TestPractice(place, FieldCipher(KeyRing.addKey(at: path, on: day)))
    let before = try KeyRotation(of: new.own()).counts()
    #expect(before.keys.sorted() == [1])
    try KeyRotation(of: new.own()).run()
    #expect(try KeyRotation(of: new.own()).counts() == [2: before[1] ?? 0])
    let people = try new.people()
    #expect(try people.record(of: known.patient) == Self.registration().record)
    #expect(try people.changes(of: known.patient).count == 2)
    #expect(try AuthorizationStore(new.own()).authorizations(of: known.patient).count == 1)
    #expect(try people.register(Self.registration(), by: ann).patient == known.patient)
    try Self.expectNoMarks(place)
  }
}
