// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim books`
struct BooksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "books",
    abstract: "The ledger of a practice: double entry, only ever added to, every entry hashed.",
    subcommands: [
      BooksInit.self, BooksAppend.self, BooksReverse.self, BooksClose.self, BooksVerify.self,
      BooksFingerprint.self, BooksTrialBalance.self, BooksAging.self, BooksDaySheet.self,
      BooksExport.self,
    ])
}

/// Whose books, where they lie, and how to answer.
struct BooksPlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database: sqlite:PATH or postgresql://… (default: books.sqlite in the installation).",
      valueName: "address"))
  var database: String?

  @Option(help: "The practice, where a database has the books of several.")
  var practice = "main"

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func books(isNew: Bool = false) throws(WorkflowFailure) -> Books {
    try Books(
      database: database, practice: practice, Installation(home: home), isNew: isNew)
  }

  /// Asks the books something and shows the answer.
  func answer(
    isNew: Bool = false, _ words: (JSON) -> String,
    _ question: (Books) throws(WorkflowFailure) -> JSON
  ) throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try question(books(isNew: isNew))
      Face.print(json ? answer.pretty : words(answer))
    }
  }
}

/// `cleanclaim books init`
struct BooksInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Open the books of a practice.",
    discussion: """
      Where the installation has no file of keys yet, one is made: keep a copy of it apart.

      Examples:
        cleanclaim books init --from 2026-01-01
        cleanclaim books init --from 2026-01-01 --practice north --database postgresql://db.example/books
      """)

  @Option(help: "The first day of the books: no entry counts before it.")
  var from: DayArgument

  @OptionGroup var place: BooksPlace

  func run() throws {
    try place.answer(isNew: true, BooksText.head) { books throws(WorkflowFailure) in
      try KeyFile.begin(nil, Installation(home: place.home))
      return try books.open(from: from.day)
    }
  }
}

/// `cleanclaim books append`
struct BooksAppend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract:
      "Add journal entries, one a line of JSON; one that is there already is left as it is.",
    discussion: """
      Docs/Books.md describes an entry. Each batch of lines is safe on the disk before the next; with \
      --acknowledge a line entries:hash says so, so that whoever writes into a pipe knows what cannot be lost.

      Examples:
        cleanclaim books append Docs/books/entries.ndjson
        cleanclaim books append - --batch 10 --acknowledge < Docs/books/entries.ndjson
      """)

  @Argument(help: "The file; - for the standard input.")
  var file: String

  @Option(help: "How many lines are added together, all or none: 1 to 10,000.")
  var batch = 1000

  @Flag(help: "After each batch, a line with where the books stand: entries:hash.")
  var acknowledge = false

  @OptionGroup var place: BooksPlace

  func validate() throws {
    guard (1...10_000).contains(batch) else {
      throw ValidationError("Give --batch from 1 to 10000.")
    }
  }

  func run() throws {
    try place.answer(BooksText.appended) { books throws(WorkflowFailure) in
      let acknowledged: ((String) -> Void)? = acknowledge ? { line in Face.print(line) } : nil
      return try books.append(file, batch: batch, acknowledge: acknowledged)
    }
  }
}

/// `cleanclaim books reverse`
struct BooksReverse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reverse",
    abstract: "Undo an entry by one that mirrors it; both stay.",
    discussion: "Example: cleanclaim books reverse 17 --document corrected.pdf")

  @Argument(help: "The number of the entry.")
  var entry: Int

  @Option(help: "The day on which the reversal counts (default: today in UTC).")
  var effective: DayArgument?

  @Option(help: "The file that asks for it; its SHA-256 is kept.")
  var document: String

  @OptionGroup var place: BooksPlace

  func run() throws {
    try place.answer(BooksText.reversed) { books throws(WorkflowFailure) in
      try books.reverse(entry, effective: effective?.day, document: document)
    }
  }
}

/// `cleanclaim books close`
struct BooksClose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close all days up to one: no entry of these days is taken any more.",
    discussion: "Example: cleanclaim books close --through 2026-03-31 --user \"O. Manager\"")

  @Option(help: "The last day that is closed.")
  var through: DayArgument

  @Option(help: "Who closes.")
  var user: String

  @OptionGroup var place: BooksPlace

  func run() throws {
    try place.answer(BooksText.head) { books throws(WorkflowFailure) in
      try books.close(through: through.day, by: user)
    }
  }
}

/// `cleanclaim books export`
struct BooksExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Write the journal to the standard output, as a table, plain-text accounting or entries.",
    discussion: """
      Examples:
        cleanclaim books export --entries > entries.ndjson
        cleanclaim books export --csv > journal.csv
        cleanclaim books export --beancount > books.beancount && bean-check books.beancount
      """)

  @Flag(help: "Comma-separated values, a line a posting.")
  var csv = false

  @Flag(help: "Plain-text accounting as beancount reads it, with the balances to be proved.")
  var beancount = false

  @Flag(help: "The entries, one a line of JSON, as books append reads them.")
  var entries = false

  @OptionGroup var place: BooksPlace

  func validate() throws {
    guard [csv, beancount, entries].filter({ $0 }).count == 1 else {
      throw ValidationError("Give --csv, --beancount or --entries.")
    }
  }

  func run() throws {
    try Face.run(json: place.json) { () throws(WorkflowFailure) in
      let books = try place.books()
      var text = ""
      let write = { (piece: String) in
        text += piece
        guard text.utf8.count > 1 << 16 else { return }
        Face.put(text)
        text = ""
      }
      switch (csv, beancount) {
      case (true, _): try books.exportTable(write)
      case (_, true): try books.exportPlainText(write)
      default: try books.exportEntries(write)
      }
      Face.put(text)
    }
  }
}
