// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  private static let user = Subject("user", "user")

  /// Figures of the practice.
  static let figures: [Route] = [
    .get(
      "/figures", .action("reports.read"), Subject("report"),
      "What is owed and for how long, what is refused and why, what is not billed.",
      query: [Field("on", "The day.")], page: "figures"
    ) { call throws(WorkflowFailure) in .answer(try FigureView.answer(call)) }
  ]

  /// Users, and what was done.
  static let administration: [Route] = [
    .get(
      "/users", .action("access.review"), Subject("user"), "The users with their roles.",
      page: "users"
    ) {
      call throws(WorkflowFailure) in .answer(try call.practice.users.list())
    },
    .post(
      "/users", .action("users.manage"), Subject("user"),
      "Add a user; the password has to be changed at the first sign-in.",
      fields: [
        Field("user", "The name to sign in with.", isRequired: true),
        Field("name", "The name that is shown.", isRequired: true),
        Field("password", "The first password.", isRequired: true),
        Field("roles", "Roles, with commas.", isRequired: true),
      ], next: "/users", done: "The user is added."
    ) { call throws(WorkflowFailure) in
      let roles = try call.need("roles").split(separator: ",").map { $0.filter { $0 != " " } }
      return .answer(
        try call.practice.users.add(
          call.need("user"), name: call.need("name"), password: call.need("password"),
          roles: roles.map { String($0) }, by: call.user))
    },
    .post(
      "/users/{user}/roles", .action("users.manage"), user, "Give a user roles, or take them away.",
      fields: [Field("grant", "Roles, with commas."), Field("revoke", "Roles, with commas.")],
      next: "/users", done: "The roles are changed; the user signs in again."
    ) { call throws(WorkflowFailure) in
      func roles(_ name: String) -> [String] {
        (call.text(name) ?? "").split(separator: ",").map { String($0.filter { $0 != " " }) }
      }
      return .answer(
        try call.practice.users.change(
          call.parameter("user"), grant: roles("grant"), revoke: roles("revoke"), anywhere: false,
          by: call.user))
    },
    .post(
      "/users/{user}/disable", .action("users.manage"), user,
      "Keep a user out, with every session.", next: "/users", done: "The user is kept out."
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.users.setDisabled(true, call.parameter("user"), by: call.user))
    },
    .post(
      "/users/{user}/enable", .action("users.manage"), user, "Let a user in again.", next: "/users",
      done: "The user may come in again."
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.users.setDisabled(false, call.parameter("user"), by: call.user))
    },
    .post(
      "/users/{user}/review", .action("access.review"), user,
      "Note that a user's roles are still right.", next: "/users", done: "The review is noted."
    ) {
      call throws(WorkflowFailure) in
      .answer(try call.practice.users.review([call.parameter("user")], by: call.user))
    },
    .get(
      "/audit", .action("audit.read"), Subject("audit"),
      "What was done and read, the latest first.",
      query: [
        Field("user", "Who did it."), Field("patient", "The patient's number."),
        Field("action", "An action, or a family of them."),
        Field("outcome", "done, denied, refused or failed."), Field("from", "The first day."),
        Field("through", "The last day."), Field("before", "Where the last page ended."),
        Field("limit", "How many."),
      ], page: "audit"
    ) { call throws(WorkflowFailure) in
      var wanted = AuditWanted()
      wanted.user = call.text("user")
      wanted.patient = call.text("patient")
      wanted.action = call.text("action")
      wanted.outcome = call.text("outcome")
      wanted.from = try call.day("from")
      wanted.through = try call.day("through")
      wanted.before = try call.int("before", in: 1...Int.max)
      wanted.limit = try call.limit()
      return .answer(try call.practice.auditLog.records(wanted))
    },
    .post(
      "/audit/verify", .action("audit.read"), Subject("audit"),
      "Look at every record of the log, and at what chains it.", next: "/audit",
      page: "audit-verified"
    ) {
      call throws(WorkflowFailure) in .answer(try call.practice.auditLog.verify(anchors: nil))
    },
  ]
}

/// The manager's figures.
enum FigureView {
  static func answer(_ call: Call) throws(WorkflowFailure) -> JSON {
    let day = try call.day("on") ?? call.practice.today
    let aging = try call.practice.books.aging(on: day)
    let denials = try call.practice.office.denialReport(by: "reason")
    let charts = try call.practice.charts.overview(on: day)
    let claims = try call.practice.office.overview()
    let names = aging["buckets"]?.elements ?? []
    func sums(_ account: Int) -> JSON {
      let rows = (aging["lines"]?.elements ?? []).filter { $0["account"]?.int == account }
      let amounts = names.indices.map { index in
        rows.reduce(Money.zero) { $0 + (Money($1["amounts"]?[index]?.digits ?? "0") ?? .zero) }
      }
      let most = amounts.map(\.cents).max() ?? 0
      return .array(
        zip(names, amounts).enumerated().map { index, pair in
          .members(
            ("days", pair.0), ("amount", .money(pair.1)),
            ("height", .int(most > 0 ? Int(max(0, pair.1.cents) * 120 / most) : 0)),
            ("y", .int(140 - (most > 0 ? Int(max(0, pair.1.cents) * 120 / most) : 0))),
            ("x", .int(10 + index * 70)))
        })
    }
    return .members(
      ("on", .date(day)), ("payers_owe", sums(1220)), ("patients_owe", sums(1210)),
      ("denials", denials), ("charts", charts), ("claims", claims["claims"]))
  }
}
