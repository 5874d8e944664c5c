// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let claim = Subject("claim", "claim")
  private static let reason = Field("reason", "Why, in words.", isRequired: true)

  /// Claims, from the day they are on file to a zero balance.
  static let claims: [Route] = [
    .get(
      "/claims", .action("claims.read"), Subject("claim"), "Claims by where they stand.",
      query: [Field("state", "Such as ready, sent, denied."), Field("limit", "How many.")],
      page: "claims"
    ) { call throws(WorkflowFailure) in
      let overview = try call.practice.office.overview()
      let states = (overview["claims"]?.elements ?? []).compactMap { $0["state"]?.string }
      let state =
        call.text("state") ?? (states.contains("ready") ? "ready" : states.first) ?? "ready"
      let claims = try call.practice.office.claims(in: state, limit: call.limit())
      return .answer(
        .object(
          claims.members + [
            .init("states", overview["claims"] ?? .null), .init("work", overview["work"] ?? .null),
          ]))
    },
    .get(
      "/claims/{claim}", .action("claims.read"), claim,
      "A claim: lines, payers, what is open, what happened, what was answered.", page: "claim"
    ) {
      call throws(WorkflowFailure) in
      let answer = try call.practice.office.claim(call.parameter("claim"))
      let hasChart = try call.practice.charts.has(call.parameter("claim"))
      return .answer(
        .object(
          answer.members + [
            .init("view", ClaimView.view(answer)), .init("has_chart", .bool(hasChart)),
          ]))
    },
    .get(
      "/claims/{claim}/form", .action("claims.read"), claim,
      "A claim as its paper form has it, box by box, and as X12.", page: "claim-form"
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.office.form(of: call.parameter("claim")))
    },
    .get(
      "/claims/{claim}/form/pdf", .action("claims.read"), claim,
      "The boxes of a claim's paper form, to print.", page: nil, hasInterface: false
    ) { call throws(WorkflowFailure) in
      .file(
        try call.practice.office.formPage(of: call.parameter("claim")), type: "application/pdf",
        name: "claim-form.pdf")
    },
    .get(
      "/claims/{claim}/x12", .action("claims.read"), claim, "A claim as X12, a segment a line.",
      page: nil, hasInterface: false
    ) { call throws(WorkflowFailure) in
      .file(
        try call.practice.office.x12(of: call.parameter("claim")),
        type: "application/edi-x12", name: "claim.edi")
    },
    .post(
      "/claims/{claim}/correct", .action("claims.work"), claim,
      "Correct a claim: what is with the payer is replaced.",
      fields: [
        Field("edits", "Changes, a line each: 1.code=99213.", isRequired: true), reason,
        Field("payer_number", "The payer's number of the claim, where it is not on file."),
      ], next: "/claims/{claim}", done: "The corrected claim goes out with the next batch."
    ) { call throws(WorkflowFailure) in
      let edits = try call.need("edits").split(whereSeparator: \.isNewline).map {
        String($0.filter { $0 != " " })
      }
      return .answer(
        try call.practice.office.correct(
          call.parameter("claim"), .edits(edits), payerNumber: call.text("payer_number"),
          reason: call.need("reason"), by: call.user))
    },
    .post(
      "/claims/{claim}/void", .action("claims.work"), claim, "Take a claim back, whole.",
      fields: [reason], next: "/claims/{claim}", done: "The claim is taken back."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.void(
          call.parameter("claim"), reason: call.need("reason"), by: call.user))
    },
    .post(
      "/claims/{claim}/hold", .action("claims.work"), claim, "Keep a claim from being sent.",
      fields: [reason], next: "/claims/{claim}", done: "The claim is held."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.hold(
          [call.parameter("claim")], reason: call.need("reason"), by: call.user))
    },
    .post(
      "/claims/{claim}/release", .action("claims.work"), claim, "Let a held claim be sent.",
      fields: [reason], next: "/claims/{claim}", done: "The claim may be sent."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.release(
          [call.parameter("claim")], reason: call.need("reason"), by: call.user))
    },
    .post(
      "/claims", .action("claims.work"), Subject("claim"), "Put the claims of an 837 on file.",
      fields: [Field("file", "The 837.", isRequired: true)], next: "/claims",
      done: "The claims are on file."
    ) { call throws(WorkflowFailure) in
      .answer(
        try UploadedFile.use(call, "file") { path throws(WorkflowFailure) in
          try call.practice.office.add([path], by: call.user)
        })
    },
  ]

  /// Batches: claims that go out together, and what clearinghouse and payer say to have taken.
  static let batches: [Route] = [
    .get(
      "/batches", .action("claims.send"), Subject("batch"), "Batches, the latest first.",
      query: [Field("limit", "How many.")], page: "batches"
    ) {
      call throws(WorkflowFailure) in
      let batches = try call.practice.office.batches(limit: call.limit())
      let ready = (try call.practice.office.overview()["claims"]?.elements ?? []).first {
        $0["state"]?.string == "ready"
      }
      return .answer(.object(batches.members + [.init("ready", ready ?? .null)]))
    },
    .get(
      "/batches/{batch}", .action("claims.send"), Subject("batch", "batch"),
      "A batch with its claims.", page: "batch"
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.office.batch(call.number("batch")))
    },
    .post(
      "/batches", .action("claims.send"), Subject("batch"), "Send the claims that are ready.",
      next: "/batches", done: "The claims have gone out."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.send(
          to: Clearinghouse(folder: "\(call.folder)/sent"), by: call.user))
    },
    .post(
      "/acknowledgements", .action("claims.send"), Subject("batch"),
      "Take an acknowledgement: TA1, 999 or 277CA.",
      fields: [Field("file", "The file.", isRequired: true)], next: "/batches",
      done: "The acknowledgement is read; each claim says what was said of it."
    ) { call throws(WorkflowFailure) in
      .answer(
        try UploadedFile.use(call, "file") { path throws(WorkflowFailure) in
          try call.practice.office.acknowledge([path], by: call.user)
        })
    },
  ]

  /// Remittances: what payers have paid, and why not more.
  static let remittances: [Route] = [
    .get(
      "/remittances", .action("remittances.read"), Subject("remittance"),
      "Remittances, the latest first.", query: [Field("limit", "How many.")], page: "remittances"
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.office.remittances(limit: call.limit()))
    },
    .get(
      "/remittances/{remittance}", .action("remittances.read"), Subject("remittance", "remittance"),
      "A remittance with its answers.", page: "remittance"
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.office.remittance(call.number("remittance")))
    },
    .post(
      "/remittances", .action("remittances.post"), Subject("remittance"), "Post an 835.",
      fields: [Field("file", "The 835.", isRequired: true)], next: "/remittances",
      done: "The remittance is posted."
    ) { call throws(WorkflowFailure) in
      .answer(
        try UploadedFile.use(call, "file") { path throws(WorkflowFailure) in
          try call.practice.office.post([path], by: call.user)
        })
    },
  ]
}

/// What the biller's page of a claim shows beside what the workflow answers.
enum ClaimView {
  static func view(_ claim: JSON) -> JSON {
    let choices = Set((claim["choices"]?.elements ?? []).compactMap(\.string))
    let owed = (claim["payers"]?.elements ?? []).reduce(Money.zero) {
      $0 + (Money($1["open"]?.digits ?? "0") ?? .zero)
    }
    return .members(
      (
        "can_hold",
        choices.contains("hold") && !choices.contains("release") ? .bool(true) : nil
      ),
      ("can_release", choices.contains("release") ? .bool(true) : nil),
      ("can_correct", choices.contains("correct") ? .bool(true) : nil),
      ("can_void", choices.contains("void") ? .bool(true) : nil),
      ("payers_owe", .money(owed)))
  }
}
