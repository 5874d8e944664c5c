// SPDX-License-Identifier: Apache-2.0

import Access
public import Values
public import Workflows

/// A request as a route sees it: what was asked, of which practice, by whom.
public struct Call {
  /// The practice, for this request alone.
  public let practice: OpenPractice
  /// Who asks; nothing before somebody has come in.
  public let coming: Coming?
  /// The secret of the session.
  public let secret: String
  /// The parts of the address in braces.
  public let parameters: [String: String]
  /// The members of the query, of the form or of the document.
  public let members: [String: String]
  /// Files of the form, by the names of their fields.
  public let files: [String: [UInt8]]
  /// Where files of the practice are written and read.
  public let folder: String

  /// The user's name.
  public var user: String { coming?.login ?? "unknown" }

  /// A part of the address.
  public func parameter(_ name: String) -> String { parameters[name] ?? "" }

  /// A part of the address that is a number.
  ///
  /// - Throws: ``WorkflowFailure``: `web.unknown-page`: no such thing can be there.
  public func number(_ name: String) throws(WorkflowFailure) -> Int {
    guard let number = Int(parameter(name)), number > 0 else {
      throw WorkflowFailure("web.unknown-page", .rejected)
    }
    return number
  }

  /// What a field says; nothing where it is empty or not there.
  public func text(_ name: String) -> String? {
    guard let text = members[name], !text.isEmpty else { return nil }
    return text
  }

  /// What a field says that has to be there.
  ///
  /// - Throws: ``WorkflowFailure``: `web.missing-field`.
  public func need(_ name: String) throws(WorkflowFailure) -> String {
    guard let text = text(name) else {
      throw WorkflowFailure("web.missing-field", .usage, ("field", name))
    }
    return text
  }

  /// The day of a field.
  public func day(_ name: String) throws(WorkflowFailure) -> CalendarDate? {
    guard let text = text(name) else { return nil }
    guard let day = CalendarDate(text) else { throw bad(name) }
    return day
  }

  /// The amount of a field.
  public func money(_ name: String) throws(WorkflowFailure) -> Money? {
    guard let text = text(name) else { return nil }
    guard let amount = Money(text.filter { $0 != "," && $0 != "$" }) else { throw bad(name) }
    return amount
  }

  /// The whole number of a field.
  public func int(_ name: String, in range: ClosedRange<Int>) throws(WorkflowFailure) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), range.contains(number) else { throw bad(name) }
    return number
  }

  /// Whether a box is ticked.
  public func flag(_ name: String) -> Bool { ["1", "on", "true", "yes"].contains(members[name]) }

  /// How many rows a list has at most.
  public func limit() throws(WorkflowFailure) -> Int { try int("limit", in: 1...500) ?? 50 }

  private func bad(_ name: String) -> WorkflowFailure {
    WorkflowFailure("web.bad-field", .usage, ("field", name))
  }
}
