// SPDX-License-Identifier: Apache-2.0

/// A postal address in the United States, or abroad where a country is named.
public struct Address: Hashable, Sendable {
  /// Street or post office box, and a second line where there is one.
  public var lines: [String]
  /// The city.
  public var city: String
  /// The state or province, two letters.
  public var state: String?
  /// The postal code: digits only, five or nine in the United States.
  public var postalCode: String?
  /// The country, two letters; nothing for the United States.
  public var country: String?

  /// Makes an address.
  public init(
    lines: [String], city: String, state: String? = nil, postalCode: String? = nil,
    country: String? = nil
  ) {
    self.lines = lines
    self.city = city
    self.state = state
    self.postalCode = postalCode
    self.country = country
  }
}
