// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// Replaces in a file whatever says who somebody is, and leaves whatever says what was done and paid.
///
/// The same value becomes the same everywhere, in every file anonymized with the same seed, so that what
/// belongs together still does. The dates of a person all move back by the same number of days.
struct AnonymizeInterchange {
  private let values: MadeUpValues
  private let elements = IdentifyingElements.standard
  private let mostDays: Int
  /// The entity that the last NM1 or N1 named, while address and contacts of it may follow.
  private var entity = ""
  private var setType = ""
  private var shift = 0
  private var isWaiting = false
  private var pending: [EditableSegment] = []
  private var written: CalendarDate?
  private static let mostPending = 400

  init(seed: String, mostDays: Int) {
    values = MadeUpValues(seed: seed)
    self.mostDays = mostDays
  }

  /// Takes a segment and appends what is ready to be written.
  mutating func take(_ view: SegmentView, to bytes: inout [UInt8]) {
    let segment = EditableSegment(view)
    switch view.id.description {
    case "ISA", "GS", "ST", "SE", "GE", "IEA":
      beginNobody(to: &bytes)
      if view.id == SegmentID("ST") { setType = segment.text(1) }
      if view.id == SegmentID("GS") { written = Self.day(segment.text(4)) }
    case "HL":
      switch segment.text(3) {
      case "22", "PT": beginPerson(isNew: true, to: &bytes)
      // A dependent without a name of his own is the subscriber.
      case "23": beginPerson(isNew: false, to: &bytes)
      case "EV", "SS": flush(to: &bytes)
      default: beginNobody(to: &bytes)
      }
    case "CLP": beginPerson(isNew: true, to: &bytes)
    case "INS" where setType == "834": beginPerson(isNew: true, to: &bytes)
    case "ENT" where setType == "820": beginPerson(isNew: true, to: &bytes)
    // The patient of an attachment stands in no level of his own.
    case "NM1" where setType == "275" && segment.text(1) == "QC":
      beginPerson(isNew: true, to: &bytes)
      settle(segment, to: &bytes)
    case "NM1" where isWaiting && ["IL", "QC", "03", "74"].contains(segment.text(1)):
      settle(segment, to: &bytes)
    case "CLM": if isWaiting { flush(to: &bytes) }
    default: break
    }
    if isWaiting, pending.count < Self.mostPending {
      pending.append(segment)
    } else {
      flush(to: &bytes)
      write(segment, to: &bytes)
    }
  }

  /// Appends what is still held back.
  mutating func finish(to bytes: inout [UInt8]) { flush(to: &bytes) }

  private mutating func beginNobody(to bytes: inout [UInt8]) {
    flush(to: &bytes)
    shift = 0
  }

  private mutating func beginPerson(isNew: Bool, to bytes: inout [UInt8]) {
    flush(to: &bytes)
    if isNew { shift = 0 }
    isWaiting = true
  }

  /// The person is known whose dates come: what was held back for that can be written.
  private mutating func settle(_ name: EditableSegment, to bytes: inout [UInt8]) {
    let key = [3, 4].map { name.text($0).uppercased() }.joined(separator: "|")
    shift = values.shift(key == "|" ? name.text(9) : key, most: mostDays)
    flush(to: &bytes)
  }

  private mutating func flush(to bytes: inout [UInt8]) {
    isWaiting = false
    guard !pending.isEmpty else { return }
    let held = pending
    pending = []
    for segment in held { write(segment, to: &bytes) }
  }

  private mutating func write(_ segment: EditableSegment, to bytes: inout [UInt8]) {
    switch segment.id.description {
    case "NM1", "N1": entity = segment.text(1)
    case "ST", "HL", "CLM", "CLP", "LX", "SVC", "INS", "SBR", "ENT": entity = ""
    default: break
    }
    var new = segment
    var done: Set<Int> = []
    for rule in elements[segment.id] {
      let numbers = rule.element == 0 ? Array(1...max(segment.count, 1)) : [rule.element]
      for number in numbers where number <= segment.count {
        let place = number * 100 + rule.component
        guard !done.contains(place),
          rule.holds(segment, entity: entity, set: setType)
        else { continue }
        done.insert(place)
        replace(rule, number, segment, in: &new)
      }
    }
    new.append(to: &bytes)
  }

  private func replace(
    _ rule: IdentifyingElements.Rule, _ number: Int, _ segment: EditableSegment,
    in new: inout EditableSegment
  ) {
    if rule.kind == .binary {
      if number == segment.count { new.maskBinary(number) }
      return
    }
    if rule.component == 0, segment.isCompound(number) { return }
    let old = segment.text(number, component: rule.component)
    guard !old.isEmpty, let value = value(rule.kind, old, segment) else { return }
    new.set(number, component: rule.component, Array(value.utf8))
  }

  private func value(
    _ kind: IdentifyingElements.Kind, _ old: String, _ segment: EditableSegment
  ) -> String? {
    switch kind {
    case .kept, .suffix, .binary: return nil
    case .name: return segment.text(2) == "1" ? values.lastName(old) : values.organization(old)
    case .first: return values.firstName(old, of: segment.text(3))
    case .middle: return values.middleName(old, of: segment.text(3))
    case .person: return values.person(old)
    case .organization: return values.organization(old)
    case .street: return values.street(old)
    case .unit: return values.unit(old)
    case .city: return values.city(old)
    case .zip: return values.zip(old)
    case .communication: return values.communication(old)
    case .id, .account: return values.identifier(old)
    case .routing: return values.routing(old)
    case .answer: return values.answer(old)
    case .note: return values.note(old)
    case .birth: return moved(old, isBirth: true)
    case .date: return moved(old, isBirth: false)
    }
  }

  /// A day, a day with a time, or a range of days, moved; nothing where it is none.
  private func moved(_ text: String, isBirth: Bool) -> String? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(ends.count) else { return nil }
    var new: [String] = []
    for end in ends {
      guard [8, 12, 14].contains(end.utf8.count), let day = CalendarDate(end.prefix(8)) else {
        return nil
      }
      var moved = day.adding(days: -shift)
      if isBirth, let written, day.years(until: written) > 89 {
        // Above 89 the year of birth says too much: all are taken for 90.
        moved = CalendarDate(year: written.parts.year - 90, month: 1, day: 1) ?? moved
      }
      new.append(moved.compact + end.dropFirst(8))
    }
    return new.joined(separator: "-")
  }

  private static func day(_ text: String) -> CalendarDate? {
    CalendarDate(text.utf8.count == 6 ? "20\(text)" : text)
  }
}

extension EditableSegment {
  /// Writes over binary data without changing its length.
  mutating func maskBinary(_ number: Int) {
    set(number, [UInt8](repeating: 0x58, count: byteCount(number)), isBinary: true)
  }
}

extension InterchangeFile {
  /// Writes the file with everything replaced that says who somebody is.
  ///
  /// - Parameters:
  ///   - seed: The secret by which values are replaced; nothing for a new one that nobody knows.
  ///   - days: The most days by which the dates of a person move back; 0 to leave them.
  ///   - output: Takes the bytes.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; what could be read has been
  ///   written, and nothing of the rest.
  public func anonymize(
    seed: String?, days: Int, to output: @escaping Output
  ) throws(WorkflowFailure) {
    var stream = try asWorkflow { try open() }
    var buffer = OutputBuffer(output)
    var work = AnonymizeInterchange(seed: seed ?? Self.newSeed(), mostDays: days)
    defer { buffer.flush(all: true) }
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment: work.take(stream.segment, to: &buffer.bytes)
      // What is no segment may hold anything; only blanks and marks are let through.
      case .bytes:
        work.finish(to: &buffer.bytes)
        let marks: [UInt8] = [0xEF, 0xBB, 0xBF]
        let rest = stream.bytes.starts(with: marks) ? marks : []
        buffer.bytes += rest + stream.bytes.filter { $0 <= 0x20 }
      case .end:
        work.finish(to: &buffer.bytes)
        return try Self.finish(stream)
      }
      buffer.flush()
    }
  }

  private static func newSeed() -> String {
    var random = SystemRandomNumberGenerator()
    return "\(random.next())\(random.next())"
  }
}
