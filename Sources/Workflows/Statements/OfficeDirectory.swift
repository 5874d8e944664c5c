// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import Values

/// What the practice's own database knows: its patients and guarantors, the claims as they were sent, and what
/// payers have answered.
///
/// The practice itself is the billing provider of the claim that was asked for last, unless a file names
/// it (members as `practice` of a document of accounts).
final class OfficeDirectory: PatientDirectory {
  private let office: BillingOffice
  private let written: PracticeDetails?
  private var billing = PracticeDetails()
  private var payers: [SubjectID<Subject.Payer>: String] = [:]

  /// Takes the office.
  ///
  /// - Parameter path: The file that names the practice; it need not be there.
  /// - Throws: ``WorkflowFailure``: `statement.bad-accounts` for a file that cannot be used.
  init(_ office: BillingOffice, practice path: String?) throws(WorkflowFailure) {
    self.office = office
    written = try path.flatMap { path throws(WorkflowFailure) in
      Files.exists(path) ? try AccountsFile(practice: path).practice : nil
    }
  }

  var practice: PracticeDetails { written ?? billing }

  func addressee(
    _ guarantor: SubjectID<Subject.Guarantor>
  ) throws(WorkflowFailure) -> Addressee? {
    let person = try known { try office.store.people.person(of: guarantor) }
    return person.map { Addressee(Self.printed($0.name), Self.lines($0.address)) }
  }

  /// What is asked for; nothing where it is not on file.
  private func known<Value>(_ look: () throws -> Value) throws(WorkflowFailure) -> Value? {
    do { return try look() } catch is PeopleError { return nil } catch {
      throw WorkflowFailure(any: error)
    }
  }

  private static func lines(_ address: Address?) -> [String] {
    guard let address else { return [] }
    let city = [address.city, address.state ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    return (address.lines + ["\(city) \(postalCode(address.postalCode))"]).filter {
      !$0.allSatisfy(\.isWhitespace)
    }
  }

  func name(_ patient: SubjectID<Subject.Patient>) throws(WorkflowFailure) -> String? {
    try known { try office.store.people.record(of: patient) }
      .map { Self.printed($0.patient.person.name) }
  }

  func details(_ patient: SubjectID<Subject.Patient>) throws(WorkflowFailure) -> JSON {
    guard let record = try known({ try office.store.people.record(of: patient) }) else {
      return .null
    }
    let coverage = try asWorkflow {
      try office.store.people.coverages(of: patient).first?.coverage
    }
    return .members(
      ("name", .string(Self.printed(record.patient.person.name))),
      ("birth_date", record.patient.person.birthDate.map { .date($0) }),
      ("member", coverage?.subscriberID.map(JSON.string)))
  }

  func name(_ payer: SubjectID<Subject.Payer>) -> String? { payers[payer] }

  func claim(_ id: SubjectID<Subject.Claim>) throws(WorkflowFailure) -> BilledClaim? {
    try asWorkflow { try billed(id.description) }
  }

  private func billed(_ name: String) throws -> BilledClaim? {
    guard let kept = try office.store.claims([name]).first,
      let last = try office.store.submissions(of: name).last(where: { $0.purpose != .void })
    else { return nil }
    let sent = try ClaimText.claim(last.content)
    learn(sent, kept.claim)
    var billed = BilledClaim()
    let own =
      sent.providers[.rendering] ?? sent.providers[.attending] ?? sent.billingProvider
    billed.provider = Self.printed(own.name)
    billed.providerNPI = own.writtenNPI ?? ""
    billed.placeOfService = sent.placeOfService ?? ""
    billed.diagnoses = sent.diagnoses.map { $0.code }
    billed.lines = sent.lines.map(Self.line)
    try add(answersTo: kept.claim, to: &billed)
    return billed
  }

  private func learn(_ sent: Claim, _ filed: FiledClaim) {
    let provider = sent.billingProvider
    billing.name = Self.printed(provider.name)
    billing.address = Self.lines(provider.address)
    billing.phone = provider.telephone.map(Self.telephone) ?? ""
    billing.taxID = provider.taxID?.description ?? ""
    billing.npi = provider.writtenNPI ?? ""
    let names = [sent.coverage.payer.name] + sent.otherPayers.map(\.coverage.payer.name)
    for (payer, name) in zip(filed.payers, names) where !name.isEmpty {
      payers[payer.payer] = name
    }
  }

  private func add(answersTo filed: FiledClaim, to billed: inout BilledClaim) throws {
    for answer in try office.store.answers(to: [filed.id.description])
    where answer.status == .posted && !answer.isTakenBack {
      guard let said = office.remittanceClaim(answer), !said.isReversal else { continue }
      let payer = filed.payers.indices.contains(answer.rank) ? filed.payers[answer.rank] : nil
      let name = payer.map { payers[$0.payer] ?? $0.payer.description } ?? ""
      let places = LinePairing.lines(of: said, in: filed)
      for (line, place) in zip(said.lines, places) {
        guard let index = billed.lines.firstIndex(where: { $0.number == place }) else { continue }
        billed.lines[index].adjudications.append(
          Billing.LineAdjudication(
            payer: name, paid: line.paid, adjustments: line.adjustments))
      }
    }
  }

  private static func line(_ line: ServiceLine) -> BilledClaim.Line {
    var billed = BilledClaim.Line()
    billed.number = line.number
    billed.date = line.from
    billed.code = line.charge.code ?? line.charge.revenueCode ?? ""
    billed.modifiers = line.charge.modifiers
    billed.units = line.charge.units.whole ?? 1
    billed.text = ServiceWords.standard.text(billed.code)
    billed.charge = line.charge.amount
    billed.pointers = line.charge.diagnosisPointers
    return billed
  }

  private static func printed(_ name: PersonName) -> String {
    [name.given, name.middle, name.family, name.suffix].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func printed(_ name: Provider.Name) -> String {
    switch name {
    case .person(let person): printed(person)
    case .organization(let text): text
    }
  }

  /// `430990100` as it is printed on an envelope.
  private static func postalCode(_ text: String?) -> String {
    guard let text, text.utf8.count == 9 else { return text ?? "" }
    return "\(text.prefix(5))-\(text.suffix(4))"
  }

  /// `6145550199` as it is printed.
  private static func telephone(_ digits: String) -> String {
    guard digits.utf8.count == 10 else { return digits }
    return "\(digits.prefix(3))-\(digits.dropFirst(3).prefix(3))-\(digits.suffix(4))"
  }
}
