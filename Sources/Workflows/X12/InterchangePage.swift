// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// Writes a file as one HTML page that needs nothing else: levels that fold, segments, named elements.
///
/// What was found stands at the top, and again at its segment, each a link to the other.
struct InterchangePage: ~Copyable {
  var buffer: OutputBuffer
  private var segmentCount = 0
  private var depth = 0
  private var foldedDepth: Int?
  private var isLong = false
  /// How many segments are shown unfolded: a browser lays out only these, so that a long file opens too.
  private static let unfolded = 1000

  init(_ output: @escaping InterchangeFile.Output) { buffer = OutputBuffer(output) }

  /// Writes what stands before the file: its title, and what was found.
  mutating func begin(title: String, judgement: Judgement?, found: [MarkedFinding]) {
    put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
    put("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
    put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    put("<title>\(Self.escaped(title))</title>\n<style>\n")
    buffer.bytes += Assets.bytes("x12/page.css")
    put("</style>\n</head>\n<body>\n<main>\n<h1>\(Self.escaped(title))</h1>\n")
    if let judgement { put(judgement, found) }
    put("<h2 id=\"file\">The file</h2>\n")
  }

  /// Writes an item, and what was found in it.
  mutating func take(_ item: ShownItem, found: [MarkedFinding] = []) {
    switch item {
    case .begin(let level): put(level)
    case .end:
      if foldedDepth == depth { foldedDepth = nil }
      depth -= 1
      put("</details>\n")
    case .segment(let segment): put(segment, found)
    }
    buffer.flush()
  }

  /// Writes what stands after the file: what was found there, and why it was not read further.
  mutating func finish(found: [MarkedFinding], obstacle: Finding?) {
    put(marked(found))
    if let obstacle {
      let said = FindingWords.standard.json(obstacle)
      put("<p id=\"end\" class=\"result rejects\"><b>Not read further</b> ")
      put("\(Self.words(of: said, at: obstacle.place.description))</p>\n")
    }
    put("</main>\n</body>\n</html>\n")
    buffer.flush(all: true)
  }

  private mutating func put(_ judgement: Judgement, _ found: [MarkedFinding]) {
    let count = judgement.counts["findings"]?.int ?? 0
    let isGood = judgement.isAccepted
    let result = !judgement.isReadable ? "Unreadable" : isGood ? "Accepted" : "Rejected"
    put("<p class=\"result\(isGood ? "" : " rejects")\"><b>\(result)</b>: ")
    put("\(count) \(count == 1 ? "finding" : "findings")</p>\n")
    put("<p><a href=\"#file\">Go to the file</a>")
    if !judgement.isReadable { put(" or to <a href=\"#end\">where reading ended</a>") }
    put("</p>\n")
    guard count > 0 else { return }
    put("<h2>Findings</h2>\n")
    for (severity, name) in [("rejects", "Rejecting"), ("warns", "Warnings"), ("informs", "Notes")]
    {
      let some = found.filter { $0.severity == severity }
      guard !some.isEmpty else { continue }
      put("<details\(severity == "informs" ? "" : " open") class=\"\(severity)\">")
      put("<summary><b>\(name)</b> (\(some.count))</summary>\n<ul class=\"findings\">\n")
      for finding in some {
        let line = "line \(finding.json["line"]?.int ?? 0)"
        let place = [line, finding.place].filter { !$0.isEmpty }.joined(separator: ", ")
        let number = finding.number.map { "\($0)" }
        put(number.map { "<li id=\"l\($0)\"><a href=\"#f\($0)\">" } ?? "<li><b>")
        put("\(Self.escaped(place))\(number == nil ? "</b>" : "</a>") ")
        put("\(Self.words(of: finding.json))</li>\n")
        buffer.flush()
      }
      put("</ul>\n</details>\n")
    }
    if count > found.count {
      put("<p>\(count - found.count) more findings are counted and not shown</p>\n")
    }
  }

  private mutating func put(_ level: ShownLevel) {
    depth += 1
    // Only what its summary tells from the next of its kind is folded; all within it is open.
    let isFolded = segmentCount >= Self.unfolded && foldedDepth == nil && !level.about.isEmpty
    if isFolded {
      foldedDepth = depth
      if !isLong { put("<p><em>The file is long: from here on its loops are folded.</em></p>\n") }
      isLong = true
    }
    let kind = level.kind == .loop ? "" : "\(level.kind.rawValue) "
    put("<details\(isFolded ? "" : " open") class=\"\(level.kind.rawValue)\"><summary>")
    put("<b>\(Self.escaped(kind + level.id))</b> \(Self.escaped(level.name))")
    if !level.about.isEmpty { put(" <code>\(Self.escaped(level.about))</code>") }
    put("</summary>\n")
  }

  private mutating func put(_ segment: ShownSegment, _ found: [MarkedFinding]) {
    segmentCount += 1
    let mark = found.isEmpty ? "" : " found"
    put("<section class=\"segment\(mark)\"><h3><code>\(Self.escaped(segment.id))</code> ")
    put("\(Self.escaped(segment.name)) <small>line \(segment.line)</small></h3>\n")
    put(marked(found))
    if !segment.elements.isEmpty {
      put("<table>\n")
      for element in segment.elements {
        put("<tr><th scope=\"row\">\(Self.escaped(element.place))</th>")
        put("<td>\(Self.escaped(element.name))</td><td>\(Self.escaped(element.value))")
        if !element.meaning.isEmpty { put(" <i>\(Self.escaped(element.meaning))</i>") }
        put("</td></tr>\n")
      }
      put("</table>\n")
    }
    put("</section>\n")
  }

  /// Findings at their place, each with the way back to the list and on to the next.
  private func marked(_ found: [MarkedFinding]) -> String {
    guard !found.isEmpty else { return "" }
    let items = found.map { finding in
      let number = finding.number ?? 0
      let next = finding.isLast ? "" : ", <a href=\"#f\(number + 1)\">next</a>"
      return "<li id=\"f\(number)\" class=\"\(finding.severity)\">"
        + "\(Self.words(of: finding.json, at: finding.place)) "
        + "<span class=\"ways\"><a href=\"#l\(number)\">back to the list</a>\(next)</span></li>\n"
    }
    return "<ul class=\"findings\">\n\(items.joined())</ul>\n"
  }

  private static func words(of finding: JSON, at place: String = "") -> String {
    let advice = finding["what_to_do"]?.string.map { " <em>\(escaped($0))</em>" } ?? ""
    return (place.isEmpty ? "" : "<b>\(escaped(place))</b> ")
      + "\(escaped(finding["message"]?.string ?? ""))\(advice) "
      + "<small>\(escaped(finding["rule"]?.string ?? ""))</small>"
  }

  private mutating func put(_ text: String) { buffer.bytes.append(contentsOf: text.utf8) }

  /// Text as it may stand in HTML; what would be invisible or turn the text round is shown as dots.
  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default:
        let category = scalar.properties.generalCategory
        out.unicodeScalars.append(category == .control || category == .format ? "·" : scalar)
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
    page.begin(title: title, judgement: judgement, found: marks.all)
    try file.showMarked(&marks) { page.take($0, found: $1) }
    page.finish(found: marks.take(until: .max), obstacle: marks.obstacle)
    if let obstacle = marks.obstacle { throw WorkflowFailure([obstacle], .unusable) }
  }

  /// Gives the file as a person reads it, with what was found at each segment.
  private func showMarked(
    _ marks: inout MarkedFindings, each: (ShownItem, [MarkedFinding]) -> Void
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
          guard case .segment = item else {
            each(item, [])
            continue
          }
          each(item, found)
        }
      case .bytes: continue
      case .end: break reading
      }
    }
    for item in view.finish() { each(item, []) }
    marks.obstacle = stream.obstacle?.finding
  }
}
