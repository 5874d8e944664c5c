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
      Examples:
        cleanclaim group msdrg --ndjson < stays.ndjson > answers.ndjson
      """)

  @Argument(help: "A file with a stay; `-` for the standard input.")
  var file = "-"

  @Flag(help: "Read one stay a line and write one answer a line, in order.")
  var ndjson = false

  @Option(help: "How many processors work on lines (default: all, at most 8).")
  var jobs: Int?

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("Jobs are 1 to 256.") }
  }

  func run() throws {
    var code: Int32 = 0
    try Face.run(json: false) { () throws(WorkflowFailure) in
      let groups = GroupStays(try GrouperLibrary(Installation(home: home)))
      let count = jobs ?? min(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
      let tally = try groups.lines(of: file, jobs: count) { Face.put($0) }
      if tally.faults > 0 {
        Face.note("\(tally.faults) of \(tally.answers + tally.faults) lines have no answer")
        code = 1
      }
    }
    if code != 0 { throw ExitCode(code) }
  }
}
