// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
import Values

/// The benefits of patients: of their encounters, or of a file of documents or of a payer's 271.
struct KnownBenefits {
  private let byEncounter: [String: JSON]
  private let bySubscriber: [String: JSON]
  /// The document of everyone who has none of their own.
  private let common: JSON?
  /// What estimates by them.
  let estimates: EstimateShares

  /// Reads a file: one document, a list of them, one a line, or a 271; nothing for none.
  ///
  /// - Throws: ``WorkflowFailure`` where it cannot be read.
  init(_ path: String?) throws(WorkflowFailure) {
    var documents: [JSON] = []
    var eligibility: String?
    if let path {
      let bytes = try asWorkflow { try Files.read(path) }
      if bytes.drop(while: { $0 <= 0x20 || $0 >= 0x80 }).starts(with: Array("ISA".utf8)) {
        eligibility = path
      } else {
        documents = try Self.documents(bytes, path)
      }
    }
    var estimates = try EstimateShares(eligibility: eligibility)
    estimates.showsSteps = false
    self.estimates = estimates
    var byEncounter: [String: JSON] = [:]
    var bySubscriber: [String: JSON] = [:]
    var common: JSON? = eligibility == nil ? nil : .object([])
    for document in documents {
      let benefits = JSON.object(
        document.members.filter { !["encounter", "subscriber"].contains($0.name) })
      if let id = document["encounter"]?.string {
        byEncounter[id] = benefits
      } else if let id = document["subscriber"]?.string {
        bySubscriber[id] = benefits
      } else {
        common = benefits
      }
    }
    (self.byEncounter, self.bySubscriber, self.common) = (byEncounter, bySubscriber, common)
  }

  private static func documents(
    _ bytes: [UInt8], _ path: String
  ) throws(WorkflowFailure) -> [JSON] {
    let reader = AnsweredLines(path, notJSON: "estimate.not-json")
    guard path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") else {
      let document = try reader.parsed(bytes)
      if case .array(let elements) = document { return elements }
      return [document]
    }
    var documents: [JSON] = []
    for line in bytes.split(separator: 0x0A) where !line.allSatisfy({ $0 <= 0x20 }) {
      documents.append(try reader.parsed(Array(line)))
    }
    return documents
  }

  /// The benefits that stand for an encounter: its own, else those of the file for it, for its subscriber, for all.
  func document(for encounter: Encounter) -> JSON? {
    if let own = encounter.benefits { return own }
    if let document = byEncounter[encounter.id.description] { return document }
    if let id = encounter.coverages.first?.subscriberID, let document = bySubscriber[id] {
      return document
    }
    return common
  }
}
