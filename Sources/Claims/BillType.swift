// SPDX-License-Identifier: Apache-2.0

/// The three digits that tell a payer what kind of institutional bill it holds.
///
///     let bill = BillType("0111")
///     bill?.facility   // "11": hospital, inpatient
///     bill?.frequency  // .original
///
/// Source: UB-04 form locator 4; 005010X223A2, loop 2300, CLM05.
public struct BillType: Hashable, Sendable, CustomStringConvertible {
  /// Facility and classification, two digits.
  public let facility: String
  /// Frequency, the third character.
  public let frequency: ClaimFrequency

  /// Reads three characters, or four with a leading zero; otherwise nothing.
  public init?(_ text: String) {
    let trimmed =
      text.utf8.count == 4 && text.utf8.first == 0x30 ? text.dropFirst() : Substring(text)
    guard trimmed.utf8.count == 3,
      trimmed.utf8.prefix(2).allSatisfy({ (0x30...0x39).contains($0) }),
      let frequency = ClaimFrequency(String(trimmed.suffix(1)))
    else { return nil }
    facility = String(trimmed.prefix(2))
    self.frequency = frequency
  }

  /// The three characters.
  public var description: String { facility + frequency.code }

  /// Tells whether the bill is for an inpatient stay in a hospital or nursing facility.
  public var isInpatient: Bool { ["11", "12", "18", "21", "41"].contains(facility) }

  /// Tells whether diagnoses need to be marked as present on admission or not.
  public var asksPresentOnAdmission: Bool { facility == "11" || facility == "12" }
}

/// Whether a claim is the first, one of several, a replacement or a void.
///
/// Source: NUBC claim frequency codes; 005010X222A1 and 005010X223A2, loop 2300, CLM05-3.
public struct ClaimFrequency: Hashable, Sendable {
  /// One digit or letter.
  public let code: String

  /// Takes one digit or capital letter, or nothing for another text.
  public init?(_ code: String) {
    guard code.utf8.count == 1, let byte = code.utf8.first,
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
    else { return nil }
    self.code = code
  }

  private init(known: String) { code = known }

  /// The first and only claim.
  public static let original = ClaimFrequency(known: "1")
  /// Replaces a claim that was sent before.
  public static let replacement = ClaimFrequency(known: "7")
  /// Takes back a claim that was sent before.
  public static let void = ClaimFrequency(known: "8")

  /// Tells whether the payer's number for an earlier claim has to be named.
  public var refersToEarlierClaim: Bool { self == .replacement || self == .void }
}
