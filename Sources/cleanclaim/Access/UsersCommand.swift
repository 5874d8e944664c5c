// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim users`
struct UsersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "users",
    abstract: "Who may come in, in which roles; what each may do.",
    subcommands: [
      UsersAdd.self, UsersList.self, UsersRoles.self, UsersDisable.self, UsersEnable.self,
      UsersReset.self, UsersReview.self,
    ])
}

/// Whose users, and who asks.
struct UsersPlace: ParsableArguments {
  @OptionGroup var user: UserOption
  @OptionGroup var options: PracticeOptions

  func answer(
    _ words: (JSON) -> String, _ question: (Users) throws(WorkflowFailure) -> JSON
  ) throws {
    try options.answer(words) { place throws(WorkflowFailure) in try question(Users(place)) }
  }
}

/// A password from the standard input: never an argument, which others can read.
private func typed() throws -> String {
  guard let line = readLine(), !line.isEmpty else {
    throw ValidationError("Give the password as a line of the standard input.")
  }
  return line
}

/// `cleanclaim users add`
struct UsersAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a user; the password is a line of the standard input, and has to be changed.",
    discussion: """
      Example: cleanclaim users add ann --name "Ann Coder" --role coder < password
      """)

  @Argument(help: "What is typed to come in: small letters, digits, points, hyphens.")
  var login: String

  @Option(help: "The name that is shown.")
  var name: String

  @Option(help: "A role; users list shows what each may do.")
  var role: [String] = []

  @OptionGroup var place: UsersPlace

  func run() throws {
    let password = try typed()
    try place.answer(AccessText.user) { users throws(WorkflowFailure) in
      try users.add(login, name: name, password: password, roles: role, by: place.user.name)
    }
  }
}

/// `cleanclaim users list`
struct UsersList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The users of the practice with their roles, and when these were last looked at.",
    discussion: "Example: cleanclaim users list")

  @OptionGroup var place: UsersPlace

  func run() throws {
    try place.answer(AccessText.users) { users throws(WorkflowFailure) in try users.list() }
  }
}

/// `cleanclaim users roles`
struct UsersRoles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles",
    abstract: "Give a user roles, or take them away; duties that exclude each other are refused.",
    discussion: "Example: cleanclaim users roles ann --grant coding-lead --revoke coder")

  @Argument(help: "The user.")
  var login: String

  @Option(help: "A role that is given.")
  var grant: [String] = []

  @Option(help: "A role that is taken away.")
  var revoke: [String] = []

  @OptionGroup var place: UsersPlace

  func run() throws {
    try place.answer(AccessText.user) { users throws(WorkflowFailure) in
      try users.change(login, grant: grant, revoke: revoke, by: place.user.name)
    }
  }
}

/// `cleanclaim users disable`
struct UsersDisable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable",
    abstract: "Keep a user out, with every session and token.",
    discussion: "Example: cleanclaim users disable ann")

  @Argument(help: "The user.")
  var login: String

  @OptionGroup var place: UsersPlace

  func run() throws {
    try place.answer(AccessText.user) { users throws(WorkflowFailure) in
      try users.setDisabled(true, login, by: place.user.name)
    }
  }
}

/// `cleanclaim users enable`
struct UsersEnable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable",
    abstract: "Let a user in again.",
    discussion: "Example: cleanclaim users enable ann")

  @Argument(help: "The user.")
  var login: String

  @OptionGroup var place: UsersPlace

  func run() throws {
    try place.answer(AccessText.user) { users throws(WorkflowFailure) in
      try users.setDisabled(false, login, by: place.user.name)
    }
  }
}

/// `cleanclaim users reset`
struct UsersReset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Set a password that has to be changed: a line of the standard input.",
    discussion: "Example: cleanclaim users reset ann --codes < password")

  @Argument(help: "The user.")
  var login: String

  @Flag(help: "Ask for no codes any more, such as where the telephone is lost.")
  var codes = false

  @OptionGroup var place: UsersPlace

  func run() throws {
    let password = try typed()
    try place.answer(AccessText.user) { users throws(WorkflowFailure) in
      try users.reset(login, password: password, codes: codes, by: place.user.name)
    }
  }
}

/// `cleanclaim users review`
struct UsersReview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Note that you have looked whether users' roles are still right.",
    discussion: "Example: cleanclaim users review ann bea")

  @Argument(help: "The users.")
  var logins: [String]

  @OptionGroup var place: UsersPlace

  func run() throws {
    try place.answer({ answer in "\(answer["reviewed"]?.elements.count ?? 0) users reviewed" }) {
      users throws(WorkflowFailure) in
      try users.review(logins, by: place.user.name)
    }
  }
}
