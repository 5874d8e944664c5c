// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

extension CodeQueries {
  /// What changes in a code set from one edition to another.
  struct Changes {
    var added: [PackedCode] = []
    var deleted: [PackedCode] = []
    /// Codes whose title differs, with both.
    var revised: [(code: PackedCode, from: String, to: String)] = []
    /// Complete codes that became headers: a further character is needed.
    var extended: [PackedCode] = []
    /// Headers that became complete codes.
    var completed: [PackedCode] = []
    /// Whether both editions have titles: else only validity is compared.
    var hasTitles = true
  }

  /// Compares two editions of a code set: added, deleted and revised codes.
  ///
  /// - Parameters:
  ///   - set: The name of the set.
  ///   - from: A day in the older edition.
  ///   - to: A day in the newer edition.
  /// - Returns: `{"set","from","to","titles","added":[…],"deleted":[…],"revised":[…],"extended":[…],
  ///   "completed":[…]}`; complete codes only.
  public func diff(
    _ set: String, from: CalendarDate, to: CalendarDate
  ) throws(WorkflowFailure) -> JSON {
    try requireCodes()
    let id = try codeSet(named: set)
    let codes = try asWorkflow { try library.codeSet(id) }
    let changes = try changes(in: codes, from: from, to: to)
    func rows(_ list: [PackedCode], on day: CalendarDate) -> JSON {
      .array(
        list.map {
          .members(
            ("code", .string(id.printed($0))), ("title", .text(codes.title(of: $0, on: day)?.title))
          )
        })
    }
    return .members(
      ("set", .string(id.description)), ("from", .string(name(of: codes, on: from))),
      ("to", .string(name(of: codes, on: to))), ("titles", .bool(changes.hasTitles)),
      ("added", rows(changes.added, on: to)), ("deleted", rows(changes.deleted, on: from)),
      (
        "revised",
        .array(
          changes.revised.map {
            .members(
              ("code", .string(id.printed($0.code))), ("from", .string($0.from)),
              ("to", .string($0.to)))
          })
      ),
      ("extended", rows(changes.extended, on: to)), ("completed", rows(changes.completed, on: to)))
  }

  /// The name of the edition in force on a day.
  private func name(of codes: CodeSet, on day: CalendarDate) -> String {
    codes.edition(on: day)?.name ?? codes.table(on: day)?.release.edition ?? day.description
  }

  func changes(
    in codes: CodeSet, from: CalendarDate, to: CalendarDate
  ) throws(WorkflowFailure) -> Changes {
    guard let old = codes.table(on: from) else { throw noEdition(of: codes.id, on: from) }
    guard let new = codes.table(on: to) else { throw noEdition(of: codes.id, on: to) }
    var changes = Changes()
    changes.hasTitles = old.release.component != .validity && new.release.component != .validity
    func billable(_ table: CodeTable, _ position: Int, _ day: CalendarDate) -> Bool {
      table.flags(at: position).contains(.billable) && table.isInForce(at: position, on: day)
    }
    for position in 0..<old.count where billable(old, position, from) {
      let code = old.code(at: position)
      if let other = new.position(of: code, on: to), billable(new, other, to) {
        let titles = (old[position].title, new[other].title)
        if changes.hasTitles, !titles.0.isEmpty, !titles.1.isEmpty, titles.0 != titles.1 {
          changes.revised.append((code, titles.0, titles.1))
        }
      } else if new.positions(below: code).contains(where: { billable(new, $0, to) }) {
        changes.extended.append(code)
      } else {
        changes.deleted.append(code)
      }
    }
    for position in 0..<new.count where billable(new, position, to) {
      let code = new.code(at: position)
      if let other = old.position(of: code, on: from), old.isInForce(at: other, on: from) {
        if !billable(old, other, from) { changes.completed.append(code) }
      } else {
        changes.added.append(code)
      }
    }
    return changes
  }
}
