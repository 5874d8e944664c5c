// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Collects pairs of services and compiles them.
struct PairTableBuilder {
  struct Row {
    let column1: PackedCode
    let column2: PackedCode
    let facts: PairTable.Facts
    let line: UInt32
  }

  private(set) var rows: [Row] = []
  private var reasons: [String: UInt8] = [:]

  /// The number of a reason; nothing where there are too many.
  mutating func reason(_ name: String) -> UInt8? { RationaleList.number(of: name, in: &reasons) }

  mutating func append(_ row: Row) { rows.append(row) }

  /// Sorts the rows, and notes those that stand twice with the same days.
  mutating func sort(_ faults: inout ImportFaults) {
    func isOrdered(_ a: Row, _ b: Row) -> Bool {
      (a.column1, a.column2, a.facts.effective, a.facts.deletion, a.line)
        < (b.column1, b.column2, b.facts.effective, b.facts.deletion, b.line)
    }
    if zip(rows, rows.dropFirst()).contains(where: { !isOrdered($0, $1) }) {
      rows.sort(by: isOrdered)
    }
    for (a, b) in zip(rows, rows.dropFirst())
    where a.column1 == b.column1 && a.column2 == b.column2
      && a.facts.effective == b.facts.effective && a.facts.deletion == b.facts.deletion
      && a.facts.indicator != b.facts.indicator
    {
      faults.addDuplicate("\(b.column1)/\(b.column2)", line: Int(b.line), first: Int(a.line))
    }
  }

  /// The sections of the codebook.
  ///
  /// - Precondition: ``sort(_:)`` was called; there are at most ``CodeIndex/limit`` codes.
  func sections() -> [CodebookSection] {
    let codes = codes
    var numbers: [PackedCode: Int] = [:]
    numbers.reserveCapacity(codes.count)
    for (number, code) in codes.enumerated() { numbers[code] = number }
    var starts = [UInt32](repeating: 0, count: codes.count + 1)
    var partners: [UInt16] = []
    partners.reserveCapacity(rows.count)
    for row in rows {
      guard let first = numbers[row.column1], let second = numbers[row.column2] else { continue }
      starts[first + 1] += 1
      partners.append(UInt16(second))
    }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    return CodeIndex.sections(codes) + [
      CodebookSection("starts", records: starts), CodebookSection("partners", records: partners),
      CodebookSection("facts", records: rows.map(\.facts)),
      CodebookSection("lines", records: rows.map(\.line)),
      RationaleList.section(RationaleList.ordered(reasons)),
    ]
  }

  /// Every code of the pairs, sorted.
  var codes: [PackedCode] {
    var codes: Set<PackedCode> = []
    var last = PackedCode(bits: 0)
    for row in rows {
      if row.column1 != last { codes.insert(row.column1) }
      codes.insert(row.column2)
      last = row.column1
    }
    return codes.sorted()
  }
}
