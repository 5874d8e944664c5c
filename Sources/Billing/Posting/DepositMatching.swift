// SPDX-License-Identifier: Apache-2.0

public import Values

/// Finds the remittance that explains money at the bank, and never guesses.
///
/// The bank's words have to hold the trace number as a word of its own, or after `TRN*1*`; of several remittances
/// with the number, the one whose issuer stands beside it or whose amount it is.
public enum DepositMatching {
  /// A payment that a remittance has announced.
  public struct Announced: Hashable, Sendable {
    /// The number of the remittance.
    public let remittance: Int
    /// Who wrote it.
    public let issuer: String
    /// The number of the check or transfer.
    public let trace: String
    /// What is still to come of it.
    public let expected: Money

    /// Makes one.
    public init(remittance: Int, issuer: String, trace: String, expected: Money) {
      self.remittance = remittance
      self.issuer = issuer
      self.trace = trace
      self.expected = expected
    }
  }

  /// Finds the remittance.
  ///
  /// - Parameters:
  ///   - reference: What the bank says of the money.
  ///   - amount: How much it is.
  ///   - announced: The payments that are awaited.
  /// - Returns: The number of the remittance; nothing where none, or more than one, can be meant.
  public static func remittance(
    of reference: String, amount: Money, among announced: [Announced]
  ) -> Int? {
    let words = Set(words(of: reference))
    let named = announced.filter { words.contains(withoutZeros($0.trace)) }
    let byIssuer = named.filter { words.contains(withoutZeros($0.issuer)) }
    let candidates = byIssuer.isEmpty ? named : byIssuer
    if candidates.count == 1 { return candidates.first?.remittance }
    let exact = candidates.filter { $0.expected == amount }
    return exact.count == 1 ? exact.first?.remittance : nil
  }

  /// The words of a text, without the zeros in front that banks add and drop.
  private static func words(of text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
      .map { withoutZeros(String($0)) }
  }

  private static func withoutZeros(_ word: String) -> String {
    let digits = word.uppercased().drop { $0 == "0" }
    return String(digits)
  }
}
