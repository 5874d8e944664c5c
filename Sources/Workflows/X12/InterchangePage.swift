// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// Writes a file as one HTML page that needs nothing else: levels that fold, segments, named elements.
struct InterchangePage: ~Copyable {
  var buffer: OutputBuffer

  init(_ output: @escaping InterchangeFile.Output) { buffer = OutputBuffer(output) }

  /// Writes what stands before the file: its title, and what was found as a whole.
  mutating func begin(title: String, judgement: Judgement?, outside: [JSON]) {
    put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    put("<title>\(Self.escaped(title))</title>\n<style>\n")
    buffer.bytes += Assets.bytes("x12/page.css")
    put("</style>\n</head>\n<body>\n<main>\n<h1>\(Self.escaped(title))</h1>\n")
    guard let judgement else { return }
    let count = judgement.counts["findings"]?.int ?? 0
    let result =
      !judgement.isReadable ? "Unreadable" : judgement.isAccepted ? "Accepted" : "Rejected"
    put("<p class=\"result\">\(result): \(count) \(count == 1 ? "finding" : "findings")</p>\n")
    put(list(outside))
  }

  /// Writes an item.
  mutating func take(_ item: ShownItem) {
    switch item {
    case .begin(let level):
      let kind = level.kind == .loop ? "" : "\(level.kind.rawValue) "
      put("<details open class=\"\(level.kind.rawValue)\"><summary>")
      put("<b>\(Self.escaped(kind + level.id))</b> \(Self.escaped(level.name))</summary>\n")
    case .end: put("</details>\n")
    case .segment(let segment): put(segment)
    }
    buffer.flush()
  }

  /// Writes what stands after the file.
  mutating func finish() {
    put("</main>\n</body>\n</html>\n")
    buffer.flush(all: true)
  }

  private mutating func put(_ segment: ShownSegment) {
    let mark = segment.findings.isEmpty ? "" : " found"
    put("<section class=\"segment\(mark)\"><h2><code>\(Self.escaped(segment.id))</code> ")
    put("\(Self.escaped(segment.name)) <small>line \(segment.line)</small></h2>\n")
    put(list(segment.findings))
    if !segment.elements.isEmpty {
      put("<table>\n")
      for element in segment.elements {
        put("<tr><th scope=\"row\">\(Self.escaped(element.place))</th>")
        put("<td>\(Self.escaped(element.name))</td><td><code>\(Self.escaped(element.value))</code>")
        if !element.meaning.isEmpty { put(" <i>\(Self.escaped(element.meaning))</i>") }
        put("</td></tr>\n")
      }
      put("</table>\n")
    }
    put("</section>\n")
  }

  private func list(_ findings: [JSON]) -> String {
    guard !findings.isEmpty else { return "" }
    let items = findings.map { finding in
      let advice = finding["what_to_do"]?.string.map { " <em>\(Self.escaped($0))</em>" } ?? ""
      return "<li class=\"\(finding["severity"]?.string ?? "informs")\">"
        + "<b>\(Self.escaped(finding["place"]?.string ?? ""))</b> "
        + "\(Self.escaped(finding["message"]?.string ?? ""))\(advice) "
        + "<small>\(Self.escaped(finding["rule"]?.string ?? ""))</small></li>\n"
    }
    return "<ul class=\"findings\">\n\(items.joined())</ul>\n"
  }

  private mutating func put(_ text: String) { buffer.bytes.append(contentsOf: text.utf8) }

  /// Text as it may stand in HTML; control characters, which may not, are shown as dots.
  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default:
        let isControl = scalar.properties.generalCategory == .control
        out.unicodeScalars.append(isControl ? "·" : scalar)
      }
    }
    return out
  }
}

extension InterchangeFile {
  /// Writes the file as one HTML page.
  ///
  /// - Parameters:
  ///   - title: The title of the page.
  ///   - judging: What to judge the file by, to mark what is found; nothing not to judge it.
  ///   - output: Takes the bytes.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; the page is whole all the same.
  public func page(
    title: String, judging: JudgeOptions? = nil, to output: @escaping Output
  ) throws(WorkflowFailure) {
    let file = judging == nil ? self : try readableTwice()
    var judgement: Judgement?
    if let judging { judgement = try file.judgement(judging) }
    var marks = MarkedFindings(judgement)
    var page = InterchangePage(output)
    page.begin(title: title, judgement: judgement, outside: marks.outside)
    try file.showMarked(&marks) { page.take($0) }
    page.finish()
    if let obstacle = marks.obstacle { throw WorkflowFailure([obstacle], .unusable) }
  }

  /// Gives the file as a person reads it, with what was found at each segment.
  private func showMarked(
    _ marks: inout MarkedFindings, each: (ShownItem) -> Void
  ) throws(WorkflowFailure) {
    var stream = try asWorkflow { try open() }
    var view = InterchangeView(guides: Assets.guides)
    reading: while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment:
        let segment = stream.segment
        let end = segment.offset + segment.exactBytes.count - segment.paddingCount
        let found = marks.take(until: end)
        for item in view.take(segment) {
          guard case .segment(var shown) = item, !found.isEmpty else {
            each(item)
            continue
          }
          shown.findings = found
          each(.segment(shown))
        }
      case .bytes: continue
      case .end: break reading
      }
    }
    for item in view.finish() { each(item) }
    marks.obstacle = stream.obstacle?.finding
  }
}

/// The findings of a judgement, handed out in the order of the file.
struct MarkedFindings {
  /// Those that are about no segment.
  let outside: [JSON]
  var obstacle: Finding?
  private var inside: ArraySlice<(offset: Int, json: JSON)>

  init(_ judgement: Judgement?) {
    let all = judgement?.inOrder ?? []
    outside = all.filter { $0.position.segment.isEmpty }.compactMap { judgement?.json($0) }
    inside =
      all.filter { !$0.position.segment.isEmpty }.compactMap { found in
        judgement.map { (found.position.offset, $0.json(found)) }
      }[...]
  }

  /// The findings up to a byte that were not given yet.
  mutating func take(until end: Int) -> [JSON] {
    let found = inside.prefix { $0.offset < end }
    inside = inside.dropFirst(found.count)
    return found.map(\.json)
  }
}
