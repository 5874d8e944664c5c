// SPDX-License-Identifier: Apache-2.0

extension RuleEngine {
  /// Where a slot stands in the innermost open loop that owns it; -1 where none is open.
  @inline(__always)
  private func index(_ place: SlotUpdate) -> Int {
    let base = bases.words[Int(place.loop)]
    return base < 0 ? -1 : Int(base &+ place.slot)
  }

  /// How much a slot holds.
  @inline(__always)
  private func count(_ number: Int32) -> SlotCount {
    let at = index(plan.places[Int(number)])
    return at < 0 ? SlotCount() : counts.words[at]
  }

  /// What a slot holds, of which the count is not 0.
  @inline(__always)
  private func value(_ number: Int32) -> UnsafePointer<SlotValue> {
    UnsafePointer(values.words + index(plan.places[Int(number)]))
  }

  /// Where the first of what a slot of places holds stands; nothing where it holds nothing.
  func place(_ number: Int32) -> (segmentIndex: Int, offset: Int, line: Int)? {
    guard count(number).count > 0 else { return nil }
    let kept = value(number).pointee
    return (Int(kept.first[0]), Int(kept.number), Int(kept.key))
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

  func isTrue(_ index: Int32) -> Bool {
    let step = plan.steps + Int(index)
    switch step.pointee.operation {
    case .both: return isTrue(step.pointee.left) && isTrue(step.pointee.right)
    case .either: return isTrue(step.pointee.left) || isTrue(step.pointee.right)
    case .not: return !isTrue(step.pointee.left)
    case .compare: return compare(step)
    case .among:
      let list = plan.lists[Int(step.pointee.right)]
      let inner = plan.steps + Int(step.pointee.left)
      if inner.pointee.operation == .slot {
        let slot = self.index(plan.places[Int(inner.pointee.left)])
        return slot >= 0 && counts.words[slot].count > 0
          && plan.contains(values.words[slot].key, list.from, list.to)
      }
      let value = evaluate(step.pointee.left)
      return !value.isAbsent && plan.contains(value.key, list.from, list.to)
    case .present, .count, .slot, .length, .digits, .places, .day:
      return count(step.pointee.left).count > 0
    case .absent: return count(step.pointee.left).count == 0
    case .distinct: return count(step.pointee.left).other == 0
    case .anyAmong:
      let found = count(step.pointee.left)
      return (step.pointee.number == 0 ? found.count : found.other) > 0
    case .allAmong:
      let found = count(step.pointee.left)
      return (step.pointee.number == 0 ? found.other : found.count) == 0
    case .matches: return matches(step.pointee.left, program.texts[Int(step.pointee.right)])
    case .number: return step.pointee.number != 0
    case .sum, .text, .always: return true
    case .add, .subtract: return evaluate(index).isTrue
    }
  }

  func evaluate(_ index: Int32) -> Result {
    let step = plan.steps + Int(index)
    switch step.pointee.operation {
    case .number: return Result(isTrue: step.pointee.number != 0, number: step.pointee.number)
    case .text:
      return Result(
        isTrue: true, number: step.pointee.number, key: step.pointee.key, isText: true)
    case .slot:
      guard count(step.pointee.left).count > 0 else { return Result(isAbsent: true) }
      let value = value(step.pointee.left)
      return Result(
        isTrue: true, number: value.pointee.number, key: value.pointee.key, isText: true)
    case .add, .subtract:
      let (left, right) = (evaluate(step.pointee.left), evaluate(step.pointee.right))
      guard !left.isAbsent, !right.isAbsent, left.number != .min, right.number != .min else {
        return Result(isAbsent: true)
      }
      return Result(
        isTrue: true,
        number: step.pointee.operation == .add
          ? left.number &+ right.number : left.number &- right.number)
    case .count:
      let count = Int64(count(step.pointee.left).count)
      return Result(isTrue: count > 0, number: count * 10_000)
    case .sum:
      guard count(step.pointee.left).count > 0 else { return Result(isTrue: true, number: 0) }
      return Result(isTrue: true, number: value(step.pointee.left).pointee.number)
    case .length:
      let count = count(step.pointee.left)
      guard count.count > 0 else { return Result(isAbsent: true) }
      return Result(isTrue: true, number: Int64(count.other) * 10_000)
    case .digits, .places:
      let count = count(step.pointee.left)
      guard count.count > 0 else { return Result(isAbsent: true) }
      let bytes = value(step.pointee.left).pointee.bytes(count.other)
      let (digits, places) = Self.size(of: bytes)
      guard digits >= 0 else { return Result(isTrue: true) }
      let size = step.pointee.operation == .digits ? digits : places
      return Result(isTrue: true, number: Int64(size) * 10_000)
    case .day:
      guard count(step.pointee.left).count > 0 else { return Result(isAbsent: true) }
      return Result(isTrue: true, number: value(step.pointee.left).pointee.number)
    default: return Result(isTrue: isTrue(index))
    }
  }

  /// How many digits a decimal number has, and how many of them behind its point; -1 where it is none.
  private static func size(of bytes: [UInt8]) -> (digits: Int, places: Int) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return (-1, 0) }
      let view = ElementView(start: start, count: bytes.count)
      return (ValueForms.decimalDigits(view), ValueForms.decimalPlaces(view))
    }
  }

  private func compare(_ step: UnsafePointer<RulePlan.StepWord>) -> Bool {
    let (left, right) = (evaluate(step.pointee.left), evaluate(step.pointee.right))
    let sign = step.pointee.number
    guard !left.isAbsent, !right.isAbsent else { return false }
    // Two texts are compared as such unless both are numbers.
    let areNumbers = left.number != .min && right.number != .min
    if !areNumbers {
      guard left.isText, right.isText else { return false }
      return sign == 0 ? left.key == right.key : sign == 1 && left.key != right.key
    }
    switch sign {
    case 0: return left.number == right.number
    case 1: return left.number != right.number
    case 2: return left.number < right.number
    case 3: return left.number <= right.number
    case 4: return left.number > right.number
    default: return left.number >= right.number
    }
  }

  private func matches(_ slot: Int32, _ pattern: String) -> Bool {
    let count = count(slot)
    guard count.count > 0 else { return false }
    let text = value(slot).pointee.bytes(count.other)
    var at = 0
    for sign in pattern.utf8 {
      if sign == 0x2A { return true }
      if sign == 0x23 { return text[at...].allSatisfy(Delimiters.isDigit) }
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
      if rule.gatesFrom < rule.gatesTo, isShut(rule) { continue }
      if rule.condition >= 0, !isTrue(rule.condition) { continue }
      if !isTrue(rule.requirement), isJudgeable(rule.requirement) {
        body(index &- Int(range.from))
      }
    }
  }

  /// Whether all numbers and days that an expression compares are there and are such.
  ///
  /// What is missing or malformed is told where it stands; a comparison with it would say nothing new.
  private func isJudgeable(_ index: Int32) -> Bool {
    let step = plan.steps + Int(index)
    switch step.pointee.operation {
    case .both, .either: return isJudgeable(step.pointee.left) && isJudgeable(step.pointee.right)
    case .not: return isJudgeable(step.pointee.left)
    case .compare:
      let (left, right) = (step.pointee.left, step.pointee.right)
      let isNumeric = step.pointee.number > 1 || isNumber(left) || isNumber(right)
      return !isNumeric || hasNumber(left) && hasNumber(right)
    default: return true
    }
  }

  /// Whether an operand is a number by its kind.
  private func isNumber(_ index: Int32) -> Bool {
    switch plan.steps[Int(index)].operation {
    case .number, .add, .subtract, .count, .sum, .length, .digits, .places, .day: true
    default: false
    }
  }

  /// Whether an operand comes to a number, and nothing that it is made of is malformed.
  private func hasNumber(_ index: Int32) -> Bool {
    let step = plan.steps + Int(index)
    switch step.pointee.operation {
    case .add, .subtract: return hasNumber(step.pointee.left) && hasNumber(step.pointee.right)
    case .sum, .day:
      if count(step.pointee.left).other > 0 { return false }
    default: break
    }
    let result = evaluate(index)
    return !result.isAbsent && result.number != .min
  }

  /// Whether nothing is there without which a rule cannot be broken.
  @inline(__always)
  private func isShut(_ rule: RulePlan.RuleWord) -> Bool {
    var at = rule.gatesFrom
    while at < rule.gatesTo {
      let index = index(plan.gates[Int(at)])
      if index >= 0 {
        let count = counts.words[index]
        if count.count | count.other != 0 { return false }
      }
      at &+= 1
    }
    return true
  }

  /// What an expression comes to, as text for a finding.
  func text(_ step: Int32) -> String {
    let operation = program.steps[Int(step)].operation
    let operand = program.steps[Int(step)].left
    if operation == .slot, case let count = count(operand), count.count > 0 {
      return String(decoding: value(operand).pointee.bytes(count.other), as: UTF8.self)
    }
    if operation == .text { return program.texts[Int(operand)] }
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
