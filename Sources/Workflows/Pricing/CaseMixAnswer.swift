// SPDX-License-Identifier: Apache-2.0

import Pricing
import Values

/// Case mixes as JSON.
enum CaseMixAnswer {
  static func json(_ counted: CaseMixQueries.Counted) -> JSON {
    let mix = counted.mix
    return .members(
      ("editions", .array(counted.editions.sorted().map(JSON.string))),
      ("discharges", .int(mix.all.discharges)), ("ungroupable", .int(mix.ungroupable)),
      ("weight", number(mix.all.weight)), ("case_mix_index", number(mix.all.index)),
      (
        "transfer_adjusted",
        .members(
          ("discharges", number(mix.all.adjustedDischarges)),
          ("case_mix_index", number(mix.all.adjustedIndex)),
          ("not_known", .int(mix.withoutTransferStatus)))
      ),
      (
        "capture",
        .members(("mcc", rate(mix.major)), ("cc_or_mcc", rate(mix.any)))
      ),
      ("by_month", .array(mix.months.sorted { $0.key < $1.key }.map { row("month", $0, $1) })),
      (
        "by_mdc",
        .array(
          mix.categories.sorted { $0.key < $1.key }
            .map { row("mdc", $0.isEmpty ? nil : $0, $1) })
      ),
      (
        "by_type",
        .array(
          DRGWeight.Kind.allCases.compactMap { kind in
            mix.kinds[kind].map { row("type", kind.rawValue, $0) }
          })
      ),
      (
        "by_drg",
        .array(
          mix.drgs.sorted { $0.key < $1.key }.map { drg, tally in
            .members(
              ("drg", .string(counted.titles[drg]?.code ?? "\(drg)")),
              ("title", .text(counted.titles[drg]?.title)),
              ("discharges", .int(tally.discharges)), ("weight", number(tally.weight)))
          })
      ))
  }

  /// The two case mixes and what changed.
  static func comparison(
    _ before: CaseMixQueries.Counted, _ after: CaseMixQueries.Counted
  ) -> JSON {
    var change: FixedDecimal?
    if let old = before.mix.all.index, let new = after.mix.all.index { change = new - old }
    let titles = before.titles.merging(after.titles) { _, new in new }
    let drgs = Set(before.mix.drgs.keys).union(after.mix.drgs.keys).sorted().compactMap {
      drg -> JSON? in
      let old = before.mix.drgs[drg]?.discharges ?? 0
      let new = after.mix.drgs[drg]?.discharges ?? 0
      guard old != new else { return nil }
      return .members(
        ("drg", .string(titles[drg]?.code ?? "\(drg)")), ("title", .text(titles[drg]?.title)),
        ("before", .int(old)), ("after", .int(new)), ("change", .int(new - old)))
    }
    let (matched, shifts) = shifts(before, after, titles)
    return .members(
      ("before", json(before)), ("after", json(after)),
      ("change", .members(("case_mix_index", number(change)))), ("drgs", .array(drgs)),
      ("matched", .int(matched)), ("shifts", .array(shifts)))
  }

  private struct Shift: Hashable {
    let from: Int
    let to: Int
  }

  /// From which DRG to which the discharges went that are in both files, the most frequent first.
  private static func shifts(
    _ before: CaseMixQueries.Counted, _ after: CaseMixQueries.Counted, _ titles: [Int: DRGWeight]
  ) -> (matched: Int, rows: [JSON]) {
    var counts: [Shift: Int] = [:]
    var matched = 0
    for id in before.order {
      guard let from = before.byID[id], let to = after.byID[id] else { continue }
      matched += 1
      if from != to { counts[Shift(from: from, to: to), default: 0] += 1 }
    }
    let rows = counts.sorted {
      ($1.value, $0.key.from, $0.key.to) < ($0.value, $1.key.from, $1.key.to)
    }
    .map { shift, count -> JSON in
      let old = before.titles[shift.from]?.weight ?? .zero
      let new = after.titles[shift.to]?.weight ?? .zero
      return .members(
        ("from", .string(titles[shift.from]?.code ?? "\(shift.from)")),
        ("to", .string(titles[shift.to]?.code ?? "\(shift.to)")), ("discharges", .int(count)),
        ("weight_change", number((new - old).rounded(to: 4))))
    }
    return (matched, rows)
  }

  private static func row(_ name: String, _ value: String?, _ tally: CaseMixTally) -> JSON {
    .members(
      (name, .text(value)), ("discharges", .int(tally.discharges)),
      ("weight", number(tally.weight)), ("case_mix_index", number(tally.index)))
  }

  private static func rate(_ rate: CaptureRate) -> JSON {
    .members(
      ("captured", .int(rate.captured)), ("of", .int(rate.of)), ("rate", number(rate.rate)))
  }

  private static func number(_ value: FixedDecimal?) -> JSON {
    value.map { .number($0.description) } ?? .null
  }
}
