// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Storage
public import Values

/// Judges claims by every edit that the installation has tables for.
///
///     let edits = try EditClaims(Installation())
///     let answer = try edits.judge(claim)      // id, status, findings
public final class EditClaims {
  let conventions: EncounterEdits?
  private let correctCoding: CorrectCodingEdits
  private let stays: StayEditing
  private var outpatient: OutpatientEditing
  private let indicators: IndicatorEdits
  private let necessity: NecessityEditing
  private let rules: [PayerRuleBook]
  private var overrides: [OverrideTrail.Override] = []
  /// Whether findings are told by rule, place and row alone, without words.
  public var isBrief = false
  /// A program that is asked about each claim; nothing where none is.
  public var preCheck: PreCheck?
  /// The day of claims that have none.
  public var day: CalendarDate?
  /// Earlier claims of the patients; nothing where each claim stands alone.
  public var earlier: EarlierClaims?
  /// Whether claims that are judged become history of those after them.
  var isKeeping = false

  /// Opens what an installation has.
  ///
  /// - Parameters:
  ///   - known: The knowledge date: later releases are not looked at.
  ///   - rules: Files of payers' rules beside those installed.
  /// - Throws: ``WorkflowFailure`` where a codebook is damaged or a file of rules is wrong.
  public convenience init(
    _ installation: Installation, known: CalendarDate? = nil, rules files: [String] = []
  ) throws(WorkflowFailure) {
    let library = try asWorkflow { try installation.library(known: known) }
    var books = try RuleFiles(installation).books()
    for file in files { books.append(try RuleFiles.book(at: file)) }
    try self.init(library, rules: books)
    overrides = try Overrides(installation).active()
  }

  /// Opens what a library has.
  init(_ library: CodeLibrary, rules: [PayerRuleBook]) throws(WorkflowFailure) {
    let hasCodes = library.releases.contains { $0.set == .icd10cm }
    conventions =
      hasCodes
      ? EncounterEdits(
        codes: try asWorkflow { try EditCodes(library) }, guidelines: .standard) : nil
    correctCoding = CorrectCodingEdits(
      CorrectCodingTables(library, modifiers: Assets.bypassModifiers))
    stays = StayEditing(library)
    outpatient = OutpatientEditing(library)
    indicators = IndicatorEdits(Assets.indicatorTables(library))
    necessity = try asWorkflow { try NecessityEditing(library) }
    self.rules = rules
  }

  /// What became of a claim.
  struct Judged {
    var findings: [Finding]
    /// The services as the payer's rules have left them.
    var record: ServiceRecord?
  }

  /// Judges a claim that was read.
  func judge(_ item: ClaimFiles.Item) throws -> Judged {
    var findings = item.findings
    if let encounter = item.encounter {
      let told = conventions?.findings(for: encounter) ?? []
      findings += told
      findings += try judgeStay(of: encounter, told: told)
    }
    guard var record = item.record else { return Judged(findings: findings) }
    let subject = recall(&record, item.claim)
    try judge(&record, hasCodeEdits: item.encounter != nil, &findings)
    keep(record, of: subject)
    findings += preCheck?.findings(id: item.id, item.claim, record) ?? []
    return Judged(findings: findings, record: record)
  }

  /// Judges a claim in memory.
  ///
  /// - Returns: What is found: of the codes, then of the services, each in the order of the claim. A payer's rule
  ///   that changes claims has its say, but the claim stays as it is.
  /// - Throws: ``WorkflowFailure`` where a codebook is damaged.
  /// - Complexity: O(*d*² + *n*²) in diagnoses and lines, both with small factors.
  public func findings(for claim: PreparedClaim) throws(WorkflowFailure) -> [Finding] {
    var findings = conventions?.findings(for: claim.encounter) ?? []
    do {
      if claim.record.bill == .inpatient {
        findings += try judgeStay(of: claim.encounter.encounter, told: findings)
      }
      if rules.isEmpty {
        try judgeUnchanged(claim.record, hasCodeEdits: true, &findings)
      } else {
        var record = claim.record
        try judge(&record, hasCodeEdits: true, &findings)
      }
    } catch { throw WorkflowFailure(any: error) }
    return findings
  }

  /// Judges the stay of an inpatient by the code editor.
  ///
  /// - Parameter told: What the conventions have found of the encounter.
  func judgeStay(of encounter: Encounter, told: [Finding]) throws(WorkflowFailure) -> [Finding] {
    try stays.findings(for: encounter, told: told)
  }

  /// Judges the services of a claim whose codes were judged elsewhere, and changes it where a payer's rule says so.
  ///
  /// - Parameter day: The day of lines without one.
  func judgeServices(of claim: inout Claim?, on day: CalendarDate?) throws -> Judged {
    guard let built = claim else { return Judged(findings: []) }
    var before = ServiceRecord(built, on: day)
    let subject = recall(&before, built)
    var (record, findings) = (before, [Finding]())
    try judge(&record, hasCodeEdits: true, &findings)
    keep(record, of: subject)
    if record != before { claim?.take(record, insteadOf: before) }
    findings += preCheck?.findings(id: record.id, claim, record) ?? []
    return Judged(findings: findings, record: record)
  }

  /// Judges services: first what the payer's rules change, then all else.
  ///
  /// - Parameter hasCodeEdits: Whether codes that do not exist are told of already.
  func judge(
    _ record: inout ServiceRecord, hasCodeEdits: Bool, _ findings: inout [Finding]
  ) throws {
    var names: Set<String> = []
    for book in rules where book.applies(to: record) && names.insert(book.name).inserted {
      book.judge(&record, &findings)
    }
    try judgeUnchanged(record, hasCodeEdits: hasCodeEdits, &findings)
  }

  private func judgeUnchanged(
    _ record: ServiceRecord, hasCodeEdits: Bool, _ findings: inout [Finding]
  ) throws {
    try correctCoding.judge(record, &findings)
    try outpatient.judge(record, hasCodeEdits: hasCodeEdits, &findings)
    try indicators.judge(record, &findings)
    necessity.judge(record, &findings)
  }

  /// Judges a claim as JSON: a compact record, an encounter of ours or of FHIR.
  ///
  /// - Returns: `id`, `status` (`clean`, `warned`, `held`, `unreadable`), `findings`, each with `title` and
  ///   `disposition`.
  /// - Throws: ``WorkflowFailure`` where a codebook is damaged.
  public func judge(_ claim: JSON) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let items = try ClaimFiles([], on: day).items(of: claim, file: "")
      let answers = try items.map { try answer($0, hasFile: false) }
      return answers.count == 1 ? answers[0] : .array(answers)
    }
  }

  /// Judges the claims of files and folders, each beside the earlier ones of the same patient.
  ///
  /// - Parameters:
  ///   - paths: 837s, encounters of ours or FHIR (`.json`, a line each `.ndjson`), compact records; `-` is the
  ///     standard input, a claim a line.
  ///   - each: Takes the answer of each claim, in order.
  /// - Returns: `claims`, `clean`, `warned`, `held`, `unreadable`.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read.
  public func judge(_ paths: [String], each: (JSON) -> Void) throws(WorkflowFailure) -> JSON {
    var counts: [String: Int] = [:]
    keepClaims()
    try asWorkflow {
      try ClaimFiles(paths, on: day).forEach { item in
        let answer = try answer(item, hasFile: true)
        counts[answer["status"]?.string ?? "", default: 0] += 1
        each(answer)
      }
    }
    let statuses = ["clean", "warned", "held", "unreadable"]
    return .object(
      [JSON.Member("claims", .int(counts.values.reduce(0, +)))]
        + statuses.map { JSON.Member($0, .int(counts[$0] ?? 0)) })
  }

  /// The override that answers for a finding that rejects; nothing where none does.
  func override(of finding: Finding, on claim: String?) -> OverrideTrail.Override? {
    guard !overrides.isEmpty, finding.severity == .rejects, let claim else { return nil }
    return overrides.first { $0.covers(finding, of: claim) }
  }

  private static func brief(_ finding: Finding) -> JSON {
    .members(
      ("rule", .string(finding.rule)), ("severity", .string(finding.severity.rawValue)),
      ("place", .string(finding.place.description)),
      ("release", finding.source.map { .string($0.document) }),
      ("row", finding.source.map { .string($0.locator) }))
  }

  func answer(_ item: ClaimFiles.Item, hasFile: Bool) throws -> JSON {
    let judged = try judge(item)
    let worst = judged.findings.lazy.map { finding in
      self.override(of: finding, on: item.id) == nil ? finding.severity : .warns
    }.max()
    let status =
      item.record == nil && item.encounter == nil
      ? "unreadable" : worst == .rejects ? "held" : worst == .warns ? "warned" : "clean"
    return .members(
      ("file", hasFile ? .string(item.file) : nil), ("id", item.id.map(JSON.string)),
      ("status", .string(status)),
      (
        "findings",
        .array(
          isBrief
            ? judged.findings.map(Self.brief)
            : try json(
              judged.findings, of: judged.record, encounter: item.encounter, claim: item.id))
      ))
  }
}

extension EditClaims {
  /// Judges lines of NDJSON on several processors; answers keep their order.
  ///
  /// No line is history of another, so that answers do not depend on the number of processors.
  ///
  /// - Parameter take: Is given the bytes of answers, as they come.
  /// - Returns: How many claims are held or unreadable.
  public static func lines(
    of path: String, jobs: Int, make: @escaping () throws(WorkflowFailure) -> EditClaims,
    take: ([UInt8]) -> Void
  ) throws(WorkflowFailure) -> Int {
    var workers: [LineWorker] = []
    let first = try make()
    var spare: EditClaims? = first
    try asWorkflow {
      try RecordStream(path: path, jobs: jobs).run {
        let worker = LineWorker((try? spare ?? make()) ?? first)
        spare = nil
        workers.append(worker)
        return worker
      } take: { bytes in
        take(bytes)
      }
    }
    if let failure = workers.compactMap(\.failure).first { throw failure }
    return workers.reduce(0) { $0 + $1.held }
  }

  /// What judges lines on one processor.
  private final class LineWorker: RecordStream.Worker {
    private let edits: EditClaims
    private let files: ClaimFiles?
    var held = 0
    var failure: WorkflowFailure?

    init(_ edits: EditClaims) {
      self.edits = edits
      files = try? ClaimFiles([], on: edits.day)
    }

    func run(_ block: LineBlocks.Block) -> [UInt8] {
      var output: [UInt8] = []
      var number = block.line
      for line in block.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        defer { number += 1 }
        if line.allSatisfy({ $0 <= 0x20 }) { continue }
        for item in files?.items(of: Array(line), file: "\(number)") ?? [] {
          do {
            let answer = try edits.answer(item, hasFile: item.record == nil)
            if ["held", "unreadable"].contains(answer["status"]?.string ?? "") { held += 1 }
            output += Array(answer.line.utf8)
            output.append(0x0A)
          } catch { failure = failure ?? WorkflowFailure(any: error) }
        }
      }
      return output
    }
  }
}

extension Assets {
  /// The tables of payment indicators and modifiers: ours, with the relative value files of a library.
  static func indicatorTables(_ library: CodeLibrary) -> IndicatorTables {
    guard
      let tables = IndicatorTables(
        library, rules: ProfessionalReleases.rules,
        conflicts: bytes("edits/modifier-conflicts.tsv"))
    else { preconditionFailure("edits/modifier-conflicts.tsv is malformed") }
    return tables
  }

  /// The modifiers by which a pair of services may be billed together.
  static let bypassModifiers: BypassModifiers = {
    guard let modifiers = BypassModifiers(bytes("ncci/modifiers.tsv")) else {
      preconditionFailure("ncci/modifiers.tsv is malformed")
    }
    return modifiers
  }()
}
