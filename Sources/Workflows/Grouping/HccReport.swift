// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
public import Values

/// The risk score of one beneficiary, with every term and every reason.
public struct HccReport: Sendable {
  /// What a person says beside the file.
  public struct Question: Sendable {
    /// The model; nothing for the one that the record names, else V28.
    public var model: String?
    /// Facts of the beneficiary by the names of the record, such as `age`; they come before those of a file.
    public var facts: [JSON.Member] = []
    /// A record or a file of claims of the year before: what it had and this year has not is told.
    public var previous: String?
    /// Whose claims count, where a file has those of several people.
    public var member: String?

    /// A question with nothing said.
    public init() {}
  }

  /// A beneficiary, scored.
  final class Scored {
    let model: RiskModel
    let beneficiary: RiskBeneficiary
    let workspace: RiskWorkspace
    let codes: [PackedCode]
    let unreadable: Int
    let claims: [(claim: HccClaim, verdict: HccClaim.Verdict)]
    let record: [JSON.Member]

    init(
      _ model: RiskModel, _ beneficiary: RiskBeneficiary, _ workspace: RiskWorkspace,
      record: [JSON.Member], claims: [(claim: HccClaim, verdict: HccClaim.Verdict)]
    ) {
      self.model = model
      self.beneficiary = beneficiary
      self.workspace = workspace
      self.record = record
      self.claims = claims
      let stated =
        JSON.object(record)["diagnosis_codes"]?.elements.compactMap(\.string) ?? []
      var codes: [PackedCode] = []
      for code in stated.compactMap({ PackedCode($0) }) where !codes.contains(code) {
        codes.append(code)
      }
      self.codes = codes
      unreadable = stated.count { PackedCode($0) == nil }
    }
  }

  let models: HccModels

  /// Prepares reports from the models of an installation.
  public init(_ models: HccModels) { self.models = models }

  /// Reports on the beneficiary of a file.
  ///
  /// - Parameter path: A record with `diagnosis_codes`, an 837, encounters, or Explanations of Benefit.
  /// - Returns: `model`, `scores`, `terms`, `categories`, `dropped`, `diagnoses`, `claims`, `suspects`, and what
  ///   CMS's own reading gives where it differs; `Docs/Hcc.md` describes each.
  /// - Throws: ``WorkflowFailure``.
  public func report(_ path: String, _ question: Question) throws(WorkflowFailure) -> JSON {
    try report(HccInput(path), question)
  }

  func report(_ input: HccInput, _ question: Question) throws(WorkflowFailure) -> JSON {
    let scored = try score(input, question, nil)
    let answer = HccAnswer(scored, StayTitles(models.codes))
    var members = answer.members
    if let previous = question.previous {
      let earlier = try score(HccInput(previous), question, scored.model)
      members.append(.init("suspects", answer.suspects(from: earlier)))
    }
    if let other = try byCMS(scored) { members.append(.init("by_cms", other)) }
    return .object(members)
  }

  private func score(
    _ input: HccInput, _ question: Question, _ model: RiskModel?
  ) throws(WorkflowFailure) -> Scored {
    let members = Set(input.claims.map(\.member)).subtracting([""])
    if members.count > 1, question.member == nil {
      throw WorkflowFailure("hcc.several-members", .usage, ("count", "\(members.count)"))
    }
    let own = input.claims.filter { question.member == nil || $0.member == question.member }
    let filter = try HccClaimFilter(models)
    let claims = own.map { (claim: $0, verdict: filter.verdict(on: $0)) }
    var record = question.facts
    for member in input.record where !record.contains(where: { $0.name == member.name }) {
      record.append(member)
    }
    if input.record.isEmpty {
      let person = own.first { $0.birthDate != nil } ?? HccClaim()
      if !record.contains(where: { $0.name == "age" }), let birth = person.birthDate {
        record.append(.init("age", .int(age(of: birth))))
      }
      if !record.contains(where: { $0.name == "sex" }), let sex = person.sex {
        record.append(.init("sex", .string(sex == "female" ? "F" : "M")))
      }
      let codes = claims.filter(\.verdict.counts).flatMap(\.claim.diagnoses)
      record.append(.init("diagnosis_codes", .array(codes.map(JSON.string))))
    }
    for name in ["age", "sex"] where !record.contains(where: { $0.name == name }) {
      throw WorkflowFailure("hcc.record.member", .unusable, ("member", name), ("byte", ""))
    }
    let named = JSON.object(record)["model_name"]?.string
    if let model { return try score(record, claims, model) }
    return try score(record, claims, models.model(question.model ?? named ?? "V28"))
  }

  private func score(
    _ record: [JSON.Member], _ claims: [(claim: HccClaim, verdict: HccClaim.Verdict)],
    _ model: RiskModel
  ) throws(WorkflowFailure) -> Scored {
    let workspace = RiskWorkspace()
    let bytes = Array(JSON.object(record).line.utf8)
    let read = bytes.withUnsafeBufferPointer {
      buffer -> Result<RiskBeneficiary, HccRecordReader.Fault> in
      var reader = HccRecordReader(buffer, workspace)
      do throws(HccRecordReader.Fault) {
        try reader.read()
        return .success(reader.beneficiary)
      } catch { return .failure(error) }
    }
    let beneficiary: RiskBeneficiary
    do { beneficiary = try read.get() } catch {
      throw WorkflowFailure(
        error.rule, .unusable, ("member", error.member), ("byte", error.found))
    }
    model.score(beneficiary, in: workspace)
    return Scored(model, beneficiary, workspace, record: record, claims: claims)
  }

  /// The age on February 1 of the payment year.
  ///
  /// Source: CMS, Announcement of the payment year: age as of February 1.
  private func age(of birth: CalendarDate) -> Int {
    let parts = birth.parts
    return models.year - parts.year
      - (parts.month > 2 || (parts.month == 2 && parts.day > 1) ? 1 : 0)
  }

  /// What CMS's own reading gives, where the score by the reading of the peer is another one.
  private func byCMS(_ scored: Scored) throws(WorkflowFailure) -> JSON? {
    guard models.reading == .reference else { return nil }
    var wish = HccModels.Wish()
    wish.year = models.year
    wish.reading = .cms
    let cms = try HccModels(models, wish).model(scored.model.name)
    let other = RiskWorkspace()
    for code in scored.codes { other.add(code) }
    cms.score(scored.beneficiary, in: other)
    func terms(_ model: RiskModel, _ workspace: RiskWorkspace) -> [String: Int32] {
      var terms: [String: Int32] = [:]
      for index in 0..<workspace.terms.count {
        let term = workspace.terms[index]
        terms[HccAnswer.name(ofColumn: Int(term.column), model)] = term.value
      }
      return terms
    }
    let (mine, theirs) = (terms(scored.model, scored.workspace), terms(cms, other))
    guard mine != theirs else { return nil }
    func list(_ terms: [String: Int32], without others: [String: Int32]) -> JSON {
      .array(
        terms.filter { others[$0.key] != $0.value }.sorted { $0.key < $1.key }.map {
          .members(("term", .string($0.key)), ("coefficient", HccAnswer.decimal(Int64($0.value))))
        })
    }
    return .members(
      ("risk_score", HccAnswer.decimal(other.score)),
      ("payment", HccAnswer.decimal(other.paymentScore)),
      ("segment", .string(cms.segmentName(in: other))),
      ("added", list(theirs, without: mine)), ("left_out", list(mine, without: theirs)))
  }
}
