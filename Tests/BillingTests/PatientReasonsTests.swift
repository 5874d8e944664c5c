// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import TestSupport
import Testing
import Values
import Workflows

@Suite struct PatientReasonsTests {
  private let reasons = PatientReasons.standard
  private static let standings: [PatientReasons.Standing] = [.billed, .waiting, .decided]

  @Test("Every reason code in force has words for patients, and no other")
  func whole() {
    #expect(reasons.codes == ReasonCodesInForce.codes)
    #expect(reasons.codes.count > 250)
  }

  @Test("No explanation is above the sixth grade, whatever the group and what became of it")
  func readingLevel() {
    var (sum, count, hardest) = (0.0, 0, ("", 0.0))
    for code in reasons.codes {
      for group in AdjustmentReasons.groups {
        for standing in Self.standings {
          let text = reasons.text(Adjustment(group, code), standing)
          let grade = ReadingLevel(text).grade
          #expect(grade <= 6, "\(group)-\(code): \(grade): \(text)")
          if grade > hardest.1 { hardest = (text, grade) }
          sum += grade
          count += 1
        }
      }
    }
    #expect(sum / Double(count) < 3)
    #expect(hardest.1 < 6)
  }

  @Test("The sentences of bills are not above the eighth grade")
  func sentences() {
    let texts = StatementTexts.standard
    for name in texts.names {
      let grade = ReadingLevel(texts(name)).grade
      #expect(grade <= 8 || texts(name).split(separator: " ").count < 6, "\(name): \(grade)")
    }
  }

  @Test("An explanation is short, speaks to the reader, and ends as a sentence")
  func form() {
    for code in reasons.codes {
      for group in AdjustmentReasons.groups {
        let text = reasons.text(Adjustment(group, code))
        #expect(text.hasSuffix("."), "\(group)-\(code)")
        #expect(text.split(separator: " ").count <= 60, "\(group)-\(code)")
        #expect(!text.contains("  ") && !text.contains("{"), "\(group)-\(code)")
      }
    }
  }

  @Test(
    "Who pays goes by the group",
    arguments: [
      ("CO", "45", "You do not owe this."), ("PR", "1", "Your plan says that you pay this."),
      ("CO", "50", "You do not owe this."), ("OA", "23", "There is nothing for you to pay here."),
      ("CO", "253", "You do not owe this."), ("PR", "197", "you do not owe it now."),
      ("CO", "QQ", "You do not owe this. We will take it up with your plan."),
      ("ZZ", "45", "You do not owe this now."),
    ])
  func groups(_ group: String, _ code: String, _ sentence: String) {
    #expect(reasons.text(Adjustment(group, code)).contains(sentence))
  }

  @Test("Complaint 13: what is told of a denial never says that it is owed, unless it is billed")
  func denials() {
    for code in reasons.codes {
      for group in AdjustmentReasons.groups {
        let kind = AdjustmentReasons.standard.kind(of: Adjustment(group, code))
        for standing in [PatientReasons.Standing.waiting, .decided] where kind == .denial {
          let text = reasons.text(Adjustment(group, code), standing)
          #expect(text.contains("do not owe"), "\(group)-\(code): \(text)")
        }
        if group != "PR", kind != .patient {
          #expect(!reasons.text(Adjustment(group, code), .billed).contains("You owe this"))
        }
      }
    }
  }

  @Test(
    "Words are counted by rule",
    arguments: [
      ("plan", 1), ("insurance", 3), ("paid", 1), ("deductible", 4), ("called", 1), ("visited", 3),
      ("services", 3), ("people", 2), ("the", 1), ("copay", 2), ("codes", 1),
    ])
  func syllables(_ word: String, _ count: Int) {
    #expect(ReadingLevel.syllables(of: word) == count)
  }

  @Test("Malformed tables are refused", arguments: ["1\tx", "1\tx\ty\n1\tx\ty", "\tx\ty"])
  func malformed(_ text: String) {
    #expect(PatientReasons(parsing: text, groups: "", .standard) == nil)
    #expect(StatementTexts(parsing: "a") == nil)
    #expect(ServiceWords(parsing: "99215\t99211\tx") == nil)
  }

  @Test(
    "A service has plain words by its code",
    arguments: [
      ("99214", "Office visit"), ("99203", "Office visit, new patient"), ("83036", "Lab test"),
      ("J1885", "Drug"), ("E0601", "Medical equipment"), ("", "Service"), ("ZZZZZ", "Service"),
      ("0122", "Room and board"), ("0722", "Labor and delivery room"), ("0250", "Drugs"),
      ("00120", "Anesthesia"),
    ])
  func services(_ code: String, _ words: String) {
    #expect(ServiceWords.standard.text(code) == words)
  }
}
