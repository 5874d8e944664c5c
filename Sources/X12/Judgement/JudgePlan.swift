// SPDX-License-Identifier: Apache-2.0

/// What judging by a guide looks at once per segment or value, as plain words in fixed memory.
///
/// It is made once of a ``JudgeContext``'s parts, never changed, and good as long as it.
struct JudgePlan: BitwiseCopyable, @unchecked Sendable {
  /// A list that others keep; its name is in ``JudgeContext/lists`` at the same index.
  struct List {
    /// Its number with ``ExternalCodes``; -1 where the list is not there.
    var number: Int32
    /// The same for lists of the same name.
    var name: Int32
    /// Whether the date of service decides.
    var isDated: Bool
    /// Whether it is no list but the check digit of National Provider Identifiers.
    var isNPI: Bool
    /// Whether it is the list of claim status codes, in whose place a composite may have a pharmacy's.
    var isStatus: Bool
  }

  /// The list behind a code of a qualifier.
  struct Pair {
    var key: UInt64
    var list: Int32
  }

  /// What is asked of a segment beyond its elements.
  struct Definition {
    /// What it adds to amounts.
    var role: BalanceRole
    /// Which element holds the date of service of its loop; 0 where none does.
    var dateElement: Int16 = 0
    /// Whether the last day of a period counts, not the first.
    var isLastDay = false
    var conditions = PlainRange(from: 0, to: 0)
    /// The elements that must be there, the first as bit 1; those past the 63rd are not in it.
    var required: UInt64 = 0
  }

  /// A condition of the standard between elements of one segment.
  struct Condition {
    var kind: RelationalCondition.Kind
    /// Element 1 as bit 1.
    var first: UInt64
    var others: UInt64

    /// Whether it holds for a segment of which the elements are known that are not empty.
    @inline(__always)
    func holds(_ elements: UInt64) -> Bool {
      let all = first | others
      switch kind {
      case .paired: return elements & all == 0 || elements & all == all
      case .required: return elements & all != 0
      case .exclusion: return (elements & all).nonzeroBitCount < 2
      case .conditional: return elements & first == 0 || elements & others == others
      case .list: return elements & first == 0 || elements & others != 0
      }
    }
  }

  let lists: UnsafeMutablePointer<List>
  /// How many names the lists have.
  let nameCount: Int
  /// By element, the lists behind its qualifier's codes.
  let behind: UnsafeMutablePointer<PlainRange>
  let pairs: UnsafeMutablePointer<Pair>
  /// By segment definition.
  let definitions: UnsafeMutablePointer<Definition>
  let conditions: UnsafeMutablePointer<Condition>
  /// By loop, whether it is what the guide gives one by one: a claim.
  let isClaim: UnsafeMutablePointer<Bool>
  /// By loop, whether it has a date of service of its own.
  let isDated: UnsafeMutablePointer<Bool>

  init(
    guide: Guide, lists: [ListReference], behind: [[(key: UInt64, list: Int)]],
    dates: [JudgeContext.DateOfService?], isClaim: [Bool], isDated: [Bool], in memory: PlainMemory
  ) {
    var names: [String: Int32] = [:]
    self.lists = memory.copy(
      lists.map { list in
        let name = names[list.name] ?? Int32(names.count)
        names[list.name] = name
        return List(
          number: Int32(list.number), name: name, isDated: list.isDated, isNPI: list.isNPI,
          isStatus: list.isStatus)
      })
    nameCount = names.count
    var pairs: [Pair] = []
    self.behind = memory.copy(
      behind.map { list in
        let from = Int32(pairs.count)
        pairs += list.map { Pair(key: $0.key, list: Int32($0.list)) }
        return PlainRange(from: from, to: Int32(pairs.count))
      })
    self.pairs = memory.copy(pairs)
    var conditions: [Condition] = []
    definitions = memory.copy(
      zip(guide.segments.indices, dates).map { index, date in
        let segment = guide.segments[index]
        let from = Int32(conditions.count)
        conditions += segment.conditions.map(Self.condition)
        return Definition(
          role: BalanceRole(guide, segment), dateElement: Int16(date?.element ?? 0),
          isLastDay: date?.isLast ?? false,
          conditions: PlainRange(from: from, to: Int32(conditions.count)),
          required: Self.required(guide.plan, index))
      })
    self.conditions = memory.copy(conditions)
    self.isClaim = memory.copy(isClaim)
    self.isDated = memory.copy(isDated)
  }

  private static func required(_ plan: GuidePlan, _ index: Int) -> UInt64 {
    let segment = plan.segments[index]
    var bits: UInt64 = 0
    for number in 1..<max(1, min(Int(segment.topCount) + 1, 64)) {
      let top = plan.topElements[Int(segment.topFrom) + number - 1]
      if plan.elements[Int(top)].usage == .required { bits |= 1 << UInt64(number) }
    }
    return bits
  }

  private static func condition(_ condition: RelationalCondition) -> Condition {
    func bit(_ element: Int) -> UInt64 { 1 << UInt64(min(element, 63)) }
    return Condition(
      kind: condition.kind, first: bit(condition.elements[0]),
      others: condition.elements.dropFirst().reduce(0) { $0 | bit($1) })
  }
}
