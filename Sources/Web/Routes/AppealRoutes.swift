// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let appeal = Subject("appeal", "appeal")
  private static let words = Field("note", "Why, in words.", isRequired: true)
  private static let day = Field("on", "The day; today otherwise.")

  /// Appeals of denials.
  static let appeals: [Route] = [
    .get(
      "/appeals", .action("denials.work"), Subject("appeal"),
      "Appeals by where they stand, what is due first before the rest.",
      query: [
        Field("state", "drafted, sent, decided or withdrawn."), Field("limit", "How many."),
      ], page: "appeals"
    ) { call throws(WorkflowFailure) in
      let found = try call.practice.office.appeals(
        in: call.text("state") ?? "drafted", limit: call.limit())
      let states = ["drafted", "sent", "decided", "withdrawn"].map(JSON.string)
      return .answer(.object(found.members + [.init("states", .array(states))]))
    },
    .get(
      "/appeals/{appeal}", .action("denials.work"), appeal,
      "An appeal with its letter, its denials and what was done.", page: "appeal"
    ) { call throws(WorkflowFailure) in
      let number = try call.number("appeal")
      let found = try call.practice.office.appeal(number)
      let packet = try? call.practice.office.appealPacket(number)
      let outcomes = BillingOffice.appealOutcomes.map(JSON.string)
      return .answer(
        .object(
          found.members + [
            .init("packet", packet ?? .null), .init("outcomes", .array(outcomes)),
            .init("is_drafted", .bool(found["state"]?.string == "drafted")),
            .init("is_sent", .bool(found["state"]?.string == "sent")),
          ]))
    },
    .post(
      "/denials/{denial}/appeal", .action("denials.work"), Subject("denial", "denial"),
      "Draft an appeal of a denial, at the next level.", fields: [words],
      next: "/appeals/{appeal}", form: "/denials/{denial}", done: "The appeal is drafted."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.draftAppeal(
          of: [call.number("denial")], words: call.need("note"), by: call.user))
    },
    .post(
      "/appeals/{appeal}/send", .action("denials.work"), appeal,
      "Say that an appeal was sent; its packet is kept as it is now.",
      fields: [day, Field("reference", "How, or under which number.", isRequired: true)],
      next: "/appeals/{appeal}", done: "The appeal waits for the payer's decision."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.sendAppeal(
          call.number("appeal"), on: call.day("on") ?? call.practice.today,
          reference: call.need("reference"), by: call.user))
    },
    .post(
      "/appeals/{appeal}/decide", .action("denials.work"), appeal,
      "Note what the payer has decided.",
      fields: [day, Field("outcome", "What was decided.", isRequired: true), words],
      next: "/appeals/{appeal}", done: "The decision is noted."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.decideAppeal(
          call.number("appeal"), call.need("outcome"),
          on: call.day("on") ?? call.practice.today, words: call.need("note"), by: call.user))
    },
    .post(
      "/appeals/{appeal}/withdraw", .action("denials.work"), appeal, "Take an appeal back.",
      fields: [words], next: "/appeals/{appeal}", done: "The appeal is taken back."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.withdrawAppeal(
          call.number("appeal"), words: call.need("note"), by: call.user))
    },
  ]

  /// What remittances leave for a person, and taking them out of the books again.
  static let exceptions: [Route] = [
    .get(
      "/exceptions", .action("remittances.read"), Subject("remittance"),
      "What remittances leave for a person: answers without a claim, reversals, overpayments.",
      query: [
        Field("kind", "unmatched, reversal, changed, overpayment and others."),
        Field("limit", "How many."),
      ],
      page: "exceptions"
    ) { call throws(WorkflowFailure) in
      let kind = call.text("kind") ?? "unmatched"
      let found = try call.practice.office.work(kind, limit: call.limit())
      let overview = try call.practice.office.overview()
      return .answer(
        .object(
          found.members + [
            .init("kinds", overview["work"] ?? .null),
            .init("can_match", .bool(["unmatched", "reversal", "changed"].contains(kind))),
          ]))
    },
    .post(
      "/exceptions/match", .action("remittances.post"), Subject("remittance"),
      "Look once more for the claims of answers that have none.", next: "/exceptions",
      done: "Every answer was looked at again."
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.office.matchAgain(by: call.user))
    },
    .post(
      "/exceptions/{work}/resolve", .action("remittances.post"), Subject("work", "work"),
      "Give an answer its claim.", fields: [Field("claim", "The claim.", isRequired: true)],
      next: "/exceptions", done: "The answer is posted to its claim."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.resolve(
          call.number("work"), to: call.need("claim"), by: call.user))
    },
    .post(
      "/remittances/{remittance}/unapply", .action("remittances.post"),
      Subject("remittance", "remittance"),
      "Take a remittance, or what it says of one claim, out of the books again.",
      fields: [
        Field("claim", "The claim; the whole remittance otherwise."),
        Field("reason", "Why, in words.", isRequired: true),
      ], next: "/remittances/{remittance}", done: "It is out of the books again."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.unapply(
          call.number("remittance"), claim: call.text("claim"), reason: call.need("reason"),
          by: call.user))
    },
    .post(
      "/remittances/{remittance}/repost", .action("remittances.post"),
      Subject("remittance", "remittance"), "Post again what was taken out of the books.",
      next: "/remittances/{remittance}", done: "It is posted again."
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.office.repost(call.number("remittance"), by: call.user))
    },
  ]

  /// Balances that are given up: asked for by one, approved by another.
  static let writeOffs: [Route] = [
    .get(
      "/write-offs", .action("write-offs.request"), Subject("write-off"),
      "Write-offs by where they stand.",
      query: [
        Field("state", "requested, posted, rejected, withdrawn, undone."),
        Field("limit", "How many."),
      ],
      page: "write-offs"
    ) { call throws(WorkflowFailure) in try writeOffList(call) },
    .get(
      "/write-offs/approval", .action("write-offs.approve"), Subject("write-off"),
      "Write-offs that wait for approval.", query: [Field("limit", "How many.")],
      page: "write-offs"
    ) { call throws(WorkflowFailure) in try writeOffList(call) },
    .post(
      "/write-offs", .action("write-offs.request"), Subject("write-off"),
      "Ask that a balance be given up; small ones are posted at once.",
      fields: [
        Field("claim", "The claim.", isRequired: true),
        Field("payer", "The payer that owes it; the patient otherwise."),
        Field("amount", "How much; all of it otherwise."),
        Field("reason", "By the table of reasons.", isRequired: true), words,
      ], next: "/write-offs", done: "It is asked for, or posted where it is small."
    ) { call throws(WorkflowFailure) in
      var wanted = WriteOffWanted(reason: try call.need("reason"), words: try call.need("note"))
      wanted.claim = try call.need("claim")
      wanted.payer = call.text("payer")
      wanted.amount = try call.money("amount")
      return .answer(try call.practice.office.requestWriteOff(wanted, by: call.user))
    },
    .post(
      "/write-offs/{request}/approve", .action("write-offs.approve"),
      Subject("write-off", "request"), "Approve what somebody else has asked for.",
      next: "/write-offs/approval", done: "It is approved and posted."
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.office.approve(call.number("request"), by: call.user))
    },
    .post(
      "/write-offs/{request}/refuse", .action("write-offs.approve"),
      Subject("write-off", "request"), "Refuse what somebody has asked for.", fields: [words],
      next: "/write-offs/approval", done: "It is refused; nothing is posted."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.reject(
          call.number("request"), words: call.need("note"), by: call.user))
    },
  ]

  private static func writeOffList(_ call: Call) throws(WorkflowFailure) -> Answer {
    let state = call.text("state") ?? "requested"
    let found = try call.practice.office.writeOffs(in: state, limit: call.limit())
    return .answer(
      .object(
        found.members + [
          .init("reasons", call.practice.office.writeOffReasons()["reasons"] ?? .null),
          .init("wanted_state", .string(state)), .init("is_asked", .bool(state == "requested")),
        ]))
  }
}
