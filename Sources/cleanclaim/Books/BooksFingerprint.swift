// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim books fingerprint`
struct BooksFingerprint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fingerprint",
    abstract: "A hash of what every account and item comes to, whatever entries have led there.",
    discussion: """
      What was posted and taken out again leaves entries and no trace in the fingerprint.

      Example: cleanclaim books fingerprint
      """)

  @OptionGroup var place: BooksPlace

  func run() throws {
    try place.answer(BooksText.fingerprint) { books throws(WorkflowFailure) in
      try books.fingerprint()
    }
  }
}
