// SPDX-License-Identifier: Apache-2.0

import Values

/// A slot: what the engine keeps of the segments of one loop while it is open.
struct Slot: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// The first value, and how many there were.
    case value
    /// The sum of all values.
    case sum
    /// The sum of the first value of each loop in which there are some.
    case firstSum
    /// How many values are in a list, and how many are not.
    case among([UInt64])
    /// Whether a value came twice.
    case distinct
    /// The first day of the first value that is a day or a range of days.
    case start
    /// The last day of it.
    case end
    /// Where the first one stands.
    case place
    /// Where the first value stands that came before.
    case repeated
  }

  struct Check: Hashable, Sendable {
    let element: Int
    let component: Int
    let keys: [UInt64]
  }

  let kind: Kind
  let element: Int
  let component: Int
  let checks: [Check]
}

/// A step of a compiled expression; operands are indexes of other steps.
struct Step: Sendable {
  enum Operation: UInt8, Sendable {
    case number, text, slot, both, either, not, compare, among, add, subtract, matches
    case present, absent, count, sum, length, digits, places, anyAmong, allAmong, distinct, day,
      always
  }

  let operation: Operation
  var left: Int32 = -1
  var right: Int32 = -1
  var number: Int64 = 0
}

/// A rule, compiled.
struct CompiledRule: Sendable {
  let rule: Rule
  /// -1 for always.
  let condition: Int32
  let requirement: Int32
  let facts: [(name: String, step: Int32)]
  /// The slot that knows where it is reported; -1 where only the loop is known.
  let place: Int32
  let placeReference: Expression.Reference?
  /// What made the rule apply: the first thing that its condition names, with the slot that knows its place.
  let trigger: (slot: Int32, reference: Expression.Reference)?
}

/// What has to be noted when a segment of a definition is met.
struct SlotUpdate: Hashable, Sendable {
  /// The loop that owns the slot.
  let loop: Int32
  /// The slot within it.
  let slot: Int32
}

/// The rules of a guide, compiled: what to note at which segment, and what to judge at which loop's end.
///
/// An expression never looks at segments. Each of its references became a slot of the loop in which it is
/// looked for; the slots fill as the segments pass, and at the end of the loop the rule is worked out from
/// them. So a rule costs no memory beyond its slots, however long the loop.
struct RuleProgram: Sendable {
  let guide: Guide
  /// The same as plain words.
  private(set) var plan: RulePlan!
  private let memory = PlainMemory()
  private(set) var steps: [Step] = []
  private(set) var texts: [String] = []
  private(set) var lists: [[UInt64]] = []
  /// The slots by loop.
  private(set) var slots: [[Slot]]
  /// The loop and number of a slot, by the operand of a step.
  private(set) var slotPlaces: [SlotUpdate] = []
  /// By segment definition.
  private(set) var updates: [[SlotUpdate]]
  /// By loop.
  private(set) var rules: [[CompiledRule]]
  private var known: [SlotKey: Int32] = [:]

  private struct SlotKey: Hashable {
    let loop: Int
    let definitions: [Int]
    let slot: Slot
  }

  /// Compiles those rules that belong to a guide.
  ///
  /// - Throws: ``GuideError`` where an expression cannot be read, or names what the guide does not have.
  init(_ rules: [Rule], guide: Guide) throws(GuideError) {
    self.guide = guide
    slots = Array(repeating: [], count: guide.loops.count)
    updates = Array(repeating: [], count: guide.segments.count)
    self.rules = Array(repeating: [], count: guide.loops.count)
    for rule in rules where rule.belongs(to: guide) {
      try add(rule)
    }
    plan = RulePlan(self, in: memory)
  }

  private mutating func add(_ rule: Rule) throws(GuideError) {
    guard let loop = guide.loop(rule.loop) else {
      throw GuideError(.unknownName, table: "rules", line: rule.line, detail: rule.loop[...])
    }
    do throws(ExpressionError) {
      let read = rule.condition.isEmpty ? nil : try ExpressionReader.read(rule.condition)
      let condition = try read.map { (expression) throws(ExpressionError) in
        try compile(expression, loop)
      }
      let trigger = read?.firstReference.flatMap { reference in
        (try? slot(.place, reference, loop)).map { (slot: $0, reference: reference) }
      }
      let requirement = try compile(ExpressionReader.read(rule.requirement), loop)
      var facts: [(name: String, step: Int32)] = []
      for fact in rule.facts {
        facts.append((fact.name, try compile(ExpressionReader.read(fact.expression), loop)))
      }
      let reference = ExpressionReader.reference(rule.place)
      let place = try place(of: rule, reference, loop)
      self.rules[loop].append(
        CompiledRule(
          rule: rule, condition: condition ?? -1, requirement: requirement, facts: facts,
          place: place, placeReference: reference, trigger: trigger))
    } catch {
      throw GuideError(
        .badExpression, table: rule.id, line: rule.line, detail: error.detail[...])
    }
  }

  /// The slot that knows where a rule is reported: where a value must not come twice, the second one.
  private mutating func place(
    of rule: Rule, _ reference: Expression.Reference?, _ loop: Int
  ) throws(ExpressionError) -> Int32 {
    if case .function("distinct", let arguments) = try ExpressionReader.read(rule.requirement),
      arguments.count == 1, case .value(let value) = arguments[0]
    {
      return try slot(.repeated, value, loop)
    }
    return reference.flatMap { try? slot(.place, $0, loop) } ?? -1
  }

  private mutating func step(
    _ operation: Step.Operation, _ left: Int32 = -1, _ right: Int32 = -1, number: Int64 = 0
  ) -> Int32 {
    steps.append(Step(operation: operation, left: left, right: right, number: number))
    return Int32(steps.count - 1)
  }

  private mutating func compile(
    _ expression: Expression, _ loop: Int
  ) throws(ExpressionError) -> Int32 {
    switch expression {
    case .number(let number): return step(.number, number: number)
    case .text(let text): return self.text(text)
    case .value(let reference): return step(.slot, try slot(.value, reference, loop))
    case .not(let inner): return step(.not, try compile(inner, loop))
    case .both(let left, let right):
      return step(.both, try compile(left, loop), try compile(right, loop))
    case .either(let left, let right):
      return step(.either, try compile(left, loop), try compile(right, loop))
    case .add(let left, let right):
      return step(.add, try compile(left, loop), try compile(right, loop))
    case .subtract(let left, let right):
      return step(.subtract, try compile(left, loop), try compile(right, loop))
    case .compare(let sign, let left, let right):
      let signs: [Expression.Comparison] = [
        .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual,
      ]
      return step(
        .compare, try compile(left, loop), try compile(right, loop),
        number: Int64(signs.firstIndex(of: sign) ?? 0))
    case .among(let inner, let codes):
      lists.append(codes.map(GuideReader.key).sorted())
      return step(.among, try compile(inner, loop), Int32(lists.count - 1))
    case .matches(let reference, let pattern):
      return step(.matches, try slot(.value, reference, loop), self.textIndex(pattern))
    case .function(let name, let arguments): return try call(name, arguments, loop)
    }
  }

  private mutating func text(_ text: String) -> Int32 { step(.text, textIndex(text)) }

  private mutating func textIndex(_ text: String) -> Int32 {
    texts.append(text)
    return Int32(texts.count - 1)
  }

  private mutating func call(
    _ name: String, _ arguments: [Expression], _ loop: Int
  ) throws(ExpressionError) -> Int32 {
    if name == "any" || name == "all" { return try overAll(name, arguments, loop) }
    var operands: [Int32] = []
    let kinds: [String: (Slot.Kind, Step.Operation)] = [
      "present": (.value, .present), "absent": (.value, .absent), "count": (.value, .count),
      "sum": (.sum, .sum), "first": (.firstSum, .sum), "length": (.value, .length),
      "digits": (.value, .digits), "places": (.value, .places), "start": (.start, .day),
      "end": (.end, .day), "distinct": (.distinct, .distinct),
    ]
    guard let (kind, operation) = kinds[name] else { throw ExpressionError(detail: name) }
    for argument in arguments {
      guard case .value(let reference) = argument else { throw ExpressionError(detail: name) }
      operands.append(step(operation, try slot(kind, reference, loop)))
    }
    guard var result = operands.first else { throw ExpressionError(detail: name) }
    // Several arguments: sums and counts add up; present means any, absent and distinct mean all.
    for operand in operands.dropFirst() {
      switch operation {
      case .sum, .count: result = step(.add, result, operand)
      case .present: result = step(.either, result, operand)
      default: result = step(.both, result, operand)
      }
    }
    return result
  }

  /// `any(X in (…))`, `any(X = 'x')`, `all(…)`: over all values, not only the first.
  private mutating func overAll(
    _ name: String, _ arguments: [Expression], _ loop: Int
  ) throws(ExpressionError) -> Int32 {
    guard arguments.count == 1 else { throw ExpressionError(detail: name) }
    var inner = arguments[0]
    var isNegated = false
    if case .not(let other) = inner { (inner, isNegated) = (other, true) }
    var codes: [String]
    let value: Expression
    switch inner {
    case .among(let operand, let list): (value, codes) = (operand, list)
    case .compare(let sign, let operand, .text(let text)) where sign == .equal || sign == .unequal:
      (value, codes) = (operand, [text])
      if sign == .unequal { isNegated.toggle() }
    case .compare: return try compile(arguments[0], loop)
    default: throw ExpressionError(detail: name)
    }
    guard case .value(let reference) = value else { throw ExpressionError(detail: name) }
    codes.sort()
    let slot = try slot(.among(codes.map(GuideReader.key).sorted()), reference, loop)
    // The slot counts values in the list and values that are not.
    let isAny = name == "any"
    return step(isAny ? .anyAmong : .allAmong, slot, number: isNegated ? 1 : 0)
  }
}

extension RuleProgram {
  /// The slot for a reference, made where there is none yet.
  private mutating func slot(
    _ kind: Slot.Kind, _ reference: Expression.Reference, _ scope: Int
  ) throws(ExpressionError) -> Int32 {
    let target: Int
    if let name = reference.loop {
      guard let found = guide.loop(name) else { throw ExpressionError(detail: name) }
      target = found
    } else {
      target = scope
    }
    var definitions: [Int] = []
    var checks: [Slot.Check] = []
    if let name = reference.segment {
      for index in guide.segments.indices where guide.segments[index].loop == target {
        guard guide.segments[index].id.description == name else { continue }
        if admits(reference, index) { definitions.append(index) }
      }
      checks = reference.qualifiers.map {
        Slot.Check(
          element: $0.element, component: $0.component, keys: $0.codes.map(GuideReader.key))
      }
    } else if let first = guide.segments.firstIndex(where: { $0.loop == target }) {
      definitions = [first]
    }
    guard !definitions.isEmpty, let owner = owner(of: target, for: scope) else {
      throw ExpressionError(detail: reference.segment ?? reference.loop ?? "")
    }
    let slot = Slot(
      kind: kind, element: reference.element, component: reference.component, checks: checks)
    let key = SlotKey(loop: owner, definitions: definitions, slot: slot)
    if let number = known[key] { return number }
    let place = SlotUpdate(loop: Int32(owner), slot: Int32(slots[owner].count))
    slots[owner].append(slot)
    for definition in definitions { updates[definition].append(place) }
    slotPlaces.append(place)
    known[key] = Int32(slotPlaces.count - 1)
    return Int32(slotPlaces.count - 1)
  }

  /// Whether a definition can have the qualifiers of a reference.
  private func admits(_ reference: Expression.Reference, _ index: Int) -> Bool {
    let plan = guide.plan.segments[index]
    for qualifier in reference.qualifiers {
      guard qualifier.element == Int(plan.qualifierElement),
        max(qualifier.component, 1) == max(Int(plan.qualifierComponent), 1)
      else { continue }
      let fits = qualifier.codes.contains {
        guide.plan.contains(GuideReader.key($0), plan.qualifierFrom, plan.qualifierTo)
      }
      if !fits { return false }
    }
    return true
  }

  /// The innermost loop at or around a rule's loop in which the loop of a reference lies.
  private func owner(of target: Int, for scope: Int) -> Int? {
    let around = self.around(scope)
    let above = self.around(target)
    if above.contains(scope) { return scope }
    // A loop within another lies in more loops than that one.
    return around.filter(above.contains).max {
      let (a, b) = (self.around($0).count, self.around($1).count)
      return (a, $0) < (b, $1)
    }
  }

  /// A loop and all loops in which it may lie.
  private func around(_ loop: Int) -> Set<Int> {
    var found: Set<Int> = [loop]
    var open = [loop]
    while let next = open.popLast() {
      for parent in guide.loops[next].parents where found.insert(parent).inserted {
        open.append(parent)
      }
    }
    return found
  }
}
