// SPDX-License-Identifier: Apache-2.0

import Values

extension VisitRules {
  /// Problems, data and risk, each with its level and what counted.
  func elements(of visit: Visit) -> [VisitLevel.Element] {
    [problems(of: visit), data(of: visit), risk(of: visit)]
  }

  /// The level of the problems: the highest that any kind reaches with as many as there are.
  private func problems(of visit: Visit) -> VisitLevel.Element {
    var reasons: [VisitLevel.Element.Reason] = []
    for item in merged(visit.problems) {
      guard let row = tables.problems.first(where: { $0.kind == item.kind }) else { continue }
      reasons.append(
        VisitLevel.Element.Reason(
          kind: item.kind, count: item.count, level: item.count > 1 ? row.more : row.one,
          meaning: row.meaning))
    }
    return VisitLevel.Element(name: "problems", level: highest(reasons), reasons: reasons)
  }

  /// The level of the data.
  ///
  /// Limited (low): two documents, or a historian. Moderate: one of three documents (a historian counts as
  /// one), an interpretation, a discussion; extensive (high): two of these.
  private func data(of visit: Visit) -> VisitLevel.Element {
    let items = merged(visit.data)
    func count(_ category: VisitTables.DataRow.Category) -> Int {
      items.reduce(0) { sum, item in
        tables.data.contains { $0.kind == item.kind && $0.category == category }
          ? sum + item.count : sum
      }
    }
    let (documents, historians) = (count(.document), count(.historian))
    let met = [
      documents + min(historians, 1) >= 3, count(.interpretation) > 0, count(.discussion) > 0,
    ].count { $0 }
    let level: Complexity =
      met >= 2
      ? .high : met == 1 ? .moderate : documents >= 2 || historians > 0 ? .low : .straightforward
    let reasons = items.compactMap { item in
      tables.data.first { $0.kind == item.kind }.map { row in
        VisitLevel.Element.Reason(
          kind: item.kind, count: item.count, level: level, meaning: row.meaning)
      }
    }
    return VisitLevel.Element(name: "data", level: level, reasons: reasons)
  }

  private func risk(of visit: Visit) -> VisitLevel.Element {
    let reasons = merged(visit.risks).compactMap { item in
      tables.risks.first { $0.kind == item.kind }.map { row in
        VisitLevel.Element.Reason(
          kind: item.kind, count: item.count, level: row.level, meaning: row.meaning)
      }
    }
    return VisitLevel.Element(name: "risk", level: highest(reasons), reasons: reasons)
  }

  private func highest(_ reasons: [VisitLevel.Element.Reason]) -> Complexity {
    reasons.map(\.level).max() ?? .straightforward
  }

  /// Items of one kind as one, in the order in which the kinds were first given.
  private func merged(_ items: [Visit.Item]) -> [Visit.Item] {
    items.reduce(into: []) { merged, item in
      if let index = merged.firstIndex(where: { $0.kind == item.kind }) {
        merged[index].count += item.count
      } else {
        merged.append(item)
      }
    }
  }
}
