// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim keys`
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "The keys that names, numbers and addresses of people are sealed with.",
    subcommands: [KeysNew.self, KeysList.self, KeysRotate.self])

  static func words(_ answer: JSON) -> String {
    var lines = answer["rows"]?.int.map { ["\($0) rows sealed anew"] } ?? []
    lines.append(answer["path"]?.string ?? "")
    for key in answer["keys"]?.elements ?? [] {
      let values = key["values"]?.int.map { ", \($0) values" } ?? ""
      let seals = key["seals"]?.bool == true ? ", seals" : ""
      lines.append(
        "key \(key["key"]?.int ?? 0), made \(key["made"]?.string ?? "")\(values)\(seals)")
    }
    return lines.joined(separator: "\n")
  }
}

/// `cleanclaim keys new`
struct KeysNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Add a key, which seals from now on; the file is made where there is none.",
    discussion: """
      The file is for its owner alone to read. Keep a copy of it apart from the database: without it what is sealed \
      cannot be read again by anybody.

      Example: cleanclaim keys new
      """)

  @OptionGroup var options: PracticeOptions

  func run() throws {
    try Face.run(json: options.json) { () throws(WorkflowFailure) in
      let answer = try KeyFile.addKey(options.keys, Installation(home: options.home))
      Face.print(options.json ? answer.pretty : KeysCommand.words(answer))
    }
  }
}

/// `cleanclaim keys list`
struct KeysList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The keys, and how many values each has sealed.",
    discussion: "Example: cleanclaim keys list")

  @OptionGroup var options: PracticeOptions

  func run() throws {
    try options.answer(KeysCommand.words) { place throws(WorkflowFailure) in
      try KeyFile.list(place)
    }
  }
}

/// `cleanclaim keys rotate`
struct KeysRotate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Seal everything of a practice with the newest key, while others go on working.",
    discussion: """
      Broken off and begun again, it goes on with what is left. An older key stays in the file: copies of the \
      database need it.

      Example: cleanclaim keys new && cleanclaim keys rotate
      """)

  @OptionGroup var options: PracticeOptions

  func run() throws {
    try options.answer(KeysCommand.words) { place throws(WorkflowFailure) in
      let answer = try KeyFile.rotate(place) { Face.progress("\($0) rows") }
      Face.endProgress()
      return answer
    }
  }
}
