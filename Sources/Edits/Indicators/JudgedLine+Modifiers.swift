// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

extension JudgedLine {
  /// Judges the modifiers among themselves and by the kind of service.
  mutating func judgeModifiers() {
    if modifiers.count > 1 { judgeConflicts() }
    if has("LT"), has("RT") {
      find("modifier.both-sides", .warns, source: Self.manual("chapter 12, section 40.7"))
    }
    if isVisit,
      let modifier = first(of: "58", "78", "79", "54", "55", "62", "66", "80", "81", "82", "AS")
    {
      find("modifier.procedure-only", .rejects, ("modifier", modifier))
    }
    judgeAnesthesia()
    judgeVisitModifiers()
    if service?.multiple == 5, first(of: "GN", "GO", "GP") == nil {
      find("modifier.therapy-discipline", .rejects)
    }
  }

  private mutating func judgeConflicts() {
    for conflict in tables.conflicts
    where modifiers.contains(conflict.first) && modifiers.contains(conflict.second) {
      find(
        "modifier.conflict", .rejects, ("first", conflict.first.description),
        ("second", conflict.second.description), ("reason", conflict.reason),
        source: conflict.source)
    }
  }

  /// Source: Medicare Claims Processing Manual, chapter 12, section 50.
  private mutating func judgeAnesthesia() {
    guard let service else { return }
    let modifier = first(of: "AA", "AD", "QK", "QX", "QY", "QZ")
    if service.status == .anesthesia {
      if modifier == nil { find("modifier.anesthesia-missing", .rejects) }
    } else if let modifier {
      find("modifier.anesthesia-misplaced", .rejects, ("modifier", modifier))
    }
  }

  /// A procedure is known by its global days, so that visits of every kind are left alone.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, section 40.2.
  private mutating func judgeVisitModifiers() {
    guard let service, !isVisit, service.globalDays.covers != nil,
      let modifier = first(of: "24", "25", "57")
    else { return }
    find(
      "modifier.visit-only", .rejects, ("modifier", modifier), ("days", service.globalDays.text))
  }
}
