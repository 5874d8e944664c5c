// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// Which services a term of a contract fits: those that meet everything that it names.
struct ContractFit: Sendable {
  /// Codes: one, a range, or the beginning of codes; none for all.
  var codes: [ClosedRange<UInt64>] = []
  /// Codes of which the claim has one on any line; none for any claim.
  var claimCodes: [ClosedRange<UInt64>] = []
  /// Modifiers of which a line has one; none for any line.
  var modifiers: [Modifier] = []
  /// Places of service; none for any.
  var places: [UInt8] = []
  /// Revenue codes; none for any.
  var revenues: [ClosedRange<Int>] = []
  /// DRGs of the claim; none for any.
  var groups: [ClosedRange<Int>] = []

  /// Tells whether it fits a line of a claim.
  func fits(_ line: ServiceRecord.Line, of claim: ServiceRecord, group: Int?) -> Bool {
    Self.holds(codes, line.code?.bits)
      && (claimCodes.isEmpty || claim.lines.contains { Self.holds(claimCodes, $0.code?.bits) })
      && (modifiers.isEmpty || line.modifiers.contains(where: modifiers.contains))
      && (places.isEmpty || line.placeOfService.map(places.contains) ?? false)
      && Self.holds(revenues, line.revenueCode.map(Int.init)) && Self.holds(groups, group)
  }

  private static func holds<Value>(_ ranges: [ClosedRange<Value>], _ value: Value?) -> Bool {
    ranges.isEmpty || value.map { value in ranges.contains { $0.contains(value) } } ?? false
  }

  /// `99213`, `99202-99215`, or `J*`.
  static func codes(_ text: String) -> ClosedRange<UInt64>? {
    if text.hasSuffix("*") {
      return PackedCode(text.dropLast()).map { $0.bits...$0.lastDescendant.bits }
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { PackedCode($0) }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2,
      first <= last
    else { return nil }
    return first.bits...last.bits
  }

  /// `469`, or `469-470`: numbers of at most so many digits.
  static func numbers(_ text: String, digits: Int) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { part in
      (1...digits).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        ? Int(part) : nil
    }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2,
      first <= last
    else { return nil }
    return first...last
  }
}
