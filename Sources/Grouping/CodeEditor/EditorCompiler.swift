// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Compiles the Medicare Code Editor for all days since 1985 into one codebook.
///
/// The groupers carry what the editor says in their own days; this one answers for every other day.
struct EditorCompiler {
  let editor: EditorTables

  init(_ editor: EditorTables) { self.editor = editor }

  func draft() throws(ImportFailure) -> ReleaseDraft {
    guard
      let effective = CalendarDate(year: 1985, month: 10, day: 1),
      let period = EffectivePeriod(effective: effective, termination: editor.termination)
    else {
      throw ImportFailure(
        "import.header", line: 1, facts: [Finding.Fact("table", "mce_i10dx_master")])
    }
    let statuses = editor.statuses.map {
      EditorLayout.Status(
        status: Int32($0.value), first: $0.period.effective.daysSinceEpoch,
        last: ($0.period.termination ?? editor.termination).daysSinceEpoch)
    }
    let ages = editor.ages.map {
      EditorLayout.Ages(
        flag: $0.value.flag.rawValue, first: $0.period.effective.daysSinceEpoch,
        last: ($0.period.termination ?? editor.termination).daysSinceEpoch,
        firstAge: Int32($0.value.first), lastAge: Int32($0.value.last))
    }
    let lists = [editor.diagnoses, editor.procedures, editor.diagnosesICD9, editor.proceduresICD9]
    var sections = zip(EditorLayout.codeSections, lists).map { name, rows in
      CodebookSection(name, records: records(rows))
    }
    sections.append(CodebookSection("status", records: statuses))
    sections.append(CodebookSection("ages", records: ages))
    return ReleaseDraft(
      .codeEditor, .grouper, title: "Medicare Code Editor", publisher: "CMS", period: period,
      rows: lists.reduce(0) { $0 + $1.count }, content: .compiled(sections))
  }

  private func records(_ rows: [EditorTables.Row]) -> [EditorLayout.Code] {
    rows.map {
      EditorLayout.Code(
        code: $0.code.bits, flags: $0.flags.rawValue, first: $0.period.effective.daysSinceEpoch,
        last: ($0.period.termination ?? editor.termination).daysSinceEpoch)
    }.sorted { ($0.code, $0.first) < ($1.code, $1.first) }
  }
}

/// The records of the editor's codebook.
enum EditorLayout {
  /// ICD-10-CM, ICD-10-PCS, ICD-9-CM diagnoses and procedures: ``Code`` by code and first day.
  static let codeSections = ["i10dx", "i10px", "i9dx", "i9px"]

  /// A code in the days on which it is valid.
  struct Code: BitwiseCopyable {
    var code: UInt64
    var flags: UInt64
    var first: Int32
    var last: Int32
  }

  /// A discharge status.
  struct Status: BitwiseCopyable {
    var status: Int32
    var first: Int32
    var last: Int32
  }

  /// The ages that a flag allows.
  struct Ages: BitwiseCopyable {
    var flag: UInt64
    var first: Int32
    var last: Int32
    var firstAge: Int32
    var lastAge: Int32
  }
}
