// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Synchronization
import Values
import Workflows

/// `cleanclaim x12`: everything about interchanges.
struct InterchangeCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "x12",
    abstract: "Read, show, check, change and compare X12 interchanges.",
    discussion: """
      Every command reads a file, or the standard input where the file is - or absent, a segment at a \
      time, whatever its size. Docs/X12.md has examples of each.
      """,
    subcommands: [
      X12Cat.self, X12JSON.self, X12FromJSON.self, X12Split.self, X12Merge.self,
      X12Anonymize.self, X12Diff.self, X12Stats.self, X12Show.self,
      X12Validate.self, X12Claims.self, X12Lines.self,
    ])
}

/// The file that a command reads.
struct InterchangeOptions: ParsableArguments {
  @Argument(help: "A file of X12 interchanges; - for the standard input.")
  var file = "-"

  /// The file, with progress shown on a terminal where it is large.
  var interchanges: InterchangeFile { InterchangeProgress.file(file) }
}

/// The line of progress of a large file.
enum InterchangeProgress {
  /// A file whose reading is shown on a terminal once it is long.
  static func file(_ path: String) -> InterchangeFile {
    var file = InterchangeFile(path)
    guard isatty(2) == 1 else { return file }
    let shown = ShownBytes()
    file.progress = { shown.show($0, of: $1) }
    return file
  }

  private final class ShownBytes: Sendable {
    private let last = Mutex(0)
    private static let step = 8 << 20

    func show(_ count: Int, of size: Int?) {
      let isDue = last.withLock { last in
        guard count - last >= Self.step || count < last else { return false }
        last = count
        return true
      }
      guard isDue, size ?? .max >= 4 * Self.step else { return }
      let share = size.map { ", \(count / max($0 / 100, 1)) %" } ?? ""
      Face.progress("\(count >> 20) MB read\(share)")
    }
  }
}
