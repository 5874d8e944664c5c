// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values

extension BillingOffice {
  /// Takes what clearinghouses and payers say of what was sent: TA1, 999, 277CA, 277.
  ///
  /// Each statement is tied to the submission that it speaks of, by the numbers of interchange, group, set and claim. What
  /// comes late, twice or of an earlier submission is kept, and moves nothing; no claim ever goes backwards by it.
  ///
  /// - Returns: `accepted`, `rejected`, `pending`, `noted`, `present` claims, and `findings` of what could not be tied.
  /// - Throws: ``WorkflowFailure`` where a file cannot be read to its end; nothing of it is taken then.
  public func acknowledge(_ paths: [String], by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    var counts: [String: Int] = [:]
    var findings: [Finding] = []
    for path in paths {
      try asWorkflow {
        let batch = try acknowledge(try Files.read(path), path, user)
        counts.merge(batch.counts) { $0 + $1 }
        findings += batch.findings
      }
    }
    return Self.json(counts, findings)
  }

  static func json(_ counts: [String: Int], _ findings: [Finding]) -> JSON {
    let members = ["accepted", "rejected", "pending", "noted", "present"].map {
      JSON.Member($0, .int(counts[$0] ?? 0))
    }
    return .object(
      members + [.init("findings", .array(findings.map(FindingWords.standard.json)))])
  }

  /// Takes one document.
  func acknowledge(_ bytes: [UInt8], _ path: String, _ user: String) throws -> AcknowledgementBatch
  {
    let digest = Self.digest(bytes)
    let reading = try AcknowledgementReading(InterchangeFile(holding: bytes))
    let moment = moment
    return try store.transaction {
      var batch = AcknowledgementBatch(
        self, document: digest, path: path, moment: moment, actor: user,
        known: try store.kept(of: digest))
      for statement in reading.statements { try batch.take(statement) }
      try batch.write()
      if batch.isKept {
        try store.keep(
          digest, kind: "acknowledgement", received: moment, parts: sealed(bytes))
      }
      return batch
    }
  }
}
