// SPDX-License-Identifier: Apache-2.0

/// Why a segment cannot be written, and which element of it is to blame.
public struct X12Error: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Code: String, Sendable {
    /// The value holds one of the delimiters.
    case delimiterInValue
    /// The value holds a character outside X12's basic and extended sets.
    case characterNotAllowed
    /// The value is longer than the element may be.
    case tooLong
  }

  /// What is wrong.
  public let code: Code
  /// The segment's identifier, such as `NM1`.
  public let segment: String
  /// The element, counted from 1.
  public let element: Int
  /// The component, counted from 1, where the element is a composite.
  public let component: Int?

  /// Makes an error.
  public init(_ code: Code, segment: String, element: Int, component: Int? = nil) {
    self.code = code
    self.segment = segment
    self.element = element
    self.component = component
  }
}
