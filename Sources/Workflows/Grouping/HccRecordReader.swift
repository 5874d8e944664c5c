// SPDX-License-Identifier: Apache-2.0

import Grouping
import Values

/// Reads one line of NDJSON, a beneficiary with diagnoses, without building a tree of it.
///
/// The members are those of `Docs/Hcc.md`; others are passed over. What is wrong with a line is told by
/// ``Fault``, and the next line is read as if nothing had been.
struct HccRecordReader {
  /// What is wrong with a line: a rule, and the member or text that it is about.
  struct Fault: Error {
    let rule: String
    var member = ""
    var found = ""
  }

  /// The identifier as it stands in the line; nothing where there is none.
  private(set) var id: Range<Int>?
  /// The name of the model as it stands in the line, without quotes; nothing where there is none.
  private(set) var model: Range<Int>?
  private(set) var beneficiary = RiskBeneficiary(age: 65, sex: .female)

  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0
  /// Whether a string has bytes that are not ASCII, and so may not be UTF-8.
  var hasHighBytes = false
  private let workspace: RiskWorkspace

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ workspace: RiskWorkspace) {
    self.bytes = bytes
    self.workspace = workspace
  }

  /// Reads the line; diagnoses go to the workspace.
  mutating func read() throws(Fault) {
    workspace.clear()
    var hasDiagnoses = false
    try expect(0x7B)
    if !take(0x7D) {
      repeat {
        let name = try string()
        try expect(0x3A)
        if try readMember(name) { hasDiagnoses = true }
      } while take(0x2C)
      try expect(0x7D)
    }
    skipBlanks()
    guard at == bytes.count, !hasHighBytes || String(validating: bytes, as: UTF8.self) != nil else {
      throw malformed
    }
    if !hasDiagnoses { throw Fault(rule: "hcc.record.member", member: "diagnosis_codes") }
  }

  /// Reads the value of a member; tells whether it was the diagnoses.
  private mutating func readMember(_ name: Range<Int>) throws(Fault) -> Bool {
    skipBlanks()
    // The length and one letter tell the members apart; the whole name is compared then.
    switch name.count {
    case 2 where matches(name, "id"): id = try value()
    case 3 where matches(name, "age"): try readAge(name)
    case 3 where matches(name, "sex"): try readSex(name)
    case 3 where matches(name, "snp"): beneficiary.isSpecialNeeds = try flag(name)
    case 3 where matches(name, "lti"): beneficiary.isInstitutional = try flag(name)
    case 4 where matches(name, "orec"): beneficiary.originalEntitlement = try entitlement(name)
    case 4 where matches(name, "crec"): beneficiary.currentEntitlement = try entitlement(name)
    case 4 where matches(name, "maci"): beneficiary.codingIntensity = try decimal(name)
    case 10 where matches(name, "model_name"): model = try plainString(name)
    case 10 where matches(name, "low_income"): beneficiary.isLowIncome = try flag(name)
    case 11 where matches(name, "norm_factor"):
      beneficiary.normalisation = try decimal(name)
      guard beneficiary.normalisation > 0 else { throw wrong(name, name) }
    case 12 where matches(name, "new_enrollee"): beneficiary.isNewEnrollee = try flag(name)
    case 12 where matches(name, "graft_months"): try readGraft(name)
    case 13 where matches(name, "dual_elgbl_cd"): try readDualStatus(name)
    case 13 where matches(name, "frailty_score"): beneficiary.frailty = try decimal(name)
    case 15 where matches(name, "diagnosis_codes"):
      try readDiagnoses(name)
      return true
    default: try skip(depth: 0)
    }
    return false
  }

  private mutating func readDiagnoses(_ name: Range<Int>) throws(Fault) {
    workspace.clear()
    guard peek == 0x5B else { throw wrong(name, try value()) }
    at += 1
    if take(0x5D) { return }
    repeat {
      skipBlanks()
      guard peek == 0x22 else { throw wrong(name, try value()) }
      if let code = code(try string()) { workspace.add(code) }
    } while take(0x2C)
    try expect(0x5D)
  }

  /// The code in a text: letters of either case, digits, points left out; nothing for another text.
  private func code(_ range: Range<Int>) -> PackedCode? {
    guard let code = Self.code(UnsafeBufferPointer(rebasing: bytes[range])) else {
      return range.contains { bytes[$0] == 0x5C } ? escapedCode(range) : nil
    }
    return code
  }

  /// The code in a text that is written with escapes.
  private func escapedCode(_ range: Range<Int>) -> PackedCode? {
    let quoted = bytes[range.lowerBound - 1...range.upperBound]
    guard var text = (try? JSON(parsing: Array(quoted)))?.string else { return nil }
    return text.withUTF8 { Self.code($0) }
  }

  private static func code(_ bytes: UnsafeBufferPointer<UInt8>) -> PackedCode? {
    var bits: UInt64 = 0
    var shift: UInt64 = 58
    for byte in bytes {
      let value: UInt64
      switch byte {
      case 0x30...0x39: value = UInt64(byte) - 0x30 + 1
      case 0x41...0x5A: value = UInt64(byte) - 0x41 + 11
      case 0x61...0x7A: value = UInt64(byte) - 0x61 + 11
      case 0x2E: continue
      default: return nil
      }
      // No diagnosis is longer than seven characters.
      guard shift >= 22 else { return nil }
      bits |= value << shift
      shift -= 6
    }
    return bits == 0 ? nil : PackedCode(bits: bits)
  }

  private mutating func readAge(_ name: Range<Int>) throws(Fault) {
    let range = try value()
    var age: Int32 = 0
    var (digits, fraction, hasPoint) = (0, false, false)
    for index in range {
      switch bytes[index] {
      case 0x30...0x39 where hasPoint: if bytes[index] != 0x30 { fraction = true }
      case 0x30...0x39:
        digits += 1
        guard digits <= 6 else { throw wrong(name, range) }
        age = age * 10 + Int32(bytes[index] - 0x30)
      case 0x2E where !hasPoint && digits > 0: hasPoint = true
      default: throw wrong(name, range)
      }
    }
    beneficiary.age = age
    beneficiary.ageHasFraction = fraction
  }

  private mutating func readSex(_ name: Range<Int>) throws(Fault) {
    let range = try value()
    guard range.count == 3, bytes[range.lowerBound] == 0x22 else { throw wrong(name, range) }
    switch bytes[range.lowerBound + 1] {
    case 0x46, 0x32: beneficiary.sex = .female
    case 0x4D, 0x31: beneficiary.sex = .male
    default: throw wrong(name, range)
    }
  }

  private mutating func readGraft(_ name: Range<Int>) throws(Fault) {
    let range = try value()
    if matches(range, "null") {
      beneficiary.graftMonths = RiskBeneficiary.noGraft
      return
    }
    var months: Int32 = 0
    var isNegative = false
    for index in range {
      switch bytes[index] {
      case 0x2D where index == range.lowerBound && range.count > 1: isNegative = true
      case 0x30...0x39 where months < 100_000: months = months * 10 + Int32(bytes[index] - 0x30)
      default: throw wrong(name, range)
      }
    }
    beneficiary.graftMonths = isNegative ? -months : months
  }

  private mutating func entitlement(
    _ name: Range<Int>
  ) throws(Fault) -> RiskBeneficiary.Entitlement {
    let range = try value()
    if matches(range, "null") { return .missing }
    if matches(range, "\"\"") { return .empty }
    guard range.count == 3, bytes[range.lowerBound] == 0x22,
      (0x30...0x33).contains(bytes[range.lowerBound + 1]),
      let reason = RiskBeneficiary.Entitlement(rawValue: bytes[range.lowerBound + 1] - 0x30)
    else { throw wrong(name, range) }
    return reason
  }

  private mutating func readDualStatus(_ name: Range<Int>) throws(Fault) {
    let range = try value()
    let text = range.count > 1 ? range.lowerBound + 1..<range.upperBound - 1 : range
    let isText = bytes[range.lowerBound] == 0x22
    if isText, text.count == 2, (0x30...0x31).contains(bytes[text.lowerBound]),
      (0x30...0x39).contains(bytes[text.lowerBound + 1])
    {
      let number = (bytes[text.lowerBound] - 0x30) * 10 + bytes[text.lowerBound + 1] - 0x30
      guard number <= 10 else { throw wrong(name, range) }
      beneficiary.dualStatus = .code(number)
      return
    }
    guard
      matches(range, "null")
        || (isText && (text.isEmpty || matches(text, "NA") || matches(text, "99")))
    else { throw wrong(name, range) }
    beneficiary.dualStatus = .unknown
  }

  private mutating func flag(_ name: Range<Int>) throws(Fault) -> Bool {
    let range = try value()
    if matches(range, "true") || matches(range, "1") { return true }
    if matches(range, "false") || matches(range, "null") || matches(range, "0") { return false }
    throw wrong(name, range)
  }

  private mutating func decimal(_ name: Range<Int>) throws(Fault) -> Int64 {
    let range = try value()
    let text = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range]))
    guard let decimal = RiskDecimal(bytes: text) else { throw wrong(name, range) }
    return decimal.millionths
  }
}
