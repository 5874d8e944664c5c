// SPDX-License-Identifier: Apache-2.0

/// What a slot holds.
struct SlotValue {
  /// How many values there were; for a list, how many are in it.
  var count: Int32 = 0
  /// For a list, how many are not in it; for a value its length.
  var other: Int32 = 0
  /// A sum or a day; of a value, it in ten-thousandths, or the least number where it is none.
  var number: Int64 = .min
  /// Of a value, its key.
  var key: UInt64 = 0
  /// Of a value, its first bytes.
  var first: SIMD4<UInt64> = .zero
  /// Of a place, the offset and line.
  var start = 0
  var line = 0
  var segmentIndex = 0
}

extension SlotValue {
  /// Keeps as much of a value as there is room for, which is enough for every code and pattern.
  @inline(__always)
  mutating func keep(_ value: ElementView) {
    let count = min(value.count, 32)
    withUnsafeMutableBytes(of: &first) { room in
      for index in 0..<count { room[index] = value[index] }
    }
  }

  /// What was kept of a value.
  var bytes: [UInt8] {
    withUnsafeBytes(of: first) { Array($0.prefix(Int(other))) }
  }
}

/// Fills the slots of the loops that are open and works out rules from them.
struct RuleEngine {
  let program: RuleProgram
  private let plan: RulePlan
  private var values: [SlotValue] = []
  private var seen: [(slot: Int, key: UInt64)] = []
  private var frames: [Frame] = []

  private struct Frame {
    let loop: Int
    let values: Int
    let start: (segmentIndex: Int, offset: Int, line: Int)
  }

  init(program: RuleProgram) {
    self.program = program
    plan = program.plan
  }

  /// Opens a loop that begins with a segment.
  mutating func open(loop: Int, at segment: SegmentView, segmentIndex: Int) {
    frames.append(
      Frame(
        loop: loop, values: values.count,
        start: (segmentIndex, segment.offset, segment.line)))
    let range = plan.slotRanges[loop]
    for _ in range.from..<range.to { values.append(SlotValue()) }
  }

  mutating func close() {
    let frame = frames.removeLast()
    values.removeLast(values.count - frame.values)
    if !seen.isEmpty { seen.removeAll { $0.slot >= frame.values } }
  }

  /// Where the innermost loop began.
  var start: (segmentIndex: Int, offset: Int, line: Int) { frames[frames.count - 1].start }

  /// Notes what the rules want to know of a segment.
  @inline(__always)
  mutating func note(_ segment: SegmentView, definition: Int, segmentIndex: Int) {
    let range = plan.updateRanges[definition]
    for index in Int(range.from)..<Int(range.to) {
      let update = plan.updates[index]
      var at = frames.count &- 1
      while at >= 0, frames[at].loop != Int(update.loop) { at &-= 1 }
      guard at >= 0 else { continue }
      let slot = plan.slots[Int(plan.slotRanges[Int(update.loop)].from &+ update.slot)]
      note(segment, slot, frames[at].values &+ Int(update.slot), segmentIndex)
    }
  }

  private mutating func note(
    _ segment: SegmentView, _ slot: RulePlan.SlotWord, _ index: Int, _ segmentIndex: Int
  ) {
    for at in Int(slot.checksFrom)..<Int(slot.checksTo) {
      let check = plan.checks[at]
      let value =
        check.component > 0
        ? segment.component(Int(check.element), Int(check.component)) : segment[Int(check.element)]
      if !plan.contains(value.key, check.keysFrom, check.keysTo) { return }
    }
    if slot.kind == .place {
      guard values[index].count == 0 else { return }
      values[index].count = 1
      values[index].start = segment.offset(of: Int(slot.element))
      values[index].line = segment.line
      values[index].segmentIndex = segmentIndex
      return
    }
    guard slot.element > 0 else {
      values[index].count &+= 1
      return
    }
    let value =
      slot.component > 0
      ? segment.component(Int(slot.element), Int(slot.component)) : segment[Int(slot.element)]
    if !value.isEmpty { note(value, slot, index) }
  }

  private mutating func note(_ value: ElementView, _ slot: RulePlan.SlotWord, _ index: Int) {
    switch slot.kind {
    case .value:
      values[index].count &+= 1
      guard values[index].count == 1 else { return }
      values[index].other = Int32(value.count)
      values[index].key = value.key
      values[index].number = ValueForms.tenThousandths(value) ?? .min
      values[index].keep(value)
    case .sum:
      guard let number = ValueForms.tenThousandths(value) else { return }
      values[index].number = values[index].count == 0 ? number : values[index].number &+ number
      values[index].count &+= 1
    case .among:
      if plan.contains(value.key, slot.keysFrom, slot.keysTo) {
        values[index].count &+= 1
      } else {
        values[index].other &+= 1
      }
    case .distinct:
      let key = value.key
      if seen.contains(where: { $0.slot == index && $0.key == key }) { values[index].other &+= 1 }
      seen.append((index, key))
    case .start, .end:
      guard values[index].count == 0, let day = Self.day(value, isLast: slot.kind == .end) else {
        return
      }
      values[index].count = 1
      values[index].number = day
    case .place: break
    }
  }

  /// The day that a value or its last part names, as a number in ten-thousandths of a day.
  private static func day(_ value: ElementView, isLast: Bool) -> Int64? {
    let from = isLast && value.count == 17 ? 9 : 0
    guard value.count >= 8, ValueForms.isDay(value, at: from) else { return nil }
    let year = ValueForms.digits(value, from, 4)
    let month = ValueForms.digits(value, from + 4, 2)
    let day = ValueForms.digits(value, from + 6, 2)
    return Int64(dayNumber(year, month, day)) * 10_000
  }

  /// Days since 1 March of year 0 of the Gregorian calendar.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let count = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + count
  }
}

extension RuleEngine {
  /// The value of a slot in the innermost open loop that owns it; nothing where none is open.
  @inline(__always)
  func slot(_ number: Int32) -> SlotValue? {
    let place = plan.places[Int(number)]
    var at = frames.count &- 1
    while at >= 0, frames[at].loop != Int(place.loop) { at &-= 1 }
    return at < 0 ? nil : values[frames[at].values &+ Int(place.slot)]
  }

  /// What an expression comes to.
  struct Result {
    var isTrue = false
    /// As a number, or the least one where it is none.
    var number: Int64 = .min
    var key: UInt64 = 0
    var isAbsent = false
    var isText = false
  }

  func isTrue(_ step: Int32) -> Bool { evaluate(step).isTrue }

  func evaluate(_ index: Int32) -> Result {
    let step = plan.steps[Int(index)]
    switch step.operation {
    case .always: return Result(isTrue: true)
    case .number: return Result(isTrue: step.number != 0, number: step.number)
    case .text:
      return Result(isTrue: true, number: step.number, key: step.key, isText: true)
    case .slot:
      guard let value = slot(step.left), value.count > 0 else { return Result(isAbsent: true) }
      return Result(isTrue: true, number: value.number, key: value.key, isText: true)
    case .both: return Result(isTrue: isTrue(step.left) && isTrue(step.right))
    case .either: return Result(isTrue: isTrue(step.left) || isTrue(step.right))
    case .not: return Result(isTrue: !isTrue(step.left))
    case .compare: return Result(isTrue: compare(step))
    case .among:
      let value = evaluate(step.left)
      let list = plan.lists[Int(step.right)]
      return Result(isTrue: !value.isAbsent && plan.contains(value.key, list.from, list.to))
    case .add, .subtract:
      let (left, right) = (evaluate(step.left), evaluate(step.right))
      guard !left.isAbsent, !right.isAbsent, left.number != .min, right.number != .min else {
        return Result(isAbsent: true)
      }
      return Result(
        isTrue: true,
        number: step.operation == .add
          ? left.number &+ right.number : left.number &- right.number)
    default: return evaluate(slotStep: step)
    }
  }

  private func evaluate(slotStep step: RulePlan.StepWord) -> Result {
    let value = slot(step.left)
    switch step.operation {
    case .present: return Result(isTrue: (value?.count ?? 0) > 0)
    case .absent: return Result(isTrue: (value?.count ?? 0) == 0)
    case .count:
      let count = Int64(value?.count ?? 0)
      return Result(isTrue: count > 0, number: count * 10_000)
    case .sum:
      guard let value, value.count > 0 else { return Result(isTrue: true, number: 0) }
      return Result(isTrue: true, number: value.number)
    case .length:
      guard let value, value.count > 0 else { return Result(isAbsent: true) }
      return Result(isTrue: true, number: Int64(value.other) * 10_000)
    case .day:
      guard let value, value.count > 0 else { return Result(isAbsent: true) }
      return Result(isTrue: true, number: value.number)
    case .distinct: return Result(isTrue: (value?.other ?? 0) == 0)
    case .anyAmong:
      let found = step.number == 0 ? value?.count ?? 0 : value?.other ?? 0
      return Result(isTrue: found > 0)
    case .allAmong:
      let against = step.number == 0 ? value?.other ?? 0 : value?.count ?? 0
      return Result(isTrue: against == 0)
    case .matches: return Result(isTrue: matches(step.left, program.texts[Int(step.right)]))
    default: return Result(isAbsent: true)
    }
  }

  private func compare(_ step: RulePlan.StepWord) -> Bool {
    let (left, right) = (evaluate(step.left), evaluate(step.right))
    guard !left.isAbsent, !right.isAbsent else { return false }
    // Two texts are compared as such unless both are numbers.
    let areNumbers = left.number != .min && right.number != .min
    if !areNumbers {
      guard left.isText, right.isText else { return false }
      return step.number == 0 ? left.key == right.key : step.number == 1 && left.key != right.key
    }
    switch step.number {
    case 0: return left.number == right.number
    case 1: return left.number != right.number
    case 2: return left.number < right.number
    case 3: return left.number <= right.number
    case 4: return left.number > right.number
    default: return left.number >= right.number
    }
  }

  private func matches(_ slot: Int32, _ pattern: String) -> Bool {
    guard let value = self.slot(slot), value.count > 0 else { return false }
    let text = value.bytes
    var at = 0
    for sign in pattern.utf8 {
      if sign == 0x2A { return true }
      guard at < text.endIndex else { return false }
      let byte = text[at]
      let fits =
        switch sign {
        case 0x41: Delimiters.isCapital(byte)
        case 0x39: Delimiters.isDigit(byte)
        case 0x58: Delimiters.isCapital(byte) || Delimiters.isDigit(byte)
        case 0x3F: true
        default: byte == sign
        }
      if !fits { return false }
      at += 1
    }
    return at == text.endIndex
  }

  /// Calls a body with each rule of a loop that does not hold, by its index among the loop's rules.
  @inline(__always)
  func forEachBroken(of loop: Int, _ body: (Int) -> Void) {
    let range = plan.ruleRanges[loop]
    for index in Int(range.from)..<Int(range.to) {
      let rule = plan.rules[index]
      if rule.condition >= 0, !isTrue(rule.condition) { continue }
      if !isTrue(rule.requirement) { body(index &- Int(range.from)) }
    }
  }

  /// What an expression comes to, as text for a finding.
  func text(_ step: Int32) -> String {
    let operation = program.steps[Int(step)].operation
    if operation == .slot, let value = slot(program.steps[Int(step)].left), value.count > 0 {
      return String(decoding: value.bytes, as: UTF8.self)
    }
    if operation == .text { return program.texts[Int(program.steps[Int(step)].left)] }
    let result = evaluate(step)
    guard !result.isAbsent, result.number != .min else { return "" }
    return Self.decimal(result.number)
  }

  /// A number in ten-thousandths as a decimal with as many places as it has, and two if it has any.
  static func decimal(_ number: Int64) -> String {
    let magnitude = number.magnitude
    let whole = magnitude / 10_000
    var fraction = String(magnitude % 10_000 + 10_000).dropFirst()
    while fraction.count > 2, fraction.last == "0" { fraction = fraction.dropLast() }
    let sign = number < 0 ? "-" : ""
    return magnitude % 10_000 == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }
}
