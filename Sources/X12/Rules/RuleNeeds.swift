// SPDX-License-Identifier: Apache-2.0

/// What can be known of rules before any segment is read: what they want to know of a value, and without
/// which values they cannot be broken.
struct RuleNeeds {
  private let program: RuleProgram

  init(_ program: RuleProgram) { self.program = program }

  /// What is asked of the value in each slot.
  static func wants(of program: RuleProgram) -> [SlotUpdate: RulePlan.Wants] {
    var wants: [SlotUpdate: RulePlan.Wants] = [:]
    func note(_ index: Int32, _ what: RulePlan.Wants) {
      let step = program.steps[Int(index)]
      guard step.operation == .slot else { return }
      wants[program.slotPlaces[Int(step.left)], default: []].formUnion(what)
    }
    for step in program.steps {
      switch step.operation {
      case .among: note(step.left, .key)
      case .compare:
        note(step.left, [.key, .number])
        note(step.right, [.key, .number])
      case .add, .subtract:
        note(step.left, .number)
        note(step.right, .number)
      case .matches, .digits, .places:
        wants[program.slotPlaces[Int(step.left)], default: []].formUnion(.bytes)
      default: break
      }
    }
    for fact in program.rules.joined().flatMap(\.facts) { note(fact.step, .bytes) }
    return wants
  }

  /// Slots of which one must hold something before a rule can be broken; empty where it can be broken
  /// without any.
  func gates(of rule: CompiledRule) -> [SlotUpdate] {
    let condition = rule.condition < 0 ? nil : needed(for: true, rule.condition)
    let gates = smaller(condition, needed(for: false, rule.requirement)) ?? []
    return gates.map { program.slotPlaces[Int($0)] }
  }

  private func smaller(_ a: Set<Int32>?, _ b: Set<Int32>?) -> Set<Int32>? {
    guard let a, let b else { return a ?? b }
    return b.count < a.count ? b : a
  }

  private func union(_ a: Set<Int32>?, _ b: Set<Int32>?) -> Set<Int32>? {
    guard let a, let b else { return nil }
    return a.union(b)
  }

  /// Slots one of which must hold something before an expression can come to a truth value; nothing where
  /// it can come to it without any.
  private func needed(for truth: Bool, _ index: Int32) -> Set<Int32>? {
    let step = program.steps[Int(index)]
    switch (step.operation, truth) {
    case (.not, _): return needed(for: !truth, step.left)
    case (.both, true), (.either, false):
      return smaller(needed(for: truth, step.left), needed(for: truth, step.right))
    case (.both, false), (.either, true):
      return union(needed(for: truth, step.left), needed(for: truth, step.right))
    case (.present, true), (.absent, false), (.count, true), (.slot, true), (.matches, true),
      (.anyAmong, true), (.allAmong, false), (.distinct, false), (.length, true), (.digits, true),
      (.places, true), (.day, true):
      return [step.left]
    case (.among, true): return neededToBeThere(step.left)
    case (.compare, true):
      return smaller(neededToBeThere(step.left), neededToBeThere(step.right))
    default: return nil
    }
  }

  /// Slots one of which must hold something before an expression has a value.
  private func neededToBeThere(_ index: Int32) -> Set<Int32>? {
    let step = program.steps[Int(index)]
    switch step.operation {
    case .slot, .length, .digits, .places, .day: return [step.left]
    case .add, .subtract:
      return smaller(neededToBeThere(step.left), neededToBeThere(step.right))
    default: return nil
    }
  }
}

extension Guide {
  /// Whether a segment that has the qualifier of a definition passes a check of that qualifier.
  func answers(_ check: Slot.Check, _ definition: Int) -> Bool {
    let plan = plan.segments[definition]
    guard plan.qualifierElement > 0, check.element == Int(plan.qualifierElement),
      check.component == Int(plan.qualifierComponent)
        || check.component == 1 && plan.qualifierComponent == 0
    else { return false }
    let codes = codeKeys[Int(plan.qualifierFrom)..<Int(plan.qualifierTo)]
    return codes.allSatisfy(check.keys.contains)
  }
}
