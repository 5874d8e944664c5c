// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads a bare list of billable ICD-10-CM codes, one a line, with or without points.
enum CodeListReader {
  static func recognises(_ file: PublishedFile) -> Bool {
    let lines = file.head.split(whereSeparator: \.isNewline).dropLast()
    // A list of HCPCS codes looks alike, but all its codes have five characters.
    return lines.count > 3 && lines.allSatisfy(isDiagnosis)
      && Set(lines.map(\.utf8.count)).count > 1
  }

  static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var builder = CodeTableBuilder()
    var faults = ImportFaults()
    for line in PublishedText(file.bytes).lines where !line.text.isEmpty {
      guard isDiagnosis(line.text), let code = PackedCode(line.text) else {
        faults.add("import.row", line: line.number, "code", found: line.text)
        continue
      }
      builder.rows.append(CodeRow(code, "", flags: .billable, line: line.number))
    }
    faults.addDuplicates(of: builder)
    try faults.check()
    return [
      ReleaseDraft(
        .icd10cm, .list, title: "ICD-10-CM billable codes", publisher: "NCHS",
        year: file.namedYear, rows: builder.rows.count, content: .codes(builder))
    ]
  }

  /// A letter, a digit, a letter or digit, then up to four more after an optional point.
  private static func isDiagnosis(_ line: some StringProtocol) -> Bool {
    let text = Array(line.utf8)
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    guard (3...8).contains(text.count), isLetter(text[0]), isDigit(text[1]) || isLetter(text[1]),
      isDigit(text[2]) || isLetter(text[2]), isDigit(text[1]) || isDigit(text[2])
    else { return false }
    let tail = text.dropFirst(text.count > 3 && text[3] == 0x2E ? 4 : 3)
    return tail.count <= 4 && tail.allSatisfy { isLetter($0) || isDigit($0) }
  }
}
