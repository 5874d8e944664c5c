// SPDX-License-Identifier: Apache-2.0

import Billing
import Testing
import Workflows

@Suite struct AppealLetterTests {
  @Test(
    "Each root cause has its letter",
    arguments: [
      ("bundling", "bundling"), ("medical-necessity", "necessity"),
      ("timely-filing", "timely-filing"), ("authorization", "authorization"),
      ("duplicate", "duplicate"), ("documentation", "coding"), ("coding", "coding"),
      ("coordination", "coordination"), ("underpayment", "underpayment"),
      ("nobody-knows", "generic"),
    ])
  func letters(_ category: String, _ name: String) throws {
    let letters = try #require(AppealLetters.standard)
    #expect(letters.template(for: category).name == name)
  }

  @Test("A paragraph of which something is not known is left out, and what is missing is named")
  func facts() throws {
    let letters = try #require(AppealLetters.standard)
    let template = try #require(letters.template(named: "timely-filing"))
    let facts = ["through": "March 5, 2026", "limit": "March 5, 2027", "denied": "$10.00"]
    let letter = AppealLetter(template, facts: facts)
    #expect(letter.missing == ["sent"])
    #expect(!letter.paragraphs.contains { $0.contains("{") })
    let whole = AppealLetter(
      template, facts: facts.merging(["sent": "April 1, 2026"]) { own, _ in own })
    #expect(whole.missing.isEmpty && whole.paragraphs.count == letter.paragraphs.count + 1)
    #expect(whole.paragraphs.contains { $0.contains("sent on April 1, 2026") })
  }
}
