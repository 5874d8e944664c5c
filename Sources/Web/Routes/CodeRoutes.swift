// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  /// Code sets: searched and read, without a patient.
  static let codes: [Route] = [
    .get(
      "/codes", .action("codes.search"), Subject("code"), "Codes that fit some words.",
      query: [Field("q", "Words, or a code."), Field("limit", "How many.")], page: "codes"
    ) { call throws(WorkflowFailure) in
      guard let text = call.text("q") else { return .answer(.object([])) }
      return .answer(try call.practice.searchCodes(String(text.prefix(200)), limit: call.limit()))
    },
    .get(
      "/codes/{set}/{code}", .action("codes.search"), Subject("code", "code"),
      "A code with its place in the set and its notes.",
      query: [Field("on", "The date of service.")], page: "code-entry"
    ) { call throws(WorkflowFailure) in
      .answer(
        try call.practice.codes().lookup(
          call.parameter("code"), in: call.parameter("set"), on: call.day("on")))
    },
  ]
}
