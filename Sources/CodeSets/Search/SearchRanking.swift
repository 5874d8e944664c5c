// SPDX-License-Identifier: Apache-2.0

import Values

/// Ranks what an index holds for one query, in four steps, each with fewer candidates than the last:
/// which phrases share words with the query; the likeliest by weight alone; those by how each word stands
/// in the phrase; and from headers down to the code that a coder would choose.
struct SearchRanking {
  /// A phrase, or a code below its own, with its rank.
  struct Candidate {
    var code: Int
    var phrase: Int
    var score: Int
    var filling: Coverage.Filling
    /// The code at which the phrase stands.
    var origin: Int
  }

  static let mostTouched = 14_000
  static let mostWeighed = 110
  static let mostDescended = 24

  let index: SearchIndex
  let plan: QueryPlan
  let table: SlotTable
  /// Which slots are negated, one bit each.
  let negated: UInt32
  /// Which slots may be read either way.
  let loose: UInt32
  var coverage: Coverage

  init(index: SearchIndex, plan: QueryPlan) {
    self.index = index
    self.plan = plan
    table = SlotTable(plan)
    func bits(_ sense: QueryPlan.Sense) -> UInt32 {
      plan.slots.indices.reduce(0) { plan.slots[$1].sense == sense ? $0 | 1 << UInt32($1) : $0 }
    }
    negated = bits(.negated)
    loose = bits(.loose)
    coverage = Coverage(plan)
  }

  mutating func hits(_ workspace: SearchWorkspace, limit: Int) -> [SearchHit] {
    touch(workspace)
    let likely = likeliest(workspace)
    var candidates = likely.map { weighed(Int($0)) }
    candidates = Self.sorted(candidates)
    let found = chosen(candidates, limit: max(limit, 10))
    return found.prefix(limit).map { hit($0) }
  }

  /// Marks for each phrase which slots it may fill, the rarest slots first; common words no longer bring
  /// in new phrases once there are many.
  private func touch(_ workspace: SearchWorkspace) {
    let masks = workspace.masks
    let order = plan.slots.indices.sorted {
      (plan.slots[$0].count, $0) < (plan.slots[$1].count, $1)
    }
    guard let base = index.postings.baseAddress else { return }
    for slot in order {
      let bit = UInt32(1) << UInt32(slot)
      for choice in plan.slots[slot].choices {
        let record = index.words[Int(choice.word)]
        var at = base + Int(record.postings)
        var phrase = 0
        let isOpen = workspace.touched.count < Self.mostTouched
        for _ in 0..<record.count {
          phrase += Int(Varint.next(&at))
          let mask = masks[phrase]
          if mask == 0 {
            guard isOpen else { continue }
            workspace.touched.append(UInt32(phrase))
          }
          masks[phrase] = mask | bit
        }
      }
    }
  }

  /// The phrases with the best rough rank.
  private mutating func likeliest(_ workspace: SearchWorkspace) -> [UInt32] {
    var rough = RoughRanks(plan)
    var ranks = [UInt16](repeating: 0, count: workspace.touched.count)
    var counts = [Int](repeating: 0, count: RoughRanks.highest + 1)
    for (place, phrase) in workspace.touched.enumerated() {
      let rank = rough.rank(
        mask: workspace.masks[Int(phrase)], brief: index.briefs[Int(phrase)], &coverage)
      ranks[place] = UInt16(rank)
      counts[rank] += 1
    }
    var threshold = RoughRanks.highest
    var above = 0
    while threshold > 0, above + counts[threshold] <= Self.mostWeighed {
      above += counts[threshold]
      threshold -= 1
    }
    var room = Self.mostWeighed - above
    var list: [UInt32] = []
    for (place, phrase) in workspace.touched.enumerated() {
      if ranks[place] > threshold {
        list.append(phrase)
      } else if ranks[place] == threshold, room > 0 {
        room -= 1
        list.append(phrase)
      }
    }
    return list
  }

  /// The best first; where two are equal, the one whose code comes first.
  static func sorted(_ candidates: [Candidate]) -> [Candidate] {
    var keys = candidates.indices.map { place in
      let candidate = candidates[place]
      let score = UInt64(20_000 - max(-20_000, min(20_000, candidate.score)))
      return score << 44 | UInt64(candidate.code) << 20 | UInt64(place)
    }
    keys.sort()
    return keys.map { candidates[Int($0 & 0xF_FFFF)] }
  }

  /// Each code once, by its best phrase; headers after the code that stands for them.
  private mutating func chosen(_ candidates: [Candidate], limit: Int) -> [Candidate] {
    var found: [Candidate] = []
    var seen: Set<Int> = []
    for candidate in candidates where seen.insert(candidate.code).inserted {
      if found.count > 3 * limit { break }
      let flags = index.facts[candidate.code].flags
      if flags & SearchIndexLayout.billable == 0 {
        if seen.count <= Self.mostDescended { found.append(descended(candidate)) }
        var header = candidate
        header.score -= 40
        if flags & SearchIndexLayout.isVirtual == 0 { found.append(header) }
      } else {
        found.append(candidate)
      }
    }
    seen.removeAll()
    return Self.sorted(found).filter { seen.insert($0.code).inserted }
  }
}

/// The first, rough rank of a phrase, from the slots that it may fill and its weight.
struct RoughRanks {
  static let highest = 1400
  private let weights: [Int]
  private var masks: [UInt32]
  private var values: [(share: Int, matched: Int)]

  init(_ plan: QueryPlan) {
    weights = plan.slots.map(\.weight)
    masks = [UInt32](repeating: 0, count: 1024)
    values = [(share: Int, matched: Int)](repeating: (0, 0), count: 1024)
  }

  /// What the mask is worth is computed once for each mask and kept.
  mutating func rank(
    mask: UInt32, brief: SearchIndexLayout.BriefRecord, _ coverage: inout Coverage
  ) -> Int {
    let at = Int((mask &* 0x9E37_79B1) >> 22)
    if masks[at] != mask {
      var filling = Coverage.Filling(repeating: 0)
      var matched = 0
      for slot in weights.indices where mask & (1 << UInt32(slot)) != 0 {
        filling[slot] = 100
        matched += weights[slot]
      }
      masks[at] = mask
      values[at] = (coverage.share(filling), matched)
    }
    let (share, matched) = values[at]
    let missing = max(0, Int(brief.total) - matched)
    let rank = share + Int(brief.boost) - Weighing.brevity(missing: missing, matched: matched)
    return max(0, min(Self.highest, rank + 250))
  }
}
