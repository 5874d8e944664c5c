// SPDX-License-Identifier: Apache-2.0

/// The verdict of a receiver on an interchange, a functional group or a transaction set.
///
/// Source: 005010X231A1, IK501 and AK901; ASC X12.5, TA104.
public enum AcknowledgementCode: String, Hashable, Sendable, CaseIterable {
  /// Taken as it is.
  case accepted = "A"
  /// Taken, though something in it is wrong.
  case acceptedWithErrors = "E"
  /// Some of its transaction sets are taken, others are not.
  case partiallyAccepted = "P"
  /// Not taken.
  case rejected = "R"
  /// Not taken: the message authentication code failed.
  case rejectedAuthentication = "M"
  /// Not taken: the assurance failed.
  case rejectedAssurance = "W"
  /// Not taken: the content could not be analysed after decryption.
  case rejectedDecryption = "X"

  /// Whether nothing of it is taken.
  public var isRejection: Bool {
    switch self {
    case .accepted, .acceptedWithErrors, .partiallyAccepted: false
    case .rejected, .rejectedAuthentication, .rejectedAssurance, .rejectedDecryption: true
    }
  }
}
