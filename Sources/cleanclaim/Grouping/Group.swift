// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `cleanclaim group`: the groups that diagnoses, procedures and beneficiaries belong to.
struct Group: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Put encounters and beneficiaries into payment groups, and say why.",
    subcommands: [
      GroupHcc.self
    ])
}
