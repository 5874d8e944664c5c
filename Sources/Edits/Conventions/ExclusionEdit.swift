// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Two codes of which an Excludes1 note says that they are not coded together.
///
/// The note may stand at either of the two codes or at any level above them. A note does not speak of
/// codes that lie within its own level, nor of a code that it would exclude from itself. Whether the two
/// conditions are unrelated, which is the one exception, only a person can tell: the advice says so.
///
/// Source: ICD-10-CM Official Guidelines, section I.A.12.a.
enum ExclusionEdit {
  /// A note that applies to a pair: at the diagnosis `holder`, naming the diagnosis `named`.
  struct Hit {
    let holder: Int
    let named: Int
    let table: Int
    let note: Int
    let level: NoteLevel
  }

  /// Every pair of diagnoses that a note keeps apart, each pair once, by the nearest note.
  static func hits(in review: Review) -> [Hit] {
    var hits: [Hit] = []
    guard review.sequence.count > 1 else { return hits }
    for index in review.sequence where review.diagnoses[index].isJudged {
      addHits(of: index, in: review, &hits)
    }
    return hits
  }

  private static func addHits(of index: Int, in review: Review, _ hits: inout [Hit]) {
    let diagnosis = review.diagnoses[index]
    guard let code = diagnosis.code, let notes = diagnosis.notes, !notes.exclusions.isEmpty,
      let tableIndex = diagnosis.described?.table, let table = review.table(tableIndex)
    else { return }
    for exclusion in notes.exclusions {
      for other in review.sequence where other != index {
        let note = exclusion.note
        guard let named = review.diagnoses[other].code, named != code,
          table.noteRefers(at: note, to: named, apartFrom: code),
          review.diagnoses[other].isJudged, !table.level(exclusion.level, holds: named),
          !hits.contains(where: { $0.isPair(index, other) }),
          CharacterCondition.admits(named, table.noteText(at: note))
        else { continue }
        hits.append(
          Hit(
            holder: index, named: other, table: tableIndex, note: note, level: exclusion.level))
      }
    }
  }

  /// Reports each pair at the one of the two that was written later.
  static func judge(
    _ diagnosis: ReviewedDiagnosis, _ hits: [Hit], in review: Review, _ findings: inout [Finding]
  ) {
    let index = diagnosis.number - 1
    for hit in hits where max(hit.holder, hit.named) == index {
      let other = review.diagnoses[min(hit.holder, hit.named)]
      guard let table = review.table(hit.table) else { continue }
      let level = table.printed(hit.level)
      findings.append(
        diagnosis.find(
          "icd10cm.excludes1", .rejects,
          [
            Finding.Fact("other", other.printed),
            Finding.Fact("other_position", "\(other.number)"),
            Finding.Fact("holder", review.diagnoses[hit.holder].printed),
            Finding.Fact("level", level),
            Finding.Fact("note", table.noteText(at: hit.note)),
          ],
          source: table.release.source(
            "\(level) Excludes1, line \(table.noteLine(at: hit.note))")))
    }
  }
}

extension ExclusionEdit.Hit {
  func isPair(_ a: Int, _ b: Int) -> Bool {
    holder == a && named == b || holder == b && named == a
  }
}
