// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Workflows

/// `cleanclaim price`
struct Price: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a payment system pays, with every step shown.",
    subcommands: [
      PriceByContract.self,
      PriceIPPS.self,
      PriceMPFS.self,
      PriceOPPS.self,
      PriceWeights.self,
      PriceExample.self,
    ])
}

/// `cleanclaim price example`
struct PriceExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Print the rates of an invented hospital, to be replaced by your own.",
    discussion: "Example: cleanclaim price example > hospital.json")

  @Flag(help: "The factors of a hospital for outpatient claims.")
  var opps = false

  func run() { Face.put(opps ? PriceOutpatient.exampleHospital : PriceInpatient.exampleHospital) }
}
