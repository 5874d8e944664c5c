// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// Who works on claims, where they lie, and when it is.
struct BillingPlace: ParsableArguments {
  @OptionGroup var books: BooksPlace

  @Option(
    help: ArgumentHelp(
      "The file of keys (default: $CLEANCLAIM_KEYS, else keys in the installation).",
      valueName: "file"))
  var keys: String?

  @Option(help: "Who does it (default: the user of the machine).")
  var by: String?

  @Option(
    help: ArgumentHelp(
      "The moment that counts as now, such as 2026-11-23T09:45:00Z (default: the clock).",
      valueName: "moment"))
  var at: MomentArgument?

  var user: String { by ?? getenv("LOGNAME").map { String(cString: $0) } ?? "" }

  /// Asks the billing office something and shows the answer, then what it has to say besides.
  func answer(
    _ words: (JSON) -> String, _ question: (BillingOffice) throws(WorkflowFailure) -> JSON
  ) throws {
    try Self.answer(books, keys, at, words, question)
  }

  static func answer(
    _ books: BooksPlace, _ keys: String?, _ at: MomentArgument?, _ words: (JSON) -> String,
    _ question: (BillingOffice) throws(WorkflowFailure) -> JSON
  ) throws {
    try Face.run(json: books.json) { () throws(WorkflowFailure) in
      let office = try BillingOffice(
        books.books(), keys: Installation(home: books.home).keys(keys))
      office.now = at?.moment
      try office.useRules(in: "\(Installation(home: books.home).home)/billing")
      let answer = try question(office)
      Face.print(books.json ? answer.pretty : words(answer))
      let findings = answer["findings"]?.elements ?? []
      guard !books.json else { return }
      for finding in findings {
        Face.note(finding["message"]?.string ?? finding["rule"]?.string ?? "")
        if let advice = finding["what_to_do"]?.string { Face.note("  \(advice)") }
      }
    }
  }

  /// The same, and exit code 1 where something was refused.
  func answerOrRefuse(
    _ words: (JSON) -> String, _ question: (BillingOffice) throws(WorkflowFailure) -> JSON
  ) throws {
    var isRefused = false
    try answer(words) { office throws(WorkflowFailure) in
      let answer = try question(office)
      isRefused = (answer["findings"]?.elements ?? []).contains {
        $0["severity"]?.string == "rejects"
      }
      return answer
    }
    if isRefused { throw ExitCode(WorkflowFailure.Kind.rejected.rawValue) }
  }
}
