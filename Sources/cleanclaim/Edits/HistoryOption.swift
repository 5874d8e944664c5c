// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `--history`: earlier claims that others are judged beside.
struct HistoryOption: ParsableArguments {
  @Option(
    help: """
      Earlier claims, which are not judged: 837s, encounters, compact records, or folders of them; may be given \
      again.
      """)
  var history: [String] = []

  /// Reads them; nothing where none are given. What says too little is told on the standard error.
  func earlier(on day: CalendarDate? = nil) throws(WorkflowFailure) -> EarlierClaims? {
    if history.isEmpty { return nil }
    let earlier = try EarlierClaims(history, on: day)
    if let file = earlier.firstLeft {
      Face.note(
        "history: \(earlier.count) claims; \(earlier.left) left out, unreadable or without name and date of birth "
          + "of the patient; the first: \(file)")
    }
    return earlier
  }
}
