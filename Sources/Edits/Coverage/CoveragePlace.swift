// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Where a service was rendered, as the coverage database knows places: by contractor, by state, or both.
struct CoveragePlace: Sendable {
  /// How a document stands to a place.
  enum Match: Equatable, Sendable {
    /// It is of the place.
    case here
    /// It is of a part of the state: the part's name in the database.
    case part(String)
    /// It is of other places.
    case elsewhere
    /// Nothing was said of the place, or nothing is known of the document's.
    case unknown
  }

  private let database: CoverageDatabase
  private let contractors: Set<UInt64>
  private let contractor: String?
  private let state: String?
  private let day: CalendarDate
  private let parts: [String: String]

  /// Takes what a claim says.
  ///
  /// - Parameter parts: The state of each part of a state, such as `QN` of `NY`.
  init(
    _ database: CoverageDatabase, contractor: String?, state: String?, on day: CalendarDate,
    parts: [String: String]
  ) {
    self.database = database
    self.contractor = contractor
    self.state = state
    self.day = day
    self.parts = parts
    let number = contractor.flatMap { PackedCode($0)?.bits }
    contractors = Set(
      (database[.contractors].first?.all ?? UnsafeBufferPointer(start: nil, count: 0))
        .filter { $0.other == number }.map(\.key))
  }

  /// Whether the contractor's number is in the database; true where none was given.
  var isKnown: Bool { contractor == nil || !contractors.isEmpty }

  /// How a version of a document stands to the place.
  func match(
    _ document: UInt32, _ version: UInt16, contractors component: Component, states: Component
  ) -> Match {
    guard contractor != nil || state != nil else { return .unknown }
    let own = Set(database.rows(of: component, document, version).map(\.record.key))
    guard !own.isEmpty else { return .unknown }
    if contractor != nil, own.isDisjoint(with: contractors) { return .elsewhere }
    guard let state else { return .here }
    var ids = Set(own.flatMap(statesServed))
    if own.count == 1 {
      // A document of one contractor may be for some of its states only.
      let primary = database.rows(of: states, document, version).map { UInt32($0.record.key) }
      if !primary.isEmpty { ids = Set(primary) }
    }
    let names = ids.sorted().compactMap(name)
    if names.contains(state) { return .here }
    if let part = names.first(where: { parts[$0] == state }) {
      // Where the contractor is named too, the part is settled.
      return contractor == nil ? .part(part) : .here
    }
    return .elsewhere
  }

  private func statesServed(_ contractor: UInt64) -> [UInt32] {
    database.newest(.contractorStates, key: contractor).filter { found in
      let record = found.record
      return (record.effective == CoverageRecord.noDay || record.effective <= day.daysSinceEpoch)
        && record.end >= day.daysSinceEpoch
    }.map(\.record.document)
  }

  private func name(_ state: UInt32) -> String? {
    guard let table = database[.states].first else { return nil }
    let start = table.all.firstPosition { $0.document >= state }
    guard start < table.all.count, table.all[start].document == state else { return nil }
    return PackedCode(bits: table.all[start].other).description
  }
}
