// SPDX-License-Identifier: Apache-2.0

/// A side of the body.
enum Side: UInt8, Sendable {
  case none, right, left, both

  private static let endings: [(String, Side)] = [
    (", Right", .right), (", Left", .left), (", Bilateral", .both),
  ]
  private static let insides: [(String, Side)] = [(", Right ", .right), (", Left ", .left)]

  /// Parts the side from the name of a value: `Hip Joint, Right`, `Skin, Right Upper Arm`.
  static func split(_ label: String) -> ProcedureGrid.Label {
    for (ending, side) in endings where label.hasSuffix(ending) {
      return .init(full: label, name: String(label.dropLast(ending.count)), side: side)
    }
    for (inside, side) in insides {
      let parts = label.split(separator: inside, maxSplits: 1)
      if parts.count == 2 {
        return .init(full: label, name: "\(parts[0]), \(parts[1])", side: side)
      }
    }
    return .init(full: label, name: label, side: .none)
  }
}
