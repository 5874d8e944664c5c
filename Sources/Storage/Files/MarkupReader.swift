// SPDX-License-Identifier: Apache-2.0

import CLibraries
public import CodeSets

/// Reads XML into a tree, by the library expat.
public enum MarkupReader {
  /// The root element of a document.
  ///
  /// - Throws: ``FileFailure/Code/badMarkup`` with the line where the document is not well-formed.
  /// - Complexity: O(*n*).
  public static func root(of bytes: [UInt8], path: String) throws(FileFailure) -> MarkupElement {
    guard let parser = XML_ParserCreate(nil) else { throw FileFailure(.tooLarge, path) }
    defer { XML_ParserFree(parser) }
    let builder = TreeBuilder(parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
    XML_SetElementHandler(parser, startElement, endElement)
    XML_SetCharacterDataHandler(parser, characterData)
    let status = bytes.withUnsafeBytes {
      XML_Parse(parser, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), 1)
    }
    guard status == XML_STATUS_OK, let root = builder.root else {
      let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
      throw FileFailure(
        .badMarkup, path, line: Int(XML_GetCurrentLineNumber(parser)), reason: reason)
    }
    return root
  }
}

/// Collects the elements that are open while a document is read.
private final class TreeBuilder {
  var root: MarkupElement?
  private var open: [MarkupElement] = []
  private var text: [UInt8] = []
  private let parser: XML_Parser

  init(_ parser: XML_Parser) { self.parser = parser }

  func start(_ name: String, _ attributes: [String: String]) {
    closeText()
    let line = Int(XML_GetCurrentLineNumber(parser))
    open.append(MarkupElement(name, attributes: attributes, line: line))
  }

  func end() {
    closeText()
    let element = open.removeLast()
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].content.append(.element(element))
    }
  }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) { text += bytes }

  /// White space alone, which only sets out the document, is not kept.
  private func closeText() {
    guard !text.isEmpty else { return }
    if !open.isEmpty, !text.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
      open[open.count - 1].content.append(.text(String(decoding: text, as: UTF8.self)))
    }
    text.removeAll(keepingCapacity: true)
  }
}

private func builder(_ context: UnsafeMutableRawPointer?) -> TreeBuilder? {
  context.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
}

private func startElement(
  _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?,
  _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) {
  var pairs: [String: String] = [:]
  var at = 0
  while let attributes, let key = attributes[at], let value = attributes[at + 1] {
    pairs[String(cString: key)] = String(cString: value)
    at += 2
  }
  builder(context)?.start(name.map { String(cString: $0) } ?? "", pairs)
}

private func endElement(_ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?) {
  builder(context)?.end()
}

private func characterData(
  _ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?, _ length: Int32
) {
  text?.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
    builder(context)?.characters(UnsafeBufferPointer(start: $0, count: Int(length)))
  }
}
