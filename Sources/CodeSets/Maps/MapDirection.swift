// SPDX-License-Identifier: Apache-2.0

import Values

/// From which set to which a General Equivalence Mapping goes.
struct MapDirection: Hashable {
  let source: CodeForm
  let target: CodeForm

  /// The four that CMS published.
  static let all = [
    MapDirection(source: .icd10cm, target: .icd9cm),
    MapDirection(source: .icd9cm, target: .icd10cm),
    MapDirection(source: .icd10pcs, target: .icd9proc),
    MapDirection(source: .icd9proc, target: .icd10pcs),
  ]

  /// Tells the direction from some rows: the one to which most of them conform.
  ///
  /// A row is rarely ambiguous (`E8000` may be of either revision), never many together.
  static func told(by rows: [MapRow]) -> MapDirection? {
    let counts = all.map { direction in
      rows.count { $0.pair(from: direction.source, to: direction.target, line: 1) != nil }
    }
    guard let most = counts.max(), most > 0, counts.count(where: { $0 == most }) == 1 else {
      return nil
    }
    return zip(all, counts).first { $0.1 == most }?.0
  }

  /// The draft of a release.
  func draft(_ map: CodeMapBuilder, year: Int?) -> ReleaseDraft {
    ReleaseDraft(
      source.set, .gem, target: target.set,
      title: "General Equivalence Mapping, \(source.title) to \(target.title)",
      publisher: PublishedFile.cms, year: year, period: year.flatMap(Self.fiscalYear),
      rows: map.pairs.count, content: .map(map))
  }

  /// October 1 of the year before to September 30.
  private static func fiscalYear(_ year: Int) -> EffectivePeriod? {
    guard let first = CalendarDate(year: year - 1, month: 10, day: 1),
      let last = CalendarDate(year: year, month: 9, day: 30)
    else { return nil }
    return EffectivePeriod(effective: first, termination: last)
  }
}
