// SPDX-License-Identifier: Apache-2.0

/// What a release says of a code, one bit each.
public struct CodeFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// The bits.
  public let rawValue: UInt32

  /// Takes bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The code is complete and may stand on a claim.
  public static let billable = CodeFlags(rawValue: 1 << 0)
  /// Made from a code of the tabular list and a 7th character defined on it or above it.
  public static let generated = CodeFlags(rawValue: 1 << 1)
  /// Describes the manifestation of another condition, never principal.
  public static let manifestation = CodeFlags(rawValue: 1 << 2)
  /// Describes an external cause, never principal.
  public static let externalCause = CodeFlags(rawValue: 1 << 3)
  /// Not accepted as principal diagnosis.
  public static let unacceptablePrincipal = CodeFlags(rawValue: 1 << 4)
  /// Accepted as principal diagnosis only with a secondary diagnosis.
  public static let requiresSecondary = CodeFlags(rawValue: 1 << 5)
  /// Not specific enough to be sent without a second look.
  public static let unspecified = CodeFlags(rawValue: 1 << 6)
  /// A modifier of HCPCS, not a service.
  public static let modifier = CodeFlags(rawValue: 1 << 7)
  /// Only for patients of one sex: female.
  public static let female = CodeFlags(rawValue: 1 << 8)
  /// Only for patients of one sex: male.
  public static let male = CodeFlags(rawValue: 1 << 9)
  /// Only for patients of an age: newborn (0).
  public static let newborn = CodeFlags(rawValue: 1 << 10)
  /// Only for patients of an age: pediatric (0 to 17).
  public static let pediatric = CodeFlags(rawValue: 1 << 11)
  /// Only for patients of an age: maternity (9 to 64).
  public static let maternity = CodeFlags(rawValue: 1 << 12)
  /// Only for patients of an age: adult (15 and over).
  public static let adult = CodeFlags(rawValue: 1 << 13)

  /// The names of the bits set, as they are written in JSON.
  public var names: [String] {
    Self.named.filter { contains($0.flag) }.map(\.name)
  }

  private static let named: [(flag: CodeFlags, name: String)] = [
    (.generated, "generated"), (.manifestation, "manifestation"),
    (.externalCause, "external-cause"), (.unacceptablePrincipal, "unacceptable-principal"),
    (.requiresSecondary, "requires-secondary"), (.unspecified, "unspecified"),
    (.modifier, "modifier"), (.female, "female"), (.male, "male"), (.newborn, "newborn"),
    (.pediatric, "pediatric"), (.maternity, "maternity"), (.adult, "adult"),
  ]
}
