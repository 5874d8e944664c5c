// SPDX-License-Identifier: Apache-2.0

/// How much of a query is found, given how well each slot is filled.
struct Coverage {
  /// How well each slot is filled, 0 to 100.
  typealias Filling = InlineArray<32, UInt8>

  private let plan: QueryPlan
  private var best: [Int]
  /// For each position, the span that ends there in the best way so far; -1 for none.
  private var chosen: [Int]

  init(_ plan: QueryPlan) {
    self.plan = plan
    best = [Int](repeating: 0, count: plan.words.count + 1)
    chosen = [Int](repeating: -1, count: plan.words.count + 1)
  }

  /// The share found, in thousandths: the best way to cut the query into spans.
  mutating func share(_ filling: Filling) -> Int {
    var next = 0
    for end in 1..<best.count {
      var value = best[end - 1]
      var span = -1
      while next < plan.spans.count, plan.spans[next].end == end {
        let entry = plan.spans[next]
        let quality = Self.quality(of: entry, in: plan, filling)
        if quality > 0 {
          let words = plan.words[entry.start..<end].reduce(0) { $0 + $1.weight }
          let total = best[entry.start] + words * quality
          if total > value { (value, span) = (total, next) }
        }
        next += 1
      }
      best[end] = value
      chosen[end] = span
    }
    return best[best.count - 1] / (10 * plan.weight)
  }

  /// How well a span is found, 0 to 10,000: the square of the share of its slots, so that a part of a
  /// synonym counts little, and one without its number (`type 1`) nothing.
  private static func quality(
    of span: QueryPlan.Span, in plan: QueryPlan, _ filling: Filling
  ) -> Int {
    if span.slots.count == 1 { return Int(filling[span.slots[0]]) * span.quality }
    var (sum, all) = (0, 0)
    for slot in span.slots {
      sum += plan.slots[slot].weight * Int(filling[slot])
      all += plan.slots[slot].weight
      if plan.slots[slot].isNumber, filling[slot] == 0 { return 0 }
    }
    let part = sum / max(1, all)
    return part * part * span.quality / 100
  }

  /// The spans by which the query was found at the last call, in order.
  var spans: [Int] {
    var list: [Int] = []
    var end = best.count - 1
    while end > 0 {
      if chosen[end] >= 0 {
        list.append(chosen[end])
        end = plan.spans[chosen[end]].start
      } else {
        end -= 1
      }
    }
    return list.reversed()
  }
}
