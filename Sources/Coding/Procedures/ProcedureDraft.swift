// SPDX-License-Identifier: Apache-2.0

/// A procedure that is being built: the rows of its table that are still possible.
struct ProcedureDraft {
  let table: UInt32
  var rows: [AxisSets]
  var tokens: [Int]
  var path: [ProcedureSuggestion.Step]
  var confidence: Int
  /// The mention stands where an operation is described step by step.
  var isStep = false
  var isGeneric = false
  /// Which values are still possible, by axis.
  var sets: AxisSets { rows.reduce(AxisSets()) { $0 | $1 } }

  /// Keeps the rows that have some of the values of an axis.
  ///
  /// - Returns: Whether there are any; if not, nothing changes.
  @discardableResult
  mutating func narrow(_ axis: Int, to values: UInt64) -> Bool {
    var mask = AxisSets(repeating: AxisSet.all)
    mask[axis] = values
    let left = rows.map { $0 & mask }.filter(\.isBuildable)
    guard !left.isEmpty else { return false }
    rows = left
    return true
  }

  /// The code with `?` in the open places.
  func code() -> [UInt8] {
    let first = [table >> 16, table >> 8 & 0xFF, table & 0xFF].map {
      AxisSet.character(of: UInt8($0)).asciiValue ?? 0
    }
    let sets = sets
    return first
      + (0..<4).map { axis in
        AxisSet.only(sets[axis]).flatMap { AxisSet.character(of: $0).asciiValue } ?? 0x3F
      }
  }
}
