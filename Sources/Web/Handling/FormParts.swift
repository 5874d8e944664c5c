// SPDX-License-Identifier: Apache-2.0

/// The fields and files of a form.
///
/// A name that stands twice refuses the form: two readers could take different ones. Control characters other than line
/// breaks and tabulators do as well.
///
/// Source: RFC 7578 (multipart/form-data); the URL Standard, section 5 (application/x-www-form-urlencoded).
struct FormParts {
  private(set) var members: [String: String] = [:]
  private(set) var files: [String: [UInt8]] = [:]

  /// The most fields that a form may have.
  static let mostFields = 2000

  /// Reads a form that is encoded as an address.
  init?(encoded bytes: [UInt8]) {
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]),
        let value = parts.count > 1 ? Self.decoded(parts[1]) : "", add(name, value)
      else { return nil }
    }
  }

  /// Reads a form with files.
  ///
  /// - Parameter type: The header that names the boundary.
  init?(_ bytes: [UInt8], type: String) {
    guard let boundary = Self.parameter("boundary", of: type), !boundary.isEmpty,
      boundary.utf8.count <= 70
    else { return nil }
    let mark = Array("--\(boundary)".utf8)
    var rest = bytes[...]
    guard rest.starts(with: mark) else { return nil }
    rest = rest.dropFirst(mark.count)
    while rest.starts(with: [13, 10]) {
      rest = rest.dropFirst(2)
      guard let end = Self.range(of: [13, 10] + mark, in: rest),
        Self.take(rest[..<end], into: &self)
      else { return nil }
      rest = rest[(end + 2 + mark.count)...]
    }
    guard rest.starts(with: Array("--".utf8)) else { return nil }
  }

  private static func take(_ part: ArraySlice<UInt8>, into form: inout FormParts) -> Bool {
    guard let headEnd = range(of: [13, 10, 13, 10], in: part) else { return false }
    let head = String(decoding: part[..<headEnd], as: UTF8.self)
    let content = part[(headEnd + 4)...]
    guard
      let disposition = head.split(separator: "\r\n").first(where: {
        $0.lowercased().hasPrefix("content-disposition:")
      }), let name = parameter("name", of: String(disposition))
    else { return false }
    if parameter("filename", of: String(disposition)) != nil {
      // A field for a file that was left empty comes without bytes.
      guard form.files[name] == nil else { return false }
      if !content.isEmpty { form.files[name] = Array(content) }
      return true
    }
    guard let text = String(validating: content, as: UTF8.self) else { return false }
    return form.add(name, text)
  }

  private mutating func add(_ name: String, _ value: String) -> Bool {
    guard members.count < Self.mostFields, members[name] == nil, !name.isEmpty,
      value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || [9, 10, 13].contains($0) })
    else { return false }
    members[name] = value
    return true
  }

  /// The text of encoded bytes; nothing where they are not UTF-8, or a sign stands alone.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "+"): text.append(0x20)
      case UInt8(ascii: "%"):
        guard index + 2 < bytes.endIndex, let high = nibble(bytes[index + 1]),
          let low = nibble(bytes[index + 2])
        else { return nil }
        text.append(high << 4 | low)
        index += 2
      case let byte: text.append(byte)
      }
      index += 1
    }
    return String(validating: text, as: UTF8.self)
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func parameter(_ name: String, of header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].lowercased() == name else { continue }
      let value = pair[1].drop { $0 == " " }
      return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
        ? String(value.dropFirst().dropLast()) : String(value)
    }
    return nil
  }

  private static func range(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = needle.first, bytes.count >= needle.count else { return nil }
    var index = bytes.startIndex
    let last = bytes.endIndex - needle.count
    while index <= last {
      guard let next = bytes[index...last].firstIndex(of: first) else { return nil }
      if bytes[next..<(next + needle.count)].elementsEqual(needle) { return next }
      index = next + 1
    }
    return nil
  }
}
