// SPDX-License-Identifier: Apache-2.0

public import Values

/// Something that somebody has done or read, as the audit log keeps it.
///
/// Each record is hashed with the one before, so that none can be changed, taken out, put in or swapped without every
/// hash after it being another. What was done to whom is told by the practice's own numbers, never by names.
///
/// Source: 45 CFR 164.312(b) and (c); ASVS 5.0, V16.
public struct AuditRecord: Hashable, Sendable {
  /// What came of it.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// It was done, or read.
    case done
    /// It was not allowed.
    case denied
    /// It was allowed, and refused for what it was.
    case refused
    /// It failed.
    case failed
  }

  /// Its number in the practice's log, from 1.
  public var number: Int
  /// When.
  public var at: Instant
  /// Who: a user, or `system`.
  public var actor: String
  /// By what: the name of a session or token, shortened; empty for none.
  public var session: String
  /// What: an action of the table of permissions, or a move of its own such as `session.login`.
  public var action: String
  /// What kind of thing it was done to, such as `patient`; empty for none.
  public var kind: String
  /// Which one: the practice's own number of it; empty for none.
  public var subject: String
  /// Which patient it concerns; empty for none.
  public var patient: String
  /// What came of it.
  public var outcome: Outcome
  /// Why, where a person had to say so; the rules that refused it; never what a field said.
  public var reason: String

  /// Makes a record.
  public init(
    number: Int = 0, at: Instant, actor: String, session: String = "", action: String,
    kind: String = "", subject: String = "", patient: String = "", outcome: Outcome = .done,
    reason: String = ""
  ) {
    self.number = number
    self.at = at
    self.actor = actor
    self.session = session
    self.action = action
    self.kind = kind
    self.subject = subject
    self.patient = patient
    self.outcome = outcome
    self.reason = reason
  }

  /// The bytes that are hashed: every member after its length, behind the hash before.
  public func bytes(after previous: Digest) -> [UInt8] {
    var bytes = previous.bytes
    let members = [
      "\(number)", "\(at.microseconds)", actor, session, action, kind, subject, patient,
      outcome.rawValue, reason,
    ]
    for member in members {
      let count = UInt32(truncatingIfNeeded: member.utf8.count)
      for shift: UInt32 in [24, 16, 8, 0] {
        bytes.append(UInt8(truncatingIfNeeded: count >> shift))
      }
      bytes.append(contentsOf: member.utf8)
    }
    return bytes
  }
}
