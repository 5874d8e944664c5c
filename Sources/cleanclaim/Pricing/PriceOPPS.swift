// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim price opps`
struct PriceOPPS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opps",
    abstract: "Price an outpatient hospital claim as Medicare does, line by line.",
    discussion: """
      The claim is grouped as `cleanclaim group apc` does, then priced with the hospital's own factors, a \
      JSON file: `cleanclaim price example --opps` prints one to start with; Docs/Outpatient.md says what \
      each value is. Rates are those of Addendum A of the year.

      Examples:
        cleanclaim price example --opps > hospital.json
        cleanclaim price opps --hospital hospital.json --on 2025-03-01 --line '99284@0450$812.00'
        cleanclaim price opps --hospital hospital.json --ndjson < claims.ndjson
      """)

  @Option(help: "The hospital's factors, a JSON file.")
  var hospital: String

  @Argument(help: "A claim as JSON, or with --ndjson a file of claims; - for the standard input.")
  var file: String?

  @OptionGroup var claim: OutpatientOptions

  @Flag(help: "Leave the steps out.")
  var brief = false

  @Flag(help: "Read a claim a line, answer a line of JSON each, in order.")
  var ndjson = false

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func validate() throws { try claim.validate(file: file, ndjson: ndjson) }

  func run() throws {
    var faulty = 0
    try Face.run(json: json || ndjson) { () throws(WorkflowFailure) in
      var pricing = try PriceOutpatient(
        Installation(home: home).known(on: known?.day), hospital: hospital)
      pricing.showsTerms = !brief
      if ndjson {
        faulty = try pricing.priceAll(file ?? "-") { Face.print($0.line) }
        return
      }
      for document in try claim.documents(file) {
        let answer = try pricing.price(document)
        if json { Face.print(answer.pretty) } else { Face.put(OutpatientText.of(answer)) }
      }
    }
    if faulty > 0 { throw ExitCode(1) }
  }
}
