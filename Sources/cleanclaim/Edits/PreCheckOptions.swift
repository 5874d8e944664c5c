// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Workflows

/// The program that is asked about each claim.
struct PreCheckOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A program that is given each claim as a line of JSON and answers a line of findings (Docs/Edits.md).",
      valueName: "program"))
  var preCheck: String?

  @Option(help: "How many seconds the program may take for a claim.")
  var preCheckSeconds = 5

  func validate() throws {
    if !(1...3600).contains(preCheckSeconds) {
      throw ValidationError("--pre-check-seconds is between 1 and 3600.")
    }
  }

  /// The program, started; nothing where none is named.
  func started() throws(WorkflowFailure) -> PreCheck? {
    guard let preCheck else { return nil }
    return try PreCheck(preCheck, seconds: preCheckSeconds)
  }
}
