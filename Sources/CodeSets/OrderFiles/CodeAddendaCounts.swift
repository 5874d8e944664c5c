// SPDX-License-Identifier: Apache-2.0

import Values

/// The counts at the end of an addenda file: of headers (order files only) and of codes.
struct CodeAddendaCounts {
  static let headings: Set<String> = ["Headers", "Codes"]

  /// The numbers of one heading, by what they count.
  private struct Part {
    let line: Int
    var before: Int?
    var after: Int?
    var counts: [String: Int] = [:]
  }

  private var parts: [String: Part] = [:]
  /// The set, from the name of the file whose codes are counted.
  private(set) var form: CodeForm?
  /// The year in the name of the newer file.
  private(set) var year: Int?

  /// Tells whether headers are counted: the addenda are those of an order file.
  var hasHeaders: Bool { parts["Headers"] != nil }

  init(_ lines: ArraySlice<PublishedText.Line>, _ faults: inout ImportFaults) {
    var heading = ""
    for line in lines {
      let words = line.text.split(separator: " ")
      if Self.headings.contains(line.text) {
        heading = line.text
        parts[heading] = Part(line: line.number)
      } else if words.count == 4, let number = Int(words[0]), words[2] == "in" {
        take(total: number, of: words[3], under: heading)
      } else if words.count >= 2, let number = Int(words[0]) {
        parts[heading]?.counts[words.dropFirst().joined(separator: " ")] = number
      } else if !words.isEmpty, words != ["of", "which"] {
        faults.add("import.row", line: line.number, "trailer")
      }
    }
  }

  private mutating func take(total: Int, of file: Substring, under heading: String) {
    if file.hasPrefix("icd10cm") { form = .icd10cm }
    if file.hasPrefix("icd10pcs") { form = .icd10pcs }
    year = PublishedFile.year(in: file)
    if parts[heading]?.before == nil {
      parts[heading]?.before = total
    } else {
      parts[heading]?.after = total
    }
  }

  /// Compares with what was read, and the totals with each other.
  func check(against collected: CodeAddendaCollector, _ faults: inout ImportFaults) {
    check(parts["Codes"], against: collected.codes, &faults)
    if hasHeaders { check(parts["Headers"], against: collected.headers, &faults) }
  }

  private func check(
    _ part: Part?, against tally: CodeAddendaCollector.Tally, _ faults: inout ImportFaults
  ) {
    guard let part, let before = part.before, let after = part.after else {
      faults.add("import.row-count", line: part?.line ?? 1, "trailer")
      return
    }
    var expected = [
      ("additions", tally.additions), ("deletions", tally.deletions),
      ("revisions", tally.revisions),
    ]
    if hasHeaders {
      expected += [
        ("revisions to both long and short titles", tally.bothTitles),
        ("revisions to long title only", tally.longTitle),
        ("revisions to short title only", tally.shortTitle),
      ]
    }
    for (name, count) in expected where part.counts[name] != count {
      faults.add(
        "import.row-count", line: part.line, name, found: String(count),
        expected: part.counts[name].map(String.init))
    }
    if before + tally.additions - tally.deletions != after {
      faults.add(
        "import.row-count", line: part.line, "total",
        found: String(before + tally.additions - tally.deletions), expected: String(after))
    }
  }
}
