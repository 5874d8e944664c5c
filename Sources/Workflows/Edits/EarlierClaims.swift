// SPDX-License-Identifier: Apache-2.0

import Claims
public import Values

/// Claims that others are judged beside, where they are of the same patient.
///
/// ``ClaimHistory`` says which claims are of one patient and which are left out.
public struct EarlierClaims: Sendable {
  private var history = ClaimHistory()
  /// How many documents or claims could not be read, or do not say enough of their patient.
  public private(set) var left = 0
  /// The first file of those.
  public private(set) var firstLeft: String?

  /// Starts without any.
  public init() {}

  /// Reads files and folders: 837s, encounters, compact records.
  ///
  /// - Parameter day: The day of claims that have none.
  /// - Throws: ``WorkflowFailure`` where a path cannot be read.
  public init(_ paths: [String], on day: CalendarDate? = nil) throws(WorkflowFailure) {
    var all = EarlierClaims()
    try asWorkflow {
      try ClaimFiles(paths, on: day).forEach { item in
        guard let record = item.record, let subject = Self.subject(of: record, item.claim) else {
          if all.left == 0 { all.firstLeft = item.file }
          all.left += 1
          return
        }
        all.history.add(record, of: subject)
      }
    }
    self = all
  }

  /// How many claims there are.
  public var count: Int { history.count }

  /// Adds the services of the patient's earlier claims to a record.
  ///
  /// Claims that the record names in a history of its own are not added again.
  ///
  /// - Returns: What ``add(_:of:)`` asks for; nothing where the claim does not say enough of its patient.
  func recall(_ record: inout ServiceRecord, _ claim: Claim?) -> ClaimHistory.Subject? {
    guard let subject = Self.subject(of: record, claim) else { return nil }
    let past = history.services(before: record, of: subject)
    let own = Set(record.history.lazy.map(\.claim))
    record.history += own.isEmpty ? past : past.filter { !own.contains($0.claim) }
    return subject
  }

  /// Adds a claim.
  mutating func add(_ record: ServiceRecord, of subject: ClaimHistory.Subject) {
    history.add(record, of: subject)
  }

  private static func subject(
    of record: ServiceRecord, _ claim: Claim?
  ) -> ClaimHistory.Subject? {
    claim.map { ClaimHistory.Subject($0) } ?? record.subject
  }
}

extension EditClaims {
  /// Gives a record the services of the patient's earlier claims.
  func recall(_ record: inout ServiceRecord, _ claim: Claim?) -> ClaimHistory.Subject? {
    earlier?.recall(&record, claim)
  }

  /// Keeps a claim for those that come after it, where claims are judged in an order.
  func keep(_ record: ServiceRecord, of subject: ClaimHistory.Subject?) {
    if isKeeping, let subject { earlier?.add(record, of: subject) }
  }

  /// Takes each claim that is judged from now on for history of the later ones.
  func keepClaims() {
    isKeeping = true
    if earlier == nil { earlier = EarlierClaims() }
  }
}
