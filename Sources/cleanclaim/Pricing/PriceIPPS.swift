// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim price ipps`
struct PriceIPPS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ipps",
    abstract: "Price an inpatient stay as Medicare does, operating and capital.",
    discussion: """
      The hospital's rates are a JSON file: the national rates of the year that apply to it, its wage \
      index and its own factors. `cleanclaim price example` prints one to start with; \
      Docs/InpatientPayment.md says what each value is. Weights and mean stays are those of IPPS Table 5 of the year of discharge. With \
      --ndjson, claims are read a line each and answered a line each, in order.

      Examples:
        cleanclaim price example > hospital.json
        cleanclaim price ipps --hospital hospital.json --drg 470 --charges 45000.00 --stay 3 \
      --status 06 --discharged 2026-01-10
        cleanclaim price ipps --hospital hospital.json --ndjson < claims.ndjson
      """)

  @Option(help: "The hospital's rates, a JSON file.")
  var hospital: String

  @Option(help: "The DRG.")
  var drg: String?

  @Option(
    name: [.customLong("discharged"), .customLong("on")],
    help: "The day of discharge; with --ndjson, of claims that say none.")
  var discharged: String?

  @Option(help: "Covered days of the stay.")
  var stay: String?

  @Option(help: "The day of admission, from which the stay follows where it is not given.")
  var admitted: String?

  @Option(help: "The patient discharge status, two digits.")
  var status: String?

  @Option(help: "The covered charges.")
  var charges: String?

  @Option(help: "A condition code; may be given again. 42, 43 and 66 bear on the payment.")
  var conditionCode: [String] = []

  @Flag(help: "Another hospital admitted the patient on the same day for a related reason.")
  var readmittedElsewhereSameDay = false

  @Option(help: "The most that is paid for a new technology that was used.")
  var newTechnologyMaximum: String?

  @Option(help: "The share of the costs above the payment that is paid for it (default: 0.65).")
  var newTechnologyShare: String?

  @Flag(help: "Leave the steps out: the parts of the payment and their sum only.")
  var brief = false

  @Flag(help: "Read a claim a line, answer a line of JSON each, in order.")
  var ndjson = false

  @Argument(help: "A file of claims for --ndjson; - for the standard input.")
  var file = "-"

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func validate() throws {
    if !ndjson, file != "-" { throw ValidationError("A file of claims goes with --ndjson.") }
    if ndjson, drg != nil { throw ValidationError("Give one claim by options, or --ndjson.") }
    if newTechnologyShare != nil, newTechnologyMaximum == nil {
      throw ValidationError("--new-technology-share goes with --new-technology-maximum.")
    }
  }

  func run() throws {
    var faulty = 0
    try Face.run(json: json || ndjson) { () throws(WorkflowFailure) in
      var pricing = try PriceInpatient(
        Installation(home: home).known(on: known?.day), hospital: hospital)
      pricing.showsTerms = !brief
      pricing.day = discharged
      if ndjson {
        faulty = try pricing.priceAll(file) { Face.print($0.line) }
        return
      }
      let answer = try pricing.price(claim)
      if json { Face.print(answer.pretty) } else { PaymentText.show(answer) }
    }
    if faulty > 0 { throw ExitCode(1) }
  }

  /// The claim as the options give it; what is wrong with it is for the workflow to say.
  private var claim: JSON {
    var technology: JSON?
    if let newTechnologyMaximum {
      technology = .members(
        ("maximum", .string(newTechnologyMaximum)), ("share", newTechnologyShare.map(JSON.string)))
    }
    return .members(
      ("drg", drg.map(JSON.string)), ("discharged", discharged.map(JSON.string)),
      ("admitted", admitted.map(JSON.string)), ("stay", stay.map(JSON.string)),
      ("status", status.map(JSON.string)), ("charges", charges.map(JSON.string)),
      ("condition_codes", .array(conditionCode.map(JSON.string))),
      ("readmitted_elsewhere_same_day", .bool(readmittedElsewhereSameDay)),
      ("new_technology", technology))
  }
}
