// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// What a part of a file holds, on the command line.
struct DivisionArgument: ExpressibleByArgument {
  let division: SplitInterchange.Division

  init?(argument: String) {
    guard let division = SplitInterchange.Division(argument) else { return nil }
    self.division = division
  }
}

/// `cleanclaim x12 split`
struct X12Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Cut a file into interchanges of one transaction set or of so many claims each.",
    discussion: """
      Each part is an interchange of its own: same sender and receiver, its own control number, true \
      counts, the levels above its claims repeated and numbered anew. Parts of an 835 state what they \
      pay themselves; adjustments of the provider (PLB) go to the last, totals of a provider (TS2, TS3) \
      to none. Claims of 837, 835 and 834 and the innermost levels of 270, 271, 276, 277 and 278 can be cut \
      apart.

      Examples:
        cleanclaim x12 split claims.edi --by set --out parts
        cleanclaim x12 split claims.edi --by 500-claims --out parts --control-number 1001
      """)

  @OptionGroup var input: InterchangeOptions

  @Option(help: "What a part holds: set, claim, or a number of claims such as 500-claims.")
  var by: DivisionArgument

  @Option(help: "The folder for the parts.")
  var out = "parts"

  @Option(help: "The control number of the first part (default: that of the interchange).")
  var controlNumber: Int?

  @Flag(help: "Answer with a line of JSON a part.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      var split = SplitInterchange(
        by.division, folder: out, stem: Self.stem(input.file), firstNumber: controlNumber
      ) { part in
        if json { return Face.print(part.line) }
        let claims = part["claims"]?.int.map { "  \($0) claims" } ?? ""
        Face.print("\(part["file"]?.string ?? "")  \(part["set"]?.string ?? "")\(claims)")
      }
      let count = try split.run(input.interchanges)
      Face.endProgress()
      Face.note("\(count) parts")
    }
  }

  /// The name of a file without its folder and ending.
  static func stem(_ path: String) -> String {
    guard path != "-", let name = path.split(separator: "/").last else { return "part" }
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}

/// `cleanclaim x12 merge`
struct X12Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make one interchange of several with the same sender, receiver and version.",
    discussion: """
      Transaction sets are kept in order and numbered anew; counts are made true; the delimiters are those \
      of the first file. Files that differ in sender, receiver, version or usage are refused.

      Examples:
        cleanclaim x12 merge parts/*.edi > whole.edi
        cleanclaim x12 merge monday.edi tuesday.edi --control-number 42 > both.edi
      """)

  @Argument(help: "Files of X12 interchanges; - for the standard input.")
  var files: [String]

  @Option(help: "The control number of the interchange (default: that of the first).")
  var controlNumber: Int?

  func validate() throws {
    if files.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("The standard input can be read only once.")
    }
    if let controlNumber, !(1...999_999_999).contains(controlNumber) {
      throw ValidationError("A control number is 1 to 999999999.")
    }
  }

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      var merge = MergeInterchanges(controlNumber: controlNumber) { Face.put($0) }
      let counts = try merge.run(files.map(InterchangeProgress.file))
      Face.endProgress()
      Face.note("\(counts["sets"]?.int ?? 0) sets of \(counts["files"]?.int ?? 0) files")
    }
  }
}
