// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim x12 claims`
struct X12Claims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Write the claims of 837s and 835s as JSON, a line a claim.",
    discussion: """
      Examples:
        cleanclaim x12 claims claims.edi --ndjson
        cleanclaim x12 claims remittance.edi | jq -c '[.patientControlNumber, .paid]'
      """)

  @OptionGroup var input: InterchangeOptions

  @Flag(help: "A line of JSON a claim; this is what is done in any case.")
  var ndjson = false

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      let counts = try input.interchanges.claims { Face.print($0.line) }
      Face.endProgress()
      X12Lines.note(counts)
    }
  }
}

/// `cleanclaim x12 lines`
struct X12Lines: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines",
    abstract: "Write the service lines of 837s or 835s as a table of comma-separated values.",
    discussion: """
      The first row names the columns; those of an 837 and an 835 differ.

      837: kind, patient_control_number, frequency, billing_npi, payer, payer_id, subscriber_id, \
      patient_family, patient_given, claim_charge, place_of_service, diagnoses, line, from, through, \
      code_list, code, modifiers, revenue_code, units, unit, charge, diagnosis_pointers, \
      line_control_number.

      835: payer, payee_id, trace_number, payment_date, patient_control_number, payer_control_number, \
      claim_status, patient_family, patient_given, patient_id, claim_charge, claim_paid, \
      claim_patient_responsibility, line, from, through, code_list, code, modifiers, billed_code, \
      revenue_code, paid_units, billed_units, charge, allowed, paid, contractual, \
      patient_responsibility, other_adjustments, payer_initiated, adjustments, remarks, \
      line_control_number.

      Docs/X12.md says what each holds.

      Examples:
        cleanclaim x12 lines claims.edi --csv > lines.csv
        cleanclaim x12 lines remittance.edi > paid-lines.csv
      """)

  @OptionGroup var input: InterchangeOptions

  @Flag(help: "Comma-separated values; this is what is done in any case.")
  var csv = false

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      let counts = try input.interchanges.lines { Face.print($0) }
      Face.endProgress()
      Self.note(counts)
    }
  }

  static func note(_ counts: InterchangeFile.ClaimCounts) {
    Face.note("\(counts.claims) claims")
    if counts.unknownSets > 0 {
      Face.note("\(counts.unknownSets) sets follow no guide that is known here: not read")
    }
    if counts.otherRows > 0 {
      Face.note(
        "\(counts.otherRows) lines of the other kind of set were left out: split the file by set")
    }
  }
}
