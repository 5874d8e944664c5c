// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `cleanclaim price`
struct Price: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a payment system pays, with every step shown.",
    subcommands: [
      PriceIPPS.self,
      PriceWeights.self,
    ])
}
