// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Coding
public import Values

/// Asks what a chart lacks: queries to the provider, each with the words of the chart that raise it.
public struct QueryNotes {
  private let library: NoteLibrary
  private let setting: CodingSetting?
  private let day: CalendarDate?

  /// Takes what notes are read with.
  ///
  /// - Parameters:
  ///   - setting: `inpatient` or `outpatient`; nothing to have it read from the note.
  ///   - day: The date of service; for a stay the day of discharge.
  public init(_ library: NoteLibrary, setting: String? = nil, day: CalendarDate? = nil) {
    self.library = library
    self.setting = setting.flatMap(CodingSetting.init(rawValue:))
    self.day = day
  }

  /// The queries that the note in a file gives rise to; `-` is the standard input.
  ///
  /// - Returns: `queries`, each with `kind`, `topic`, `title`, `indicators`, `question`, `form`, `choices`, `code`.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read, is no text or is empty.
  public func answer(_ path: String) throws(WorkflowFailure) -> JSON {
    try answer(NoteFile(path))
  }

  func answer(_ file: NoteFile) throws(WorkflowFailure) -> JSON {
    let coder = library.coder()
    let note = library.grammar.read(file.text)
    let setting = setting ?? coder.setting(of: note)
    let coded = coder.code(file.text, NoteCoder.Circumstances(setting: setting))
    let queries = NoteLibrary.review.queries(
      note, coded, codes: library.concepts.codes, setting: setting, day: day)
    return .members(
      ("note", .string(file.name)),
      ("queries", .array(queries.map { json($0, note, file.text) })),
      ("edition", .string(library.release.edition)))
  }

  private func json(_ query: ProviderQuery, _ note: ClinicalNote, _ text: [UInt8]) -> JSON {
    .members(
      ("kind", .string(query.kind.rawValue)), ("topic", .string(query.topic)),
      ("title", .string(query.title)),
      ("code", query.code.map { .string(CodeSetID.icd10cm.printed($0)) }),
      ("indicators", .array(query.indicators.map { indicator($0, note, text) })),
      ("question", .string(query.question)),
      ("form", .string(query.choices.isEmpty ? "open" : "multiple-choice")),
      ("choices", query.choices.isEmpty ? nil : .array(query.choices.map(JSON.string))))
  }

  /// The words that raise a query, with the sentence that they stand in.
  private func indicator(_ bytes: Range<Int>, _ note: ClinicalNote, _ text: [UInt8]) -> JSON {
    var quote = bytes
    for sentence in note.sentences where !sentence.tokens.isEmpty {
      let tokens = note.tokens.tokens
      let start = tokens[sentence.tokens.lowerBound].bytes.lowerBound
      let end = tokens[sentence.tokens.upperBound - 1].bytes.upperBound
      guard start <= bytes.lowerBound, bytes.lowerBound < end else { continue }
      // A sentence that is too long to quote is cut to the words around the indicator.
      quote =
        end - start <= 240
        ? min(start, bytes.lowerBound)..<max(end, bytes.upperBound)
        : Self.around(bytes, in: start..<max(end, bytes.upperBound), text)
      break
    }
    return .members(
      ("start", .int(bytes.lowerBound)), ("end", .int(bytes.upperBound)),
      ("line", .int(1 + text[..<bytes.lowerBound].count { $0 == 0x0A })),
      ("words", .string(Self.words(bytes, text))), ("quote", .string(Self.words(quote, text))))
  }

  private static func around(
    _ bytes: Range<Int>, in sentence: Range<Int>, _ text: [UInt8]
  ) -> Range<Int> {
    var start = max(sentence.lowerBound, bytes.lowerBound - 100)
    while start > sentence.lowerBound, text[start - 1] > 0x20 { start -= 1 }
    var end = min(sentence.upperBound, bytes.upperBound + 100)
    while end < sentence.upperBound, text[end] > 0x20 { end += 1 }
    return start..<end
  }

  /// Words of the note in one line.
  private static func words(_ bytes: Range<Int>, _ text: [UInt8]) -> String {
    String(decoding: text[bytes], as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
  }
}
