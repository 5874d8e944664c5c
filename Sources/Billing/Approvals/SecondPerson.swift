// SPDX-License-Identifier: Apache-2.0

public import Values

/// Whether two people have to agree: one asks, another approves.
public enum SecondPerson {
  /// Whether an amount needs a second person.
  ///
  /// What one person has given up before of the same claim for the same reason is counted, so that an amount cannot
  /// be cut into parts that each stay below the limit.
  ///
  /// - Parameters:
  ///   - amount: What is asked for.
  ///   - before: What stands already that nobody else has approved.
  ///   - limit: Up to what one person may decide alone.
  public static func isNeeded(for amount: Money, before: Money, limit: Money) -> Bool {
    amount + before > limit
  }

  /// A user's name as it is compared: however it is written, it is the same person.
  public static func key(_ user: String) -> String {
    user.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }

  /// Whether one user may approve what another has asked for.
  public static func may(_ user: String, approveWhatAsked asker: String) -> Bool {
    !key(user).isEmpty && key(user) != key(asker)
  }
}
