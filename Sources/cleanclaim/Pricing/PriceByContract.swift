// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim price contract`
struct PriceByContract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract:
      "Price claims by the contract with their payer: what to expect as the allowed amount.",
    discussion: """
      The contract is YAML or JSON, the payer's fee schedule and the charge master are CSV (Docs/Contracts.md). \
      Where no contract is named, the installed one of the claim's payer, plan and days decides (cleanclaim \
      contracts install). Terms that are a share of what Medicare allows need the ZIP code or locality, for \
      hospitals their factors.

      Examples:
        cleanclaim price contract claim.json --contract contract.yaml --schedule fees.csv --zip 10001
        cleanclaim price contract claims.edi --json
        cleanclaim price contract stays.edi --contract contract.yaml --hospital hospital.json
        cleanclaim price contract --ndjson claims.ndjson --contract contract.yaml
      """)

  @Argument(help: "A claim: 837, encounter or record of services; with --ndjson a claim a line.")
  var claim = "-"

  @Option(help: "The contract.")
  var contract: String?

  @Option(help: "The payer's fee schedule that the contract refers to.")
  var schedule: String?

  @Option(help: "The charge master, for lines that do not say their charge.")
  var charges: String?

  @Option(
    help: "A hospital's factors, as price opps or price ipps takes them; may be given again.")
  var hospital: [String] = []

  @Option(help: "The ZIP code of the place of service, for claims that do not say it.")
  var zip: String?

  @Option(help: "The contractor and locality, such as 01112-05, in the place of the ZIP code.")
  var locality: String?

  @Option(help: "The plan, for claims that do not say it.")
  var plan: String?

  @Option(help: "The DRG of the stay, for claims that do not say it.")
  var drg: String?

  @Option(help: "The days of a per diem, for claims that do not say them.")
  var days: String?

  @Option(help: "The day of claims that have none of their own.")
  var on: DayArgument?

  @Flag(help: "Leave steps and sources out.")
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

  func validate() throws {
    if contract == nil, schedule != nil || charges != nil {
      throw ValidationError("--schedule and --charges go with --contract.")
    }
  }

  func run() throws {
    var faulty = 0
    try Face.run(json: json || ndjson) { () throws(WorkflowFailure) in
      let paths = contract.map {
        ContractFiles.Paths(
          contract: $0, schedule: schedule, charges: charges, hospitals: hospital)
      }
      var pricing = try PriceContract(Installation(home: home).known(on: known?.day), paths)
      if contract == nil { try pricing.takeHospitals(hospital) }
      pricing.showsTerms = !brief
      pricing.standing.zip = zip
      pricing.standing.locality = locality
      pricing.standing.plan = plan
      pricing.standing.drg = drg
      pricing.standing.days = days
      pricing.day = on?.day
      faulty = try pricing.priceAll(claim, isLines: ndjson) { answer in
        if json || ndjson {
          Face.print(ndjson ? answer.line : answer.pretty)
        } else {
          ContractText.show(answer)
        }
      }
    }
    if faulty > 0 { throw ExitCode(1) }
  }
}

/// How what is expected of a contract reads on a terminal.
enum ContractText {
  static func show(_ answer: JSON) {
    if let findings = answer["findings"]?.elements {
      for finding in findings {
        Face.note("\(finding["place"]?.string ?? ""): \(finding["message"]?.string ?? "")")
        Face.note("  \(finding["what_to_do"]?.string ?? "")")
      }
      return
    }
    let contract = answer["contract"]
    Face.print(
      "contract \(contract?["name"]?.string ?? "") \(contract?["version"]?.string ?? "")")
    for line in answer["lines"]?.elements ?? [] { show(line: line) }
    Face.print("")
    ProfessionalText.show(steps: answer)
    Face.print(ProfessionalText.row("charges", answer["charges"]?.digits ?? "not known"))
    Face.print(ProfessionalText.row("expected allowed", answer["allowed"]?.digits ?? "not known"))
    if answer["settled"]?.bool == false {
      Face.print("not settled: the reasons above say what is missing")
    }
  }

  private static func show(line: JSON) {
    let modifiers = (line["modifiers"]?.elements ?? []).compactMap(\.string)
    let code = line["code"]?.string ?? line["revenue"]?.string ?? "no code"
    let name = ([code] + modifiers).joined(separator: "-")
    Face.print("")
    Face.print(
      "line \(line["line"]?.digits ?? "")  \(name)  \(line["term"]?.string ?? "no term")")
    ProfessionalText.show(steps: line)
    Face.print(
      "  " + ProfessionalText.row("expected allowed", line["allowed"]?.digits ?? "not known"))
  }

  static func contract(_ contract: JSON) -> String {
    var text = "\(contract["name"]?.string ?? "") \(contract["version"]?.string ?? "")"
    text +=
      "  payer \(contract["payer"]?.string ?? "any"), plan \(contract["plan"]?.string ?? "any")"
    text += ", from \(contract["effective"]?.string ?? "")"
    if let last = contract["termination"]?.string { text += " to \(last)" }
    text += ", \(contract["terms"]?.digits ?? "0") terms"
    if let rows = contract["schedule_rows"]?.digits { text += ", schedule of \(rows) rows" }
    if let count = contract["hospitals"]?.digits { text += ", factors of hospitals: \(count)" }
    if let rows = contract["charge_rows"]?.digits { text += ", charge master of \(rows) rows" }
    return text
  }
}
