// SPDX-License-Identifier: Apache-2.0

/// The name by which the practice knows an encounter; any text that is not empty.
public struct EncounterID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier as written.
  public let description: String

  /// Takes an identifier, or nothing where the text is empty.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    description = text
  }

  /// The encounter of a claim whose number is empty.
  static let unnamed = EncounterID(known: "?")

  private init(known: String) { description = known }
}

/// The name by which this program knows a claim: the encounter's, and a part where it was split.
public struct ClaimID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier as written.
  public let description: String

  /// Takes an identifier, or nothing where the text is empty.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    description = text
  }
}

/// The number that the provider puts on a claim and that the payer sends back with its answer.
///
/// Source: 005010X222A1 and 005010X223A2, loop 2300, CLM01: a payer need keep only 20 characters.
public struct PatientControlNumber: Hashable, Sendable, CustomStringConvertible {
  /// The number as written.
  public let description: String

  /// Takes a number of 1 to 20 letters, digits, hyphens, points or underscores; otherwise nothing.
  public init?(_ text: String) {
    guard (1...20).contains(text.utf8.count),
      text.utf8.allSatisfy({ Self.isDigitOrLetter($0) || [0x2D, 0x2E, 0x5F].contains($0) })
    else { return nil }
    description = text
  }

  /// Takes the number of a claim that was read, whatever its form.
  public init(received text: String) { description = text }

  private static func isDigitOrLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

/// A federal employer identification number: nine digits.
public struct TaxID: Hashable, Sendable, CustomStringConvertible {
  /// The nine digits, without a hyphen.
  public let description: String

  /// Takes nine digits, or the printed form with one hyphen after two; otherwise nothing.
  public init?(_ text: String) {
    var digits = Array(text.utf8)
    if digits.count == 10, digits[2] == 0x2D { digits.remove(at: 2) }
    guard digits.count == 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    description = String(decoding: digits, as: UTF8.self)
  }
}

/// A provider's kind, classification and specialisation in the NUCC taxonomy: ten places, X last.
public struct TaxonomyCode: Hashable, Sendable, CustomStringConvertible {
  /// The ten places.
  public let description: String

  /// Takes a code of the right form, or nothing; whether NUCC has it is not asked here.
  public init?(_ text: String) {
    let places = Array(text.utf8)
    guard places.count == 10, places[9] == 0x58,
      places.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
    else { return nil }
    description = text
  }
}
