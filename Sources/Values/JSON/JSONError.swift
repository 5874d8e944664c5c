// SPDX-License-Identifier: Apache-2.0

/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Code: String, Sendable {
    /// The text ends inside a value.
    case unexpectedEnd = "the text ends inside a value"
    /// A character that cannot stand here.
    case unexpectedCharacter = "a character that cannot stand here"
    /// A control character inside a string.
    case controlCharacter = "a control character inside a string"
    /// An escape that does not exist, or half a surrogate pair.
    case badEscape = "an escape that does not exist"
    /// A string that is not UTF-8.
    case notUTF8 = "bytes that are not UTF-8"
    /// More than 200 levels.
    case tooDeep = "more than 200 levels"
    /// Something follows the value.
    case trailingText = "something follows the value"
  }

  /// What is wrong.
  public let code: Code
  /// The line, counted from 1.
  public let line: Int
  /// The byte in the whole text, counted from 1.
  public let byte: Int

  init(_ code: Code, in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    self.code = code
    line = 1 + bytes[..<min(offset, bytes.count)].count { $0 == 0x0A }
    byte = offset + 1
  }

  /// Where it is wrong.
  public var place: Place { .text(line: line, byte: byte) }
}

extension JSON {
  /// Reads one JSON value from the whole of a text.
  ///
  /// - Throws: ``JSONError`` with the line and byte of the first fault.
  /// - Complexity: O(*n*).
  ///
  /// Source: RFC 8259. A byte order mark before the value is passed over.
  public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    self = try JSONReader.read(bytes)
  }

  /// Reads one JSON value from bytes held in an array.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONError) in try JSONReader.read(buffer) }
    }
    self = try result.get()
  }

  /// Reads one JSON value from a string.
  public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }
}
