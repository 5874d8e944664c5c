// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim rules learn`
struct RulesLearn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract:
      "Learn rules from what payers have denied; each is off until a person switches it on.",
    discussion: """
      Files are 835s, the 837s that they answer (for places and diagnoses), and tables of outcomes with the columns \
      payer, date, code, outcome (paid or denied), and perhaps reason, modifiers, diagnoses, place, claim. What is \
      printed, or written to --out, is a file of rules (Docs/PayerRules.md): each shows how many of how many claims \
      were denied, from when to when, and the interval of that share.

      Example: cleanclaim rules learn remittances/ claims/ --out learned.yaml
      """)

  @Argument(help: "835s, 837s, tables (.csv, .tsv), and folders of them.")
  var files: [String]

  @Option(help: "Where the file of rules is written; it is printed otherwise.")
  var out: String?

  @Option(help: "The fewest claims that a rule rests on.")
  var fewestClaims = 20

  @Option(help: "The fewest denied claims.")
  var fewestDenials = 5

  @Flag(help: "Answer as JSON: the counts; the file only with --out.")
  var json = false

  func validate() throws {
    if fewestClaims < 1 || fewestDenials < 1 { throw ValidationError("The fewest is at least 1.") }
  }

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let learned = try LearnRules(fewestClaims: fewestClaims, fewestDenials: fewestDenials)
        .learn(files, out: out)
      if json { return Face.print(learned.answer.pretty) }
      if let file = learned.file, out == nil { return Face.put(Array(file.utf8)) }
      Face.print(RulesText.learned(learned.answer, out))
    }
  }
}

extension RulesText {
  static func learned(_ answer: JSON, _ out: String?) -> String {
    func text(_ value: JSON?) -> String { value?.string ?? value?.digits ?? "" }
    var lines = [
      "\(text(answer["claims"])) claims, \(text(answer["services"])) services, \(text(answer["denied"])) denied"
    ]
    for rule in answer["rules"]?.elements ?? [] {
      let with = rule["with"]?.string.map { " with \($0)" } ?? ""
      lines.append(
        "  \(text(rule["payer"])): \(text(rule["code"]))\(with) denied \(text(rule["denied"])) of "
          + "\(text(rule["claims"])) for \(text(rule["reason"])), \(text(rule["interval"])), "
          + "\(text(rule["first"])) to \(text(rule["last"]))")
    }
    if answer["rules"]?.elements.isEmpty ?? true {
      lines.append("No pattern stands out; no file was written.")
    } else if let out {
      lines.append(
        "\(out): every rule is off; read it, switch on what is right, then cleanclaim rules install \(out)"
      )
    }
    return lines.joined(separator: "\n")
  }
}
