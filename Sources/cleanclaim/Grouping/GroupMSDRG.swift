// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// `cleanclaim group msdrg`
struct GroupMSDRG: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "msdrg",
    abstract: "Assign the MS-DRG of inpatient stays, and apply the Medicare Code Editor.",
    discussion: """
      A file holds records with pdx, sdx and procedures, encounters (ours or FHIR), or an 837I; or give the codes \
      themselves. The day of discharge chooses the version.

      Examples:
        cleanclaim group msdrg Examples/inpatient-hip-fracture.json
        cleanclaim group msdrg --pdx I21.4:Y --sdx E11.9:Y --px 02703DZ --on 2026-05-04 --age 71 --sex male
        cleanclaim group msdrg stay.json --explain --page why.html
        cleanclaim group msdrg stay.json --what-if pdx=J18.9 --what-if poa=N17.9:N
        cleanclaim group msdrg stay.json --alternatives
        cleanclaim group msdrg --ndjson --jobs 2 < stays.ndjson > answers.ndjson

      Exit codes: 0 grouped; 1 a stay has no group, or a line no answer; 2 a file that cannot be used; 3 no \
      grouper is installed for the day; 4 a file that is not there; 64 wrong usage.
      """)

  @Argument(help: "A file with stays; `-` for the standard input.")
  var file: String?

  @Flag(help: "Read one stay a line and write one answer a line, in order.")
  var ndjson = false

  @Option(help: "How many processors work on lines (default: all, at most 8).")
  var jobs: Int?

  @Flag(help: "Tell every formula that was asked, and what failed in it.")
  var explain = false

  @Option(
    name: .customLong("what-if"), parsing: .unconditionalSingleValue,
    help: "Change one thing and compare: pdx=J18.9, +sdx=E11.9:Y, -px=CODE, poa=N17.9:N, status=20."
  )
  var whatIf: [String] = []

  @Flag(help: "Show the group under each other documented diagnosis as the principal one.")
  var alternatives = false

  @Option(help: "Write the explanation as a page (HTML) here.")
  var page: String?

  @Option(
    name: .customLong("pdx"),
    help: "The principal diagnosis; its presence on admission after a colon: I21.4:Y.")
  var principal: String?

  @Option(
    name: .customLong("sdx"), help: "A secondary diagnosis likewise; may be given several times.")
  var secondary: [String] = []

  @Option(name: .customLong("px"), help: "A procedure; may be given several times.")
  var procedures: [String] = []

  @Option(help: "The admitting diagnosis.")
  var admit: String?

  @Option(name: .customLong("on"), help: "The day of discharge; with --pdx only, and needed there.")
  var day: DayArgument?

  @Option(help: "The age in years (default with --pdx: 65).")
  var age: Int?

  @Option(help: "male, female or unknown (default).")
  var sex: String?

  @Option(help: "The patient discharge status (default: 1).")
  var status: Int?

  @Option(help: "The days of the stay (default: 1).")
  var los: Int?

  @Option(
    help: "Whether the hospital must report presence on admission: required, exempt, unknown.")
  var hospital: String?

  @Option(
    name: .customLong("grouper-version"),
    help: "The version, such as 43.1 (default: that of the day of discharge).")
  var grouperVersion: String?

  @OptionGroup var options: CodeOptions

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("Jobs are 1 to 256.") }
    if let hospital, ExplainStay.HospitalDuty(rawValue: hospital) == nil {
      throw ValidationError("A hospital is required, exempt or unknown.")
    }
    if grouperVersion != nil, version == nil {
      throw ValidationError("A version is written 43.1 or 431.")
    }
    if file == nil, principal == nil, !ndjson {
      throw ValidationError("Give a file, or --pdx with the codes of a stay, or --ndjson.")
    }
    if principal != nil, day == nil {
      throw ValidationError("--pdx wants --on: the day of discharge.")
    }
    if principal != nil, file != nil || ndjson {
      throw ValidationError("Give a file or codes, not both.")
    }
    if ndjson, explain || alternatives || page != nil || !whatIf.isEmpty || options.json {
      throw ValidationError("--ndjson gives answers alone; explain one stay at a time.")
    }
    if ndjson, grouperVersion != nil || hospital != nil {
      throw ValidationError("With --ndjson each line says its version and hospital_status itself.")
    }
    let describesStay =
      day != nil || age != nil || sex != nil || status != nil || los != nil || admit != nil
      || !secondary.isEmpty || !procedures.isEmpty
    if principal == nil, describesStay {
      throw ValidationError("The file says what the stay is; options of a stay go with --pdx.")
    }
  }

  private var version: Int? {
    guard let grouperVersion else { return nil }
    let digits = grouperVersion.filter { $0 != "." }
    guard let number = Int(digits), (0...99).contains(number) || (100...999).contains(number) else {
      return nil
    }
    return number < 100 ? number * 10 : number
  }

  func run() throws {
    var code: Int32 = 0
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      code = try ndjson ? groupLines() : groupStays()
    }
    if code != 0 { throw ExitCode(code) }
  }

  private func groupLines() throws(WorkflowFailure) -> Int32 {
    let library = try GrouperLibrary(
      Installation(home: options.home), known: options.known?.day)
    let count = jobs ?? min(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let tally = try GroupStays(library).lines(of: file ?? "-", jobs: count) { Face.put($0) }
    guard tally.faults > 0 else { return 0 }
    Face.note("\(tally.faults) of \(tally.answers + tally.faults) lines have no answer")
    return 1
  }

  private func groupStays() throws(WorkflowFailure) -> Int32 {
    var told = try ExplainStay(Installation(home: options.home), known: options.known?.day)
    var wanted = ExplainStay.Options()
    wanted.version = version
    wanted.hospital = hospital.flatMap(ExplainStay.HospitalDuty.init)
    wanted.changes = whatIf
    wanted.alternatives = alternatives
    var explanations: [JSON] = []
    if let principal, let day {
      var given = GivenStay(
        principal: principal, discharged: day.day, age: age ?? 65,
        sex: sex ?? "unknown", dischargeStatus: status ?? 1, lengthOfStay: los ?? 1)
      given.secondary = secondary
      given.procedures = procedures
      given.admitting = admit
      explanations.append(try told.explain(given, wanted))
    } else {
      try told.explain(file ?? "-", wanted) { explanations.append($0) }
    }
    if let page { try GroupingPage(explanations).write(to: page) }
    if options.json {
      Face.print((explanations.count == 1 ? explanations[0] : .array(explanations)).pretty)
    } else {
      let texts = explanations.map { GroupingText.of($0, whole: explain) }
      Face.put(texts.joined(separator: "\n"))
    }
    if let page { Face.note("written: \(page)") }
    let isGrouped = explanations.allSatisfy { $0["final"]?["return_code"]?.string == "OK" }
    return isGrouped ? 0 : 1
  }
}
