// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Values
import Workflows

/// A billing office of a practice of its own, with what the books of each claim have to come to.
final class TestOffice {
  let office: BillingOffice
  let books: Books
  let folder: URL
  /// What each claim's payers and patient owe, in cents, worked out beside the program.
  private(set) var open: [String: Int64] = [:]
  private(set) var patients: [String: Int64] = [:]
  private var files = 0

  /// The engines: SQLite always, PostgreSQL where `CLEANCLAIM_POSTGRESQL` names a server.
  static let engines: [String] = {
    let server = ProcessInfo.processInfo.environment["CLEANCLAIM_POSTGRESQL"]
    return ["SQLite"] + (server == nil ? [] : ["PostgreSQL"])
  }()

  /// The keys of all tests: with other keys the same patients would have other names in the books.
  private static let keys: String = {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "office-keys-\(UUID().uuidString)/keys"
    ).path
    do { try KeyFile.begin(path, Installation(home: "/nowhere")) } catch {
      preconditionFailure("no keys can be made")
    }
    return path
  }()

  init(_ engine: String = "SQLite") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "office-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A file has one practice; a server those of many tests.
    let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(18)
    let practice = engine == "SQLite" ? "main" : name
    let database =
      engine == "SQLite"
      ? "sqlite:\(folder.path)/books.sqlite"
      : try #require(ProcessInfo.processInfo.environment["CLEANCLAIM_POSTGRESQL"])
    books = try Books(
      database: database, practice: practice, Installation(home: folder.path), isNew: true)
    _ = try books.open(from: SampleEncounter.day("2026-01-01"))
    office = try BillingOffice(books, keys: Self.keys)
    office.now = Instant("2026-06-01T09:00:00Z")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file.
  func file(_ bytes: [UInt8], _ name: String? = nil) throws -> String {
    files += 1
    let path = "\(folder.path)/\(name ?? "file-\(files).edi")"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Puts claims on file.
  func add(_ claims: [GeneratedRemittances.Claim]) throws {
    let answer = try office.add(
      [file(GeneratedRemittances.claimFile(claims))], isSent: true, by: "test")
    #expect(answer["added"]?.int == claims.count)
    for claim in claims { open[claim.number] = claim.cents }
  }

  /// Posts remittances as one file, and notes what they do to each claim.
  @discardableResult
  func post(_ remittances: [GeneratedRemittances.Remittance]) throws -> JSON {
    let answer = try office.post(
      [file(GeneratedRemittances.remittanceFile(remittances))], by: "test")
    for item in remittances.flatMap(\.answers) { note(item) }
    return answer
  }

  /// Works out what an answer does to a claim.
  func note(_ answer: GeneratedRemittances.Answer, sign: Int64 = 1) {
    let number = answer.claim.number
    let patient = answer.taken { group, _ in group == "PR" }
    let contractual = answer.taken { $0 == "CO" && $1 == "45" }
    // The next payer's part is still with payers.
    let left = answer.claim.hasSecondary ? 0 : patient
    open[number, default: 0] -= sign * (answer.paid + contractual + left)
    patients[number, default: 0] += sign * left
  }

  /// Everything that has to hold after every step.
  func check(_ claims: [GeneratedRemittances.Claim]) throws {
    _ = try books.verify()
    #expect(try books.trialBalance(through: nil)["balanced"] == .bool(true))
    #expect(try office.threeWayMatch()["residual"]?.digits == "0.00")
    for claim in claims {
      let answer = try office.claim(claim.number)
      let payers = (answer["payers"]?.elements ?? []).reduce(Int64(0)) {
        $0 + ($1["open"]?.digits.flatMap { Money($0) }?.cents ?? 0)
      }
      let patient = answer["patient_owes"]?.digits.flatMap { Money($0) }?.cents
      #expect(payers == open[claim.number], "\(claim.number)")
      #expect(patient == patients[claim.number] ?? 0, "\(claim.number)")
    }
  }

  var fingerprint: String { get throws { try books.fingerprint()["fingerprint"]?.string ?? "" } }
  var head: String { get throws { try books.fingerprint()["head"]?.string ?? "" } }
}
