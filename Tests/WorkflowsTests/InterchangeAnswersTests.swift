// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing
import Values

@testable import Workflows

@Suite struct InterchangeAnswersTests {
  @Test("Statistics count sets, claims, lines and amounts")
  func statistics() throws {
    let found = try InterchangeFile(SampleInterchanges.path("837p-two")).statistics()
    let expected = [
      "interchanges": 1, "groups": 1, "sets": 1, "segments": 38, "claims": 2, "service_lines": 2,
      "payers": 1,
    ]
    for (name, count) in expected { #expect(found[name]?.int == count, "\(name)") }
    #expect(found["first_service"]?.string == "2026-02-03")
    #expect(found["last_service"]?.string == "2026-02-05")
    #expect(found["transaction_sets"]?[0]?["charged"]?.digits == "200.00")
    let paid = try InterchangeFile(SampleInterchanges.path("835")).statistics()[
      "transaction_sets"]?[0]
    #expect(paid?["paid"]?.digits == "190.00")
  }

  @Test(
    "What is no claim is counted by its own name",
    arguments: [
      ("834", "members"), ("820", "premiums"), ("820", "payments"), ("835", "payments"),
      ("270", "inquiries"), ("271", "benefits"), ("276", "inquiries"), ("277", "statuses"),
      ("278-request", "reviews"), ("999", "acknowledged_sets"),
    ])
  func subjects(file: String, name: String) throws {
    let found = try InterchangeFile(SampleInterchanges.path(file)).statistics()
    let set = found["transaction_sets"]?[0]
    #expect(set?[name]?.int ?? 0 > 0, "\(found.line)")
    #expect(file == "835" || set?["claims"] == nil && set?["charged"] == nil)
  }

  @Test("A dental line without a date has the claim's")
  func dentalDates() throws {
    let text = try SampleInterchanges.text("837d").replacing("DTP*472*D8*20260203~\n", with: "")
      .replacing("*Y*A*Y*Y~\n", with: "*Y*A*Y*Y~\nDTP*472*D8*20260203~\n")
    try SampleInterchanges.withFolder { folder in
      var lines: [String] = []
      _ = try SampleInterchanges.file(Array(text.utf8), in: folder).lines { lines.append($0) }
      #expect(lines.count == 3, "\(lines)")
      #expect(
        lines.dropFirst().allSatisfy { $0.contains(",2026-02-03,2026-02-03,AD,") }, "\(lines)")
    }
  }

  @Test("The help of lines, and Docs/X12.md, name every column")
  func columns() throws {
    var columns: [String] = []
    for name in ["837p", "835"] {
      var rows: [String] = []
      _ = try InterchangeFile(SampleInterchanges.path(name)).lines { rows.append($0) }
      columns += rows[0].split(separator: ",").map(String.init)
    }
    let top = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    for path in ["Docs/X12.md", "Sources/cleanclaim/X12/X12Claims.swift"] {
      let text = try String(contentsOf: top.appending(path: path), encoding: .utf8)
        .replacing("\\\n     ", with: "")
      for column in columns {
        #expect(text.contains(try Regex("\\b\(column)\\b")), "\(path) \(column)")
      }
    }
  }

  @Test(
    "What is wrong with the bytes of a segment is told with the segment",
    arguments: [("*T*:~", "*T**~", "ISA16"), ("*^*00501", "*:*00501", "ISA11")])
  func syntaxPlace(old: String, new: String, place: String) throws {
    let text = try SampleInterchanges.text("837p").replacing(old, with: new)
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      let places = try file.judgement(.init(installation: nil)).findings.map {
        $0["place"]?.string
      }
      #expect(places.contains(place), "\(places)")
    }
  }

  @Test(
    "Everything shown has a name, and every level that begins ends",
    arguments: SampleInterchanges.good)
  func shown(path: String) throws {
    var depth = 0
    var segments = 0
    try InterchangeFile(path).show { item in
      switch item {
      case .begin: depth += 1
      case .end: depth -= 1
      case .segment(let segment):
        segments += 1
        #expect(!segment.name.isEmpty, "\(segment.id)")
        for element in segment.elements {
          #expect(!element.name.isEmpty, "\(path) \(element.place)")
        }
      }
    }
    #expect(depth == 0)
    #expect(segments == (try InterchangeFile(path).statistics()["segments"]?.int))
  }

  @Test("Codes and dates are read")
  func meanings() throws {
    var found: [String: String] = [:]
    try InterchangeFile(SampleInterchanges.path("837p-two")).show { item in
      guard case .segment(let segment) = item else { return }
      for element in segment.elements where found[element.place] == nil {
        found[element.place] = "\(element.name) = \(element.value) = \(element.meaning)"
      }
    }
    #expect(found["DTP03"] == "service date = 20260203 = 2026-02-03")
    #expect(found["CLM05-1"]?.hasSuffix("= 11 = Office") == true)
    #expect(found["CLM06"]?.contains("signature") == true)
  }

  @Test("The page is well-formed, needs nothing else, and lets nothing of the file act")
  func page() throws {
    let text = try SampleInterchanges.text("837p-two").replacing("NORA", with: "<script>&\"")
      .replacing("*1234567893", with: "*1234567890")
    try SampleInterchanges.withFolder { folder in
      let written = Written()
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      try file.page(title: "a <b>", judging: .init(installation: nil)) { written.take($0) }
      let page = written.text
      #expect(!page.contains("<script") && page.contains("&lt;script&gt;&amp;&quot;"))
      #expect(page.contains("<title>a &lt;b&gt;</title>"))
      for outside in ["http:", "https:", "src=", "@import", "url("] {
        #expect(!page.contains(outside))
      }
      #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; "))
      #expect(page.contains("x12.identifier.npi"))
      #expect(page.contains("<h1>a &lt;b&gt;</h1>") && page.contains("<h2 id=\"file\">"))
      #expect(page.contains(" claim information <code>CC0001</code></summary>"))
      // Every link has its place on the page: from the list to the segment, back, and to the next.
      let ids = page.matches(of: /id="([a-z0-9]+)"/).map { String($0.1) }
      let links = page.matches(of: /href="#([a-z0-9]+)"/).map { String($0.1) }
      #expect(links.contains("f1") && links.contains("l1"))
      #expect(Set(links).isSubset(of: ids) && Set(ids).count == ids.count)
      var open: [Substring] = []
      for tag in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where !["meta"].contains(tag.2) {
        if tag.1.isEmpty {
          open.append(tag.2)
        } else {
          #expect(open.popLast() == tag.2)
        }
      }
      #expect(open.isEmpty)
    }
  }

  @Test("The page of a file that is cut off says where reading ended, judged or not")
  func pageOfPart() throws {
    let text = try SampleInterchanges.text("837p-two").prefix(900)
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      for judging in [nil, InterchangeFile.JudgeOptions(installation: nil)] {
        let written = Written()
        #expect(throws: WorkflowFailure.self) {
          try file.page(title: "part", judging: judging) { written.take($0) }
        }
        #expect(written.text.contains("<p id=\"end\"") && written.text.hasSuffix("</html>\n"))
        #expect(written.text.contains("href=\"#end\"") == (judging != nil))
      }
    }
  }

  @Test("The claims of a long file are folded, those of a short one are not")
  func pageOfLongFile() throws {
    let text = try SampleInterchanges.text("837p-two")
    for (copies, isFolded) in [(1, false), (40, true)] {
      try SampleInterchanges.withFolder { folder in
        let written = Written()
        let bytes = Array(String(repeating: text, count: copies).utf8)
        let file = try SampleInterchanges.file(bytes, in: folder)
        try file.page(title: "long") { written.take($0) }
        #expect(written.text.contains("<details class=\"loop\">") == isFolded)
        #expect(written.text.contains("<details open class=\"loop\">"))
      }
    }
  }

  @Test("A judgement tells each finding once, in the order of the file, with words")
  func judgement() throws {
    let text = try SampleInterchanges.text("837p-two").replacing(
      "CLM*CC0001*150*", with: "CLM*CC0001*151*")
    try SampleInterchanges.withFolder { folder in
      let file = try SampleInterchanges.file(Array(text.utf8), in: folder)
      let judgement = try file.judgement(.init(installation: nil))
      #expect(!judgement.isAccepted && judgement.isReadable)
      let rejecting = judgement.findings.filter { $0["severity"]?.string == "rejects" }
      #expect(rejecting.count == 1)
      #expect(rejecting.first?["line"]?.int == 24 && rejecting.first?["snip"]?.int == 3)
      #expect(rejecting.first?["message"]?.string?.contains("{") == false)
      let lines = judgement.findings.compactMap { $0["line"]?.int }
      #expect(lines == lines.sorted())
      #expect(judgement.counts["rejects"]?.int == 1 && judgement.counts["accepted_sets"]?.int == 0)
    }
  }

  @Test("Acknowledgements are accepted themselves")
  func acknowledgements() throws {
    try SampleInterchanges.withFolder { folder in
      var wanted = AcknowledgementFiles()
      wanted.envelope = "\(folder)/ta1.edi"
      wanted.sets = "\(folder)/999.edi"
      wanted.claims = "\(folder)/277ca.edi"
      wanted.controlNumber = 7
      let file = InterchangeFile(SampleInterchanges.path("837p-two"))
      let (judgement, written) = try file.acknowledge(wanted, .init(installation: nil))
      #expect(judgement.isAccepted && written.count == 3)
      for (path, number) in zip(written, 7...) {
        #expect(try InterchangeFile(path).judgement(.init(installation: nil)).isAccepted, "\(path)")
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        #expect(text.contains("*00000000\(number)*"))
      }
    }
  }

  @Test("Claims are a line each, service lines a row each")
  func claims() throws {
    var rows: [JSON] = []
    let sent = InterchangeFile(SampleInterchanges.path("837p-two"))
    #expect(try sent.claims { rows.append($0) }.claims == 2)
    #expect(rows.map { $0["patientControlNumber"]?.string } == ["CC0001", "CC0002"])
    var lines: [String] = []
    _ = try sent.lines { lines.append($0) }
    #expect(
      lines.count == 3 && lines[1].contains(",CC0001,")
        && lines[1].hasSuffix(",HC,99213,,,1,UN,150.00,1,L1"))
    let width = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == width }
    )
    lines = []
    _ = try InterchangeFile(SampleInterchanges.path("835")).lines { lines.append($0) }
    #expect(lines.count == 4 && lines[1].contains("CO-45:20.00"))
  }

  @Test("Rules of a partner bring their own words; those that cannot be used are refused")
  func partner() throws {
    try SampleInterchanges.withFolder { folder in
      let good =
        "partner.no-office\t005010X222A1\t7\t2300\trejects\t\tCLM05-1\t\tCLM05-1 != '11'\t\tagreement 4\toffice visits are not covered\task first\n"
      try Files.write(Array(good.utf8), to: "\(folder)/good.tsv")
      var options = InterchangeFile.JudgeOptions(installation: nil)
      options.rules = "\(folder)/good.tsv"
      let file = InterchangeFile(SampleInterchanges.path("837p-two"))
      let found = try file.judgement(options).findings.filter {
        $0["rule"]?.string == "partner.no-office"
      }
      #expect(
        found.map { $0["message"]?.string } == [
          "office visits are not covered", "office visits are not covered",
        ])
      #expect(found.first?["what_to_do"]?.string == "ask first" && found.first?["snip"]?.int == 7)
      try Files.write(Array(good.replacing("2300", with: "2999").utf8), to: "\(folder)/bad.tsv")
      options.rules = "\(folder)/bad.tsv"
      let failure = #expect(throws: WorkflowFailure.self) { try file.judgement(options) }
      #expect(failure?.findings.first?.rule == "x12.rules.bad-line" && failure?.kind == .unusable)
    }
  }
}
