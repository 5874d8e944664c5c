// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// `cleanclaim group hcc`
struct GroupHcc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hcc",
    abstract: "Condition categories and risk score of beneficiaries (CMS-HCC, ESRD, RxHCC).")

  @Flag(help: "Read a beneficiary a line from the standard input, answer a line of JSON each, in order.")
  var ndjson = false

  @Option(help: "The model: V22, V24, V28, ESRD-V21, ESRD-V24, RxHCC-V08 and its variants.")
  var model = "V28"

  @Option(help: "The payment year (default: the newest whose coefficients are settled).")
  var year: Int?

  @Option(help: "How many processors score, with --ndjson.")
  var jobs = 1

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func run() throws {
    var refused = 0
    try Face.run { () throws(WorkflowFailure) in
      var wish = HccModels.Wish()
      wish.year = year
      let models = try HccModels(Installation(home: home), wish)
      let stream = try HccStream(models, model: model, jobs: jobs)
      refused = try stream.run("-") { Face.put($0) }.refused
    }
    if refused > 0 { throw ExitCode(1) }
  }
}
