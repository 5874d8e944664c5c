// SPDX-License-Identifier: Apache-2.0

import Values

/// One line of NDJSON with a stay, read into memory that is used again for the next line.
///
/// Members: `id` (anything), `version` (such as 431; else the day of discharge decides), `discharge_date`
/// (yyyymmdd as a number, or a date as text), `age`, `sex` (0 male, 1 female, 2 unknown), `discharge_status`,
/// `length_of_stay`, `hospital_status` (`NOT_EXEMPT`, `EXEMPT`, `UNKNOWN`), `pdx`, `sdx`, `procedures`, `admit_dx`
/// with `code` and `poa`. Others are passed over.
struct InpatientLine {
  /// What is wrong with a line: the member, and what it should be.
  struct Fault: Hashable {
    let member: StaticString
    let expected: StaticString

    static func == (a: Fault, b: Fault) -> Bool {
      a.member.description == b.member.description
        && a.expected.description == b.expected.description
    }

    func hash(into hasher: inout Hasher) { hasher.combine(member.description) }
  }

  private(set) var stay = InpatientRecord(
    discharged: CalendarDate(daysSinceEpoch: 0), age: 0, sex: .unknown, dischargeStatus: 0)
  /// The version that the line names; 0 where the day of discharge decides.
  private(set) var version = 0
  private(set) var hasDischargeDate = false
  /// Where the identifier stands, as it is written; empty where there is none.
  private(set) var id = 0..<0
  /// Where the text of each diagnosis and procedure stands.
  private(set) var diagnoses: [Range<Int>] = []
  private(set) var procedures: [Range<Int>] = []
  private(set) var faults: [Fault] = []
  /// Where the line stops being JSON; nothing for one that is.
  private(set) var brokenAt: Int?

  private static let date = Fault(member: "discharge_date", expected: "a day as yyyymmdd")

  /// Reads a line; the ranges are those of its bytes.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    clear()
    if let place = JSONCursor.faultOfUTF8(bytes) {
      brokenAt = place
      return
    }
    var cursor = JSONCursor(bytes)
    guard cursor.enterObject() else {
      brokenAt = cursor.position
      return
    }
    var seen = Seen()
    var isFirst = true
    while let key = cursor.nextMember(&isFirst) { member(key, &cursor, &seen) }
    if cursor.hasFailed || !cursor.isAtEnd() {
      brokenAt = cursor.position
      return
    }
    settle(seen)
  }

  private struct Seen {
    var age = false
    var sex = false
    var status = false
    var principal = false
  }

  private mutating func clear() {
    version = 0
    hasDischargeDate = false
    id = 0..<0
    brokenAt = nil
    if !faults.isEmpty { faults.removeAll(keepingCapacity: true) }
    diagnoses.removeAll(keepingCapacity: true)
    procedures.removeAll(keepingCapacity: true)
    stay.diagnoses.removeAll(keepingCapacity: true)
    stay.procedures.removeAll(keepingCapacity: true)
    stay.admitting = nil
    stay.hospital = .required
    stay.lengthOfStay = 0
    // The principal diagnosis comes first, wherever its member stands.
    stay.diagnoses.append(CodedDiagnosis(PackedCode(bits: 0)))
    diagnoses.append(0..<0)
  }

  /// The most diagnoses, and procedures, that a stay may have: a claim holds 25 of each.
  private static let most = 1000

  private mutating func settle(_ seen: Seen) {
    if diagnoses.count > Self.most { fault("sdx", "at most 999 diagnoses") }
    if procedures.count > Self.most { fault("procedures", "at most 1000 procedures") }
    if !seen.principal { fault("pdx", "the principal diagnosis with its code") }
    if !seen.age { fault("age", "a whole number of years") }
    if !seen.sex { fault("sex", "0, 1 or 2") }
    if !seen.status { fault("discharge_status", "a whole number") }
    if !hasDischargeDate, !faults.contains(Self.date) { faults.append(Self.date) }
  }

  private mutating func fault(_ member: StaticString, _ expected: StaticString) {
    faults.append(Fault(member: member, expected: expected))
  }

  @inline(__always)
  private mutating func member(_ key: Range<Int>, _ cursor: inout JSONCursor, _ seen: inout Seen) {
    switch key.count {
    case 2 where cursor.text(key, is: "id"): id = cursor.skip()
    case 3 where cursor.text(key, is: "age"):
      seen.age = true
      number(&cursor, "age") { $0.stay.age = $1 }
    case 3 where cursor.text(key, is: "sex"):
      seen.sex = true
      number(&cursor, "sex") {
        if let sex = UInt8(exactly: $1).flatMap(RecordedSex.init) {
          $0.stay.sex = sex
        } else {
          $0.fault("sex", "0, 1 or 2")
        }
      }
    case 3 where cursor.text(key, is: "pdx"):
      if cursor.takeNull() { return }
      seen.principal = true
      let (code, text) = codedDiagnosis(&cursor, "pdx")
      stay.diagnoses[0] = code
      diagnoses[0] = text
    case 3 where cursor.text(key, is: "sdx"): secondary(&cursor)
    case 7 where cursor.text(key, is: "version"):
      if cursor.takeNull() { return }
      number(&cursor, "version") {
        if (1...9999).contains($1) { $0.version = $1 } else { $0.fault("version", "such as 431") }
      }
    case 8 where cursor.text(key, is: "admit_dx"):
      if cursor.takeNull() { return }
      stay.admitting = codedDiagnosis(&cursor, "admit_dx").0.code
    case 10 where cursor.text(key, is: "procedures"): procedureList(&cursor)
    case 14 where cursor.text(key, is: "discharge_date"): dischargeDate(&cursor)
    case 14 where cursor.text(key, is: "length_of_stay"):
      number(&cursor, "length_of_stay") { $0.stay.lengthOfStay = $1 }
    case 15 where cursor.text(key, is: "hospital_status"): hospital(&cursor)
    case 16 where cursor.text(key, is: "discharge_status"):
      seen.status = true
      number(&cursor, "discharge_status") { $0.stay.dischargeStatus = $1 }
    default: cursor.skip()
    }
  }

  @inline(__always)
  private mutating func number(
    _ cursor: inout JSONCursor, _ member: StaticString,
    _ set: (inout InpatientLine, Int) -> Void
  ) {
    if let value = cursor.integer() { return set(&self, value) }
    fault(member, "a whole number")
    cursor.skip()
  }

  private mutating func dischargeDate(_ cursor: inout JSONCursor) {
    var day: CalendarDate?
    if cursor.peek() == UInt8(ascii: "\"") {
      if let text = cursor.string() {
        day = CalendarDate(String(decoding: cursor.slice(text), as: UTF8.self))
      }
    } else if let number = cursor.integer() {
      if number > 0, number <= 99_991_231 {
        day = CalendarDate(
          year: number / 10_000, month: number / 100 % 100, day: number % 100)
      }
    } else {
      cursor.skip()
    }
    if let day {
      stay.discharged = day
      hasDischargeDate = true
    } else if !cursor.hasFailed {
      faults.append(Self.date)
    }
  }

  private mutating func hospital(_ cursor: inout JSONCursor) {
    guard cursor.peek() == UInt8(ascii: "\"") else {
      cursor.skip()
      return fault("hospital_status", "NOT_EXEMPT, EXEMPT or UNKNOWN")
    }
    guard let text = cursor.string() else { return }
    if cursor.text(text, is: "NOT_EXEMPT") {
      stay.hospital = .required
    } else if cursor.text(text, is: "EXEMPT") {
      stay.hospital = .exempt
    } else if cursor.text(text, is: "UNKNOWN") {
      stay.hospital = .unknown
    } else {
      fault("hospital_status", "NOT_EXEMPT, EXEMPT or UNKNOWN")
    }
  }

  private mutating func secondary(_ cursor: inout JSONCursor) {
    stay.diagnoses.removeLast(stay.diagnoses.count - 1)
    diagnoses.removeLast(diagnoses.count - 1)
    guard isArray(&cursor, "sdx") else { return }
    var isFirst = true
    while cursor.nextElement(&isFirst) {
      let (code, text) = codedDiagnosis(&cursor, "sdx")
      stay.diagnoses.append(code)
      diagnoses.append(text)
    }
  }

  private mutating func procedureList(_ cursor: inout JSONCursor) {
    stay.procedures.removeAll(keepingCapacity: true)
    procedures.removeAll(keepingCapacity: true)
    guard isArray(&cursor, "procedures") else { return }
    var isFirst = true
    while cursor.nextElement(&isFirst) {
      let (code, text) = codedDiagnosis(&cursor, "procedures")
      stay.procedures.append(code.code)
      procedures.append(text)
    }
  }

  /// Goes into an array; what is none is passed over, `null` without a word.
  private mutating func isArray(_ cursor: inout JSONCursor, _ member: StaticString) -> Bool {
    if cursor.takeNull() { return false }
    if cursor.peek() == UInt8(ascii: "[") { return cursor.enterArray() }
    cursor.skip()
    if !cursor.hasFailed { fault(member, "an array of objects with a code") }
    return false
  }

  /// An object with `code` and perhaps `poa`.
  @inline(__always)
  private mutating func codedDiagnosis(
    _ cursor: inout JSONCursor, _ member: StaticString
  ) -> (CodedDiagnosis, Range<Int>) {
    var code = CodedDiagnosis(PackedCode(bits: 0))
    var text = 0..<0
    var isFirst = true
    var hasCode = false
    guard cursor.peek() == UInt8(ascii: "{"), cursor.enterObject() else {
      cursor.skip()
      if !cursor.hasFailed { fault(member, "an object with a code") }
      return (code, text)
    }
    while let key = cursor.nextMember(&isFirst) {
      if cursor.text(key, is: "code"), cursor.peek() == UInt8(ascii: "\"") {
        guard let range = cursor.string() else { break }
        hasCode = true
        text = range
        if !range.isEmpty { code.code = Self.code(cursor.slice(range)) }
      } else if cursor.text(key, is: "poa") {
        if cursor.takeNull() { continue }
        guard cursor.peek() == UInt8(ascii: "\"") else {
          cursor.skip()
          fault(member, "a poa that is text: Y, N, U, W or 1")
          continue
        }
        guard let range = cursor.string() else { break }
        code.present =
          range.isEmpty
          ? .blank
          : range.count == 1 ? PresentOnAdmission(cursor.bytes[range.lowerBound]) : .other
      } else {
        cursor.skip()
      }
    }
    if !hasCode, !cursor.hasFailed { fault(member, "an object with a code that is text") }
    return (code, text)
  }

  /// The code of a string between its quotes; escapes are seldom and are undone.
  @inline(__always)
  private static func code(_ bytes: UnsafeBufferPointer<UInt8>) -> PackedCode {
    if let code = PackedCode(bytes: bytes) { return code }
    guard bytes.contains(UInt8(ascii: "\\")),
      let text = (try? JSON(parsing: [0x22] + Array(bytes) + [0x22]))?.string
    else { return CodedDiagnosis.unreadable }
    return PackedCode(text) ?? CodedDiagnosis.unreadable
  }
}
