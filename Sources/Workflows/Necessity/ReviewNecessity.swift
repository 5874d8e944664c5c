// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Interchange
public import Values

/// Tells whether Medicare's coverage policies cover the services of a claim for its diagnoses.
///
///     let answer = try ReviewNecessity(Installation()).review(claim)     // lines, each with verdict and policies
public struct ReviewNecessity {
  /// Where and for what day to judge, where a claim does not say it.
  public struct Place: Sendable {
    /// The two letters of a state.
    public var state: String?
    /// The number of a Medicare contractor.
    public var contractor: String?

    /// Makes a place.
    public init(state: String? = nil, contractor: String? = nil) {
      self.state = state?.uppercased()
      self.contractor = contractor
    }
  }

  private let review: NecessityReview
  private let place: Place

  /// Opens the installed tables of the coverage database.
  ///
  /// - Parameters:
  ///   - place: The state or contractor of claims that do not say it.
  ///   - known: The knowledge date: later releases are not looked at.
  /// - Throws: ``WorkflowFailure``: `necessity.not-installed` with the tables that are missing.
  public init(
    _ installation: Installation, place: Place = Place(), known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    let library = try asWorkflow { try installation.library(known: known) }
    let review = try asWorkflow { try NecessityReview(library) }
    let missing = review.missing
    guard missing.isEmpty else {
      throw WorkflowFailure(
        "necessity.not-installed", .notInstalled, ("tables", missing.joined(separator: ", ")))
    }
    self.review = review
    self.place = place
  }

  /// Judges a claim: a compact record of services, an encounter of ours or of FHIR.
  ///
  /// - Returns: `id`, `lines`; each with `line`, `code`, `on`, `diagnoses`, `verdict`, `advised`, `policies`,
  ///   `findings`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with it.
  public func judge(_ claim: JSON) throws(WorkflowFailure) -> JSON {
    let items = try ClaimFiles([]).items(of: claim, file: "")
    let answers = items.map { answer($0, hasFile: false) }
    return answers.count == 1 ? answers[0] : .array(answers)
  }

  /// Judges the claims of files and folders.
  ///
  /// - Parameter each: Takes the answer of each claim, in order.
  /// - Returns: How many lines came to each verdict, and `unreadable`.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read.
  public func judge(
    _ paths: [String], on day: CalendarDate? = nil, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> JSON {
    var counts: [String: Int] = [:]
    try asWorkflow {
      try ClaimFiles(paths, on: day).forEach { item in
        let answer = answer(item, hasFile: true)
        if item.record == nil { counts["unreadable", default: 0] += 1 }
        for line in answer["lines"]?.elements ?? [] {
          counts[line["verdict"]?.string ?? "", default: 0] += 1
        }
        each(answer)
      }
    }
    let names = CoverageVerdict.allCases.map(\.rawValue) + ["unreadable"]
    return .object(names.map { JSON.Member($0, .int(counts[$0] ?? 0)) })
  }

  private func answer(_ item: ClaimFiles.Item, hasFile: Bool) -> JSON {
    let file: JSON? = hasFile ? .string(item.file) : nil
    guard var record = item.record else {
      return .members(
        ("file", file), ("id", item.id.map(JSON.string)),
        ("findings", .array(item.findings.map(FindingWords.standard.json))))
    }
    record.state = record.state ?? place.state
    record.contractor = record.contractor ?? place.contractor
    return .members(
      ("file", file), ("id", item.id.map(JSON.string)), ("state", record.state.map(JSON.string)),
      ("contractor", record.contractor.map(JSON.string)),
      ("lines", .array(review.review(record).map { Self.json($0, record) })))
  }

  private static func json(_ line: LineNecessity, _ record: ServiceRecord) -> JSON {
    .members(
      ("line", .int(line.line)), ("code", line.code.map { .string($0.description) }),
      ("on", .date(line.day)),
      (
        "diagnoses",
        .array(
          line.pointed.map { .string(CodeSetID.icd10cm.printed(record.diagnoses[$0 - 1])) })
      ),
      ("verdict", .string(line.verdict.rawValue)), ("liability", .string(line.liability.rawValue)),
      ("advised", line.advised.isEmpty ? nil : .array(line.advised.map(JSON.string))),
      ("policies", .array(line.policies.map(json))),
      ("findings", .array(line.findings.map(FindingWords.standard.json))))
  }

  private static func json(_ policy: PolicyReview) -> JSON {
    .members(
      ("policy", .string(policy.id)), ("kind", .string(policy.kind.rawValue)),
      ("version", policy.version > 0 ? .int(policy.version) : nil),
      ("title", .string(policy.title)), ("effective", .date(policy.effective)),
      ("end", .date(policy.end)), ("standing", .string(policy.standing.rawValue)),
      ("verdict", policy.verdict.map { .string($0.rawValue) }),
      ("basis", policy.basis.map { .string($0.rawValue) }),
      ("groups", policy.pairing.map { .string($0.rawValue) }),
      ("covered", policy.met.isEmpty ? nil : .array(policy.met.map(json))),
      ("excluded", policy.excluded.isEmpty ? nil : .array(policy.excluded.map(json))),
      ("other_diagnoses", policy.documented.isEmpty ? nil : .array(policy.documented.map(json))),
      (
        "conditions",
        policy.conditions.isEmpty
          ? nil
          : .array(
            policy.conditions.map {
              .members(
                ("kind", .string($0.kind)), ("group", .int($0.group)), ("text", .string($0.text)))
            })
      ), ("related", policy.related.isEmpty ? nil : .array(policy.related.map(JSON.string))),
      ("release", .string(policy.source.document)), ("row", .string(policy.source.locator)))
  }

  private static func json(_ match: PolicyReview.Match) -> JSON {
    .members(
      ("code", .string(CodeSetID.icd10cm.printed(match.code))), ("position", .int(match.position)),
      ("group", match.group > 0 ? .int(match.group) : nil),
      ("release", .string(match.source.document)), ("row", .string(match.source.locator)))
  }
}

extension NecessityReview {
  /// Opens what a library has of the coverage database.
  init(_ library: CodeLibrary) throws {
    let tables = try CoverageDatabase.components.flatMap { component in
      try library.releases(of: .coverage, component).map {
        try CoverageTable(library.codebook($0))
      }
    }
    self.init(CoverageDatabase(tables), Assets.necessityTables)
  }
}

extension Assets {
  /// Our own tables on coverage.
  static let necessityTables: NecessityTables = {
    do throws(NecessityTables.Fault) {
      return try NecessityTables(
        frequency: bytes("coverage/frequency.tsv"),
        modifiers: bytes("coverage/notice-modifiers.tsv"),
        states: bytes("coverage/state-parts.tsv"), cues: bytes("coverage/paragraph-cues.tsv"))
    } catch { preconditionFailure("coverage/\(error.table).tsv, line \(error.line) is malformed") }
  }()
}
