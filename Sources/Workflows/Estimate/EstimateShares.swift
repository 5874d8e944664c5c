// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import Storage
import TransactionSets
public import Values
import X12

/// Estimates what a patient pays: deductible, copay, coinsurance and maxima, each with its step and rule.
///
/// It needs no code sets: its rules are tables of the program, its amounts those of the document.
///
///     let estimates = try EstimateShares(eligibility: "answer.271")
///     let answer = try estimates.estimate(document)
///     answer["totals"]?["patient"]
public struct EstimateShares: Sendable {
  /// Whether the steps are part of an answer.
  public var showsSteps = true
  /// The plan and what is used of it as a 271 told them; nothing without one.
  public let benefits: JSON?
  /// What a 271 tells that is not part of them, and what was taken where it tells several values.
  public let told: [Finding]

  /// The program's tables of benefits.
  static let tables: BenefitTables = {
    let tables = BenefitTables(
      categories: Assets.bytes("benefits/categories.tsv"),
      medicare: Assets.bytes("benefits/medicare.tsv"),
      medigap: Assets.bytes("benefits/medigap.tsv"),
      serviceTypes: Assets.bytes("benefits/service-types.tsv"))
    guard let tables else { preconditionFailure("a table of Data/benefits is malformed") }
    return tables
  }()

  /// A document of an invented patient: every figure is one to replace.
  public static var example: [UInt8] { Assets.bytes("benefits/example.json") }

  /// Makes estimates.
  ///
  /// - Parameter eligibility: A file with one 271 of one patient, whose benefits stand where a document says
  ///   nothing; nothing for none.
  /// - Throws: ``WorkflowFailure``: `estimate.no-eligibility`, `estimate.several-patients`,
  ///   `estimate.inactive-coverage`, or where the file cannot be read.
  public init(eligibility: String? = nil) throws(WorkflowFailure) {
    guard let eligibility else {
      (benefits, told) = (nil, [])
      return
    }
    let plan = EligibilityPlan(try Self.benefits(of: eligibility), Self.tables)
    let rejects = plan.findings.filter { $0.severity == .rejects }
    guard rejects.isEmpty else { throw WorkflowFailure(rejects, .rejected) }
    benefits = plan.document
    told = plan.findings
  }

  /// Estimates what a patient pays for the services of a document.
  ///
  /// - Parameter json: `plan`, `used`, `services` or `priced`, `second`, `self_pay`: `Docs/Estimates.md`.
  /// - Returns: `lines`, `totals`, `remaining` and `assumptions`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the document.
  public func estimate(_ json: JSON) throws(WorkflowFailure) -> JSON {
    let (document, faults) = PricedAnswers.services(of: json)
    let (request, findings) = EstimateRequest.read(
      benefits.map { Self.merged($0, document) } ?? document, Self.tables)
    guard let request, faults.isEmpty else { throw WorkflowFailure(faults + findings, .rejected) }
    return EstimateAnswer.json(
      request, request.estimate(), assumed: told + request.notes, showsSteps: showsSteps)
  }

  /// Estimates for a document of a file.
  public func estimate(file path: String) throws(WorkflowFailure) -> JSON {
    let bytes = try asWorkflow { try Files.read(path) }
    return try estimate(AnsweredLines(path, notJSON: "estimate.not-json").parsed(bytes))
  }

  /// Estimates for a stream of documents, a line each.
  ///
  /// - Returns: How many lines could not be estimated; each of them gives `line`, `id` and `findings`.
  public func estimateAll(
    _ path: String, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    try AnsweredLines(path, notJSON: "estimate.not-json").forEach(
      { json throws(WorkflowFailure) in try estimate(json) }, each)
  }

  /// What a document says, and what another says where it says nothing.
  private static func merged(_ base: JSON, _ document: JSON) -> JSON {
    guard case .object(let members) = base, case .object(let own) = document else {
      return document
    }
    let kept = members.map { member in
      JSON.Member(
        member.name, document[member.name].map { merged(member.value, $0) } ?? member.value)
    }
    return .object(kept + own.filter { base[$0.name] == nil })
  }

  /// The benefits of the one patient of a file.
  private static func benefits(of path: String) throws(WorkflowFailure) -> [Benefit] {
    var patients: [[Benefit]] = []
    var assembler = LoopAssembler(guides: Assets.guides, wholeSets: true)
    var isAnswer = false
    func take(_ piece: LoopAssembler.Piece) {
      switch piece {
      case .set(let header, _): isAnswer = header.text(1) == "271"
      case .setEnd(let set, _) where isAnswer:
        let levels = Eligibility(set).allLevels
        patients += levels.compactMap(\.party?.benefits).filter { !$0.isEmpty }
      default: break
      }
    }
    let file = InterchangeFile(path)
    var stream = try asWorkflow { try file.open() }
    reading: while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: for piece in assembler.take(stream.segment) { take(piece) }
      case .bytes: continue
      case .end:
        for piece in assembler.finish() { take(piece) }
        try InterchangeFile.finish(stream)
        break reading
      }
    }
    guard let first = patients.first else {
      throw WorkflowFailure("estimate.no-eligibility", .unusable, ("file", path))
    }
    guard patients.count == 1 else {
      throw WorkflowFailure(
        "estimate.several-patients", .unusable, ("file", path), ("count", "\(patients.count)"))
    }
    return first
  }
}
