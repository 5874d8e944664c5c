// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Two codes of one claim that name the same condition on sides that do not go together.
///
/// Whether two codes differ in nothing but the side is told by their titles. A bilateral code beside one of
/// a single side contradicts itself; a right and a left code where the list has a bilateral one are to be
/// that code; an unspecified side beside a stated one is a side that somebody knew.
///
/// Source: ICD-10-CM Official Guidelines, section I.B.13.
enum LateralityEdit: DiagnosisEdit {
  static func judge(
    _ diagnosis: ReviewedDiagnosis, in review: Review, _ findings: inout [Finding]
  ) {
    guard let code = diagnosis.code, code.count > 4 else { return }
    var side: SidedTitle?
    for other in review.diagnoses[..<(diagnosis.number - 1)]
    where other.isJudged && Self.mayBeSides(code, other.code) {
      side = side ?? review.sidedTitle(diagnosis)
      guard let mine = side, mine.side != .none else { return }
      guard let theirs = review.sidedTitle(other), theirs.side != .none,
        theirs.side != mine.side, theirs.rest == mine.rest
      else { continue }
      guard let (rule, severity) = verdict(mine.side, theirs.side, diagnosis, review) else {
        continue
      }
      findings.append(
        diagnosis.find(
          rule, severity,
          [
            Finding.Fact("other", other.printed),
            Finding.Fact("other_position", "\(other.number)"),
          ], source: guideline("I.B.13")))
      return
    }
  }

  /// Codes of one category, as long and with one character between them: titles are read of these alone.
  static func mayBeSides(_ code: PackedCode, _ other: PackedCode?) -> Bool {
    guard let other, other != code, code.prefix(3) == other.prefix(3), code.count == other.count
    else { return false }
    return (3..<code.count).count { code[$0] != other[$0] } == 1
  }

  private static func verdict(
    _ a: SidedTitle.Side, _ b: SidedTitle.Side, _ diagnosis: ReviewedDiagnosis, _ review: Review
  ) -> (String, Finding.Severity)? {
    switch (a, b) {
    case (.bilateral, .right), (.bilateral, .left), (.right, .bilateral), (.left, .bilateral):
      return ("icd10cm.laterality-bilateral", .rejects)
    case (.unspecified, _), (_, .unspecified): return ("icd10cm.laterality-unspecified", .warns)
    case (.right, .left), (.left, .right):
      return review.hasBilateral(beside: diagnosis) ? ("icd10cm.laterality-both", .warns) : nil
    default: return nil
    }
  }
}

/// A title without its side, and the side.
struct SidedTitle: Hashable {
  /// The side that a title names.
  enum Side { case none, right, left, bilateral, unspecified }

  let side: Side
  let rest: [Substring]

  /// Takes a title apart: `right`, `left`, `bilateral` and `unspecified` are sides, and what a title says
  /// of the part in the singular or plural is the same.
  init(_ title: String) {
    var side = Side.none
    var rest: [Substring] = []
    for word in title.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      switch word.lowercased() {
      case "right": side = .right
      case "left": side = .left
      case "bilateral", "both": side = .bilateral
      case "unspecified": if side == .none { side = .unspecified } else { rest.append(word) }
      case "side", "eye", "eyes", "ear", "ears", "limb": continue
      default: rest.append(word.hasSuffix("s") ? word.dropLast() : word)
      }
    }
    self.side = side
    self.rest = rest
  }
}

extension Review {
  /// The title of a diagnosis taken apart.
  fileprivate func sidedTitle(_ diagnosis: ReviewedDiagnosis) -> SidedTitle? {
    diagnosis.described.flatMap { at in
      table(at.table).map { SidedTitle($0[at.position].title) }
    }
  }

  /// Tells whether the list has a bilateral code of the condition: among the codes that differ from this one
  /// in the character that tells right from left.
  fileprivate func hasBilateral(beside diagnosis: ReviewedDiagnosis) -> Bool {
    guard let code = diagnosis.code, let (index, _) = diagnosis.described, let table = table(index),
      let mine = sidedTitle(diagnosis)
    else { return false }
    let text = code.description
    for place in stride(from: text.utf8.count - 1, through: 3, by: -1) {
      let at = text.index(text.startIndex, offsetBy: place)
      for digit in "34" {
        var sibling = text
        sibling.replaceSubrange(at...at, with: String(digit))
        guard let packed = PackedCode(sibling), let position = table.position(of: packed) else {
          continue
        }
        let theirs = SidedTitle(table[position].title)
        if theirs.side == .bilateral, theirs.rest == mine.rest { return true }
      }
    }
    return false
  }
}
