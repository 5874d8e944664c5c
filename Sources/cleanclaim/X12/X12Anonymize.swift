// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim x12 anonymize`
struct X12Anonymize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "anonymize",
    abstract: "Replace whatever says who somebody is; codes, amounts, balance and form stay.",
    discussion: """
      Names, addresses, birth dates, identifiers, claim numbers, NPIs, telephones, notes and attachments are \
      replaced, the same by the same everywhere, also across files that are given the same seed. The dates \
      of a person move back by 1 to 28 days, all by the same; ages over 89 become 90. Payers and \
      receivers keep their names, and control numbers of the envelope stay. Without a seed the result \
      cannot be repeated; whoever knows the seed may try values out, so keep it secret.

      Examples:
        cleanclaim x12 anonymize claims.edi > shareable.edi
        cleanclaim x12 anonymize claims.edi --seed 'a long secret' > claims-shareable.edi
        cleanclaim x12 anonymize remittance.edi --seed 'a long secret' > remittance-shareable.edi
      """)

  @OptionGroup var input: InterchangeOptions

  @Option(help: "A secret: files anonymized with the same one still belong together.")
  var seed: String?

  @Option(
    help: "The most days by which the dates of a person move back; 0 leaves them as they are.")
  var days = 28

  func validate() throws {
    if !(0...3650).contains(days) { throw ValidationError("Days are 0 to 3650.") }
  }

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      try input.interchanges.anonymize(seed: seed, days: days) { Face.put($0) }
      Face.endProgress()
    }
  }
}
