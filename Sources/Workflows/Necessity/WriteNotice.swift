// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

/// Writes the Advance Beneficiary Notice of Non-coverage, Form CMS-R-131, as a PDF of one page.
///
/// CMS accepts the approved form only, unaltered but for its blanks; this page carries its text and its blanks
/// A to J in a layout of this program, and every answer says so (`necessity.official-form`).
///
/// Source: 42 CFR 411.404 and 411.408; Pub. 100-04, chapter 30, section 50.
public struct WriteNotice: Sendable {
  /// Prepares to write.
  public init() {}

  /// Makes the page of a notice.
  ///
  /// - Parameter json: `notifier` (name, address, phone), `patient` (name, number), `service` (what blank D is
  ///   called), `items` (item, reason, cost), `additional`, `expires`, `prepared`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the notice.
  public func pdf(_ json: JSON) throws(WorkflowFailure) -> [UInt8] {
    let reading = NoticeReading(json)
    guard reading.findings.isEmpty else { throw WorkflowFailure(reading.findings, .rejected) }
    var page = try asWorkflow { try NoticePage(reading.notice) }
    let bytes = try asWorkflow { try page.draw() }
    guard let bytes else { throw WorkflowFailure(page.findings, .rejected) }
    return bytes
  }

  /// Makes the page of a notice and writes it to a file.
  ///
  /// - Returns: `file`, `bytes`, and `findings`: where the official form has to be used.
  public func write(_ json: JSON, to path: String) throws(WorkflowFailure) -> JSON {
    let bytes = try pdf(json)
    try asWorkflow { try Files.write(bytes, to: path) }
    let official = Finding(
      "necessity.official-form", .informs, at: .claim,
      source: RuleSource(document: "Pub. 100-04, chapter 30", locator: "section 50"))
    return .members(
      ("file", .string(path)), ("bytes", .int(bytes.count)),
      ("findings", .array([FindingWords.standard.json(official)])))
  }

  /// Reads the document of a notice from a file, or `-`.
  public static func document(_ path: String) throws(WorkflowFailure) -> JSON {
    let bytes = try asWorkflow { try Files.read(path) }
    do { return try JSON(parsing: bytes) } catch {
      throw WorkflowFailure(
        [
          Finding(
            "necessity.not-json", .rejects, at: error.place,
            facts: [.init("fault", error.code.rawValue)])
        ], .unusable)
    }
  }
}
