// SPDX-License-Identifier: Apache-2.0

public import Values

/// The Official Guidelines for Coding and Reporting, read where they lie in the mapped file.
public struct Guidelines: @unchecked Sendable {
  /// The codebook that holds them.
  public let book: Codebook
  private let sections: UnsafeBufferPointer<GuidelinesLayout.Section>
  private let mentions: UnsafeBufferPointer<GuidelinesLayout.Mention>
  private let texts: StringTable

  /// Takes the guidelines out of a codebook.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    sections = book.records("sections", of: GuidelinesLayout.Section.self)
    mentions = book.records("mentions", of: GuidelinesLayout.Mention.self)
    texts = StringTable(book)
    guard !sections.isEmpty, !book.section("texts").isEmpty else {
      throw CodebookError(.sectionMissing, section: "sections")
    }
  }

  /// The release.
  public var release: Release { book.release }

  /// How many sections there are, at every depth.
  public var count: Int { sections.count }

  /// The section at a position, in the order of the text.
  public subscript(position: Int) -> GuidelineSection {
    let record = sections[position]
    return GuidelineSection(
      texts[record.label], texts[record.title], text: texts[record.text],
      level: Int(record.level), line: Int(record.line))
  }

  /// The sections directly below one, or the top ones where none is given.
  public func children(of position: Int?) -> [Int] {
    var found: [Int] = []
    var at = position.map { $0 + 1 } ?? 0
    let end = position.map { Int(sections[$0].end) } ?? sections.count
    while at < end {
      found.append(at)
      at = Int(sections[at].end)
    }
    return found
  }

  /// Where a section stands, by its label as people write it: `I.C.4.a.3`, `Section II.H.`, `I.C.4.a.3)`.
  public func position(of label: String) -> Int? {
    let wanted = Self.parts(label)
    return sections.indices.first { Self.parts(texts[sections[$0].label]) == wanted }
  }

  /// The sections that name a code, a code above it or a code below it, the narrowest reference first;
  /// last the section of its chapter.
  public func sections(naming code: PackedCode) -> [Int] {
    var seen: Set<Int> = []
    var found: [Int] = []
    for mention in mentions
    where mention.reference.contains(code) || mention.reference.first.hasPrefix(code) {
      let section = Int(mention.section)
      if seen.insert(section).inserted { found.append(section) }
    }
    guard let chapter = found.first(where: { isChapter($0) && contains(code, chapter: $0) }) else {
      return found
    }
    return found.filter { $0 != chapter } + [chapter]
  }

  /// What the answer for a code says of them.
  public func references(to code: PackedCode) -> [GuidelineReference] {
    sections(naming: code).map {
      GuidelineReference(
        document: release.name, section: texts[sections[$0].label],
        title: texts[sections[$0].title])
    }
  }

  /// Tells whether a section is that of a chapter: one directly below I.C.
  private func isChapter(_ position: Int) -> Bool {
    sections[position].level == 2 && texts[sections[position].label].hasPrefix("I.C.")
  }

  /// Tells whether a chapter's heading names a range or code that a code lies in.
  private func contains(_ code: PackedCode, chapter: Int) -> Bool {
    let heading = GuidelineSection("", texts[sections[chapter].title], text: "", level: 2, line: 0)
    return heading.references.contains { $0.contains(code) }
  }

  private static func parts(_ label: String) -> [String] {
    label.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { $0 != "section" }
  }
}
