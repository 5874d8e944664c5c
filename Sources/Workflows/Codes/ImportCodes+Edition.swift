// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

extension ImportCodes {
  /// Settles which edition a draft is.
  ///
  /// What the file states comes first, then what the person says, then the publisher's calendar: among
  /// the editions of the year that the file names, the one whose valid codes are those of the file; where
  /// that does not tell them apart, the month in the file's name; else the first.
  func edition(
    of draft: ReleaseDraft, in file: PublishedFile, _ options: Options
  ) throws -> Edition {
    if let period = draft.period {
      let known = calendar.edition(of: draft.set, effective: period.effective)
      if let known, known.period == period { return known }
      return Edition("in force from \(period.effective)", period)
    }
    if let day = options.effective {
      let edition =
        calendar.edition(of: draft.set, effective: day)
        ?? Edition("in force from \(day)", EffectivePeriod(from: day))
      if try !matches(draft, edition) { throw try differs(draft, edition) }
      return edition
    }
    if draft.year == nil, !calendar.hasEditions(of: draft.set) { return .undated }
    let candidates = draft.year.map { calendar.editions(of: draft.set, year: $0) } ?? []
    guard let first = candidates.first else {
      throw ImportFailure([
        Finding(
          "import.edition", .rejects, at: .claim,
          facts: [
            .init("set", draft.set.description),
            .init("year", draft.year.map { "\($0)" } ?? "unknown"),
          ])
      ])
    }
    let matching = try candidates.filter { try matches(draft, $0) }
    if matching.isEmpty {
      throw try differs(draft, EditionCalendar.pick(candidates, named: file.name) ?? first)
    }
    if matching.count == 1 { return matching[0] }
    return EditionCalendar.pick(matching, named: file.name) ?? matching[0]
  }

  /// The failure of a file whose codes are not those valid in its edition: half a file, most often.
  private func differs(_ draft: ReleaseDraft, _ edition: Edition) throws -> ImportFailure {
    let library = try installation.library()
    let day = edition.period.effective
    var expected = "another number of"
    if let release = library.release(of: draft.set, .validity, on: day) {
      let table = try CodeTable(library.codebook(release))
      expected = "\((0..<table.count).count { table.isInForce(at: $0, on: day) })"
    }
    var found = draft.rows
    if case .codes(let builder) = draft.content {
      found = builder.rows.count { $0.flags.contains(.billable) }
    }
    return ImportFailure([
      Finding(
        "import.not-the-edition", .rejects, at: .claim,
        facts: [
          .init("set", draft.set.description), .init("edition", edition.name),
          .init("expected", expected), .init("found", "\(found)"),
        ])
    ])
  }

  /// Tells whether the billable codes of a draft are exactly those valid when an edition took effect.
  private func matches(_ draft: ReleaseDraft, _ edition: Edition) throws -> Bool {
    guard draft.component.statesValidity, case .codes(let builder) = draft.content else {
      return true
    }
    let library = try installation.library()
    let day = edition.period.effective
    guard let release = library.release(of: draft.set, .validity, on: day) else { return true }
    let table = try CodeTable(library.codebook(release))
    let stated = builder.rows.filter { $0.flags.contains(.billable) }
    guard stated.allSatisfy({ table.position(of: $0.code, on: day) != nil }) else { return false }
    return stated.count == (0..<table.count).count { table.isInForce(at: $0, on: day) }
  }
}
