// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim code`
struct Code: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "Read a note: the codes that it supports, each with the words that support it.",
    discussion: """
      Without the name of a subcommand, `read` is meant: `cleanclaim code read --help` has its options.

      Examples:
        cleanclaim code note.txt
        cleanclaim code note.txt --setting inpatient --on 2026-05-04 --json
        cleanclaim code note.txt --html note.html
        cleanclaim code --accept E11.9 I10 --reject R05.9:integral --as "Kim Lee" note.txt
        cleanclaim code trail
      """,
    subcommands: [CodeRead.self, CodeTrail.self, CodeFit.self], defaultSubcommand: CodeRead.self)
}

/// `cleanclaim code read`, or `cleanclaim code` alone
struct CodeRead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Read a note, or a note a line; record what a coder decides on the suggestions.",
    discussion: """
      Examples (`read` may be left out):
        cleanclaim code read note.txt
        cleanclaim code note.txt --setting inpatient --on 2026-05-04 --json
        cleanclaim code note.txt --html note.html
        cleanclaim code --ndjson --jobs 2 < notes.ndjson > codes.ndjson
        cleanclaim code --accept E11.9 I10 --reject R05.9:integral --as "Kim Lee" note.txt
        cleanclaim code note.txt --change M25.569=M25.561 --as "Kim Lee"
        cleanclaim code note.txt --weights weights.tsv

      A line of NDJSON has `id`, `text`, and where wanted `setting` and `date`. Docs/Coding.md describes \
      the answer field by field.
      """)

  @Argument(help: "A note as plain text; `-` for the standard input.")
  var file: String?

  @Flag(help: "Read a note a line (id, text, setting, date), write an answer a line, in order.")
  var ndjson = false

  @OptionGroup var reading: NoteOptions

  @Option(help: "Leave out suggestions less sure than this, 0 to 1.")
  var abstain: Double?

  @Option(help: "How many processors read, with --ndjson.")
  var jobs = 1

  @Option(help: "Weights of the ranking as `code fit` writes them, in place of the program's own.")
  var weights: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  @Option(
    defaultAsFlag: "-",
    help: ArgumentHelp(
      "Write the note with its evidence beside the codes as one page (- or nothing: to the standard output).",
      valueName: "file"))
  var html: String?

  @OptionGroup(title: "A coder's decisions") var decisions: DecisionOptions

  func run() throws {
    var faults = 0
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let library = try NoteLibrary(
        Installation(home: reading.home), on: reading.day?.day, weights: weights)
      let notes = CodeNotes(
        library, setting: reading.setting,
        abstainBelow: abstain.map { Int(($0 * 1000).rounded()) })
      guard let file else {
        faults = try notes.lines(of: "-", jobs: jobs) { Face.put($0) }.faults
        return
      }
      if !decisions.wish.isEmpty {
        let record = try CodingDecisions(Installation(home: reading.home)).record(
          decisions.wish, on: file, notes: notes)
        return Face.print(json ? record.pretty : CodingText.decisions(record))
      }
      if let html {
        if html == "-" { return Face.put(try notes.page(file)) }
        return try notes.writePage(file, to: html)
      }
      let answer = try notes.answer(file)
      Face.print(json ? answer.pretty : CodingText(answer).text)
    }
    if faults > 0 { throw ExitCode(1) }
  }

  func validate() throws {
    if ndjson == (file != nil) { throw ValidationError("Give a file, or --ndjson.") }
    if !(1...256).contains(jobs) { throw ValidationError("Jobs are 1 to 256.") }
    if let abstain, !(0...1).contains(abstain) {
      throw ValidationError("A confidence is between 0 and 1.")
    }
    if html != nil, json || ndjson { throw ValidationError("Give --html or --json or --ndjson.") }
    let isDecided = !decisions.wish.isEmpty
    if isDecided, html != nil || ndjson {
      throw ValidationError(
        "Decisions are about the note in one file, without --html and --ndjson.")
    }
    if isDecided != (decisions.coder != nil) {
      throw ValidationError("Decisions want --as NAME, and --as wants a decision.")
    }
  }
}

/// How a note is read.
struct NoteOptions: ParsableArguments {
  @Option(
    help: "Where the patient was seen: inpatient or outpatient (default: as the note tells).")
  var setting: String?

  @Option(name: .customLong("on"), help: "The date of service; for a stay the day of discharge.")
  var day: DayArgument?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func validate() throws {
    if let setting, !["inpatient", "outpatient"].contains(setting) {
      throw ValidationError("A setting is inpatient or outpatient.")
    }
  }
}

/// What a coder decides on suggestions; nothing of the note's text is kept.
struct DecisionOptions: ParsableArguments {
  @Option(parsing: .upToNextOption, help: "Suggested codes that are right.")
  var accept: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "Suggested codes that are wrong; a reason may follow a colon.")
  var reject: [String] = []

  @Option(
    help: ArgumentHelp("A suggested code and the one that takes its place.", valueName: "code=code")
  )
  var change: [String] = []

  @Option(help: "A code that was not suggested.")
  var add: [String] = []

  @Option(name: .customLong("as"), help: "Who decides.")
  var coder: String?

  @Option(help: "The note's name in the trail (default: the name of its file).")
  var noteID: String?

  var wish: CodingDecisions.Wish {
    var wish = CodingDecisions.Wish()
    (wish.accepted, wish.rejected, wish.changed, wish.added) = (accept, reject, change, add)
    (wish.coder, wish.note) = (coder ?? "", noteID)
    return wish
  }
}

/// `cleanclaim code trail`
struct CodeTrail: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trail",
    abstract: "Show how often coders accepted what was suggested: by code, chapter and confidence.",
    discussion: """
      Examples:
        cleanclaim code trail
        cleanclaim code trail --json
      """)

  @OptionGroup var options: TrailOptions

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let report = try CodingDecisions(Installation(home: options.home)).report()
      Face.print(json ? report.pretty : CodingText.trail(report))
    }
  }
}

/// `cleanclaim code fit`
struct CodeFit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit the weights of the ranking to what coders decided.",
    discussion: """
      The weights stay near those of the program where decisions are few. The same decisions give the \
      same weights.

      Examples:
        cleanclaim code fit
        cleanclaim code fit --out weights.tsv
      """)

  @OptionGroup var options: TrailOptions

  @Option(help: "The file for the weights (default: the standard output).")
  var out: String?

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      let fit = FitWeights(Installation(home: options.home))
      if let out { try fit.write(to: out) } else { Face.put(try fit.table()) }
    }
  }
}

/// Where the trail lies.
struct TrailOptions: ParsableArguments {
  @Option(
    name: .customLong("home"),
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?
}
