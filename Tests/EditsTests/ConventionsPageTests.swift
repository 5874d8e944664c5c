// SPDX-License-Identifier: Apache-2.0

import Edits
import Foundation
import Testing
import Workflows

/// `Docs/Conventions.md` against the table of guideline rules.
@Suite struct ConventionsPageTests {
  private func page() throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Docs/Conventions.md")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test("the page lists every rule once, beside its section")
  func rules() throws {
    var rules: [String: String] = [:]
    for line in try page().split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2, !cells[0].hasPrefix("`"), cells[1].hasPrefix("`") else { continue }
      for name in cells[1].split(separator: ",") {
        let bare = name.trimmingCharacters(in: CharacterSet(charactersIn: "` "))
        #expect(rules.updateValue(cells[0], forKey: bare) == nil, "\(bare) stands twice")
      }
    }
    for row in GuidelineTable.standard.rows {
      #expect(rules[row.name] == row.section, "\(row.name)")
    }
    #expect(rules.count == GuidelineTable.standard.rows.count)
  }

  @Test("the page counts the rules of each finding")
  func counts() throws {
    let page = try page()
    let rows = GuidelineTable.standard.rows
    for (finding, mine) in Dictionary(grouping: rows, by: \.finding) {
      #expect(page.contains("| `\(finding)` | \(mine.count) |\n"), "\(finding): \(mine.count)")
    }
    #expect(page.contains("\(rows.count) rules in"))
  }

  @Test("every finding of a rule has words of its own")
  func findings() {
    let words = Set(FindingWords.standard.rules)
    for row in GuidelineTable.standard.rows {
      #expect(words.contains(row.finding), "\(row.finding) has no words")
    }
  }
}
