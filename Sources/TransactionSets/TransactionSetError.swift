// SPDX-License-Identifier: Apache-2.0

public import Values
import X12

/// Why a claim cannot be written, and in which loop, segment and element.
public struct TransactionSetError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Code: String, Sendable {
    /// The value holds a delimiter of the interchange.
    case delimiterInValue = "x12.delimiter-in-value"
    /// The value holds a character outside X12's basic and extended sets.
    case characterNotAllowed = "x12.character-not-allowed"
    /// The value is longer than the element may be.
    case tooLong = "x12.too-long"
    /// The transaction set needs a value that the claim does not have.
    case missing = "x12.missing-value"
  }

  /// What is wrong.
  public let code: Code
  /// The loop, such as `2010AA`.
  public let loop: String
  /// The segment's identifier.
  public let segment: String
  /// The element, counted from 1.
  public let element: Int

  /// Makes an error.
  public init(_ code: Code, loop: String, segment: String, element: Int) {
    self.code = code
    self.loop = loop
    self.segment = segment
    self.element = element
  }

  init(_ error: X12Error, loop: String) {
    let code: Code =
      switch error.code {
      case .delimiterInValue: .delimiterInValue
      case .characterNotAllowed: .characterNotAllowed
      case .tooLong: .tooLong
      }
    self.init(code, loop: loop, segment: error.segment, element: error.element)
  }

  /// The same as a finding on the claim.
  public var finding: Finding {
    Finding(
      code.rawValue, .rejects, at: .element(loop: loop, segment: segment, element: element))
  }
}
