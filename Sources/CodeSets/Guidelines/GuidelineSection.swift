// SPDX-License-Identifier: Apache-2.0

public import Values

/// One section of the Official Guidelines, under the label by which people cite it.
public struct GuidelineSection: Hashable, Sendable {
  /// The label: `I.C.4.a.3`, `II.H`, `Appendix I`.
  public let label: String
  /// The heading without its number.
  public let title: String
  /// The text below the heading, up to the next one, in the lines of the publisher.
  public let text: String
  /// The depth: 0 for a Section or an appendix.
  public let level: Int
  /// The line of the source file, counted from 1.
  public let line: Int

  /// Makes a section.
  public init(_ label: String, _ title: String, text: String, level: Int, line: Int) {
    self.label = label
    self.title = title
    self.text = text
    self.level = level
    self.line = line
  }
}

extension GuidelineSection {
  /// The codes that the heading and the text name, each once, in their order.
  ///
  /// `A00.0 through T88.9` and `F01 – F99` are ranges as `A00.0-T88.9` is; a range may go over the end of a
  /// line.
  var references: [CodeReference] {
    var plain = title + " " + text
    for (from, to) in [("-\n", "-"), ("\n", " "), (" – ", "-"), ("–", "-"), (" through ", "-")] {
      plain = plain.split(separator: from, omittingEmptySubsequences: false).joined(separator: to)
    }
    var seen: Set<CodeReference> = []
    // A condition on the fifth or sixth character holds for its own sentence only.
    return plain.split(separator: ". ").flatMap { CodeReference.references(in: String($0)) }
      .filter { seen.insert($0).inserted }
  }
}

/// Where the Official Guidelines speak of a code.
public struct GuidelineReference: Hashable, Sendable {
  /// The release, such as `icd10cm-guidelines-2025-10-01`.
  public let document: String
  /// The label of the section.
  public let section: String
  /// The heading of the section.
  public let title: String

  /// The reference as it stands in the answer for a code.
  public var json: JSON {
    .members(
      ("document", .string(document)), ("section", .string(section)), ("title", .string(title)))
  }
}
