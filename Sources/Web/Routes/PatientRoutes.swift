// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let patient = Subject("patient", "patient")
  private static let statement = Subject("statement", "statement")

  /// Patients and what they owe.
  static let patients: [Route] = [
    .get(
      "/patients", .action("patients.read"), Subject("patient"), "The form to find a patient.",
      page: "patients", hasInterface: false
    ) {
      _ throws(WorkflowFailure) in .answer(.object([]))
    },
    .post(
      "/patients/find", .action("patients.read"), Subject("patient"),
      "Find patients by what they are known by: never in an address, which is kept in many places.",
      fields: [
        Field("family", "The family name."), Field("given", "The given name."),
        Field("birth_date", "The date of birth."), Field("member", "The number with a payer."),
        Field("record", "The medical record number."), Field("telephone", "The telephone number."),
      ], next: "/patients", page: "patients"
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.people(call.user).find(
          family: call.text("family"), given: call.text("given"),
          birthDate: call.day("birth_date"), member: call.text("member"),
          recordNumber: call.text("record"), telephone: call.text("telephone")))
    },
    .get(
      "/patients/{patient}", .action("patients.read"), patient,
      "A patient with coverages, guarantor and account.", page: "patient"
    ) {
      call throws(WorkflowFailure) in
      let shown = try call.practice.people(call.user).show(call.parameter("patient"), on: nil)
      let account = try call.practice.office.account(of: call.parameter("patient"), limit: 50)
      return .answer(
        .object(
          shown.members.filter { $0.name != "patient" } + [
            .init("person", shown["patient"] ?? .null), .init("account", account),
            .init("patient", .string(call.parameter("patient"))),
          ]))
    },
    .post(
      "/patients/{patient}/payments", .action("payments.take"), patient,
      "Take a payment by cash or check; it goes to what is oldest.",
      fields: [
        Field("guarantor", "Who pays.", isRequired: true),
        Field("amount", "How much.", isRequired: true),
        Field("method", "cash or check.", isRequired: true), Field("token", "The check's number."),
        Field("key", "What makes it the same payment, however often it is sent."),
      ], next: "/patients/{patient}", done: "The payment is in the books."
    ) { call throws(WorkflowFailure) in
      _ = try call.need("amount")
      guard let method = PaymentMethod(rawValue: try call.need("method")), method != .card,
        let amount = try call.money("amount")
      else { throw WorkflowFailure("web.bad-field", .usage, ("field", "method")) }
      var payment = PatientPayment(
        guarantor: try call.need("guarantor"), patient: call.parameter("patient"), amount: amount,
        method: method, token: call.text("token") ?? "", key: call.text("key"), user: call.user)
      payment.day = call.practice.today
      return .answer(
        try call.practice.billing.take(payment, TrialAcquirer("\(call.folder)/trial-cards")))
    },
  ]

  /// Patients' bills.
  static let statements: [Route] = [
    .get(
      "/statements", .action("statements.read"), Subject("statement"),
      "The statements that were made.", query: [Field("guarantor", "Of one guarantor.")],
      page: "statements"
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.billing.statements(of: call.text("guarantor")))
    },
    .get(
      "/statements/{statement}", .action("statements.read"), statement,
      "A statement as it was made.", page: "statement"
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.billing.statement(call.number("statement")))
    },
    .get(
      "/statements/{statement}/pdf", .action("statements.read"), statement, "A statement to print.",
      page: nil, hasInterface: false
    ) {
      call throws(WorkflowFailure) in
      let number = try call.number("statement")
      let document = try call.practice.billing.statement(number)
      return .file(
        try StatementPage(document).pdf(), type: "application/pdf", name: "statement-\(number).pdf")
    },
    .post(
      "/statements", .action("statements.make"), Subject("statement"),
      "Make the statements that are due.",
      fields: [Field("guarantor", "Of one guarantor; of everybody otherwise.")],
      next: "/statements",
      done: "The statements are made."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.billing.make(
          on: call.practice.today, guarantor: call.text("guarantor"), folder: nil))
    },
  ]
}
