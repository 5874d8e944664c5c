// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `cleanclaim group`: from codes to a payment group.
struct Group: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Assign payment groups: MS-DRG, hierarchical condition categories.",
    subcommands: [
      GroupMSDRG.self
    ])
}
