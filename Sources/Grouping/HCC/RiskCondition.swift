// SPDX-License-Identifier: Apache-2.0

/// A set of condition categories, 1 to 511.
typealias CategorySet = SIMD8<UInt64>

extension SIMD8<UInt64> {
  @inline(__always)
  func contains(_ category: Int) -> Bool { self[category >> 6] >> UInt64(category & 63) & 1 != 0 }

  @inline(__always)
  mutating func insert(_ category: Int) { self[category >> 6] |= 1 << UInt64(category & 63) }

  @inline(__always)
  mutating func remove(_ category: Int) { self[category >> 6] &= ~(1 << UInt64(category & 63)) }

  /// Whether no category is in the set.
  @inline(__always)
  var isEmpty: Bool { self == .zero }

  /// How many categories are in the set.
  @inline(__always)
  var count: Int {
    var count = 0
    for word in 0..<8 { count += self[word].nonzeroBitCount }
    return count
  }

  /// Calls the body with each category, in ascending order.
  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    for word in 0..<8 {
      var rest = self[word]
      while rest != 0 {
        body(word << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}

/// A condition of `Data/hcc`, compiled: facts that hold and do not hold, groups of which each is there,
/// and bounds for the number of categories.
struct RiskCondition: BitwiseCopyable, Sendable {
  private(set) var holding: UInt32 = 0
  private(set) var missing: UInt32 = 0
  /// The groups, by bit.
  private(set) var groups: UInt64 = 0
  private(set) var least: Int32 = 0
  private(set) var most: Int32 = .max

  /// Whether categories matter.
  var asksForCategories: Bool { groups != 0 || least > 0 || most != .max }

  /// A condition that always holds.
  static let always = RiskCondition()

  private init() {}

  /// Reads a condition; nothing where a part of it is unknown.
  ///
  /// - Parameter group: Gives the bit of a group by name; nothing where there is none.
  init?(_ text: String, group: (String) -> Int?) {
    for part in text.split(separator: "&") {
      let words = part.split(separator: " ")
      guard words.count == 1, let word = words.first else { return nil }
      if word.hasPrefix("!") {
        guard let fact = RiskFacts.names[String(word.dropFirst())] else { return nil }
        missing |= fact.rawValue
      } else if let fact = RiskFacts.names[String(word)] {
        holding |= fact.rawValue
      } else if word.hasPrefix("categories>="), let count = Int32(word.dropFirst(12)) {
        least = count
      } else if word.hasPrefix("categories="), let count = Int32(word.dropFirst(11)) {
        (least, most) = (count, count)
      } else if let bit = group(String(word)) {
        groups |= 1 << UInt64(bit)
      } else {
        return nil
      }
    }
  }

  /// Tells whether the facts are as the condition wants them.
  @inline(__always)
  func holds(_ facts: UInt32) -> Bool { facts & (holding | missing) == holding }

  /// Tells whether facts, groups and the number of categories are as the condition wants them.
  @inline(__always)
  func holds(_ facts: UInt32, _ groups: UInt64, _ count: Int32) -> Bool {
    holds(facts) && groups & self.groups == self.groups && least <= count && count <= most
  }
}
