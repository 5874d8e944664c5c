// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `cleanclaim group`
struct Group: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Assign payment groups, and what follows from them.",
    subcommands: [
      GroupCaseMix.self
    ])
}
