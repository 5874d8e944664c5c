// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing
import Values
import Workflows

/// A billing office of a test with a few invented claims, and the files that put them there and answer them.
struct MadeUpClaims {
  /// A line of an answer: line, charge, paid, and adjustments as group, reason and cents.
  typealias Answer = (line: Int, charge: Int, paid: Int, taken: [(String, String, Int)])

  let office: BillingOffice
  let address: String
  var home: String { folder.path }
  let ledger: LedgerStore
  let practice: PracticeID
  private let folder: TemporaryFolder
  let place: TestDatabase
  private(set) var traces = 0

  init(_ engine: TestEngine) throws {
    practice = try #require(PracticeID("main"))
    place = try engine.place()
    folder = try TemporaryFolder()
    address =
      switch place.address {
      case .sqlite(let path): "sqlite:\(path)"
      case .postgreSQL(let text): text
      }
    let installation = Installation(home: folder.path)
    let books = try Books(database: address, practice: "main", installation, isNew: true)
    try KeyFile.begin(installation.keys(nil), installation)
    _ = try books.open(from: SampleEncounter.day("2026-01-01"))
    office = try BillingOffice(books, keys: installation.keys(nil))
    office.now = Instant(startOf: SampleEncounter.day("2026-01-06"))
    ledger = try place.ledger()
  }

  /// The office of a database and an installation, by a connection of its own.
  static func another(_ address: String, _ home: String) throws -> BillingOffice {
    let installation = Installation(home: home)
    return try BillingOffice(
      Books(database: address, practice: "main", installation), keys: installation.keys(nil))
  }

  /// Writes a file of a text.
  func file(_ text: String) throws -> String {
    let path = "\(folder.path)/document.json"
    try Files.write(Array(text.utf8), to: path)
    return path
  }

  private static func dollars(_ cents: Int) -> String {
    let part = abs(cents) % 100
    return "\(cents < 0 ? "-" : "")\(abs(cents) / 100).\(part < 10 ? "0" : "")\(part)"
  }

  /// Puts a claim on file, of a patient with a number and lines of so many cents.
  func add(
    _ name: String, patient: Int, charges: [Int], filing: String = "CI", second: Bool = false
  ) throws {
    let total = charges.reduce(0, +)
    var rows = [
      "HL*2*1*22*0", "SBR*P*18*******\(filing)",
      "NM1*IL*1*DOE*JAN\(Self.letters(patient))****MI*W\(patient)",
      "N3*1 OAK ST", "N4*COLUMBUS*OH*43215", "DMG*D8*19700101*F",
      "NM1*PR*2*EXAMPLE PAYER*****PI*12345",
      "CLM*\(name)*\(Self.dollars(total))***11:B:1*Y*A*Y*Y", "HI*ABK:E119",
    ]
    if second {
      rows += [
        "SBR*S*18*******CI", "OI***Y***Y",
        "NM1*IL*1*DOE*JAN\(Self.letters(patient))****MI*S\(patient)",
        "NM1*PR*2*SECOND PAYER*****PI*67890",
      ]
    }
    for (index, charge) in charges.enumerated() {
      rows += [
        "LX*\(index + 1)", "SV1*HC:9921\(index + 2)*\(Self.dollars(charge))*UN*1***1",
        "DTP*472*D8*20260105", "REF*6R*\(name)L\(index + 1)",
      ]
    }
    let body =
      [
        "ST*837*0001*005010X222A1", "BHT*0019*00*1*20260106*1200*CH",
        "NM1*41*2*EXAMPLE PRACTICE*****46*S1", "PER*IC*DESK*TE*5555550100",
        "NM1*40*2*EXAMPLE PAYER*****46*R1", "HL*1**20*1",
        "NM1*85*2*EXAMPLE PRACTICE*****XX*1999999992", "N3*2 ELM ST",
        "N4*COLUMBUS*OH*432150001", "REF*EI*999999999",
      ] + rows
    let path = try write(
      body, "HC", sender: "PRACTICE       ", receiver: "PAYER          ", "005010X222A1")
    _ = try office.add([path], isSent: true, by: "ann")
  }

  /// Answers a claim; a trace of its own makes it a payment of its own.
  ///
  /// - Returns: The number of the remittance.
  @discardableResult
  mutating func answer(
    _ name: String, patient: Int, _ lines: [Answer], status: String = "1", filing: String = "12",
    on day: String = "20260301"
  ) throws -> Int {
    traces += 1
    let charge = lines.reduce(0) { $0 + $1.charge }
    let paid = lines.reduce(0) { $0 + $1.paid }
    var rows = [
      "CLP*\(name)*\(status)*\(Self.dollars(charge))*\(Self.dollars(paid))**\(filing)*P\(name)*11*1",
      "NM1*QC*1*DOE*JAN\(Self.letters(patient))****MI*W\(patient)",
    ]
    for line in lines {
      rows += [
        "SVC*HC:9921\(line.line + 1)*\(Self.dollars(line.charge))*\(Self.dollars(line.paid))**1",
        "DTM*472*20260105",
      ]
      rows += line.taken.map { "CAS*\($0.0)*\($0.1)*\(Self.dollars($0.2))" }
      rows.append("REF*6R*\(name)L\(line.line)")
    }
    let body =
      [
        "ST*835*0001", "BPR*I*\(Self.dollars(paid))*C*NON************\(day)",
        "TRN*1*T\(traces)*1999999999", "DTM*405*\(day)", "N1*PR*EXAMPLE PAYER", "N3*1 MAIN ST",
        "N4*COLUMBUS*OH*43215", "PER*BL*HELP*TE*5555550100",
        "N1*PE*EXAMPLE PRACTICE*XX*1999999992", "LX*1",
      ] + rows
    let path = try write(
      body, "HP", sender: "PAYER          ", receiver: "PRACTICE       ", "005010X221A1")
    let answer = try office.post([path], by: "ann")
    return answer["remittances"]?[0]?["remittance"]?.int ?? 0
  }

  private func write(
    _ body: [String], _ group: String, sender: String, receiver: String, _ guide: String
  ) throws -> String {
    let segments =
      [
        "ISA*00*          *00*          *ZZ*\(sender)*ZZ*\(receiver)*260301*1200*^*00501*000000001*0*T*:",
        "GS*\(group)*A*B*20260301*1200*1*X*\(guide)",
      ] + body + ["SE*\(body.count + 1)*0001", "GE*1*1", "IEA*1*000000001"]
    let path = "\(folder.path)/\(group)\(traces).edi"
    try Files.write(Array((segments.joined(separator: "~\n") + "~\n").utf8), to: path)
    return path
  }

  private static func letters(_ number: Int) -> String {
    String(number).map { String(UnicodeScalar(UInt8(65 + ($0.wholeNumberValue ?? 0)))) }.joined()
  }
}
