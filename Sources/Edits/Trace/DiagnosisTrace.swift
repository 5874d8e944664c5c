// SPDX-License-Identifier: Apache-2.0

public import Values

/// What was asked of one diagnosis and what came of it: the ground on which `explain` answers.
public struct DiagnosisTrace: Hashable, Sendable {
  /// One note of the tabular list that was held against the encounter.
  public struct NoteCheck: Hashable, Sendable {
    /// What came of a note.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
      /// Nothing on the encounter is what the note excludes.
      case clear
      /// A code that the note excludes is on the encounter.
      case conflict
      /// What the note asks for is there.
      case satisfied
      /// What should stand before the code stands after it.
      case outOfOrder = "out-of-order"
      /// What the note asks for is not there, and a finding says so.
      case missing
      /// What the note asks for is not there, and need not be as far as the codes tell.
      case notAsked = "not-asked"
    }

    /// The kind of note, such as `code-first`.
    public let kind: String
    /// The level at which it is printed.
    public let level: String
    /// The line of the source file.
    public let line: Int
    /// The words of the publisher.
    public let text: String
    /// What came of it.
    public let outcome: Outcome
    /// The codes of the encounter that the note names, as printed.
    public let named: [String]
  }

  /// The position of the diagnosis in the encounter, from 1.
  public let position: Int
  /// The code as printed.
  public let code: String
  /// The name of its set.
  public let set: String
  /// The day whose codes applied; nothing where the encounter states none.
  public let day: CalendarDate?
  /// The release that decided whether the code is valid; nothing where none covers the day.
  public let edition: String?
  /// The release whose notes were read, where there is one.
  public let describedBy: String?
  /// The full title of the code, where a release has it.
  public let title: String?
  /// `valid`, `not judged`, or the rule that the code itself breaks.
  public let standing: String
  /// What the releases say of the code, such as `manifestation`.
  public let flags: [String]
  /// The place in the order of the claim, from 1; nothing for one that is reported beside the others.
  public let order: Int?
  /// The notes, the nearest level first within each kind.
  public let notes: [NoteCheck]
  /// The rules that found something at this diagnosis, in order.
  public let rules: [String]
}

extension DiagnosisTrace {
  /// The trace in the shape that every face gives.
  public var json: JSON {
    .members(
      ("position", .int(position)), ("code", .string(code)), ("set", .string(set)),
      ("title", title.map(JSON.string)), ("on", .date(day)), ("edition", .text(edition)),
      ("described_by", .text(describedBy)), ("standing", .string(standing)),
      ("flags", .array(flags.map(JSON.string))), ("order", order.map { .int($0) } ?? .null),
      ("notes", .array(notes.map(\.json))), ("findings", .array(rules.map(JSON.string))))
  }
}

extension DiagnosisTrace.NoteCheck {
  /// The note and what came of it.
  public var json: JSON {
    .members(
      ("kind", .string(kind)), ("level", .string(level)), ("line", .int(line)),
      ("text", .string(text)), ("outcome", .string(outcome.rawValue)),
      ("codes", .array(named.map(JSON.string))))
  }
}
