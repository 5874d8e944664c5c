// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim x12 cat`
struct X12Cat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cat",
    abstract: "Take a file apart and write it again: the same bytes, or with other delimiters.",
    discussion: """
      Without options the output has the bytes of the input, padding and byte-order marks too. A file \
      that cannot be read to its end is written to its end all the same; the exit code is then 2.

      Examples:
        cleanclaim x12 cat claims.edi | cmp - claims.edi
        cleanclaim x12 cat claims.edi --one-per-line
        cleanclaim x12 cat claims.edi --strip --delimiters '|>^~'
      """)

  @OptionGroup var input: InterchangeOptions

  @Flag(help: "Write each segment on a line of its own.")
  var onePerLine = false

  @Flag(help: "Write nothing between segments and nothing outside of interchanges.")
  var strip = false

  @Option(
    help:
      "Write other delimiters: four characters, for elements, components, repetitions and segments; \\n is a line end."
  )
  var delimiters: String?

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      var options = InterchangeFile.CopyOptions()
      options.onePerLine = onePerLine
      options.strips = strip
      options.delimiters = delimiters
      try input.interchanges.copy(options) { Face.put($0) }
      Face.endProgress()
    }
  }
}

/// `cleanclaim x12 json`
struct X12JSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "json",
    abstract: "Write interchanges as JSON, with their loops by id and name; nothing is lost.",
    discussion: """
      Interchanges hold groups, groups sets, sets loops, loops segments; a segment is an array of its \
      identifier and elements. x12 from-json makes the same bytes of it again.

      Examples:
        cleanclaim x12 json claims.edi
        cleanclaim x12 json claims.edi | jq '.interchanges[].groups[].sets[].guide'
        cleanclaim x12 json claims.edi | cleanclaim x12 from-json | cmp - claims.edi
      """)

  @OptionGroup var input: InterchangeOptions

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      try input.interchanges.json { Face.put($0) }
      Face.endProgress()
    }
  }
}

/// `cleanclaim x12 from-json`
struct X12FromJSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "from-json",
    abstract: "Make interchanges of the JSON that x12 json writes.",
    discussion: """
      Members must stand in the order in which x12 json writes them. What is wrong is told with its line \
      and byte; the exit code is then 2.

      Example: cleanclaim x12 from-json claims.json > claims.edi
      """)

  @Argument(help: "A file of JSON; - for the standard input.")
  var file = "-"

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      try InterchangeProgress.file(file).fromJSON { Face.put($0) }
      Face.endProgress()
    }
  }
}
