// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// `cleanclaim books verify`
struct BooksVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Look at every entry: numbers, hashes, closed periods, running totals.",
    discussion: """
      The head that is printed (number of entries and hash) is worth writing down elsewhere: given again with \
      --head it proves that none of these entries was altered or taken away. Exit code 1 where something is wrong.

      Examples:
        cleanclaim books verify
        cleanclaim books verify --head 3:9c1185a5c5e9fc54612808977ee8f548b2258d31c0fdf1d0a2a07a0f52f2b9b5
      """)

  @Option(
    help: ArgumentHelp(
      "A head that was written down: entries:hash. May be given several times.",
      valueName: "entries:hash"))
  var head: [String] = []

  @OptionGroup var place: BooksPlace

  func run() throws {
    try place.answer(BooksText.verified) { books throws(WorkflowFailure) in
      try books.verify(anchors: head)
    }
  }
}

/// `cleanclaim books trial-balance`
struct BooksTrialBalance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trial-balance",
    abstract: "Every account with its debits, credits and balance.",
    discussion: "Example: cleanclaim books trial-balance --through 2026-03-31")

  @Option(help: "A day of the last month that counts (default: all).")
  var through: DayArgument?

  @OptionGroup var place: BooksPlace

  func run() throws {
    try place.answer(BooksText.trialBalance) { books throws(WorkflowFailure) in
      try books.trialBalance(through: through?.day)
    }
  }
}

/// `cleanclaim books aging`
struct BooksAging: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aging",
    abstract: "How old what is open is, by account and payer.",
    discussion: "Example: cleanclaim books aging --on 2026-03-31")

  @Option(help: "The day to which ages are counted (default: today in UTC).")
  var on: DayArgument?

  @OptionGroup var place: BooksPlace

  func run() throws {
    let day = on?.day ?? CalendarDate(daysSinceEpoch: Int32(Glibc.time(nil) / 86_400))
    try place.answer(BooksText.aging) { books throws(WorkflowFailure) in
      try books.aging(on: day)
    }
  }
}

/// `cleanclaim books day-sheet`
struct BooksDaySheet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "day-sheet",
    abstract: "What was posted on a day (in UTC), by kind of entry and account.",
    discussion: "Example: cleanclaim books day-sheet --on 2026-03-11")

  @Option(help: "The day.")
  var on: DayArgument

  @OptionGroup var place: BooksPlace

  func run() throws {
    try place.answer(BooksText.daySheet) { books throws(WorkflowFailure) in
      try books.daySheet(on: on.day)
    }
  }
}
