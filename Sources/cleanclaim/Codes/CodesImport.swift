// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim codes import`
struct CodesImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Import the publishers' own files.",
    discussion: """
      Files are recognised by content, also inside zip, gz and xz; a folder is searched through. \
      Each file is imported whole or not at all.

      Examples:
        cleanclaim codes import 2026-code-tables.zip
        cleanclaim codes import --effective 2026-10-01 downloads/

      Formats:
      \(ImportCodes.formats.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))
      """)

  @Argument(help: "Files or folders.")
  var paths: [String]

  @Option(help: "The format, where it is not to be recognised.")
  var format: String?

  @Option(help: "The first day on which the edition is in force, where the file does not say.")
  var effective: DayArgument?

  @OptionGroup var options: CodeOptions

  func run() throws {
    var worst: Int32 = 0
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let report = try ImportCodes(Installation(home: options.home)).report(
        paths, format: format, effective: effective?.day
      ) { Face.progress("\($0) of \($1): \($2)") }
      Face.endProgress()
      if options.json { Face.print(report.pretty) } else { Self.show(report) }
      worst = Int32(report["rejected"]?.int ?? 0) > 0 ? 2 : 0
    }
    if worst != 0 { throw ExitCode(worst) }
  }

  static func show(_ report: JSON) {
    for file in report["files"]?.elements ?? [] {
      let name = file["file"]?.string ?? ""
      for release in file["releases"]?.elements ?? [] {
        let outcome = release["outcome"]?.string == "present" ? "already installed" : "installed"
        Face.print(
          "\(outcome): \(release["name"]?.string ?? "") (\(release["rows"]?.int ?? 0) rows) from \(name)"
        )
      }
      let remarks = file["remarks"]?.elements ?? []
      if !remarks.isEmpty { Face.print("  \(remarks.count) remarks; see them with --json") }
      for finding in file["findings"]?.elements ?? [] {
        let place = finding["place"]?.string ?? ""
        let inside = place == "claim" ? "" : "\(place): "
        Face.note("\(name): \(inside)\(finding["message"]?.string ?? "")")
        if let advice = finding["what_to_do"]?.string { Face.note("  \(advice)") }
      }
    }
    let unknown = report["unrecognised"]?.elements ?? []
    if !unknown.isEmpty { Face.print("not recognised, left alone (\(unknown.count)):") }
    for file in unknown { Face.print("  \(file.string ?? "")") }
    if unknown.isEmpty, report["files"]?.elements.isEmpty != false {
      Face.note("there are no files to import")
    }
  }
}
