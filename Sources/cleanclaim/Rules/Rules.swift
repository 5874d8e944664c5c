// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim rules`
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rules of payers and of the practice: test them, install them, list them.",
    discussion: """
      A file of rules is YAML: whose claims it is for, from when to when, and the rules, each with the claims \
      that show when it fires and when it is silent. Docs/PayerRules.md describes it.
      """,
    subcommands: [
      RulesTest.self, RulesInstall.self, RulesList.self, RulesExample.self, RulesLearn.self,
    ])
}

/// `cleanclaim rules test`
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests inside files of rules.",
    discussion: "Example: cleanclaim rules test example-health.yaml")

  @Argument(help: "Files of rules.")
  var files: [String]

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    var hasFailed = false
    try Face.run(json: json) { () throws(WorkflowFailure) in
      for file in files {
        let answer = try RuleFiles(Installation()).test(file)
        if answer["failed"]?.digits != "0" { hasFailed = true }
        Face.print(json ? answer.line : RulesText.test(answer))
      }
    }
    if hasFailed { throw ExitCode(1) }
  }
}

/// `cleanclaim rules install`
struct RulesInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract:
      "Install a file of rules whose tests all come out; its version does not change afterwards.",
    discussion: "Example: cleanclaim rules install example-health.yaml")

  @Argument(help: "A file of rules.")
  var file: String

  @OptionGroup var options: RulesOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let answer = try RuleFiles(Installation(home: options.home)).install(file)
      Face.print(options.json ? answer.line : RulesText.installed(answer))
    }
  }
}

/// `cleanclaim rules list`
struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the files of rules that are installed.",
    discussion: "Example: cleanclaim rules list")

  @OptionGroup var options: RulesOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let answer = try RuleFiles(Installation(home: options.home)).list()
      Face.print(options.json ? answer.line : RulesText.list(answer))
    }
  }
}

/// `cleanclaim rules example`
struct RulesExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Print a file of rules of an invented payer, to start with.",
    discussion: "Example: cleanclaim rules example > rules.yaml")

  func run() { Face.put(RuleFiles.example) }
}

/// The options of commands over installed rules.
struct RulesOptions: ParsableArguments {
  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false
}

/// How the command words rules.
enum RulesText {
  static func test(_ answer: JSON) -> String {
    var lines = [
      "\(answer["name"]?.string ?? "") \(answer["version"]?.string ?? ""): "
        + "\(answer["passed"]?.digits ?? "0") tests passed, \(answer["failed"]?.digits ?? "0") failed"
    ]
    for rule in answer["rules"]?.elements ?? [] {
      lines.append(
        "  \(rule["rule"]?.string ?? "")  \(rule["severity"]?.string ?? "")"
          + (rule["enabled"]?.bool == false ? ", off; " : "; ")
          + "fires on \(rule["fires"]?.digits ?? "0"), silent on \(rule["silent"]?.digits ?? "0")")
    }
    for finding in answer["findings"]?.elements ?? [] {
      lines.append("\(finding["place"]?.string ?? ""): \(finding["message"]?.string ?? "")")
    }
    return lines.joined(separator: "\n")
  }

  static func installed(_ answer: JSON) -> String {
    let isNew = answer["outcome"]?.string == "added"
    return "\(answer["name"]?.string ?? "") \(answer["version"]?.string ?? "") "
      + (isNew ? "installed" : "was installed before")
  }

  static func list(_ answer: JSON) -> String {
    if answer.elements.isEmpty { return "No rules are installed: cleanclaim rules install FILE" }
    return answer.elements.map { book in
      let termination = book["termination"]?.string.map { " to \($0)" } ?? ""
      return "\(book["name"]?.string ?? "") \(book["version"]?.string ?? "")  "
        + "\(book["rules"]?.digits ?? "0") rules"
        + (book["off"]?.digits == "0" ? "" : " (\(book["off"]?.digits ?? "0") off)")
        + ", from \(book["effective"]?.string ?? "")\(termination)"
    }.joined(separator: "\n")
  }
}
