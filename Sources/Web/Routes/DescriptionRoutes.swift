// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

extension Route {
  /// What the server says of itself.
  static let descriptions: [Route] = [
    .get(
      "/styleguide", .anybody, Subject("page"), "Every part of the pages, in one place.",
      page: "styleguide", hasInterface: false
    ) {
      _ throws(WorkflowFailure) in .answer(.object([]))
    },
    .get("/openapi.json", .anybody, Subject("page"), "This description.", page: nil) {
      _ throws(WorkflowFailure) in
      .file(
        Array((InterfaceDescription.document().pretty + "\n").utf8), type: "application/json",
        name: "openapi.json")
    },
    .get(
      "/health", .anybody, Subject("page"), "Whether the server can reach its database.", page: nil
    ) {
      call throws(WorkflowFailure) in
      _ = try call.practice.office.overview()
      return .file(Array("ok\n".utf8), type: "text/plain; charset=utf-8", name: "health.txt")
    },
  ]

  /// What is there with invented patients alone.
  static let demonstration: [Route] = [
    .post(
      "/demo/answers", .action("claims.send"), Subject("batch"),
      "Let the simulated payer answer what was sent, and read and post its answers.",
      next: "/remittances", form: "/batches",
      done: "The simulated payer has answered, and its answers are posted."
    ) { call throws(WorkflowFailure) in
      .answer(try DemoPractice.receiveAnswers(call.practice, folder: call.folder, by: call.user))
    }
  ]
}
