// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Workflows

/// The command `cleanclaim`.
@main
struct Cleanclaim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanclaim",
    abstract: "From a patient's chart to a clean claim.",
    discussion: """
      Start with:
        cleanclaim codes install
        cleanclaim codes search heart attack
        cleanclaim run Examples --out out

      Exit codes: 0 done; 1 rejected or not found; 2 a file that cannot be used; 3 code sets are not \
      installed; 4 the machine said no (disk, permission, network); 64 wrong usage.
      """,
    version: Program.version,
    subcommands: [
      Run.self,
      Explain.self,
      InterchangeCommands.self,
      Codes.self,
      Code.self,
      Query.self,
      Group.self,
      Price.self,
      EstimateShare.self,
      Contracts.self,
      Em.self,
      Edit.self,
      EditsCommand.self,
      Necessity.self,
      Rules.self,
      Decide.self,
      Replay.self,
      Numbers.self,
      ChartsCommand.self, BooksCommand.self, ClaimsCommand.self, RemittancesCommand.self,
      PayerCommand.self,
      KeysCommand.self,
      AuditCommand.self, UsersCommand.self, BackupCommand.self,
      DoctorCommand.self,
      PeopleCommand.self,
      DeskCommand.self,
      PayersCommand.self,
      ProvidersCommand.self,
      AuthorizationsCommand.self,
      DenialsCommand.self, AppealsCommand.self, CreditsCommand.self, WriteOffsCommand.self,
      Serve.self,
      StatementsCommand.self, PatientPaymentsCommand.self, BillCommand.self,
    ])
}
