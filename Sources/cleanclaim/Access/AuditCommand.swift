// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim audit`
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "The log of everything that users did and read: searched, proved, anchored.",
    subcommands: [AuditList.self, AuditVerify.self, AuditAnchor.self])
}

/// `cleanclaim audit list`
struct AuditList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Records, the latest first.",
    discussion: "Example: cleanclaim audit list --patient P000001 --from 2026-03-01")

  @Option(help: "Only what this user did.")
  var user: String?

  @Option(help: "Only what concerns this patient.")
  var patient: String?

  @Option(help: "Only this action, such as charts.read, or a family, such as charts.")
  var action: String?

  @Option(help: "Only what was done, denied, refused or failed.")
  var outcome: String?

  @Option(help: "The first day, in UTC.")
  var from: DayArgument?

  @Option(help: "The last day.")
  var through: DayArgument?

  @Option(help: "Only records before this one: where the last page ended.")
  var before: Int?

  @Option(help: "How many at most.")
  var limit = 50

  @OptionGroup var options: PracticeOptions

  func run() throws {
    var wanted = AuditWanted()
    wanted.user = user
    wanted.patient = patient
    wanted.action = action
    wanted.outcome = outcome
    wanted.from = from?.day
    wanted.through = through?.day
    wanted.before = before
    wanted.limit = limit
    try options.answer(AccessText.records) { place throws(WorkflowFailure) in
      try AuditLog(place).records(wanted)
    }
  }
}

/// `cleanclaim audit verify`
struct AuditVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Look at every record, and say which is the first that is not as it was.",
    discussion: "Example: cleanclaim audit verify --anchors audit-anchors.txt")

  @Option(help: ArgumentHelp("Heads that were noted outside of the database.", valueName: "file"))
  var anchors: String?

  @OptionGroup var options: PracticeOptions

  func run() throws {
    try options.answer({ answer in
      "\(answer["records"]?.int ?? 0) records are as they were written; head \(answer["head"]?.string ?? "")"
    }) { place throws(WorkflowFailure) in try AuditLog(place).verify(anchors: anchors) }
  }
}

/// `cleanclaim audit anchor`
struct AuditAnchor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anchor",
    abstract: "Say where the log stands, to be kept outside of the database.",
    discussion: "Example: cleanclaim audit anchor --to /mnt/elsewhere/audit-anchors.txt")

  @Option(help: ArgumentHelp("A file that it is added to.", valueName: "file"))
  var to: String?

  @OptionGroup var options: PracticeOptions

  func run() throws {
    try options.answer({ answer in answer["head"]?.string ?? "" }) {
      place throws(WorkflowFailure) in try AuditLog(place).anchor(to: to)
    }
  }
}
