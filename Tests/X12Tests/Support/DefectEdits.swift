// SPDX-License-Identifier: Apache-2.0

import X12

/// The little language in which `Tests/Fixtures/x12/defects.tsv` says how a good file is spoilt.
struct DefectEdits {
  private var segments: [String]
  /// Bytes to be replaced when all else is done.
  private var replacements: [(old: [UInt8], new: [UInt8])] = []

  init(_ file: [UInt8]) {
    segments = String(decoding: file, as: UTF8.self)
      .split(separator: "~").map { String($0.drop { $0.isWhitespace }) }
      .filter { !$0.isEmpty }
  }

  private init(_ segments: [String]) { self.segments = segments }

  /// The spoilt file, with the count in SE01 put right.
  var bytes: [UInt8] {
    var lines = segments
    var start = 0
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("ST*") { start = index }
      if line.hasPrefix("SE*") {
        var elements = line.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        elements[1] = String(index - start + 1)
        lines[index] = elements.joined(separator: "*")
      }
    }
    var bytes = Array(lines.map { $0 + "~\n" }.joined().utf8)
    for (old, new) in replacements { bytes.replace(old, with: new) }
    return bytes
  }

  /// The element that a single edit set, such as `HI01-4`, and its segment's number in the set; nothing for
  /// other edits, or where the segment is no longer found.
  func element(setBy text: String) -> (reference: String, segmentIndex: Int)? {
    let words = Self.words(of: text)
    guard words[0] == "set", words.count > 2, !text.contains(" ; "), let index = find(words[1]),
      let start = segments.firstIndex(where: { $0.hasPrefix("ST*") }),
      let place = words[2].split(separator: "=").first
    else { return nil }
    let id = words[1].prefix { !"[#".contains($0) }
    return (id + place.filter { $0 != " " }, index - start + 1)
  }

  /// Carries out edits; false where one of them names what is not there.
  mutating func apply(_ text: String) -> Bool {
    text.components(by: " ; ").allSatisfy { edit($0) }
  }

  private mutating func edit(_ text: String) -> Bool {
    if text.hasPrefix("text ") {
      let parts = String(text.dropFirst(5)).components(by: " => ")
      replacements.append((Self.bytes(of: parts[0]), Self.bytes(of: parts[1])))
      return bytes != DefectEdits(segments).bytes
    }
    let words = Self.words(of: text)
    guard words.count > 1, let index = find(words[1]) else { return false }
    switch words[0] {
    case "drop": segments.remove(at: index)
    case "after": segments.insert(inserted(words[2]), at: index + 1)
    case "before": segments.insert(inserted(words[2]), at: index)
    case "set":
      let parts = words[2].split(separator: "=", maxSplits: 1).map(String.init)
      let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
      set(index, parts[0].filter { $0 != " " }, value)
    default: return false
    }
    return true
  }

  /// The bytes that a text stands for: `<0D>` is one byte, anything else itself.
  private static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      let digits = String(decoding: rest.dropFirst().prefix(2), as: UTF8.self)
      let isByte = first == UInt8(ascii: "<") && rest.dropFirst(3).first == UInt8(ascii: ">")
      let byte = isByte ? UInt8(digits, radix: 16) : nil
      bytes.append(byte ?? first)
      rest = rest.dropFirst(byte == nil ? 1 : 4)
    }
    return bytes
  }

  /// The verb, the segment, which may have blanks between brackets, and the rest.
  private static func words(of text: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in text {
      if character == "[" { isQuoted = true }
      if character == "]" { isQuoted = false }
      if character == " ", !isQuoted, words.count < 3 {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  private func inserted(_ text: String) -> String {
    String(text.dropFirst("insert ".count))
  }

  /// `NM1[01=IL]#2`: the second NM1 whose first element is IL.
  private func find(_ text: String) -> Int? {
    let parts = text.split(separator: "#")
    let wanted = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
    guard let reference = Reference(String(parts[0])) else { return nil }
    var seen = 0
    for (index, line) in segments.enumerated() where reference.fits(line) {
      seen += 1
      if seen == wanted { return index }
    }
    return nil
  }

  private mutating func set(_ index: Int, _ place: String, _ value: String) {
    var elements = segments[index].split(separator: "*", omittingEmptySubsequences: false)
      .map(String.init)
    let numbers = place.split(separator: "-").compactMap { Int($0) }
    while elements.count <= numbers[0] { elements.append("") }
    if numbers.count > 1 {
      var components = elements[numbers[0]].split(separator: ":", omittingEmptySubsequences: false)
        .map(String.init)
      while components.count < numbers[1] { components.append("") }
      components[numbers[1] - 1] = value
      while components.last == "" { components.removeLast() }
      elements[numbers[0]] = components.joined(separator: ":")
    } else {
      elements[numbers[0]] = value
    }
    while elements.last == "" { elements.removeLast() }
    segments[index] = elements.joined(separator: "*")
  }

  private struct Reference {
    let id: String
    var qualifier: (element: Int, component: Int, value: String)?

    init?(_ text: String) {
      let parts = text.split { "[]".contains($0) }.map(String.init)
      guard let id = parts.first else { return nil }
      self.id = id
      guard parts.count > 1 else { return }
      let pair = parts[1].split(separator: "=").map(String.init)
      let numbers = pair[0].split(separator: "-").compactMap { Int($0) }
      qualifier = (numbers[0], numbers.count > 1 ? numbers[1] : 0, pair[1])
    }

    func fits(_ line: String) -> Bool {
      let elements = line.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
      guard elements[0] == id else { return false }
      guard let qualifier else { return true }
      guard elements.count > qualifier.element else { return false }
      let value = elements[qualifier.element]
      let components = value.split(separator: ":", omittingEmptySubsequences: false)
        .map(String.init)
      return qualifier.component == 0
        ? value == qualifier.value
        : components.count >= qualifier.component
          && components[qualifier.component - 1] == qualifier.value
    }
  }
}

extension String {
  func components(by separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
