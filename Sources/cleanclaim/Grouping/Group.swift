// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `cleanclaim group`: the groups that stays and beneficiaries belong to, and what follows from them.
struct Group: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Put stays, outpatient claims and beneficiaries into payment groups, and say why.",
    subcommands: [
      GroupMSDRG.self,
      GroupAPC.self,
      GroupHcc.self,
      GroupElixhauser.self,
      GroupCaseMix.self,
    ])
}
