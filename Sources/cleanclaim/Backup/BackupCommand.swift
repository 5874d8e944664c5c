// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim backup`
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Backups of the database: made while others write, proved, put back.",
    subcommands: [
      BackupMake.self, BackupVerify.self, BackupList.self, BackupRestore.self, BackupPrune.self,
    ])
}

/// Which database, and how to answer.
struct DatabasePlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database: sqlite:PATH or postgresql://… (default: books.sqlite in the installation).",
      valueName: "address"))
  var database: String?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func backups() throws(WorkflowFailure) -> Backups {
    try Backups(database: database, Installation(home: home))
  }
}

/// `cleanclaim backup make`
struct BackupMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make a backup, as everything is at one moment, while others go on writing.",
    discussion: """
      A file is whole by itself. In a folder each backup writes only what the one before it does not have; with \
      --every the command stays and adds one whenever something has changed. Docs/Backup.md says what can be lost.

      Examples:
        cleanclaim backup make books.backup
        cleanclaim backup make --into backups --every 5
      """)

  @Argument(help: "The file.")
  var file: String?

  @Option(help: ArgumentHelp("A folder of backups to add one to.", valueName: "folder"))
  var into: String?

  @Flag(help: "Let the backup in the folder rest on no earlier one.")
  var whole = false

  @Option(help: ArgumentHelp("Stay, and look every so many seconds.", valueName: "seconds"))
  var every: Int?

  @OptionGroup var place: DatabasePlace

  func validate() throws {
    guard (file == nil) != (into == nil) else {
      throw ValidationError("Give a file, or a folder with --into.")
    }
    guard every == nil || into != nil, every.map({ (1...86_400).contains($0) }) ?? true else {
      throw ValidationError("Give --every from 1 to 86400, with --into.")
    }
  }

  func run() throws {
    try Face.run(json: place.json) { () throws(WorkflowFailure) in
      let backups = try place.backups()
      if let file { return show(try backups.make(file)) }
      let folder = into ?? ""
      guard let every else { return show(try backups.make(into: folder, isWhole: whole)) }
      try backups.watch(into: folder, isWhole: whole, every: every) { answer in
        Face.print(place.json ? answer.line : BackupText.short(answer))
      }
    }
  }

  private func show(_ answer: JSON) {
    Face.print(place.json ? answer.pretty : BackupText.made(answer))
  }
}

/// Which backup of a folder is meant.
struct BackupMoment: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Of a folder: the last backup that holds nothing added after this moment in UTC.",
      valueName: "instant"))
  var until: InstantArgument?

  @Option(help: "Of a folder: the last backup in which the practice has no more entries than this.")
  var entries: Int?

  @Option(help: "The practice whose entries are counted.")
  var practice = "main"

  func validate() throws {
    guard until == nil || entries == nil else {
      throw ValidationError("Give --until or --entries.")
    }
  }

  func moment() throws(WorkflowFailure) -> Backups.Moment {
    if let until { return .until(until.instant) }
    guard let entries else { return .last }
    guard let practice = PracticeID(practice) else {
      throw WorkflowFailure("ledger.bad-text", .usage, ("member", "practice"))
    }
    return .entries(entries, of: practice)
  }
}

/// `cleanclaim backup verify`
struct BackupVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Restore a backup where nobody sees it, and prove every entry and total.",
    discussion: "Example: cleanclaim backup verify books.backup")

  @Argument(help: "The file, or a folder of backups.")
  var path: String

  @OptionGroup var which: BackupMoment

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try Backups.verify(path, moment: which.moment())
      Face.print(json ? answer.pretty : BackupText.proved(answer))
    }
  }
}

/// `cleanclaim backup list`
struct BackupList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The backups of a folder, oldest first.",
    discussion: "Example: cleanclaim backup list backups")

  @Argument(help: "The folder.")
  var folder: String

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try Backups.list(folder)
      if json { return Face.print(answer.pretty) }
      for backup in answer["backups"]?.elements ?? [] { Face.print(BackupText.short(backup)) }
    }
  }
}

/// `cleanclaim backup restore`
struct BackupRestore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup into a database, all of it or nothing, and prove it.",
    discussion: """
      An empty database is taken, of either engine; --replace takes away what it holds. Where the proof fails \
      nothing is changed.

      Examples:
        cleanclaim backup restore books.backup --database sqlite:restored.sqlite
        cleanclaim backup restore backups --until 2026-11-23T09:30:00Z --replace
      """)

  @Argument(help: "The file, or a folder of backups.")
  var path: String

  @OptionGroup var which: BackupMoment

  @Flag(help: "Take away what the database holds.")
  var replace = false

  @OptionGroup var place: DatabasePlace

  func run() throws {
    try Face.run(json: place.json) { () throws(WorkflowFailure) in
      let answer = try place.backups().restore(path, moment: which.moment(), isReplacing: replace)
      Face.print(place.json ? answer.pretty : BackupText.proved(answer))
    }
  }
}

/// `cleanclaim backup prune`
struct BackupPrune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove from a folder what no moment from a given one on needs.",
    discussion: "Example: cleanclaim backup prune backups --before 2026-10-01T00:00:00Z")

  @Argument(help: "The folder.")
  var folder: String

  @Option(help: ArgumentHelp("The moment, in UTC.", valueName: "instant"))
  var before: InstantArgument

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try Backups.prune(folder, before: before.instant)
      if json { return Face.print(answer.pretty) }
      Face.print("\(answer["removed"]?.elements.count ?? 0) files removed")
    }
  }
}

/// A moment on the command line: `2026-11-23T09:30:00Z`.
struct InstantArgument: ExpressibleByArgument {
  let instant: Instant

  init?(argument: String) {
    guard let instant = Instant(argument) else { return nil }
    self.instant = instant
  }
}
