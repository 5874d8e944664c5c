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
  /// Whether it is the list of claim status codes, in whose place a composite may have a pharmacy's.
  var isStatus: Bool { name == "claimstatus" }
}

/// What judging by one guide needs and all its transaction sets share.
final class JudgeContext: Sendable {
  let guide: Guide
  let dictionary: ElementDictionary
  /// The guide's lists in its order, then those behind qualifiers.
  let lists: [ListReference]
  /// What is looked at once per segment or value.
  let plan: JudgePlan
  private let memory = PlainMemory()
  /// The rules of the guide.
  let program: RuleProgram
  private let library: GuideLibrary
  private let codes: (any ExternalCodes)?

  /// Where a date of service stands.
  struct DateOfService: Sendable {
    let element: Int
    /// Whether the last day of a period counts, not the first.
    let isLast: Bool
  }

  init(
    guide: Guide, library: GuideLibrary, codes: (any ExternalCodes)?, partnerRules: [Rule] = [],
    skipped: Set<X12Finding.TestType> = []
  ) throws(GuideError) {
    self.guide = guide
    self.library = library
    self.codes = codes
    dictionary = library.dictionary
    let chunks = guide.claimLoops
    let dated = library.datedLists
    let partial = library.partialLists
    func reference(_ name: String) -> ListReference {
      ListReference(
        name: name, number: codes?.number(ofList: name) ?? -1, isDated: dated.contains(name),
        isComplete: !partial.contains(name))
    }
    var lists = guide.lists.map(reference)
    let behind = library.listsBehindQualifiers.mapValues { pairs in
      pairs.map { pair in
        lists.append(reference(pair.list))
        return (key: pair.key, list: lists.count - 1)
      }
    }
    self.lists = lists
    let (dates, isDated) = Self.dates(guide, library)
    plan = JudgePlan(
      guide: guide, lists: lists, behind: Self.qualified(guide, behind), dates: dates,
      isClaim: guide.loops.map { chunks.contains($0.id) }, isDated: isDated, in: memory)
    guard !partnerRules.isEmpty || !skipped.isEmpty else {
      program = try library.program(for: guide)
      return
    }
    let rules = try library.rules(for: guide) + partnerRules
    program = try RuleProgram(rules.filter { !skipped.contains($0.type) }, guide: guide)
  }

  /// The list behind a qualifier's code, for an element.
  @inline(__always)
  func list(behind key: UInt64, of index: Int) -> Int? {
    let range = plan.behind[index]
    for at in Int(range.from)..<Int(range.to) where plan.pairs[at].key == key {
      return Int(plan.pairs[at].list)
    }
    return nil
  }

  /// What is known of a code of a list, given by its index in ``lists``.
  @inline(__always)
  func verdict(
    on code: ElementView, list: Int, date: CalendarDate?, _ known: KnownVerdicts
  ) -> CodeVerdict {
    let number = plan.lists[list].number
    guard number >= 0 else { return .notInstalled }
    let place = KnownVerdicts.Place(code, list: number, date: date)
    if let verdict = known.verdict(at: place) { return verdict }
    guard let codes else { return .notInstalled }
    let verdict = codes.verdict(on: code, list: Int(number), date: date)
    known.keep(verdict, at: place)
    return verdict
  }

  func source(of list: ListReference, date: CalendarDate?) -> RuleSource? {
    list.number < 0 ? nil : codes?.source(ofList: list.number, date: date)
  }

  func meaning(_ code: String, _ element: String) -> String? {
    library.meaning(of: code, element: element)
  }

  private static func qualified(
    _ guide: Guide, _ behind: [String: [(key: UInt64, list: Int)]]
  ) -> [[(key: UInt64, list: Int)]] {
    var lists = [[(key: UInt64, list: Int)]](repeating: [], count: guide.elements.count)
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
          let own = guide.elements[component].element.number
          let before = guide.elements[component - distance].element.number
          lists[component] = behind[own] ?? behind[before] ?? []
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
