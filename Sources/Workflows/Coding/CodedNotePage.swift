// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Storage
import Values

/// A note with its evidence marked beside the codes, as one HTML page that needs nothing else.
///
/// Everything is links between the two sides; a small script, named by its hash, also lights one side while
/// the other is pointed at.
struct CodedNotePage {
  private let library: NoteLibrary
  private let coded: CodedNote
  private let text: [UInt8]
  private let name: String

  init(_ library: NoteLibrary, _ coded: CodedNote, of text: [UInt8], name: String) {
    (self.library, self.coded, self.text, self.name) = (library, coded, text, name)
  }

  /// The page.
  var html: String {
    let style = String(decoding: Assets.bytes("coding/page.css"), as: UTF8.self)
    let script = Assets.bytes("coding/page.js")
    let hash = PageText.hash(hexadecimal: SHA256.hexadecimal(of: script))
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src '\(hash)'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(PageText.escaped(name)): codes with their evidence</title>
      <style>
      \(style)</style>
      </head>
      <body>
      <main>
      <h1>\(PageText.escaped(name))</h1>
      <div class="sides">
      <section aria-labelledby="note"><h2 id="note">The note</h2>
      <div class="note">\(note)</div></section>
      <section class="side" aria-labelledby="codes" tabindex="0"><h2 id="codes">\(heading)</h2>
      \(codes)
      \(leftOut)</section>
      </div>
      <footer><p>By \(PageText.escaped(library.release.title)), edition \
      \(PageText.escaped(library.release.edition)); Cleanclaim \(Program.version). A suggestion is not a code \
      before a coder has confirmed it.</p></footer>
      </main>
      <script>\(String(decoding: script, as: UTF8.self))</script>
      </body>
      </html>

      """
  }

  private var heading: String {
    switch coded.suggestions.count {
    case 0: "No code is supported"
    case 1: "1 suggested code"
    case let count: "\(count) suggested codes"
    }
  }

  /// The note, each piece of evidence a mark with a link to each code whose words end there.
  private var note: String {
    var seen: Set<Int> = []
    let marked = MarkedText(count: text.count, evidence: coded.suggestions.map(\.evidence))
    return marked.pieces.map { piece in
      let words = PageText.escaped(String(decoding: text[piece.bytes], as: UTF8.self))
      guard let first = piece.codes.first else { return words }
      let anchors = piece.codes.filter { seen.insert($0).inserted }
      // The first mark of a code is where its links lead; further codes that begin here get empty anchors.
      let id = anchors.first.map { " id=\"e\($0 + 1)\"" } ?? ""
      let others = anchors.dropFirst().map { "<span id=\"e\($0 + 1)\"></span>" }.joined()
      let links = piece.ending.map { code in
        "<a href=\"#c\(code + 1)\" aria-label=\"code \(code + 1): "
          + "\(PageText.escaped(printed(coded.suggestions[code].code)))\">\(code + 1)</a>"
      }.joined()
      let numbers = piece.codes.map { "\($0 + 1)" }.joined(separator: " ")
      return
        "<mark\(id) class=\"h\(first % 8)\" data-codes=\"\(numbers)\">\(others)\(words)\(links)</mark>"
    }.joined()
  }

  private var codes: String {
    let rows = coded.suggestions.enumerated().map { index, suggestion in
      let number = index + 1
      let asked = coded.questions.filter { $0.code == suggestion.code }
      return """
        <li id="c\(number)" class="h\(index % 8)" data-code="\(number)">
        <h3><a href="#e\(number)">\(number). \(PageText.escaped(printed(suggestion.code)))</a> \
        \(PageText.escaped(title(suggestion.code)))</h3>
        <p class="facts">\(role(suggestion.role)) &middot; confidence \
        \(CodedNoteJSON.decimal(suggestion.confidence))\(presence(suggestion))</p>
        <details><summary>How the words lead to it</summary><ol class="path">\
        \(suggestion.path.map { "<li>\(PageText.escaped(PathWords.words($0)))</li>" }.joined())</ol></details>
        \(asked.map(question).joined())</li>
        """
    }
    return "<ol class=\"codes\">\(rows.joined(separator: "\n"))</ol>"
  }

  private func question(_ question: SpecificityQuestion) -> String {
    let choices = question.choices.map {
      "<li><code>\(PageText.escaped(printed($0)))</code> \(PageText.escaped(title($0)))</li>"
    }
    return "<div class=\"ask\"><p>Not documented: \(PageText.escaped(question.about)). "
      + "It would lead to:</p><ul>\(choices.joined())</ul></div>"
  }

  private var leftOut: String {
    let rows = coded.leftOut.filter { $0.reason != "confidence" }.map { suggestion in
      "<li>\(PageText.escaped(printed(suggestion.code))) \(PageText.escaped(title(suggestion.code))): "
        + "\(PageText.escaped(suggestion.reason ?? ""))</li>"
    }
    guard !rows.isEmpty else { return "" }
    return
      "<details><summary>Found and not suggested: \(rows.count)</summary><ul class=\"path\">"
      + "\(rows.joined())</ul></details>"
  }

  private func presence(_ suggestion: Suggestion) -> String {
    library.presence(of: suggestion).map { " &middot; present on admission: \($0)" } ?? ""
  }

  private func role(_ role: Suggestion.Role) -> String {
    switch role {
    case .principal: "principal diagnosis"
    case .firstListed: "first-listed diagnosis"
    case .secondary: "secondary diagnosis"
    case .externalCause: "external cause"
    case .leftOut: "not suggested"
    }
  }

  private func printed(_ code: PackedCode) -> String { CodeSetID.icd10cm.printed(code) }

  private func title(_ code: PackedCode) -> String {
    library.concepts.codes.position(of: code).map { library.concepts.codes[$0].title } ?? ""
  }
}
