// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Values
import Workflows

/// `cleanclaim x12 show`
struct X12Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a file with the names of its loops, segments, elements and codes.",
    discussion: """
      The words are in colour on a terminal, unless NO_COLOR is set. --html writes one page that needs \
      nothing else.

      Examples:
        cleanclaim x12 show claims.edi | less -R
        cleanclaim x12 show claims.edi --html --validate > claims.html
      """)

  @OptionGroup var input: InterchangeOptions

  @Flag(help: "Write one HTML page, with loops that can be folded.")
  var html = false

  @Flag(name: .customLong("validate"), help: "Mark in the HTML page what x12 validate finds.")
  var marks = false

  @Flag(help: "In colour always.")
  var color = false

  func validate() throws {
    if marks, !html { throw ValidationError("--validate needs --html; see also x12 validate.") }
  }

  func run() throws {
    try Face.run { () throws(WorkflowFailure) in
      if html {
        try input.interchanges.page(
          title: title, judging: marks ? .init() : nil
        ) { Face.put($0) }
      } else {
        var text = ShownText(isColoured: color || Self.isTerminal)
        defer { text.flush() }
        try input.interchanges.show { text.take($0) }
      }
      Face.endProgress()
    }
  }

  /// The file as the person who gave it knows it.
  private var title: String {
    input.file == "-"
      ? "Standard input" : input.file.split(separator: "/").last.map(String.init) ?? input.file
  }

  private static var isTerminal: Bool {
    guard isatty(1) == 1 else { return false }
    // An empty value counts as not set: no-color.org.
    guard let value = getenv("NO_COLOR") else { return true }
    return value.pointee == 0
  }
}

/// Lays items out as text: a level or a segment a line, its elements below.
struct ShownText {
  private let isColoured: Bool
  private var depth = 0
  private var text = ""

  init(isColoured: Bool) { self.isColoured = isColoured }

  mutating func take(_ item: ShownItem) {
    switch item {
    case .begin(let level):
      let kind = level.kind == .loop ? "" : "\(level.kind.rawValue) "
      line("\(styled(kind + level.id, "1;34"))  \(styled(level.name, "1"))")
      depth += 1
    case .end: depth -= 1
    case .segment(let segment):
      line("\(styled(segment.id, "36"))  \(segment.name)")
      let width = segment.elements.map { $0.name.count }.max() ?? 0
      for element in segment.elements {
        let meaning = element.meaning.isEmpty ? "" : "  \(styled(element.meaning, "32"))"
        let place = String(element.place.dropFirst(segment.id.count)).padded(to: 6)
        let name = width == 0 ? "" : element.name.padded(to: width + 2)
        line("    \(styled(place, "2"))\(name)\(Self.printable(element.value))\(meaning)")
      }
    }
    if text.utf8.count > 1 << 16 { flush() }
  }

  mutating func flush() {
    Face.put(text)
    text = ""
  }

  private mutating func line(_ line: String) {
    text += String(repeating: "  ", count: depth)
    text += line
    text += "\n"
  }

  private func styled(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// What came in a file never steers the terminal.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return text
    }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "·" : $0 }))
  }
}
