// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim x12 stats`
struct X12Stats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count what there is in a file: sets, claims, amounts, payers, dates.",
    discussion: """
      Nothing is judged. Amounts are those of CLM, CLP and BPR. What is no claim is counted by its own name: \
      members (834), premiums (820), payments (820, 835), inquiries (270, 276), benefits (271), statuses \
      (277), reviews (278), attachments (275), acknowledged sets (999).

      Examples:
        cleanclaim x12 stats claims.edi
        zcat remittances.edi.gz | cleanclaim x12 stats --json
      """)

  @OptionGroup var input: InterchangeOptions

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let found = try input.interchanges.statistics()
      Face.endProgress()
      if json { return Face.print(found.pretty) }
      Self.show(found)
    }
  }

  private static func show(_ found: JSON) {
    func row(_ name: String, _ value: String?) {
      guard let value else { return }
      Face.print(name.padded(to: 20) + value)
    }
    for name in ["interchanges", "groups", "sets", "segments", "claims", "service_lines"] {
      row(name.replacing("_", with: " "), found[name]?.int.map(String.init))
    }
    for name in ["senders", "receivers", "payers"] { row(name, found[name]?.int.map(String.init)) }
    for (name, what) in [("service", "dates of service"), ("created", "created")] {
      if let first = found["first_\(name)"]?.string, let last = found["last_\(name)"]?.string {
        row(what, first == last ? first : "\(first) to \(last)")
      }
    }
    for kind in found["transaction_sets"]?.elements ?? [] {
      Face.print("\(kind["type"]?.string ?? "") \(kind["guide"]?.string ?? "")")
      for member in kind.members.dropFirst(2) {
        let value = member.value.digits ?? ""
        row("  \(member.name.replacing("_", with: " "))", value)
      }
    }
    let bytes = found["bytes"]?.int ?? 0
    let speed = Double(found["bytes_per_second"]?.int ?? 0) / 1_000_000
    row("bytes", "\(bytes) in \(found["milliseconds"]?.int ?? 0) ms, \(Int(speed)) MB a second")
  }
}

extension String {
  /// The text with blanks behind it, up to a width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
