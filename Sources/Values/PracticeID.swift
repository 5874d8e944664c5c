// SPDX-License-Identifier: Apache-2.0

/// The name of a practice in a database that keeps several: 1 to 20 of `a`–`z`, `0`–`9` and `-`.
public struct PracticeID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Takes a name, or nothing where it has another form.
  public init?(_ text: some StringProtocol) {
    guard (1...20).contains(text.utf8.count),
      text.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
      })
    else { return nil }
    description = String(text)
  }

  /// Orders names byte by byte.
  public static func < (a: PracticeID, b: PracticeID) -> Bool { a.description < b.description }
}
