// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Interchange
import Storage
import TransactionSets
public import Values

/// The main job: reads encounters, judges their codes, builds their claims, and writes those that are
/// clean as 837.
///
/// Encounters are taken one at a time and forgotten again, so that memory stays the same however many
/// there are. The files appear whole at the end, or not at all.
public struct RunEncounters {
  private let edits: EncounterEdits
  private let options: Options
  private let installation: Installation
  private let services: EditClaims
  private let groups: StayGrouping
  private let visits: VisitGrouping
  private let proposals: ProposeDiagnoses
  private let payments: ExpectedPayments

  /// Opens what is needed to judge encounters.
  ///
  /// - Parameter preCheck: A program that is asked about each claim.
  /// - Throws: ``WorkflowFailure`` where no code sets are installed or one is damaged.
  public init(
    _ installation: Installation, _ options: Options, known: CalendarDate? = nil,
    preCheck: PreCheck? = nil
  ) throws(WorkflowFailure) {
    let queries = try CodeQueries(installation, known: known)
    try queries.requireCodes()
    edits = EncounterEdits(
      codes: try asWorkflow { try EditCodes(queries.codes) }, guidelines: .standard)
    self.options = options
    self.installation = installation
    services = try EditClaims(installation, known: known, rules: options.rules)
    services.preCheck = preCheck
    services.earlier = options.earlier
    services.keepClaims()
    groups = StayGrouping(installation, known: known)
    visits = VisitGrouping(installation, known: known)
    proposals = ProposeDiagnoses(installation, options, known: known)
    payments = try ExpectedPayments(installation, options, known: known)
  }

  /// Runs over files and folders.
  ///
  /// - Parameters:
  ///   - paths: FHIR Bundles or our own documents (`.json`), one a line (`.ndjson`), or folders of them;
  ///     `-` is the standard input, a document a line.
  ///   - each: Called for each encounter with what became of it.
  /// - Returns: The counts, and the paths of the files written.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read or the output cannot be written; nothing is
  ///   written then.
  public func run(
    _ paths: [String], each: (JSON) -> Void
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let inputs = try EncounterFiles(paths, fees: options.fees)
      var output = try ClaimOutput(options, installation)
      var counts = Counts()
      try inputs.forEach { document in
        for result in try results(of: document, inputs.fees) {
          counts.add(try take(result, &output), each)
        }
      }
      let written = try output.finish()
      return counts.json(written)
    }
  }

  /// Explains what became of each encounter: everything that was asked of each diagnosis, which note of
  /// which level of which release it rests on, and what came of it.
  ///
  /// - Parameters:
  ///   - paths: As for ``run(_:each:)``.
  ///   - id: Only the encounter with this identifier; nothing for all.
  ///   - each: Called for each encounter: the row of a run with `diagnoses` beside it.
  /// - Throws: ``WorkflowFailure``: `encounter.no-such` where no encounter has the identifier.
  public func explain(
    _ paths: [String], only id: String?, each: (JSON) -> Void
  ) throws(WorkflowFailure) {
    var isFound = false
    try asWorkflow {
      let inputs = try EncounterFiles(paths, fees: options.fees)
      try inputs.forEach { document in
        for judged in try results(of: document, inputs.fees) {
          if let id, judged.encounter?.id.description != id { continue }
          isFound = true
          let traces = judged.encounter.map { edits.trace(for: $0).map(\.json) } ?? []
          let service = judged.encounter?.dayOfCodes
          let row = try json(of: judged)
          each(
            .object(
              row.members + [
                JSON.Member("date_of_service", .date(service)),
                JSON.Member("diagnoses", .array(traces)),
              ]))
        }
      }
    }
    if let id, !isFound {
      throw WorkflowFailure("encounter.no-such", .rejected, ("encounter", id))
    }
  }

  /// Judges one encounter, and writes nothing.
  ///
  /// - Parameters:
  ///   - document: The encounter; of several the first counts.
  ///   - name: What it is called.
  /// - Returns: The row of a run, and the claim where nothing rejects it.
  func judge(_ document: [UInt8], named name: String) throws -> (row: JSON, claim: Claim?) {
    let all = try results(of: EncounterFiles.Document(name: name, bytes: document), [:])
    let judged = all.first { $0.encounter != nil } ?? all[0]
    return (try json(of: judged), isHeld(judged) ? nil : judged.claim)
  }

  /// What a document came to: an encounter with its findings, or findings alone.
  struct Judged {
    var file: String
    var encounter: Encounter?
    var claim: Claim?
    var findings: [Finding]
    /// The services as they were judged.
    var record: ServiceRecord?
    /// The group of an inpatient stay, or the groups of an outpatient visit.
    var group: JSON?
    /// The diagnoses proposed from the notes.
    var proposed: JSON?
    /// What the contract with the payer lets expect.
    var expected: JSON?
    /// What the patient is expected to pay of it.
    var share: JSON?
  }

  private func results(
    of document: EncounterFiles.Document, _ fees: [String: Money]
  ) throws -> [Judged] {
    let json: JSON
    do {
      json = try JSON(parsing: document.bytes)
    } catch {
      let finding = Finding(
        "encounter.not-json", .rejects, at: error.place,
        facts: [.init("fault", error.code.rawValue)])
      return [Judged(file: document.name, findings: [finding])]
    }
    let reading = EncounterReading(of: json, fees: fees)
    var judged = try reading.encounters.map { try judge($0, document.name) }
    if !reading.findings.isEmpty || judged.isEmpty {
      judged.insert(Judged(file: document.name, findings: reading.findings), at: 0)
    }
    return judged
  }

  private func judge(_ read: ReadEncounter, _ file: String) throws -> Judged {
    guard let written = read.encounter else {
      return Judged(file: file, findings: read.findings)
    }
    // What is proposed is judged at once, so that the coder sees the whole claim that would come of it.
    let proposal = try proposals.proposal(for: written)
    let encounter = proposal?.encounter ?? written
    let result = Claim.building(from: encounter)
    let told = edits.findings(for: encounter)
    let ofStay = try services.judgeStay(of: encounter, told: told)
    var claim = result.claim
    let ofServices = try services.judgeServices(of: &claim, on: encounter.dayOfService)
    let group = try groups.group(encounter) ?? visits.group(encounter)
    let payment = try claim.flatMap { try payments.payment(of: $0, encounter) }
    return Judged(
      file: file, encounter: encounter, claim: claim,
      findings: read.findings + (proposal?.findings ?? []) + told + ofStay
        + ofServices.findings + result.findings + (payment?.findings ?? []),
      record: ofServices.record, group: group, proposed: proposal?.json,
      expected: payment?.expected, share: payment?.share)
  }

  /// Writes the claim of an encounter, where nothing rejects it.
  private func take(_ judged: Judged, _ output: inout ClaimOutput) throws -> JSON {
    var judged = judged
    if let claim = judged.claim, !output.isFirst(claim.patientControlNumber.description) {
      judged.findings.append(
        Finding(
          "claim.repeated-control-number", .warns, at: .claim,
          facts: [.init("number", claim.patientControlNumber.description)]))
    }
    if let claim = judged.claim, !isHeld(judged) {
      do {
        try output.append(claim)
      } catch let error as TransactionSetError {
        judged.findings.append(error.finding)
      }
    }
    let row = try json(of: judged)
    try output.append(row)
    return row
  }

  private struct Counts {
    var clean = 0
    var held = 0
    var unreadable = 0

    mutating func add(_ row: JSON, _ each: (JSON) -> Void) {
      switch row["status"]?.string {
      case "clean": clean += 1
      case "held": held += 1
      default: unreadable += 1
      }
      each(row)
    }

    func json(_ files: [String]) -> JSON {
      .members(
        ("encounters", .int(clean + held)), ("clean", .int(clean)), ("held", .int(held)),
        ("unreadable", .int(unreadable)), ("files", .array(files.map(JSON.string))))
    }
  }
}

extension RunEncounters {
  /// What became of the encounter: the shape of a line of `findings.ndjson`.
  private func json(of judged: Judged) throws -> JSON {
    let (claim, findings) = (judged.claim, judged.findings)
    let status = judged.encounter == nil ? "unreadable" : isHeld(judged) ? "held" : "clean"
    return .members(
      ("file", .string(judged.file)),
      ("encounter", judged.encounter.map { .string($0.id.description) }),
      ("status", .string(status)),
      ("claim", claim.map { .string($0.kind == .professional ? "837P" : "837I") }),
      ("control_number", claim.map { .string($0.patientControlNumber.description) }),
      ("charge", claim.map { .money($0.total) }), ("group", judged.group),
      ("proposed", judged.proposed), ("expected", judged.expected),
      ("patient_share", judged.share),
      (
        "findings",
        .array(
          try services.json(
            findings, of: judged.record, encounter: judged.encounter,
            claim: judged.encounter?.id.description))
      ))
  }

  /// Whether there is no claim, or something rejects it that nobody has answered for.
  private func isHeld(_ judged: Judged) -> Bool {
    let id = judged.encounter?.id.description
    return judged.claim == nil
      || judged.findings.contains {
        $0.severity == .rejects && services.override(of: $0, on: id) == nil
      }
  }
}
