// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim contracts`
struct Contracts: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Contracts with payers, fee schedules and charge masters: check, install, list, compare.",
    discussion: "Docs/Contracts.md describes the files; cleanclaim price contract prices by them.",
    subcommands: [
      ContractsCheck.self, ContractsInstall.self, ContractsList.self, ContractsExample.self,
      ContractsVariance.self,
    ])
}

/// `cleanclaim contracts check`
struct ContractsCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a contract and its schedules and tell everything that is wrong with them.",
    discussion: "Example: cleanclaim contracts check contract.yaml --schedule fees.csv")

  @OptionGroup var files: ContractFileArguments

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try ContractFiles.check(files.paths)
      Face.print(json ? answer.pretty : ContractText.contract(answer))
    }
  }
}

/// `cleanclaim contracts install`
struct ContractsInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract:
      "Install a contract with its schedules; its version does not change afterwards.",
    discussion:
      "Example: cleanclaim contracts install contract.yaml --schedule fees.csv --charges charges.csv"
  )

  @OptionGroup var files: ContractFileArguments

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try ContractFiles(Installation(home: home)).install(files.paths)
      if json { return Face.print(answer.pretty) }
      let isNew = answer["outcome"]?.string == "added"
      Face.print(ContractText.contract(answer) + (isNew ? ": installed" : ": was installed before"))
    }
  }
}

/// `cleanclaim contracts list`
struct ContractsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the contracts that are installed.",
    discussion: "Example: cleanclaim contracts list")

  @Option(
    help:
      "The folder of the installation (default: $CLEANCLAIM_HOME, else ~/.local/share/cleanclaim).")
  var home: String?

  @Flag(help: "Answer as JSON.")
  var json = false

  func run() throws {
    try Face.run(json: json) { () throws(WorkflowFailure) in
      let answer = try ContractFiles(Installation(home: home)).list()
      if json { return Face.print(answer.pretty) }
      for contract in answer.elements { Face.print(ContractText.contract(contract)) }
      if answer.elements.isEmpty {
        Face.print("No contracts are installed: cleanclaim contracts install FILE")
      }
    }
  }
}

/// `cleanclaim contracts example`
struct ContractsExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Print a contract with an invented payer, to start with.",
    discussion: "Example: cleanclaim contracts example > contract.yaml")

  func run() { Face.put(ContractFiles.example) }
}

/// The files of a contract.
struct ContractFileArguments: ParsableArguments {
  @Argument(help: "The contract, in YAML or JSON.")
  var contract: String

  @Option(help: "The payer's fee schedule that the contract refers to, in CSV.")
  var schedule: String?

  @Option(help: "The charge master, in CSV.")
  var charges: String?

  @Option(
    help: "A hospital's factors, as price opps or price ipps takes them; may be given again.")
  var hospital: [String] = []

  var paths: ContractFiles.Paths {
    ContractFiles.Paths(
      contract: contract, schedule: schedule, charges: charges, hospitals: hospital)
  }
}
