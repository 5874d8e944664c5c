// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// How the command speaks: results to the standard output, everything else to the standard error.
enum Face {
  /// Writes a line to the standard output.
  static func print(_ text: String) { write(text + "\n", to: 1) }

  /// Writes text to the standard output as it is.
  static func put(_ text: String) { write(text, to: 1) }

  /// Writes bytes to the standard output as they are.
  static func put(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0, to: 1) } }

  /// Writes bytes to the standard output from where they lie.
  static func put(_ bytes: UnsafeRawBufferPointer) { write(bytes, to: 1) }

  /// Writes a line to the standard error.
  static func note(_ text: String) { write(text + "\n", to: 2) }

  /// Shows a line of progress: on a terminal each takes the place of the one before.
  static func progress(_ text: String) {
    guard isatty(2) == 1 else { return }
    write("\r\u{1B}[K" + text, to: 2)
  }

  /// Takes the line of progress away.
  static func endProgress() { if isatty(2) == 1 { write("\r\u{1B}[K", to: 2) } }

  /// Runs a command's work; what goes wrong is worded and becomes the exit code.
  static func run(json: Bool = false, _ body: () throws(WorkflowFailure) -> Void) throws {
    do {
      try body()
    } catch {
      endProgress()
      show(error.findings, json: json)
      throw ExitCode(error.kind.rawValue)
    }
  }

  /// Shows findings: to the standard output as JSON where that was asked for, else worded to the
  /// standard error.
  static func show(_ findings: [Finding], json: Bool) {
    let words = FindingWords.standard
    if json {
      return print(JSON.members(("findings", .array(findings.map(words.json)))).pretty)
    }
    for finding in findings {
      let place = finding.place == .claim ? "" : "\(finding.place): "
      note("\(place)\(words.message(finding))")
      let advice = words.advice(finding)
      if !advice.isEmpty { note("  \(advice)") }
    }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: bytes[done...]).baseAddress,
        bytes.count - done)
      if count < 0, errno == EINTR { continue }
      // A reader that went away (`| head`) ends the command quietly.
      guard count > 0 else { exit(errno == EPIPE ? 0 : 4) }
      done += count
    }
  }
}

/// A day on the command line: `2026-04-01` or `20260401`.
struct DayArgument: ExpressibleByArgument {
  let day: CalendarDate

  init?(argument: String) {
    guard let day = CalendarDate(argument) else { return nil }
    self.day = day
  }
}

/// The options that every question about codes has.
struct CodeOptions: ParsableArguments {
  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Option(help: "Only releases that took effect by this day are looked at.")
  var known: DayArgument?

  @Flag(help: "Answer as JSON.")
  var json = false

  /// The installed code sets.
  func queries() throws(WorkflowFailure) -> CodeQueries {
    try CodeQueries(Installation(home: home), known: known?.day)
  }
}
