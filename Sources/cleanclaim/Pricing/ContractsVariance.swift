// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim contracts variance`
struct ContractsVariance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "variance",
    abstract:
      "Compare what payers have paid with what the contracts let expect: underpayments by line and claim.",
    discussion: """
      Reads 835s, and the claims that they answer, which are found by the patient control number. Allowed is \
      what is paid, borne by the patient (deductible, coinsurance, copay) and withheld by sequestration, over \
      all answers to the claim; a payment that was taken back is counted against it. Docs/Contracts.md. The \
      exit code is 1 where a claim is underpaid, overpaid or denied.

      Examples:
        cleanclaim contracts variance era.835 --claims claims.837
        cleanclaim contracts variance 835s/*.835 --claims sent/ --tolerance 0.05 --csv > variance.csv
      """)

  @Argument(help: "Files with 835s.")
  var remittances: [String]

  @Option(
    help: "The claims: 837s, encounters or records of services, or folders; may be given again.")
  var claims: [String] = []

  @Option(help: "By how much an amount may differ: dollars such as 0.05, or a share such as 1%.")
  var tolerance: String?

  @Option(help: "The contract (default: the installed one of the claim's payer, plan and days).")
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

  @Option(help: "The plan, for claims that do not say it.")
  var plan: String?

  @Flag(help: "Show claims and lines that agree too.")
  var all = false

  @Flag(help: "Answer as comma-separated values: a row a claim and a row a line.")
  var csv = false

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func validate() throws {
    if claims.isEmpty { throw ValidationError("Name the claims that are answered with --claims.") }
    if json, csv { throw ValidationError("--json and --csv exclude each other.") }
    if contract == nil, schedule != nil || charges != nil {
      throw ValidationError("--schedule and --charges go with --contract.")
    }
    if let tolerance, ContractVariance.Tolerance(tolerance) == nil {
      throw ValidationError("A tolerance is an amount such as 0.05, or a share such as 1%.")
    }
  }

  func run() throws {
    var differs = false
    try Face.run(json: json) { () throws(WorkflowFailure) in
      var variance = ContractVariance(try pricing())
      variance.tolerance = tolerance.flatMap { ContractVariance.Tolerance($0) } ?? .none
      var shown: [JSON] = []
      if csv { Face.print(VarianceText.columns.joined(separator: ",")) }
      let summary = try variance.compare(remittances, with: claims) { claim in
        let status = claim["status"]?.string ?? ""
        differs = differs || ["underpaid", "overpaid", "denied"].contains(status)
        guard let claim = all ? claim : VarianceText.differing(claim) else { return }
        if json {
          shown.append(claim)
        } else if csv {
          for row in VarianceText.rows(claim) { Face.print(row) }
        } else {
          VarianceText.show(claim)
        }
      }
      if json {
        Face.print(JSON.members(("summary", summary), ("claims", .array(shown))).pretty)
      } else if !csv {
        VarianceText.show(summary: summary)
      }
    }
    if differs { throw ExitCode(1) }
  }

  private func pricing() throws(WorkflowFailure) -> PriceContract {
    let paths = contract.map {
      ContractFiles.Paths(contract: $0, schedule: schedule, charges: charges, hospitals: hospital)
    }
    var pricing = try PriceContract(Installation(home: home), paths)
    if contract == nil { try pricing.takeHospitals(hospital) }
    pricing.standing.zip = zip
    pricing.standing.plan = plan
    return pricing
  }
}

/// How a comparison with contracts reads on a terminal and in a table.
enum VarianceText {
  static let columns = [
    "claim", "line", "code", "modifiers", "revenue", "date", "contract", "term", "status", "charge",
    "expected", "allowed", "paid", "patient", "variance", "adjustments", "remittances",
  ]

  /// A claim without the lines that agree; nothing where all of it agrees.
  static func differing(_ claim: JSON) -> JSON? {
    let lines = (claim["lines"]?.elements ?? []).filter { $0["status"]?.string != "agrees" }
    if claim["status"]?.string == "agrees", lines.isEmpty { return nil }
    return .object(
      claim.members.map { member in
        member.name == "lines" ? JSON.Member("lines", .array(lines)) : member
      })
  }

  static func rows(_ claim: JSON) -> [String] {
    [claim].map { row($0, of: claim) } + (claim["lines"]?.elements ?? []).map { row($0, of: claim) }
  }

  private static func row(_ row: JSON, of claim: JSON) -> String {
    func list(_ value: JSON?) -> String {
      (value?.elements ?? []).compactMap(\.string).joined(separator: " ")
    }
    let contract = claim["contract"]
    let name = [contract?["name"]?.string, contract?["version"]?.string].compactMap { $0 }
    let cells = columns.map { column in
      switch column {
      case "claim": claim["claim"]?.string ?? ""
      case "contract": name.joined(separator: " ")
      case "remittances": list(claim[column])
      case "modifiers", "adjustments": list(row[column])
      default: row[column].map { $0.string ?? $0.digits ?? "" } ?? ""
      }
    }
    return cells.map(quoted).joined(separator: ",")
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { [",", "\"", "\n"].contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  static func show(_ claim: JSON) {
    Face.print("\(claim["claim"]?.string ?? "")  \(amounts(claim))")
    for finding in claim["findings"]?.elements ?? [] {
      Face.print("  \(finding["message"]?.string ?? "")")
    }
    for line in claim["lines"]?.elements ?? [] {
      let name = line["code"]?.string ?? line["revenue"]?.string ?? ""
      Face.print(
        "  line \(line["line"]?.digits ?? "")  \(name)  \(line["term"]?.string ?? "no term"): "
          + amounts(line))
    }
  }

  private static func amounts(_ row: JSON) -> String {
    var parts = [row["status"]?.string ?? ""]
    if let why = row["why"]?.string { parts[0] += " (\(why))" }
    for name in ["expected", "allowed", "paid", "patient", "variance"] {
      if let amount = row[name]?.digits { parts.append("\(name) \(amount)") }
    }
    let codes = (row["adjustments"]?.elements ?? []).compactMap(\.string).joined(separator: " ")
    return parts.joined(separator: "  ") + (codes.isEmpty ? "" : "  \(codes)")
  }

  static func show(summary: JSON) {
    let counts = (summary["statuses"]?.members ?? []).map { "\($0.value.digits ?? "") \($0.name)" }
    Face.print("\(summary["claims"]?.digits ?? "0") claims: \(counts.joined(separator: ", "))")
    Face.print(
      "expected \(summary["expected"]?.digits ?? ""), allowed \(summary["allowed"]?.digits ?? ""), "
        + "underpaid \(summary["underpaid"]?.digits ?? ""), overpaid \(summary["overpaid"]?.digits ?? "")"
    )
  }
}
