// SPDX-License-Identifier: Apache-2.0

import Values

/// A list that others keep, as the validator knows it.
struct ListReference: Sendable {
  let name: String
  /// Its number with ``ExternalCodes``; -1 where the list is not there.
  let number: Int
  /// Whether the date of service decides.
  let isDated: Bool
  /// Whether a code that is not in the list is surely none.
  let isComplete: Bool
  /// Whether it is no list but the check digit of National Provider Identifiers.
  var isNPI: Bool { name == "npi" }
}

/// What judging by one guide needs and all its transaction sets share.
final class JudgeContext: Sendable {
  let guide: Guide
  let dictionary: ElementDictionary
  /// By loop, whether it is what the guide gives one by one: a claim.
  let isClaim: [Bool]
  /// The guide's lists in its order.
  let lists: [ListReference]
  /// By loop, whether it has a date of service of its own.
  let isDated: [Bool]
  /// By segment definition, which element holds the date of service of its loop.
  let dates: [DateOfService?]
  /// By segment definition, what it adds to amounts.
  let roles: [BalanceRole]
  /// The rules of the guide.
  let program: RuleProgram
  private let library: GuideLibrary
  private let codes: (any ExternalCodes)?
  /// By element, the lists behind the codes of its qualifier.
  private let qualified: [[(key: UInt64, list: ListReference)]]

  /// Where a date of service stands.
  struct DateOfService: Sendable {
    let element: Int
    /// Whether the last day of a period counts, not the first.
    let isLast: Bool
  }

  init(
    guide: Guide, library: GuideLibrary, codes: (any ExternalCodes)?, rules: [Rule],
    skipped: Set<X12Finding.TestType> = []
  ) throws(GuideError) {
    self.guide = guide
    self.library = library
    self.codes = codes
    dictionary = library.dictionary
    let chunks = guide.claimLoops
    isClaim = guide.loops.map { chunks.contains($0.id) }
    let dated = library.datedLists
    let partial = library.partialLists
    func reference(_ name: String) -> ListReference {
      ListReference(
        name: name, number: codes?.number(ofList: name) ?? -1, isDated: dated.contains(name),
        isComplete: !partial.contains(name))
    }
    lists = guide.lists.map(reference)
    let behind = library.listsBehindQualifiers.mapValues { pairs in
      pairs.map { (key: $0.key, list: reference($0.list)) }
    }
    qualified = Self.qualified(guide, behind)
    roles = guide.segments.map { BalanceRole(guide, $0) }
    (dates, isDated) = Self.dates(guide, library)
    program = try RuleProgram(rules.filter { !skipped.contains($0.type) }, guide: guide)
  }

  /// The list behind a qualifier's code, for an element.
  @inline(__always)
  func list(behind key: UInt64, of index: Int) -> ListReference? {
    for pair in qualified[index] where pair.key == key { return pair.list }
    return nil
  }

  func verdict(on code: ElementView, list: ListReference, date: CalendarDate?) -> CodeVerdict {
    guard let codes, list.number >= 0 else { return .notInstalled }
    return codes.verdict(on: code, list: list.number, date: date)
  }

  func source(of list: ListReference, date: CalendarDate?) -> RuleSource? {
    list.number < 0 ? nil : codes?.source(ofList: list.number, date: date)
  }

  func meaning(_ code: String, _ element: String) -> String? {
    library.meaning(of: code, element: element)
  }

  private static func qualified(
    _ guide: Guide, _ behind: [String: [(key: UInt64, list: ListReference)]]
  ) -> [[(key: UInt64, list: ListReference)]] {
    var lists = [[(key: UInt64, list: ListReference)]](repeating: [], count: guide.elements.count)
    for index in guide.segments.indices {
      let plan = guide.plan.segments[index]
      for at in 0..<Int(plan.topCount) {
        let top = Int(guide.plan.topElements[Int(plan.topFrom) + at])
        let element = guide.elements[top]
        if element.qualifierDistance > 0, at - element.qualifierDistance >= 0 {
          let place = Int(plan.topFrom) + at - element.qualifierDistance
          let before = Int(guide.plan.topElements[place])
          lists[top] = behind[guide.elements[before].element.number] ?? []
        }
        for component in element.components {
          let distance = guide.elements[component].qualifierDistance
          guard distance != 0 else { continue }
          lists[component] = behind[guide.elements[component - distance].element.number] ?? []
        }
      }
    }
    return lists
  }

  private static func dates(
    _ guide: Guide, _ library: GuideLibrary
  ) -> ([DateOfService?], [Bool]) {
    var dates = [DateOfService?](repeating: nil, count: guide.segments.count)
    var loops = [Bool](repeating: false, count: guide.loops.count)
    for row in library.datesOfService where row.guides.contains(guide.version) {
      guard let loop = guide.loop(row.loop) else { continue }
      loops[loop] = true
      for index in guide.segments.indices where guide.segments[index].loop == loop {
        guard guide.segments[index].id == row.segment else { continue }
        let plan = guide.plan.segments[index]
        if row.qualifier == 0
          || guide.plan.contains(row.qualifier, plan.qualifierFrom, plan.qualifierTo)
        {
          dates[index] = DateOfService(element: row.element, isLast: row.isLast)
        }
      }
    }
    return (dates, loops)
  }
}
