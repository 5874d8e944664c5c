// SPDX-License-Identifier: Apache-2.0

import Claims
import TransactionSets
import Values
import X12

extension InterchangeFile {
  /// Gives the parts of the 835s in the file, in order.
  ///
  /// - Throws: What `each` throws, and ``WorkflowFailure`` where the file cannot be read to its end.
  func remittanceParts(_ each: (RemittanceReader.Part) throws -> Void) throws {
    var reader = RemittanceReader()
    var assembler = LoopAssembler(guides: Assets.guides)
    var stream = try open()
    while true {
      switch try stream.next() {
      case .segment:
        for piece in assembler.take(stream.segment) {
          for part in reader.take(piece) { try each(part) }
        }
      case .bytes: continue
      case .end:
        for piece in assembler.finish() {
          for part in reader.take(piece) { try each(part) }
        }
        try Self.finish(stream)
        return
      }
    }
  }

  /// Adds up each 835 of the file.
  ///
  /// - Returns: For each of them what does not add up; none where it balances.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end.
  func remittanceBalances() throws -> [(remittance: Remittance, wrong: [Imbalance])] {
    var sets: [(Remittance, [Imbalance])] = []
    var balance = RemittanceBalance()
    var wrong: [Imbalance] = []
    try remittanceParts { part in
      switch part {
      case .begin:
        balance = RemittanceBalance()
        wrong = []
      case .claim(let claim, _): wrong += balance.add(claim)
      case .end(let remittance): sets.append((remittance, wrong + balance.finish(remittance)))
      }
    }
    return sets
  }
}
