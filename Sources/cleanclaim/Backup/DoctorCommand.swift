// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim doctor`
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at everything that has to be in order, change nothing, and say what to do.",
    discussion: """
      The folder of the installation, disk, code sets, control numbers, keys, files left over, the client of \
      PostgreSQL, the database with its tables, every entry of the books, the clock. Exit code 1 where something \
      has to be done, 0 otherwise.

      Examples:
        cleanclaim doctor
        cleanclaim doctor --quick --database postgresql://db.example/books
      """)

  @Flag(help: "Leave out what takes longer every year: each byte of the code sets, each entry.")
  var quick = false

  @OptionGroup var place: DatabasePlace

  func run() throws {
    let doctor = Doctor(
      Installation(home: place.home), database: place.database, isQuick: quick)
    let answer = doctor.examine()
    Face.print(place.json ? answer.pretty : Self.text(answer))
    if answer["sound"]?.bool != true { throw ExitCode(1) }
  }

  private static func text(_ answer: JSON) -> String {
    var lines: [String] = []
    for check in answer["checks"]?.elements ?? [] {
      let outcome = check["outcome"]?.string ?? ""
      let padded = outcome + String(repeating: " ", count: max(1, 9 - outcome.count))
      let detail = check["detail"]?.string ?? ""
      lines.append(
        padded + (check["check"]?.string ?? "") + (detail.isEmpty ? "" : ": \(detail)"))
      for finding in check["findings"]?.elements ?? [] {
        lines.append("           \(finding["message"]?.string ?? "")")
        lines.append("           do: \(finding["what_to_do"]?.string ?? "")")
      }
    }
    let isSound = answer["sound"]?.bool == true
    return lines.joined(separator: "\n")
      + (isSound ? "\neverything is in order" : "\nsomething has to be done")
  }
}
