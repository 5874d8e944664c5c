// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import Values

/// A directory that a document gives: `Docs/Statements.md` describes it.
struct AccountsFile: PatientDirectory {
  private(set) var practice = PracticeDetails()
  private var guarantors: [String: Addressee] = [:]
  private var patients: [String: JSON] = [:]
  private var payers: [String: String] = [:]
  private var claims: [String: BilledClaim] = [:]

  /// Reads a file.
  ///
  /// - Throws: ``WorkflowFailure``: `statement.bad-accounts` with the first member that is not as it should be.
  init(_ path: String) throws(WorkflowFailure) {
    try self.init(Self.document(path))
  }

  /// Reads a file that describes the practice and nothing else.
  init(practice path: String) throws(WorkflowFailure) {
    try take(practice: Self.document(path))
  }

  private static func document(_ path: String) throws(WorkflowFailure) -> JSON {
    let bytes = try asWorkflow { try Files.read(path) }
    do { return try JSON(parsing: bytes) } catch { throw bad(error.code.rawValue) }
  }

  private mutating func take(practice own: JSON) throws(WorkflowFailure) {
    practice.name = own["name"]?.string ?? ""
    practice.address = (own["address"]?.elements ?? []).compactMap(\.string)
    practice.phone = own["phone"]?.string ?? ""
    practice.payAt = own["pay_at"]?.string ?? ""
    practice.taxID = own["tax_id"]?.string ?? ""
    practice.npi = own["npi"]?.string ?? ""
    guard !practice.name.isEmpty else { throw Self.bad("practice.name") }
  }

  /// Takes a document.
  init(_ json: JSON) throws(WorkflowFailure) {
    try take(practice: json["practice"] ?? .null)
    for (index, person) in (json["guarantors"]?.elements ?? []).enumerated() {
      guard let id = person["id"]?.string, let name = person["name"]?.string else {
        throw Self.bad("guarantors[\(index)]")
      }
      guarantors[id] = Addressee(name, (person["address"]?.elements ?? []).compactMap(\.string))
    }
    for (index, person) in (json["patients"]?.elements ?? []).enumerated() {
      guard let id = person["id"]?.string, person["name"]?.string != nil else {
        throw Self.bad("patients[\(index)]")
      }
      patients[id] = person
    }
    for (index, payer) in (json["payers"]?.elements ?? []).enumerated() {
      guard let id = payer["id"]?.string, let name = payer["name"]?.string else {
        throw Self.bad("payers[\(index)]")
      }
      payers[id] = name
    }
    for (index, claim) in (json["claims"]?.elements ?? []).enumerated() {
      let path = "claims[\(index)]"
      guard let id = claim["id"]?.string else { throw Self.bad("\(path).id") }
      claims[id] = try Self.claim(claim, path)
    }
  }

  func addressee(_ guarantor: SubjectID<Subject.Guarantor>) -> Addressee? {
    guarantors[guarantor.description]
  }

  func name(_ patient: SubjectID<Subject.Patient>) -> String? {
    patients[patient.description]?["name"]?.string
  }

  func details(_ patient: SubjectID<Subject.Patient>) -> JSON {
    patients[patient.description] ?? .null
  }

  func name(_ payer: SubjectID<Subject.Payer>) -> String? { payers[payer.description] }

  func claim(_ claim: SubjectID<Subject.Claim>) -> BilledClaim? { claims[claim.description] }

  private static func claim(_ json: JSON, _ path: String) throws(WorkflowFailure) -> BilledClaim {
    var claim = BilledClaim()
    claim.provider = json["provider"]?.string ?? ""
    claim.providerNPI = json["provider_npi"]?.string ?? ""
    claim.placeOfService = json["place"]?.string ?? ""
    claim.diagnoses = (json["diagnoses"]?.elements ?? []).compactMap(\.string)
    for (index, line) in (json["lines"]?.elements ?? []).enumerated() {
      claim.lines.append(try self.line(line, index, "\(path).lines[\(index)]"))
    }
    return claim
  }

  private static func line(
    _ json: JSON, _ index: Int, _ path: String
  ) throws(WorkflowFailure) -> BilledClaim.Line {
    var line = BilledClaim.Line()
    line.number = json["line"]?.int ?? index + 1
    line.date = json["date"]?.string.flatMap { CalendarDate($0) }
    line.code = json["code"]?.string ?? ""
    line.modifiers = (json["modifiers"]?.elements ?? []).compactMap(\.string)
    line.units = json["units"]?.int ?? 1
    line.text = json["text"]?.string ?? ServiceWords.standard.text(line.code)
    line.pointers = (json["pointers"]?.elements ?? []).compactMap(\.int)
    guard line.date != nil else { throw bad("\(path).date") }
    line.charge = try money(json["charge"], "\(path).charge")
    for (number, answer) in (json["adjudications"]?.elements ?? []).enumerated() {
      let at = "\(path).adjudications[\(number)]"
      var adjustments: [Adjustment] = []
      for (place, adjustment) in (answer["adjustments"]?.elements ?? []).enumerated() {
        guard let group = adjustment["group"]?.string, let reason = adjustment["reason"]?.string
        else { throw bad("\(at).adjustments[\(place)]") }
        adjustments.append(
          Adjustment(
            group, reason, try money(adjustment["amount"], "\(at).adjustments[\(place)].amount")))
      }
      line.adjudications.append(
        LineAdjudication(
          payer: answer["payer"]?.string ?? "", paid: try money(answer["paid"], "\(at).paid"),
          adjustments: adjustments))
    }
    return line
  }

  private static func money(_ json: JSON?, _ path: String) throws(WorkflowFailure) -> Money {
    guard let text = json?.digits ?? json?.string, let amount = Money(text),
      amount.cents.magnitude < 1_000_000_000_000
    else { throw bad(path) }
    return amount
  }

  private static func bad(_ member: String) -> WorkflowFailure {
    WorkflowFailure(
      [
        Finding(
          "statement.bad-accounts", .rejects, at: .field(member),
          facts: [.init("member", member)])
      ], .unusable)
  }
}
