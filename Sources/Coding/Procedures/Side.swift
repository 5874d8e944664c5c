// SPDX-License-Identifier: Apache-2.0

/// A side of the body.
enum Side: UInt8, Sendable {
  case none, right, left, both

  private static let endings: [(String, Side)] = [
    (", Right", .right), (", Left", .left), (", Bilateral", .both),
  ]
  private static let insides: [(String, Side)] = [(", Right ", .right), (", Left ", .left)]

  /// Parts the side from the name of a value: `Hip Joint, Right`, `Skin, Right Upper Arm`.
  ///
  /// A blank after a hyphen, as one list prints it, is left out.
  static func split(_ printed: String) -> ProcedureGrid.Label {
    let label = printed.split(separator: "- ", omittingEmptySubsequences: false)
      .joined(separator: "-")
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
