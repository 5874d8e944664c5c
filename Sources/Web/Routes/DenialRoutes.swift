// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let denial = Subject("denial", "denial")
  private static let words = Field("note", "In words.", isRequired: true)

  /// What payers have refused or underpaid.
  static let denials: [Route] = [
    .get(
      "/denials", .action("denials.work"), Subject("denial"),
      "Denials, what is due first before the rest.",
      query: [
        Field("kind", "denial or underpayment."), Field("payer", "The payer's identifier."),
        Field("reason", "The reason code."), Field("remark", "A remark code."),
        Field("category", "The root cause."), Field("owner", "Who works on it; me for yourself."),
        Field("state", "open, waiting or closed."), Field("sort", "deadline, value or age."),
        Field("after", "Where the last page ended."), Field("limit", "How many."),
      ], page: "denials"
    ) { call throws(WorkflowFailure) in
      var wanted = DenialsWanted()
      wanted.kind = call.text("kind") ?? "denial"
      wanted.payer = call.text("payer")
      wanted.reason = call.text("reason")
      wanted.remark = call.text("remark")
      wanted.category = call.text("category")
      wanted.owner = call.text("owner").map { $0 == "me" ? call.user : $0 }
      wanted.state = call.text("state")
      wanted.sort = call.text("sort") ?? "deadline"
      wanted.after = call.text("after")
      wanted.limit = try call.limit()
      let found = try call.practice.office.denials(wanted)
      return .answer(
        .object(found.members + [.init("wanted_state", .text(wanted.state))]))
    },
    .get(
      "/denials/{denial}", .action("denials.work"), denial,
      "A denial: what to do next, what was done.", page: "denial"
    ) {
      call throws(WorkflowFailure) in
      let found = try call.practice.office.denial(call.number("denial"))
      let outcomes = BillingOffice.denialOutcomes.map(JSON.string)
      return .answer(
        .object(
          found.members + [
            .init("outcomes", .array(outcomes)),
            .init("is_closed", .bool(found["state"]?.string == "closed")),
          ]))
    },
    .post(
      "/denials/{denial}/take", .action("denials.work"), denial, "Work on a denial yourself.",
      next: "/denials/{denial}", done: "The denial is yours."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.act(
          .assign(call.user), on: call.number("denial"), words: "taken", by: call.user))
    },
    .post(
      "/denials/{denial}/note", .action("denials.work"), denial, "Say something about a denial.",
      fields: [words, Field("category", "The root cause, where it is known better.")],
      next: "/denials/{denial}", done: "The note is kept."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.act(
          .note(category: call.text("category")), on: call.number("denial"),
          words: call.need("note"), by: call.user))
    },
    .post(
      "/denials/{denial}/wait", .action("denials.work"), denial,
      "Wait for somebody else until a day.",
      fields: [words, Field("until", "The day.", isRequired: true)], next: "/denials/{denial}",
      done: "The denial waits."
    ) {
      call throws(WorkflowFailure) in
      _ = try call.need("until")
      guard let day = try call.day("until") else { return .answer(.null) }
      return .answer(
        try call.practice.office.act(
          .wait(day), on: call.number("denial"), words: call.need("note"), by: call.user))
    },
    .post(
      "/denials/{denial}/close", .action("denials.work"), denial,
      "Close a denial with what came of it.",
      fields: [words, Field("outcome", "What came of it.", isRequired: true)],
      next: "/denials/{denial}", done: "The denial is closed."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.act(
          .close(call.need("outcome")), on: call.number("denial"), words: call.need("note"),
          by: call.user))
    },
    .post(
      "/denials/{denial}/reopen", .action("denials.work"), denial, "Work on a denial again.",
      fields: [words], next: "/denials/{denial}", done: "The denial is open again."
    ) {
      call throws(WorkflowFailure) in
      .answer(
        try call.practice.office.act(
          .reopen, on: call.number("denial"), words: call.need("note"), by: call.user))
    },
  ]
}
