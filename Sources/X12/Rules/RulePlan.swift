// SPDX-License-Identifier: Apache-2.0

/// A compiled program of rules as plain words in fixed memory, for working out a hundred rules a claim.
///
/// It is made once of a ``RuleProgram``, never changed, and good as long as it.
struct RulePlan: BitwiseCopyable, @unchecked Sendable {
  enum SlotKind: UInt8 {
    case value, sum, among, distinct, start, end, place, repeated
  }

  /// What of a value the rules ask for beyond whether it is there.
  struct Wants: OptionSet {
    let rawValue: UInt8
    static let key = Wants(rawValue: 1)
    static let number = Wants(rawValue: 2)
    static let bytes = Wants(rawValue: 4)
  }

  /// What to note in a slot when a segment of a definition passes.
  struct UpdateWord {
    /// The loop that owns the slot.
    var loop: Int32
    /// The slot within it.
    var slot: Int32
    var kind: SlotKind
    /// Of a sum, whether only the first value of each loop counts.
    var isFirst: Bool
    var wants: Wants
    var component: UInt8
    var element: Int16
    /// Qualifiers to be looked at, as a range of ``RulePlan/checks``.
    var checksFrom: Int32
    var checksTo: Int32
    /// Where those begin that the segment's definition does not answer.
    var openChecksFrom: Int32
    var keysFrom: Int32
    var keysTo: Int32
  }

  struct CheckWord {
    var element: Int16
    var component: Int16
    var keysFrom: Int32
    var keysTo: Int32
  }

  struct StepWord {
    var operation: Step.Operation
    var left: Int32
    var right: Int32
    /// Of a number its value; of a text its value as a number.
    var number: Int64
    /// Of a text its key.
    var key: UInt64
  }

  struct RuleWord {
    var condition: Int32
    var requirement: Int32
    /// Slots of which one must hold something before the rule can be broken, as a range of
    /// ``RulePlan/gates``; empty where there is no such short cut.
    var gatesFrom: Int32 = 0
    var gatesTo: Int32 = 0
  }

  let steps: UnsafeMutablePointer<StepWord>
  /// By loop, how many slots it has.
  let slotCounts: UnsafeMutablePointer<Int32>
  /// By loop, whether values of it are kept to tell repeated ones.
  let hasDistinct: UnsafeMutablePointer<Bool>
  let loopCount: Int
  let checks: UnsafeMutablePointer<CheckWord>
  let keys: UnsafeMutablePointer<UInt64>
  /// By list, its keys.
  let lists: UnsafeMutablePointer<PlainRange>
  /// By operand, loop and slot.
  let places: UnsafeMutablePointer<SlotUpdate>
  let updates: UnsafeMutablePointer<UpdateWord>
  /// By segment definition, what to note.
  let updateRanges: UnsafeMutablePointer<PlainRange>
  let rules: UnsafeMutablePointer<RuleWord>
  /// By loop, its rules.
  let ruleRanges: UnsafeMutablePointer<PlainRange>
  let gates: UnsafeMutablePointer<SlotUpdate>

  init(_ program: RuleProgram, in memory: PlainMemory) {
    var keys: [UInt64] = []
    func range(of list: [UInt64]) -> PlainRange {
      let from = Int32(keys.count)
      keys += list
      return PlainRange(from: from, to: Int32(keys.count))
    }
    lists = memory.copy(program.lists.map(range))
    var checks: [CheckWord] = []
    let wants = RuleNeeds.wants(of: program)
    let updates = program.updates.enumerated().map { definition, list in
      list.map { place in
        let slot = program.slots[Int(place.loop)][Int(place.slot)]
        let checksFrom = Int32(checks.count)
        let isAnswered = { program.guide.answers($0, definition) }
        for check in slot.checks.filter(isAnswered) + slot.checks.filter({ !isAnswered($0) }) {
          let found = range(of: check.keys)
          checks.append(
            CheckWord(
              element: Int16(check.element), component: Int16(check.component),
              keysFrom: found.from, keysTo: found.to))
        }
        let (kind, among) = Self.kind(slot.kind)
        let found = range(of: among)
        return UpdateWord(
          loop: place.loop, slot: place.slot, kind: kind, isFirst: slot.kind == .firstSum,
          wants: wants[place] ?? [], component: UInt8(slot.component),
          element: Int16(slot.element), checksFrom: checksFrom,
          checksTo: Int32(checks.count),
          openChecksFrom: checksFrom + Int32(slot.checks.count(where: isAnswered)),
          keysFrom: found.from, keysTo: found.to)
      }
    }
    (self.updates, updateRanges) = memory.flatten(updates)
    loopCount = program.slots.count
    slotCounts = memory.copy(program.slots.map { Int32($0.count) })
    hasDistinct = memory.copy(
      program.slots.map { $0.contains { $0.kind == .distinct || $0.kind == .repeated } })
    self.checks = memory.copy(checks)
    self.keys = memory.copy(keys)
    steps = memory.copy(program.steps.map { Self.word($0, program.texts) })
    places = memory.copy(program.slotPlaces)
    var gates: [SlotUpdate] = []
    (rules, ruleRanges) = memory.flatten(
      program.rules.map { list in
        list.map { rule in
          let from = Int32(gates.count)
          gates += RuleNeeds(program).gates(of: rule)
          return RuleWord(
            condition: rule.condition, requirement: rule.requirement, gatesFrom: from,
            gatesTo: Int32(gates.count))
        }
      })
    self.gates = memory.copy(gates)
  }

  private static func kind(_ kind: Slot.Kind) -> (SlotKind, [UInt64]) {
    switch kind {
    case .value: (.value, [])
    case .sum, .firstSum: (.sum, [])
    case .among(let keys): (.among, keys)
    case .distinct: (.distinct, [])
    case .start: (.start, [])
    case .end: (.end, [])
    case .place: (.place, [])
    case .repeated: (.repeated, [])
    }
  }

  private static func word(_ step: Step, _ texts: [String]) -> StepWord {
    var word = StepWord(
      operation: step.operation, left: step.left, right: step.right, number: step.number, key: 0)
    if step.operation == .text {
      let text = texts[Int(step.left)]
      word.number = ExpressionReader.number(text) ?? .min
      word.key = GuideReader.key(text)
    }
    return word
  }

  /// Whether a key is among those from one index to another; the lists are short.
  @inline(__always)
  func contains(_ key: UInt64, _ from: Int32, _ to: Int32) -> Bool {
    var at = Int(from)
    while at < Int(to) {
      if keys[at] == key { return true }
      at &+= 1
    }
    return false
  }
}
