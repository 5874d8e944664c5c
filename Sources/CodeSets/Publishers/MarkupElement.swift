// SPDX-License-Identifier: Apache-2.0

/// An element of a publisher's XML file, with all that it contains.
///
/// The pure layers read no XML themselves: whoever opens the file parses it and hands over the tree.
public struct MarkupElement: Sendable {
  /// A part of an element's content.
  public enum Content: Sendable {
    /// Character data.
    case text(String)
    /// An element inside.
    case element(MarkupElement)
  }

  /// The element's name.
  public let name: String
  /// The attributes.
  public let attributes: [String: String]
  /// The line on which it begins, counted from 1.
  public let line: Int
  /// What it contains, in order.
  public var content: [Content]

  /// Makes an element.
  public init(_ name: String, attributes: [String: String], line: Int, content: [Content] = []) {
    self.name = name
    self.attributes = attributes
    self.line = line
    self.content = content
  }

  /// The elements directly inside, in order.
  public var children: [MarkupElement] {
    content.compactMap { if case .element(let child) = $0 { child } else { nil } }
  }

  /// The elements directly inside that have a name.
  public func children(_ name: String) -> [MarkupElement] { children.filter { $0.name == name } }

  /// The first element directly inside that has a name.
  public func first(_ name: String) -> MarkupElement? {
    for part in content {
      if case .element(let child) = part, child.name == name { return child }
    }
    return nil
  }

  /// All character data inside, at any depth, with runs of white space as one blank.
  public var text: String {
    var words: [Substring] = []
    collect(into: &words)
    return words.joined(separator: " ")
  }

  /// The character data directly inside, without that of elements inside.
  public var ownText: String {
    content.compactMap { if case .text(let text) = $0 { text } else { nil } }
      .flatMap { $0.split(whereSeparator: \.isWhitespace) }.joined(separator: " ")
  }

  private func collect(into words: inout [Substring]) {
    for part in content {
      switch part {
      case .text(let text): words += text.split(whereSeparator: \.isWhitespace)
      case .element(let child): child.collect(into: &words)
      }
    }
  }
}
