// SPDX-License-Identifier: Apache-2.0

/// A compiled program of rules as plain words in fixed memory, for working out a hundred rules a claim.
///
/// It is made once of a ``RuleProgram``, never changed, and freed with it.
final class RulePlan: @unchecked Sendable {
  enum SlotKind: UInt8 {
    case value, sum, among, distinct, start, end, place
  }

  struct SlotWord {
    var kind: SlotKind
    var component: UInt8
    var element: Int16
    /// Qualifiers to be looked at when a segment passes, as a range of ``RulePlan/checks``.
    var checksFrom: Int32
    var checksTo: Int32
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
  }

  struct Range {
    var from: Int32
    var to: Int32
  }

  let steps: UnsafeMutablePointer<StepWord>
  let slots: UnsafeMutablePointer<SlotWord>
  /// By loop, its slots.
  let slotRanges: UnsafeMutablePointer<Range>
  let checks: UnsafeMutablePointer<CheckWord>
  let keys: UnsafeMutablePointer<UInt64>
  /// By list, its keys.
  let lists: UnsafeMutablePointer<Range>
  /// By operand, loop and slot.
  let places: UnsafeMutablePointer<SlotUpdate>
  let updates: UnsafeMutablePointer<SlotUpdate>
  /// By segment definition, what to note.
  let updateRanges: UnsafeMutablePointer<Range>
  let rules: UnsafeMutablePointer<RuleWord>
  /// By loop, its rules.
  let ruleRanges: UnsafeMutablePointer<Range>

  init(_ program: RuleProgram) {
    var keys: [UInt64] = []
    func range(of list: [UInt64]) -> Range {
      let from = Int32(keys.count)
      keys += list
      return Range(from: from, to: Int32(keys.count))
    }
    lists = Self.copy(program.lists.map(range))
    var checks: [CheckWord] = []
    var slots: [SlotWord] = []
    slotRanges = Self.copy(
      program.slots.map { list in
        let from = Int32(slots.count)
        for slot in list {
          let checksFrom = Int32(checks.count)
          for check in slot.checks {
            let found = range(of: check.keys)
            checks.append(
              CheckWord(
                element: Int16(check.element), component: Int16(check.component),
                keysFrom: found.from, keysTo: found.to))
          }
          let (kind, among) = Self.kind(slot.kind)
          let found = range(of: among)
          slots.append(
            SlotWord(
              kind: kind, component: UInt8(slot.component), element: Int16(slot.element),
              checksFrom: checksFrom, checksTo: Int32(checks.count), keysFrom: found.from,
              keysTo: found.to))
        }
        return Range(from: from, to: Int32(slots.count))
      })
    self.slots = Self.copy(slots)
    self.checks = Self.copy(checks)
    self.keys = Self.copy(keys)
    steps = Self.copy(program.steps.map { Self.word($0, program.texts) })
    places = Self.copy(program.slotPlaces)
    (updates, updateRanges) = Self.flatten(program.updates)
    (rules, ruleRanges) = Self.flatten(
      program.rules.map { list in
        list.map { RuleWord(condition: $0.condition, requirement: $0.requirement) }
      })
  }

  deinit {
    steps.deallocate()
    slots.deallocate()
    slotRanges.deallocate()
    checks.deallocate()
    keys.deallocate()
    lists.deallocate()
    places.deallocate()
    updates.deallocate()
    updateRanges.deallocate()
    rules.deallocate()
    ruleRanges.deallocate()
  }

  private static func kind(_ kind: Slot.Kind) -> (SlotKind, [UInt64]) {
    switch kind {
    case .value: (.value, [])
    case .sum: (.sum, [])
    case .among(let keys): (.among, keys)
    case .distinct: (.distinct, [])
    case .start: (.start, [])
    case .end: (.end, [])
    case .place: (.place, [])
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

  private static func flatten<T>(
    _ lists: [[T]]
  ) -> (UnsafeMutablePointer<T>, UnsafeMutablePointer<Range>) {
    var all: [T] = []
    let ranges = lists.map { list in
      let from = Int32(all.count)
      all += list
      return Range(from: from, to: Int32(all.count))
    }
    return (copy(all), copy(ranges))
  }

  private static func copy<T>(_ values: [T]) -> UnsafeMutablePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: max(values.count, 1))
    for (index, value) in values.enumerated() { (memory + index).initialize(to: value) }
    return memory
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
