// SPDX-License-Identifier: Apache-2.0

/// A level of medical decision making, or of one of its three elements.
public enum Complexity: Int, Hashable, Comparable, Sendable, CaseIterable {
  /// Minimal problems, data and risk.
  case straightforward = 1
  /// Low.
  case low
  /// Moderate.
  case moderate
  /// High.
  case high

  /// The level as tables and answers write it.
  public var name: String {
    switch self {
    case .straightforward: "straightforward"
    case .low: "low"
    case .moderate: "moderate"
    case .high: "high"
    }
  }

  /// Reads the name of a level.
  public init?(name: some StringProtocol) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  /// The level that two of three elements meet or exceed: the middle one.
  ///
  /// Source: CPT table of medical decision making: two of the three elements must be met or exceeded.
  public static func met(by elements: (Complexity, Complexity, Complexity)) -> Complexity {
    let (a, b, c) = elements
    return max(min(a, b), min(max(a, b), c))
  }

  /// Orders by gravity.
  public static func < (a: Complexity, b: Complexity) -> Bool { a.rawValue < b.rawValue }
}
