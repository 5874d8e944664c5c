// SPDX-License-Identifier: Apache-2.0

/// From whom to whom control numbers count; each way has its own.
public struct NumberRoute: Hashable, Sendable {
  /// Who sends: qualifier and identifier of the ISA, such as `ZZ:CLINIC`.
  public let sender: String
  /// Who receives, likewise.
  public let receiver: String

  /// Makes a route.
  public init(sender: String, receiver: String) {
    self.sender = sender
    self.receiver = receiver
  }
}

/// An interchange that goes out under a number, as the journal has it.
///
/// It is *reserved* once it has its numbers, *written* once its bytes lie complete beside their place, and
/// *sent* once they are in their place. Between written and sent nobody can tell after a crash whether
/// somebody has taken the file away already; so the number stays bound to this content for good.
public struct OutgoingInterchange: Hashable, Sendable {
  /// How far it has come.
  public enum State: String, Hashable, Sendable {
    /// It has numbers; no byte of it is where anybody could take it.
    case reserved
    /// Its bytes are complete, and may be in their place.
    case written
    /// It is in its place.
    case sent
  }

  /// Its row in the journal.
  public let id: Int
  /// From whom to whom.
  public let route: NumberRoute
  /// ISA13.
  public let interchange: Int
  /// GS06 of each functional group, in order.
  public let groups: [Int]
  /// ST02 of each transaction set, in order.
  public let sets: [Int]
  /// A digest of what it says, apart from numbers, date and time.
  public let content: String
  /// Where it belongs.
  public let path: String
  /// Where its bytes are complete before they get there.
  public let partial: String
  /// The SHA-256 of its bytes; nothing while it is only reserved.
  public let digest: String?
  /// How far it has come.
  public let state: State
}

/// What asking for numbers gives.
public enum NumberReservation: Hashable, Sendable {
  /// Numbers to write the interchange with: new ones, or those of an earlier attempt at the same content
  /// that came to nothing.
  case write(OutgoingInterchange)
  /// An earlier attempt at the same content was cut short after its file was complete; the file is in its
  /// place now, and has only to be confirmed.
  case placed(OutgoingInterchange)
}
