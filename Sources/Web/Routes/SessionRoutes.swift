// SPDX-License-Identifier: Apache-2.0

import Access
import Values
import Workflows

extension Route {
  /// Coming in and going out; the workflow itself notes every attempt in the audit log.
  static let sessions: [Route] = [
    .get(
      "/", .session, Subject("desk"), "What is to be done, by the desks that are open to you.",
      page: "home"
    ) {
      call throws(WorkflowFailure) in .answer(try HomeView.answer(call))
    },
    .get(
      "/login", .anybody, Subject("session"), "The form to sign in.",
      query: [Field("then", "The page to go to.")], page: "login", hasInterface: false
    ) {
      call throws(WorkflowFailure) in .answer(.members(("then", .text(call.text("then")))))
    },
    .post(
      "/login", .anybody, Subject("session"), "Sign in with name and password.",
      fields: [
        Field("user", "The name.", isRequired: true),
        Field("password", "The password.", isRequired: true), Field("then", "The page to go to."),
      ], next: "/", form: "/login", hasInterface: false
    ) { call throws(WorkflowFailure) in
      .signedIn(
        try call.practice.users.signIn(call.need("user"), password: call.need("password")))
    },
    .get(
      "/code", .session, Subject("session"), "The form for a code.", page: "code",
      hasInterface: false
    ) {
      _ throws(WorkflowFailure) in .answer(.object([]))
    },
    .post(
      "/code", .session, Subject("session"), "Go on with a code of the application.",
      fields: [Field("code", "Six digits, or a recovery code.", isRequired: true)], next: "/",
      form: "/code", hasInterface: false
    ) { call throws(WorkflowFailure) in
      .signedIn(try call.practice.users.enter(code: call.need("code"), call.secret))
    },
    .get(
      "/password", .session, Subject("session"), "The form for another password.", page: "password",
      hasInterface: false
    ) {
      _ throws(WorkflowFailure) in .answer(.object([]))
    },
    .post(
      "/password", .session, Subject("session"), "Change your password.",
      fields: [
        Field("old", "The password until now.", isRequired: true),
        Field("new", "The new one: 12 characters and more.", isRequired: true),
      ], next: "/", form: "/password", hasInterface: false
    ) { call throws(WorkflowFailure) in
      .signedIn(
        try call.practice.users.changePassword(
          from: call.need("old"), to: call.need("new"), call.secret))
    },
    .get(
      "/account", .session, Subject("session"), "Your own account.", page: "account-own",
      hasInterface: false
    ) {
      _ throws(WorkflowFailure) in .answer(.object([]))
    },
    .post(
      "/account/codes", .session, Subject("session"), "Ask for a code at every sign-in.",
      fields: [Field("password", "Your password.", isRequired: true)], next: "/account",
      page: "codes-started", hasInterface: false
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.users.startCodes(call.secret, password: call.need("password")))
    },
    .post(
      "/emergency", .session, Subject("session"),
      "Open in an emergency what your roles do not; without a reason, end that.",
      fields: [Field("reason", "Why, in words.")], next: "/", form: "/account",
      done: "It is noted, and compliance is told.", hasInterface: false
    ) { call throws(WorkflowFailure) in
      .renewed(
        secret: try call.practice.users.breakGlass(call.text("reason") ?? "", call.secret),
        .object([]))
    },
    .post(
      "/logout", .session, Subject("session"), "Sign out.", next: "/login",
      done: "You have signed out.", hasInterface: false
    ) {
      call throws(WorkflowFailure) in
      try call.practice.users.signOut(call.secret)
      return .signedOut
    },
  ]
}
