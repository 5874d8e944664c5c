// SPDX-License-Identifier: Apache-2.0

/// Where a level stands in a tree of levels: an HL segment.
///
/// The numbers are those that were read. A level that is new has none; then all levels of its
/// transaction set are numbered anew when it is written.
public struct HierarchicalLevel: Hashable, Sendable {
  /// What a level stands for; the raw value is the word for it in JSON.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Who has the information: a payer, or the reviewer of a request.
    case source
    /// Who asks for it.
    case receiver
    /// A provider of service.
    case provider
    /// Who holds the policy.
    case subscriber
    /// Who is insured through the subscriber.
    case dependent
    /// The patient, whoever holds the policy: 277CA.
    case patient
    /// An event that is to be reviewed: 278.
    case event
    /// A service that is to be reviewed: 278.
    case service
    /// Any other level, as a file of another guide may have one.
    case other
  }

  /// What it stands for.
  public var kind: Kind
  /// Its number in the transaction set.
  public var number: String?
  /// The number of the level above.
  public var parent: String?
  /// `1` where levels follow below, `0` where none do; some sets leave it out.
  public var hasChild: String?

  /// Makes a level that is to be numbered.
  public init(_ kind: Kind = .other) { self.kind = kind }
}
