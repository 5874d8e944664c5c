// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
public import Values

extension BillingOffice {
  /// Posts a remittance that came on paper, from what somebody has typed in; who it was is kept with it.
  ///
  /// - Parameter path: A file of JSON, as ``exampleRemittance`` shows it.
  /// - Returns: As for ``post(_:by:)``.
  /// - Throws: ``WorkflowFailure``: `remittances.bad-member` with every member that is wrong, `remittances.unbalanced`.
  public func enter(_ path: String, by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    let bytes = try asWorkflow { try Files.read(path) }
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch {
      throw WorkflowFailure(
        "remittances.bad-member", .unusable, ("member", error.code.rawValue))
    }
    let document = RemittanceDocument(json)
    let remittance = document.remittance
    var findings = document.findings
    if findings.isEmpty {
      findings = Self.findings(of: RemittanceBalance.of(remittance), remittance, path)
    }
    guard findings.isEmpty else { throw WorkflowFailure(findings, .rejected) }
    return try asWorkflow {
      var posting = RemittancePosting(
        self, remittance, document: Self.digest(bytes), by: user)
      var items = AnswerItems(keys)
      try posting.post(remittance.claims.map { items.item($0) })
      return .members(("remittances", .array([try posting.finish(remittance)])))
    }
  }

  /// A remittance as somebody types it in.
  public static var exampleRemittance: [UInt8] {
    Assets.bytes("billing/example-remittance.json")
  }
}
