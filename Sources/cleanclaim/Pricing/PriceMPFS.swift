// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim price mpfs`
struct PriceMPFS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mpfs",
    abstract:
      "Price services by the fee schedules of Medicare: physicians, anaesthesia, laboratories, supplies.",
    discussion: """
      A line is CODE, with modifiers after hyphens, units after x, minutes after m, and the charge after @. The \
      tables are those in force on the day: the relative value file, the practice cost indices, the ZIP codes \
      and whatever other schedule is installed (Docs/ProfessionalPayment.md). With --ndjson, claims are read a \
      line each and answered a line each, in order.

      Examples:
        cleanclaim price mpfs --zip 10001 --date 2025-11-03 99213-25 17000x1@150.00
        cleanclaim price mpfs --locality 01112-05 --place 22 --date 2025-11-03 71260-26
        cleanclaim price mpfs --zip 60601 --date 2025-11-03 00520-QKm95
        cleanclaim price mpfs --ndjson < claims.ndjson
      """)

  @Argument(help: "Lines, such as 99213-25x1@120.00; with --ndjson a file of claims.")
  var lines: [String] = []

  @Option(help: "The ZIP code of the place of service.")
  var zip: String?

  @Option(help: "The contractor and locality, such as 01112-05, in the place of the ZIP code.")
  var locality: String?

  @Option(
    name: [.customLong("date"), .customLong("on")],
    help: "The day of the services; with --ndjson, of claims that say none.")
  var date: String?

  @Option(help: "The place of service, two digits.")
  var place = "11"

  @Flag(help: "The practitioner does not participate.")
  var nonparticipating = false

  @Flag(help: "The claim is not assigned: show the limiting charge.")
  var unassigned = false

  @Option(help: "Who renders the services: physician, nonphysician (85 %) or social-worker (75 %).")
  var practitioner = "physician"

  @Flag(help: "The patient's home is rural for equipment and supplies.")
  var ruralEquipment = false

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
    if ndjson, lines.count > 1 { throw ValidationError("Give one file of claims with --ndjson.") }
    if !ndjson, lines.isEmpty { throw ValidationError("Give lines, or --ndjson.") }
  }

  func run() throws {
    var faulty = 0
    try Face.run(json: json || ndjson) { () throws(WorkflowFailure) in
      var pricing = try PriceProfessional(Installation(home: home).known(on: known?.day))
      pricing.showsTerms = !brief
      pricing.day = date
      if ndjson {
        faulty = try pricing.priceAll(lines.first ?? "-") { Face.print($0.line) }
        return
      }
      let answer = try pricing.price(claim)
      if json { Face.print(answer.pretty) } else { ProfessionalText.show(answer) }
    }
    if faulty > 0 { throw ExitCode(1) }
  }

  /// The claim as the options give it; what is wrong with it is for the workflow to say.
  private var claim: JSON {
    .members(
      ("date", date.map(JSON.string)), ("zip", zip.map(JSON.string)),
      ("locality", locality.map(JSON.string)), ("place", .string(place)),
      ("participating", .bool(!nonparticipating)), ("assigned", .bool(!unassigned)),
      ("practitioner", .string(practitioner)), ("ruralEquipment", .bool(ruralEquipment)),
      ("lines", .array(lines.map(Self.line))))
  }

  /// `99213-25x2@120.00` as a line.
  static func line(_ text: String) -> JSON {
    let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
    let charge = parts.count > 1 ? parts[1] : nil
    var rest = Substring(parts.first ?? "")
    var count: (name: String, value: String)?
    for (mark, name) in [("x", "units"), ("m", "minutes")] {
      if let position = rest.lastIndex(where: { String($0) == mark }) {
        count = (name, String(rest[rest.index(after: position)...]))
        rest = rest[..<position]
      }
    }
    let codes = rest.split(separator: "-").map(String.init)
    return .members(
      ("code", .string(codes.first ?? "")),
      ("modifiers", .array(codes.dropFirst().map(JSON.string))),
      (count?.name ?? "units", count.map { .string($0.value) } ?? .int(1)),
      ("charge", charge.map(JSON.string)))
  }
}
