// SPDX-License-Identifier: Apache-2.0

import Values

/// What the codes of a set look like, so that a file can be told by what stands in it.
enum CodeForm: Sendable {
  case icd10cm, icd10pcs, icd9cm, icd9proc

  /// The code set.
  var set: CodeSetID {
    switch self {
    case .icd10cm: .icd10cm
    case .icd10pcs: .icd10pcs
    case .icd9cm: .icd9cm
    case .icd9proc: .icd9proc
    }
  }

  /// The set as publishers print it.
  var title: String {
    switch self {
    case .icd10cm: "ICD-10-CM"
    case .icd10pcs: "ICD-10-PCS"
    case .icd9cm: "ICD-9-CM Diagnoses"
    case .icd9proc: "ICD-9-CM Procedures"
    }
  }

  /// How wide the column of a code is in the publisher's text files.
  var width: Int {
    switch self {
    case .icd10cm, .icd10pcs: 7
    case .icd9cm: 5
    case .icd9proc: 4
    }
  }

  /// Tells whether a text, without a point, can be a code of the set or the header of some.
  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .icd10cm:
      return (3...7).contains(bytes.count) && Self.isLetter(bytes[0]) && Self.isDigit(bytes[1])
        && bytes.dropFirst(2).allSatisfy { Self.isLetter($0) || Self.isDigit($0) }
    case .icd10pcs: return bytes.count == 7 && bytes.allSatisfy(Self.isProcedureValue)
    case .icd9cm:
      let digits = bytes.first == 0x45 || bytes.first == 0x56 ? bytes.dropFirst() : bytes[...]
      let least = bytes.first == 0x45 ? 4 : 3
      return (least...5).contains(bytes.count) && digits.allSatisfy(Self.isDigit)
    case .icd9proc: return (3...4).contains(bytes.count) && bytes.allSatisfy(Self.isDigit)
    }
  }

  /// Tells whether a text can be the header of codes: in ICD-10-PCS the three characters of a table.
  func matchesHeader(_ text: String) -> Bool {
    guard self == .icd10pcs else { return matches(text) }
    return text.utf8.count == 3 && text.utf8.allSatisfy(Self.isProcedureValue)
  }

  /// A digit, or a letter other than I and O, which look like digits.
  ///
  /// Source: ICD-10-PCS Official Guidelines, A2.
  static func isProcedureValue(_ byte: UInt8) -> Bool {
    isDigit(byte) || (isLetter(byte) && byte != 0x49 && byte != 0x4F)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

extension PublishedFile {
  /// The publisher of the federal code files.
  static let cms = "Centers for Medicare & Medicaid Services"

  /// The first complete lines that are not empty.
  var firstLines: [PublishedText.Line] {
    let whole = bytes.prefix(4096)
    let end = bytes.count > 4096 ? whole.lastIndex(of: 0x0A) ?? whole.endIndex : whole.endIndex
    return PublishedText(Array(whole[..<end])).lines.filter { !$0.text.isEmpty }
  }
}
