// SPDX-License-Identifier: Apache-2.0

/// The demographic cells: of continuing enrollees (F and M with a band), of new enrollees (NEF and NEM with
/// single years from 65 to 69), and of new enrollees with ESRD (NEF and NEM with the bands of the first).
struct RiskCells: Sendable {
  static let oldest = 127

  /// The names of all cells, in their order.
  let names: [String]
  /// The names with the bands of new enrollees but without NE, by cell; empty for other cells.
  let newBandNames: [String]
  private let continuing: FixedArray<UInt8>
  private let new: FixedArray<UInt8>
  private let newCount: Int
  private let continuingCount: Int

  /// Lays the bands out by age; nothing where an age has no band.
  init?(_ rows: [[String]]) {
    var bands: [String: [String]] = [:]
    var tables: [String: [UInt8]] = [
      "continuing": [UInt8](repeating: 255, count: Self.oldest + 1),
      "new": [UInt8](repeating: 255, count: 2 * (Self.oldest + 1)),
    ]
    for row in rows {
      guard let first = Int(row[1]), let last = Int(row[2]), tables[row[0]] != nil,
        let condition = RiskCondition(row[4], group: { _ in nil })
      else { return nil }
      var known = bands[row[0]] ?? []
      if !known.contains(row[3]) { known.append(row[3]) }
      bands[row[0]] = known
      let number = UInt8(known.firstIndex(of: row[3]) ?? 0)
      for age in first...min(last, Self.oldest) where first <= Self.oldest {
        for entitled in row[0] == "new" ? [0, 1] : [0] {
          let facts = entitled == 1 ? RiskFacts.entitledByAge.rawValue : 0
          let at = entitled * (Self.oldest + 1) + age
          if tables[row[0]]?[at] == 255, condition.holds(facts) { tables[row[0]]?[at] = number }
        }
      }
    }
    guard let continuing = bands["continuing"], let new = bands["new"],
      tables.values.allSatisfy({ !$0.contains(255) })
    else { return nil }
    var names: [String] = []
    var newBandNames: [String] = []
    for sex in ["F", "M"] { names += continuing.map { sex + $0 } }
    newBandNames += names.map { _ in "" }
    for sex in ["F", "M"] {
      names += new.map { "NE" + sex + $0 }
      newBandNames += new.map { sex + $0 }
    }
    for sex in ["F", "M"] { names += continuing.map { "NE" + sex + $0 } }
    newBandNames += (0..<2 * continuing.count).map { _ in "" }
    self.names = names
    self.newBandNames = newBandNames
    self.continuing = FixedArray(tables["continuing"] ?? [])
    self.new = FixedArray(tables["new"] ?? [])
    continuingCount = continuing.count
    newCount = new.count
  }

  /// The cell that a beneficiary is in.
  @inline(__always)
  func cell(_ age: Int32, _ facts: RiskFacts) -> Int {
    let sex = facts.contains(.male) ? 1 : 0
    let band = Int(continuing[Int(min(age, Int32(Self.oldest)))])
    guard facts.contains(.new) else { return sex * continuingCount + band }
    guard facts.contains(.esrd) else { return newCell(age, facts) }
    return 2 * (continuingCount + newCount) + sex * continuingCount + band
  }

  /// The cell of a new enrollee without ESRD.
  @inline(__always)
  func newCell(_ age: Int32, _ facts: RiskFacts) -> Int {
    let sex = facts.contains(.male) ? 1 : 0
    let row = facts.contains(.entitledByAge) ? Self.oldest + 1 : 0
    return 2 * continuingCount + sex * newCount
      + Int(new[row + Int(min(age, Int32(Self.oldest)))])
  }
}

/// The names of the columns, one after the other.
struct RiskColumns: Sendable {
  /// The column of the first cell: those before are categories.
  static let firstCell = 512

  let count: Int
  private let offsets: FixedArray<UInt32>
  private let texts: FixedArray<UInt8>

  init(_ names: [String]) {
    var offsets: [UInt32] = [0]
    var texts: [UInt8] = []
    for name in names {
      texts += Array(name.utf8)
      offsets.append(UInt32(texts.count))
    }
    count = names.count
    self.offsets = FixedArray(offsets)
    self.texts = FixedArray(texts)
  }

  @inline(__always)
  func name(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(offsets[column])
    return UnsafeBufferPointer(
      start: texts.base + start, count: Int(offsets[column + 1]) - start)
  }
}
