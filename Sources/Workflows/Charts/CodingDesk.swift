// SPDX-License-Identifier: Apache-2.0

import Billing
public import Claims
import Interchange
import Storage
public import Values

/// The coders of a practice: charts from the day they come to the claim that is made of them.
///
///     let desk = try CodingDesk(office, installation)
///     try desk.add(["encounters/"], by: "ann")
///     let chart = try desk.next(ChartsWanted(), by: "ann")
///     try desk.save("OV-1", ["diagnoses=I10,E11.9"], by: "ann")
///     try desk.finish("OV-1", by: "ann")
///
/// Each move is one of the table `billing/chart-moves.tsv`, kept with who, when and why. Nothing that somebody has
/// written is lost: every version stays.
public final class CodingDesk {
  let office: BillingOffice
  let store: ChartStore
  let installation: Installation
  let life = BillingTables.chartLife
  let reasons = BillingTables.chartReasons
  let aids: ChartAids
  private var judge: Judge?

  /// Judges an encounter, given as a document and by its name: the row of a run, and the claim where nothing rejects
  /// it.
  public typealias Judge = ([UInt8], String) throws -> (row: JSON, claim: Claim?)

  /// Takes the billing office of the practice.
  ///
  /// - Parameter judge: What judges encounters; nothing for the edits of the installation, which are opened when
  ///   something is judged for the first time.
  public init(_ office: BillingOffice, _ installation: Installation, judge: Judge? = nil) {
    self.office = office
    self.installation = installation
    self.judge = judge
    store = ChartStore(office.store)
    aids = ChartAids(installation)
  }

  /// What comes of a version of a chart.
  func judgement(_ content: [UInt8], _ name: String) throws(WorkflowFailure) -> JSON {
    let judge = try judging(RunEncounters.Options(out: nil))
    return try asWorkflow { try judge(content, name).row }
  }

  /// What judges encounters.
  func judging(_ options: RunEncounters.Options) throws(WorkflowFailure) -> Judge {
    if let judge { return judge }
    let runs = try RunEncounters(installation, options)
    let opened: Judge = { try runs.judge($0, named: $1) }
    if options.rules.isEmpty { judge = opened }
    return opened
  }

  /// Puts encounters on file, coded or not; each waits for a coder.
  ///
  /// - Parameters:
  ///   - paths: As for a run: documents, lines of documents, folders.
  ///   - fees: A fee schedule; nothing for the one of a folder.
  /// - Returns: `added`, `present`, and `findings` of what was refused.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read.
  public func add(
    _ paths: [String], fees: String? = nil, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try BillingOffice.user(user)
    return try asWorkflow {
      let inputs = try EncounterFiles(paths, fees: fees)
      var (added, present) = (0, 0)
      var refused: [Finding] = []
      try inputs.forEach { document in
        let (encounters, findings) = try Self.encounters(document, inputs.fees)
        refused += findings
        for encounter in encounters {
          switch try store.transaction({ try put(encounter, document.name, user) }) {
          case .success(let isNew): if isNew { added += 1 } else { present += 1 }
          case .failure(let refusal): refused.append(refusal.finding)
          }
        }
      }
      return .members(
        ("added", .int(added)), ("present", .int(present)),
        ("findings", .array(refused.map(FindingWords.standard.json))))
    }
  }

  /// Why an encounter was not put on file.
  private struct Refusal: Error {
    let finding: Finding
  }

  /// The encounters of a document, and what keeps others from being read.
  static func encounters(
    _ document: EncounterFiles.Document, _ fees: [String: Money]
  ) throws -> ([Encounter], [Finding]) {
    let json: JSON
    do {
      json = try JSON(parsing: document.bytes)
    } catch {
      return (
        [],
        [
          Finding(
            "encounter.not-json", .rejects, at: error.place,
            facts: [.init("fault", error.code.rawValue)])
        ]
      )
    }
    let reading = EncounterReading(of: json, fees: fees)
    let read = reading.encounters
    let encounters = read.compactMap(\.encounter)
    let lost = read.filter { $0.encounter == nil }.flatMap(\.findings)
    let isEmpty = encounters.isEmpty && reading.findings.isEmpty && lost.isEmpty
    let none = Finding(
      "charts.no-encounter", .rejects, at: .claim, facts: [.init("file", document.name)])
    return (encounters, reading.findings + lost + (isEmpty ? [none] : []))
  }

  private func put(
    _ encounter: Encounter, _ file: String, _ user: String
  ) throws -> Result<Bool, Refusal> {
    let name = encounter.id.description
    let content = Array(encounter.document.line.utf8)
    let digest = BillingOffice.digest(content)
    if try store.charts([name]).first != nil {
      let isSame = try store.versions(of: name).contains {
        BillingOffice.digest($0.content) == digest
      }
      guard !isSame else { return .success(false) }
      return .failure(
        Refusal(
          finding: Finding(
            "charts.other-chart", .rejects, at: .claim, facts: [.init("chart", name)])))
    }
    guard let chart = kept(encounter) else {
      return .failure(
        Refusal(
          finding: Finding("charts.no-day", .rejects, at: .claim, facts: [.init("chart", name)])))
    }
    try store.add(chart, content: content, digest: digest, by: user)
    return .success(true)
  }

  /// What a worklist shows of an encounter; nothing where it has no day.
  func kept(_ encounter: Encounter) -> KeptChart? {
    guard let through = Self.lastDay(encounter) else { return nil }
    let roles: [ProviderRole] = [.rendering, .attending, .operating, .billing]
    let provider = roles.lazy.compactMap { encounter.providers[$0] }.first
    let payer = encounter.coverages.first?.payer
    let person = encounter.patient.person
    let shown = JSON.members(
      (
        "name",
        .string([person.name.given, person.name.family].compactMap(\.self).joined(separator: " "))
      ),
      ("birth_date", person.birthDate.map { .date($0) }))
    return KeptChart(
      id: encounter.id.description, kind: encounter.setting.rawValue,
      payer: payer?.id ?? payer?.name ?? "", provider: provider?.npi?.description ?? "",
      specialty: provider?.taxonomy?.description ?? "", through: through,
      value: encounter.charges.reduce(.zero) { $0 + $1.amount },
      person: Array(shown.line.utf8), entered: office.moment)
  }

  private static func lastDay(_ encounter: Encounter) -> CalendarDate? {
    encounter.statementPeriod?.through ?? encounter.discharge?.date
      ?? encounter.charges.compactMap { $0.through ?? $0.date }.max() ?? encounter.dayOfService
  }
}

extension CodingDesk {
  /// Why charts wait: `reasons`, each with whose turn it is, days and words.
  public static var pendingReasons: JSON {
    .members(
      (
        "reasons",
        .array(
          BillingTables.chartReasons.rows.map { row in
            .members(
              ("reason", .string(row.reason)), ("turn", .string(row.turn)),
              ("days", .int(row.days)), ("words", .string(row.words)))
          })
      ))
  }
}
