// SPDX-License-Identifier: Apache-2.0

/// Turns the formulas of a version into steps that each ask one question.
///
/// The formulas of a table become one program: a formula that fails goes on to the next that can still be
/// true. Where a part that must hold fails, the formulas after it that need the same part are passed
/// over; where a formula fails late, its successor does not ask again what is known to hold.
struct ProgramCompiler {
  /// A formula as parts that must all hold, each with a key that is equal for equal parts.
  struct Conjunction {
    let parts: [FormulaExpression]
    let suppression: Int
  }

  private(set) var steps: [GrouperLayout.Step] = []
  private let meaning: [String: FactSpace.Meaning]
  /// Equal questions with equal answers are one step.
  private var known: [[UInt16]: Int] = [:]

  init(meaning: [String: FactSpace.Meaning]) { self.meaning = meaning }

  /// Compiles a table.
  ///
  /// - Parameter formulas: In order, each with its place among the formulas of the version.
  /// - Returns: The first step, or ``GrouperLayout/Step/end``.
  mutating func compile(_ formulas: [(place: Int, conjunction: Conjunction)]) -> UInt16 {
    let lists = formulas.map { ordered($0.conjunction.parts) }
    let keys = zip(formulas, lists).map { formula, parts in
      parts.map { key($0, suppression: formula.conjunction.suppression) }
    }
    // Where to go on in each formula once its first n parts are known to hold.
    var entries: [[UInt16]] = []
    for index in formulas.indices.reversed() {
      var entry: [UInt16] = [GrouperLayout.Step.result | UInt16(formulas[index].place)]
      for part in lists[index].indices.reversed() {
        let failed = next(after: index, failed: part, keys: keys, entries: entries)
        let here = emit(
          lists[index][part], suppression: formulas[index].conjunction.suppression,
          yes: entry[0], no: failed)
        entry.insert(here, at: 0)
      }
      entries.append(entry)
    }
    return entries.last?[0] ?? GrouperLayout.Step.end
  }

  /// Compiles a condition on its own: place 0 where it holds, the end where not.
  mutating func compile(single expression: FormulaExpression, suppression: Int) -> UInt16 {
    emit(
      expression, suppression: suppression, yes: GrouperLayout.Step.result,
      no: GrouperLayout.Step.end)
  }

  /// Where to go on when a part of a formula fails; `entries` are those of the later formulas, last first.
  private func next(
    after index: Int, failed part: Int, keys: [[String]], entries: [[UInt16]]
  ) -> UInt16 {
    let failedKey = keys[index][part]
    let held = Set(keys[index][..<part])
    for later in (index + 1)..<max(index + 1, keys.count) where !keys[later].contains(failedKey) {
      let known = keys[later].prefix { held.contains($0) }.count
      return entries[keys.count - 1 - later][known]
    }
    return GrouperLayout.Step.end
  }

  /// Severity is asked for last: it is the dearest question.
  private func ordered(_ parts: [FormulaExpression]) -> [FormulaExpression] {
    let isSeverity: (FormulaExpression) -> Bool = { part in
      part.atoms.contains { if case .severity = meaning[$0] { true } else { false } }
    }
    return parts.filter { !isSeverity($0) } + parts.filter(isSeverity)
  }

  private func key(_ part: FormulaExpression, suppression: Int) -> String {
    let asksSeverity = part.atoms.contains {
      if case .severity = meaning[$0] { true } else { false }
    }
    return asksSeverity ? "\(part) without \(suppression)" : "\(part)"
  }

  private mutating func emit(
    _ expression: FormulaExpression, suppression: Int, yes: UInt16, no: UInt16
  ) -> UInt16 {
    switch expression {
    case .not(let part): return emit(part, suppression: suppression, yes: no, no: yes)
    case .all(let parts):
      return parts.reversed().reduce(yes) { next, part in
        emit(part, suppression: suppression, yes: next, no: no)
      }
    case .any(let parts):
      return parts.reversed().reduce(no) { next, part in
        emit(part, suppression: suppression, yes: yes, no: next)
      }
    case .atom(let name):
      switch meaning[name] ?? .never {
      case .never: return no
      case .fact(let place):
        return add(GrouperLayout.Step(operand: UInt16(place), yes: yes, no: no))
      case .severity(let level):
        let kind = level == .mcc ? GrouperLayout.Step.mcc : GrouperLayout.Step.cc
        return add(
          GrouperLayout.Step(operand: UInt16(suppression), kind: kind, yes: yes, no: no))
      }
    }
  }

  private mutating func add(_ step: GrouperLayout.Step) -> UInt16 {
    if step.yes == step.no { return step.yes }
    let key = [step.operand, step.kind, step.yes, step.no]
    if let same = known[key] { return UInt16(same) }
    let place = steps.count
    precondition(place < Int(GrouperLayout.Step.result), "the steps of a version fit in 15 bits")
    steps.append(step)
    known[key] = place
    return UInt16(place)
  }
}
