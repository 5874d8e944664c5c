// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationXML

@testable import CodeSets

/// Parses XML into elements, for tests; the program uses the reader of `Storage`.
final class MarkupParser: NSObject, XMLParserDelegate {
  private var open: [MarkupElement] = []
  private var root: MarkupElement?

  static func parse(_ bytes: [UInt8]) throws -> MarkupElement {
    let delegate = MarkupParser()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = delegate
    guard parser.parse(), let root = delegate.root else {
      throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
    }
    return root
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(MarkupElement(name, attributes: attributes, line: parser.lineNumber))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let element = open.removeLast()
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].content.append(.element(element))
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    open[open.count - 1].content.append(.text(text))
  }
}
