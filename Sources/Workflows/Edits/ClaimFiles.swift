// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import Storage
import Values

/// The claims in files and folders: 837s, encounters of ours or of FHIR, compact records of services.
///
/// One claim is in memory at a time.
struct ClaimFiles {
  /// A claim, as far as it could be read.
  struct Item {
    /// The file, with the line where it holds a claim a line.
    var file: String
    /// What the claim is called.
    var id: String?
    /// Its services; nothing where it could not be read.
    var record: ServiceRecord?
    /// Its encounter, read back from the claim where an 837 was read; nothing for a compact record.
    var encounter: Encounter?
    /// The claim, where there is one.
    var claim: Claim?
    /// What was found in reading it.
    var findings: [Finding] = []
  }

  private let fees: [String: Money]
  private let paths: [String]
  /// The day of claims that have none.
  private let day: CalendarDate?

  /// Finds the files.
  ///
  /// - Parameter day: The day of claims that have none.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read.
  init(_ roots: [String], on day: CalendarDate? = nil) throws(WorkflowFailure) {
    var paths: [String] = []
    for root in roots {
      guard Files.isFolder(root) else {
        guard root == "-" || Files.exists(root) else {
          throw WorkflowFailure(FileFailure(.notFound, root))
        }
        paths.append(root)
        continue
      }
      let tree = try asWorkflow { try Files.tree(root) }
      paths += tree.filter { path in
        [".json", ".ndjson", ".jsonl", ".edi", ".x12", ".837"].contains { path.hasSuffix($0) }
          && !path.hasSuffix("/fees.json")
      }
    }
    self.paths = paths
    fees = [:]
    self.day = day
  }

  /// Hands over the claims one at a time.
  func forEach(_ body: (Item) throws -> Void) throws {
    for path in paths {
      if path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") || path == "-" {
        let reader = try LineReader(path)
        while let line = try reader.next() {
          if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
          for item in items(of: line, file: "\(path):\(reader.line)") { try body(item) }
        }
        continue
      }
      let head = try Files.read(path, limit: 256).drop { $0 <= 0x20 || $0 >= 0x80 }
      if head.starts(with: Array("ISA".utf8)) {
        var failure: (any Error)?
        try InterchangeFile(path).sentClaims { claim in
          guard failure == nil else { return }
          do { try body(item(claim, file: path)) } catch { failure = error }
        }
        if let failure { throw failure }
      } else {
        for item in items(of: try Files.read(path), file: path) { try body(item) }
      }
    }
  }

  /// The claims of a document of JSON.
  func items(of bytes: [UInt8], file: String) -> [Item] {
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch {
      return [
        Item(
          file: file,
          findings: [
            Finding(
              "encounter.not-json", .rejects, at: error.place,
              facts: [.init("fault", error.code.rawValue)])
          ])
      ]
    }
    return items(of: json, file: file)
  }

  /// The claims of a document.
  func items(of json: JSON, file: String) -> [Item] {
    if json["lines"] != nil, json["patient"] == nil, json["resourceType"] == nil {
      let reading = ServiceRecordReading(json, on: day)
      return [
        Item(
          file: file, id: json["id"]?.string ?? json["id"]?.digits, record: reading.record,
          findings: reading.findings)
      ]
    }
    let reading = EncounterReading(of: json, fees: fees)
    var items = reading.encounters.map { read -> Item in
      guard var encounter = read.encounter else {
        return Item(file: file, findings: read.findings)
      }
      encounter.date(on: day)
      let built = Claim.building(from: encounter)
      var item = Item(
        file: file, id: encounter.id.description, encounter: encounter, claim: built.claim,
        findings: read.findings + built.findings)
      item.record = built.claim.map { ServiceRecord($0, on: encounter.dayOfService) }
      return item
    }
    if !reading.findings.isEmpty || items.isEmpty {
      items.insert(Item(file: file, findings: reading.findings), at: 0)
    }
    return items
  }

  /// The item of a claim that was read from an 837.
  func item(_ claim: Claim, file: String) -> Item {
    var encounter = Encounter(claim)
    let record = ServiceRecord(claim, on: encounter.dayOfService == nil ? day : nil)
    encounter.date(on: day)
    return Item(
      file: file, id: claim.patientControlNumber.description, record: record,
      encounter: encounter, claim: claim)
  }
}

extension Encounter {
  /// The first day of its services.
  var dayOfService: CalendarDate? {
    charges.lazy.compactMap(\.date).min() ?? statementPeriod?.from ?? admission?.date
  }

  /// Gives the charges a day where nothing of the encounter has one.
  mutating func date(on day: CalendarDate?) {
    guard let day, dayOfService == nil else { return }
    for index in charges.indices { charges[index].date = day }
  }
}
