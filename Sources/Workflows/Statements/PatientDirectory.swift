// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Values

/// What the books do not know and a bill shows: names, addresses, and what was done.
protocol PatientDirectory {
  /// Name, address and telephone of the practice.
  var practice: PracticeDetails { get }
  /// Name and address of a guarantor.
  func addressee(_ guarantor: SubjectID<Subject.Guarantor>) throws(WorkflowFailure) -> Addressee?
  /// The name of a patient.
  func name(_ patient: SubjectID<Subject.Patient>) throws(WorkflowFailure) -> String?
  /// Where a patient stands with what a superbill asks for: birth date and policy.
  func details(_ patient: SubjectID<Subject.Patient>) throws(WorkflowFailure) -> JSON
  /// The name of a payer.
  func name(_ payer: SubjectID<Subject.Payer>) -> String?
  /// What is known of a claim.
  func claim(_ claim: SubjectID<Subject.Claim>) throws(WorkflowFailure) -> BilledClaim?
}

/// How a practice is named on paper, and how it is paid and reached.
struct PracticeDetails {
  var name = ""
  var address: [String] = []
  var phone = ""
  var payAt = ""
  var taxID = ""
  var npi = ""

  var json: JSON {
    .members(
      ("name", .string(name)), ("address", .array(address.map(JSON.string))),
      ("phone", .string(phone)), ("pay_at", .string(payAt)), ("tax_id", .string(taxID)),
      ("npi", .string(npi)))
  }
}

/// What was done on a claim, and what payers said of it.
struct BilledClaim {
  var provider = ""
  var providerNPI = ""
  var placeOfService = ""
  var diagnoses: [String] = []
  var lines: [Line] = []

  struct Line {
    var number = 0
    var date: CalendarDate?
    var code = ""
    var modifiers: [String] = []
    var units = 1
    var text = ""
    var charge: Money = .zero
    var pointers: [Int] = []
    var adjudications: [LineAdjudication] = []
  }
}
