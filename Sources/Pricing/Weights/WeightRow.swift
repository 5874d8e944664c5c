// SPDX-License-Identifier: Apache-2.0

import CodeSets

/// A row of Table 5 as it was read.
struct WeightRow {
  let line: Int
  let title: String
  let record: DRGWeightTable.Record

  /// Reads a row; every column that is wrong becomes a fault.
  init?(_ line: PublishedText.Line, hasCap: Bool, _ faults: inout ImportFaults) {
    let width = hasCap ? 10 : 9
    let fields = line.tabbed.map(WeightTableReader.trimmed)
    // The published files end their rows with or without a last tab.
    guard fields.count == width || fields.count == width + 1 && fields[width].isEmpty else {
      faults.add(
        "import.row", line: line.number, "columns", found: "\(fields.count)", expected: "\(width)")
      return nil
    }
    let before = faults.count
    var row = WeightColumns(line: line.number, faults: faults)
    let drg = row.drg(fields[0])
    let postAcute = row.flag(fields[1], "Post-Acute DRG")
    let specialPay = row.flag(fields[2], "Special Pay DRG")
    let category = row.category(fields[3])
    let kind = row.kind(fields[4])
    let title = row.title(fields[5])
    let isPaid = !fields[6...].allSatisfy { $0 == "." || $0.isEmpty }
    var numbers: [UInt32] = []
    for (field, places) in zip(fields[6..<width], hasCap ? [4, 4, 1, 1] : [4, 1, 1]) {
      numbers.append(isPaid ? row.number(field, places: places) : DRGWeightTable.Record.none)
    }
    if !isPaid, kind != 0 { row.add("a DRG without a weight", found: fields[6]) }
    faults = row.faults
    guard faults.count == before else { return nil }
    if !hasCap { numbers.insert(numbers[0], at: 0) }
    self.line = line.number
    self.title = title
    record = DRGWeightTable.Record(
      drg: drg,
      flags: (postAcute ? DRGWeightTable.Record.postAcute : 0)
        | (specialPay ? DRGWeightTable.Record.specialPay : 0),
      kind: kind, category: category, titleLength: UInt8(title.utf8.count), titleOffset: 0,
      weightBeforeCap: numbers[0], weight: numbers[1], geometricMeanStay: numbers[2],
      arithmeticMeanStay: numbers[3])
  }
}

/// Reads the columns of a row of Table 5; what cannot be read becomes a fault and a value that is not used.
private struct WeightColumns {
  let line: Int
  var faults: ImportFaults

  mutating func add(_ reason: String, found: String, expected: String? = nil) {
    faults.add("import.row", line: line, reason, found: found, expected: expected)
  }

  mutating func drg(_ text: String) -> UInt16 {
    guard text.utf8.count == 3, Self.isDigits(text), let drg = UInt16(text), drg > 0 else {
      add("not a DRG", found: text, expected: "three digits")
      return 0
    }
    return drg
  }

  mutating func flag(_ text: String, _ column: String) -> Bool {
    if text == "Yes" { return true }
    if text != "No" { add("not Yes or No", found: text, expected: column) }
    return false
  }

  mutating func category(_ text: String) -> UInt8 {
    if text.isEmpty { return 0 }
    if text == "PRE" { return DRGWeightTable.Record.preCategory }
    guard text.utf8.count == 2, Self.isDigits(text), let number = UInt8(text),
      (1...25).contains(number)
    else {
      add("not a major diagnostic category", found: text, expected: "01 to 25, PRE or nothing")
      return 0
    }
    return number
  }

  mutating func kind(_ text: String) -> UInt8 {
    switch text {
    case "**": return 0
    case "MED": return 1
    case "SURG": return 2
    default:
      add("not a type", found: text, expected: "MED, SURG or **")
      return 0
    }
  }

  mutating func title(_ text: String) -> String {
    var title = text
    if text.hasPrefix("\"") {
      guard text.hasSuffix("\""), text.utf8.count > 1 else {
        add("a quotation mark without its other", found: text)
        return ""
      }
      title = String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }
    if title.isEmpty || title.utf8.count > 255 {
      add("not a title", found: text)
      return ""
    }
    return title
  }

  /// A number with exactly so many digits after its point, without the point.
  mutating func number(_ text: String, places: Int) -> UInt32 {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == places, (1...4).contains(parts[0].utf8.count),
      parts.allSatisfy(Self.isDigits), let number = UInt32(parts[0] + parts[1]), number > 0
    else {
      add("not a number", found: text, expected: "\(places) digits after the point, above zero")
      return 0
    }
    return number
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
