// SPDX-License-Identifier: Apache-2.0

/// The key of what an entry comes from, such as payer, trace, claim and line of a remittance: within a practice
/// an entry of the same key is taken once.
///
/// 1 to 200 bytes without control characters.
public struct SourceKey: Hashable, Sendable, CustomStringConvertible {
  /// The key as written.
  public let description: String

  /// Takes a key, or nothing where it is empty, too long or has control characters.
  public init?(_ text: String) {
    guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    description = text
  }

  /// The key of the reversal of an entry.
  public init(reversing sequence: Int) { description = "reversal/\(sequence)" }
}

/// A short code that says more of an entry's kind, such as `co-45`: at most 40 of `a`–`z`, `0`–`9`, `-`, `.`, `:`.
///
/// Free text has no place in the ledger.
public struct MemoCode: Hashable, Sendable, CustomStringConvertible {
  /// The code as written.
  public let description: String

  /// Takes a code, or nothing where it has another form.
  public init?(_ text: String) {
    guard (1...40).contains(text.utf8.count),
      text.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || [0x2D, 0x2E, 0x3A].contains($0)
      })
    else { return nil }
    description = text
  }
}
