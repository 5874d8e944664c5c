// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim estimate`
struct EstimateShare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract:
      "Estimate what a patient pays: deductible, copay, coinsurance, out-of-pocket maximum.",
    discussion: """
      A document names the plan's benefits, what is used of them, and the services with what is charged and \
      allowed: Docs/Estimates.md. The word example in the place of a file prints one to start with. Benefits \
      may come from a payer's 271 instead; what the document says goes before it. What the document leaves \
      open is told with the answer, and so is every step with its rule.

      Examples:
        cleanclaim estimate example > visit.json
        cleanclaim estimate visit.json
        cleanclaim estimate visit.json --eligibility answer.271 --steps
        cleanclaim estimate --ndjson documents.ndjson > answers.ndjson
        cleanclaim estimate self-pay.json --pdf good-faith.pdf
      """)

  @Argument(
    help: "Documents, - for the standard input, or the word example; with --ndjson one file.")
  var files: [String] = []

  @Option(help: "A 271 of the patient, from which benefits are taken that a document leaves out.")
  var eligibility: String?

  @Flag(
    help: "Print the plan that the 271 tells, in the form of a document, and what was not taken.")
  var benefits = false

  @Flag(help: "Show every step with its formula, values, rounding and rule.")
  var steps = false

  @Flag(help: "Leave the steps out of answers as JSON.")
  var brief = false

  @Flag(help: "Read a document a line, answer a line of JSON each, in order.")
  var ndjson = false

  @Option(
    help: "Write a good-faith estimate to a file, as a PDF, for a patient who pays alone.")
  var pdf: String?

  @Flag(help: "Answer as JSON: one answer, or a list of them for several files.")
  var json = false

  func validate() throws {
    if benefits, eligibility == nil { throw ValidationError("--benefits goes with --eligibility.") }
    if files.isEmpty, !ndjson, !benefits {
      throw ValidationError("Give a document; cleanclaim estimate example prints one.")
    }
    if ndjson, files.count > 1 { throw ValidationError("Give one file with --ndjson.") }
    if pdf != nil, files.count != 1 || ndjson || benefits {
      throw ValidationError("Give one document with --pdf.")
    }
    if brief, !json, !ndjson { throw ValidationError("--brief goes with --json or --ndjson.") }
    if steps, json || ndjson {
      throw ValidationError("Answers as JSON show steps without --steps.")
    }
  }

  func run() throws {
    if files == ["example"], !ndjson { return Face.put(EstimateShares.example) }
    var faulty = 0
    try Face.run(json: json || ndjson) { () throws(WorkflowFailure) in
      var estimates = try EstimateShares(eligibility: eligibility)
      estimates.showsSteps = !brief
      if benefits {
        Face.print((estimates.benefits ?? .null).pretty)
        return Face.show(estimates.told, json: false)
      }
      if ndjson {
        faulty = try estimates.estimateAll(files.first ?? "-") { Face.print($0.line) }
        return
      }
      if let pdf {
        try BillFile.write(try estimates.goodFaithEstimate(file: files[0]), to: pdf)
      }
      var answers: [JSON] = []
      for file in files { answers.append(try estimates.estimate(file: file)) }
      if json {
        Face.print((answers.count == 1 ? answers[0] : .array(answers)).pretty)
      } else {
        Face.print(
          answers.map { EstimateText.answer($0, showsSteps: steps) }.joined(separator: "\n\n"))
      }
    }
    if faulty > 0 { throw ExitCode(1) }
  }
}
