// SPDX-License-Identifier: Apache-2.0

import Values

/// Collects the sections of the Official Guidelines and lays them out for a codebook file.
public struct GuidelinesBuilder: Sendable {
  /// The sections in the order of the text: what is below one follows it, one level deeper.
  public var sections: [GuidelineSection] = []

  /// Starts without sections.
  public init() {}

  /// Writes the codebook file of a release.
  ///
  /// What each section says of which codes is settled here, the narrowest reference first, so that the
  /// sections that name a code are found in one pass over small records.
  ///
  /// - Precondition: No level is skipped.
  public func codebook(for release: Release) -> [UInt8] {
    var texts = StringTableBuilder()
    var mentions: [GuidelinesLayout.Mention] = []
    let records = sections.enumerated().map { index, section in
      mentions += section.references.map {
        GuidelinesLayout.Mention(reference: $0, section: UInt32(index), padding: 0)
      }
      return GuidelinesLayout.Section(
        label: texts.offset(of: section.label), title: texts.offset(of: section.title),
        text: texts.offset(of: section.text), line: UInt32(section.line),
        level: UInt32(section.level), end: UInt32(end(of: index)))
    }
    mentions.sort {
      ($0.width, sections.count - Int($0.section)) < ($1.width, sections.count - Int($1.section))
    }
    var writer = CodebookWriter(release)
    writer.add("sections", records: records)
    writer.add("mentions", records: mentions)
    writer.add("texts", texts.bytes)
    return writer.finished()
  }

  /// The position after the last section below one.
  private func end(of index: Int) -> Int {
    sections[(index + 1)...].firstIndex { $0.level <= sections[index].level } ?? sections.count
  }
}

/// The fixed-size records of the guidelines in a codebook file.
enum GuidelinesLayout {
  struct Section: BitwiseCopyable {
    var label: TextOffset
    var title: TextOffset
    var text: TextOffset
    var line: UInt32
    var level: UInt32
    /// The position after the last section below.
    var end: UInt32
  }

  /// That a section names codes.
  struct Mention: BitwiseCopyable {
    var reference: CodeReference
    var section: UInt32
    var padding: UInt32

    /// How much the reference spans, from its first code to the last that can be below its last.
    var width: UInt64 { reference.last.lastDescendant.bits - reference.first.bits }
  }
}
