// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  /// Payers, providers, keys, backups and whether everything is in order.
  static let management: [Route] = [
    .get(
      "/payers", .action("practice.manage"), Subject("payer"),
      "The payers, with every name that they are met under.", page: "payers"
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.partners(call.user).payers(nil))
    },
    .post(
      "/payers", .action("practice.manage"), Subject("payer"), "Enter or change a payer.",
      fields: [
        Field("id", "The practice's name for it.", isRequired: true),
        Field("name", "Its name.", isRequired: true), Field("number", "Its number in claims."),
        Field("aliases", "Other names, with commas."),
      ], next: "/payers", done: "The payer is entered."
    ) { call throws(WorkflowFailure) in
      let aliases = (call.text("aliases") ?? "").split(separator: ",").map {
        JSON.string(String($0.drop { $0 == " " }))
      }
      return .answer(
        try call.practice.partners(call.user).putPayers(
          .members(
            ("id", .string(try call.need("id"))), ("name", .string(try call.need("name"))),
            ("number", .text(call.text("number"))),
            ("aliases", aliases.isEmpty ? nil : .array(aliases)))))
    },
    .get(
      "/providers", .action("practice.manage"), Subject("provider"),
      "The providers, with what they may exchange with which payer.", page: "providers"
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.partners(call.user).providers(nil))
    },
    .post(
      "/providers", .action("practice.manage"), Subject("provider"),
      "Enter or change a provider.",
      fields: [
        Field("npi", "The NPI.", isRequired: true), Field("organization", "Its name, for one."),
        Field("family", "The family name, for a person."), Field("given", "The given name."),
        Field("taxonomy", "The taxonomy code."), Field("tax_id", "The tax number."),
      ], next: "/providers", done: "The provider is entered."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.partners(call.user).putProviders(
          .members(
            ("npi", .string(try call.need("npi"))),
            ("organization", call.text("organization").map(JSON.string)),
            ("family", call.text("family").map(JSON.string)),
            ("given", call.text("given").map(JSON.string)),
            ("taxonomy", call.text("taxonomy").map(JSON.string)),
            ("taxId", call.text("tax_id").map(JSON.string)))))
    },
    .post(
      "/providers/{npi}/enrolments", .action("practice.manage"), Subject("provider", "npi"),
      "Say how far a provider may exchange a transaction set with a payer.",
      fields: [
        Field("payer", "The payer.", isRequired: true),
        Field("set", "Such as 837 or 835.", isRequired: true),
        Field("state", "How far it is.", isRequired: true), Field("since", "Since when."),
      ], next: "/providers", done: "The enrolment is noted."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.partners(call.user).enrol(
          call.parameter("npi"), with: call.need("payer"), set: call.need("set"),
          state: call.need("state"), since: call.day("since")))
    },
    .get(
      "/system", .action("practice.manage"), Subject("system"),
      "Whether everything is in order: folders, disk, code sets, keys, books.", page: "system"
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.examined())
    },
    .get(
      "/keys", .action("keys.manage"), Subject("key"),
      "The keys that seal what identifies a person, and how much each has sealed.", page: "keys"
    ) { call throws(WorkflowFailure) in .answer(try call.practice.keys()) },
    .post(
      "/keys", .action("keys.manage"), Subject("key"),
      "Add a key; from then on it seals what is new.", next: "/keys",
      done: "The key is added. Seal everything with it, then keep a copy of the file elsewhere."
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.addKey())
    },
    .post(
      "/keys/rotate", .action("keys.manage"), Subject("key"),
      "Seal everything with the newest key.", next: "/keys",
      done: "Everything is sealed with the newest key."
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.rotateKeys())
    },
    .get(
      "/backups", .action("backup.make"), Subject("backup"), "The backups, oldest first.",
      page: "backups"
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.backups(in: "\(call.folder)/backups"))
    },
    .post(
      "/backups", .action("backup.make"), Subject("backup"),
      "Add a backup to the folder; what has not changed is not written again.", next: "/backups",
      done: "The backup is made."
    ) { call throws(WorkflowFailure) in
      .answer(try call.practice.backUp(into: "\(call.folder)/backups"))
    },
    .post(
      "/users/{user}/reset", .action("users.manage"), Subject("user", "user"),
      "Give a user another first password, and take the codes of the application away.",
      fields: [Field("password", "The first password.", isRequired: true)], next: "/users",
      done: "The user signs in with that password once, and takes another."
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.users.reset(
          call.parameter("user"), password: call.need("password"), codes: true, by: call.user))
    },
  ]
}
