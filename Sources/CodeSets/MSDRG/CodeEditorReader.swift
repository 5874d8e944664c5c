// SPDX-License-Identifier: Apache-2.0

package import Values

/// Reads, from the tables of the MS-DRG grouper, which codes are valid from when to when, and what the
/// Medicare Code Editor says of each.
///
/// The four master tables cover ICD-10 from 2015-10-01 and ICD-9-CM from 1985-10-01, a row a code and
/// period. They carry no titles.
///
/// Source: blobs `mce_i10dx_master`, `mce_i10sg_master`, `mce_i9dx_master`, `mce_i9sg_master`, magic
/// 0x4D434544: a header of 32 bytes (magic, count, offset of the rows, offset of the texts, last day),
/// rows of 24 bytes (code, first day, last day, offset of the flags, number of flags).
package enum CodeEditorReader {
  private struct Master {
    let key: String
    let set: CodeSetID
    let title: String
    let effective: String
    /// The last day of the set, for one that has been replaced.
    let termination: CalendarDate?
  }

  private static let masters = [
    Master(
      key: "mce_i10dx_master", set: .icd10cm,
      title: "Medicare Code Editor, ICD-10-CM codes by date",
      effective: "2015-10-01", termination: nil),
    Master(
      key: "mce_i10sg_master", set: .icd10pcs,
      title: "Medicare Code Editor, ICD-10-PCS codes by date", effective: "2015-10-01",
      termination: nil),
    Master(
      key: "mce_i9dx_master", set: .icd9cm,
      title: "Medicare Code Editor, ICD-9-CM diagnoses by date", effective: "1985-10-01",
      termination: CodeSetID.lastDayOfICD9),
    Master(
      key: "mce_i9sg_master", set: .icd9proc,
      title: "Medicare Code Editor, ICD-9-CM procedures by date", effective: "1985-10-01",
      termination: CodeSetID.lastDayOfICD9),
  ]

  /// Tells from its first bytes whether a file may be the tables of the grouper.
  package static func recognises(_ file: PublishedFile) -> Bool {
    LMDBContainer.recognises(file.bytes)
  }

  /// The four releases of validity in the tables.
  package static func read(_ container: LMDBContainer) throws(ImportFailure) -> [ReleaseDraft] {
    var drafts: [ReleaseDraft] = []
    for master in masters {
      let blob = try BlobReader(container, master.key, magic: 0x4D43_4544)
      drafts.append(try draft(of: blob, master))
    }
    return drafts
  }

  private static func draft(of blob: BlobReader, _ master: Master) throws(ImportFailure)
    -> ReleaseDraft
  {
    let rows = try rows(of: blob)
    guard let last = try blob.date(16), let effective = CalendarDate(master.effective),
      let period = EffectivePeriod(effective: effective, termination: master.termination ?? last)
    else {
      throw ImportFailure("import.header", line: 1, facts: [Finding.Fact("table", master.key)])
    }
    var builder = CodeTableBuilder()
    builder.allowsPeriods = true
    for (index, editorRow) in rows.enumerated() {
      var row = CodeRow(editorRow.code, "", flags: [.billable], line: index + 1)
      for name in editorRow.flags {
        if let flag = known[name] {
          row.flags.insert(flag)
        } else {
          row.attributes.append(CodeRow.Attribute("mce", name))
        }
      }
      row.period = editorRow.period
      builder.rows.append(row)
    }
    return ReleaseDraft(
      master.set, .validity, title: master.title, publisher: "CMS", period: period,
      rows: rows.count, content: .codes(builder))
  }

  /// A code of the editor's master tables with the days on which it is valid and what is said of it.
  package struct Row {
    /// The code.
    package let code: PackedCode
    /// The days on which it is valid.
    package let period: EffectivePeriod
    /// What the editor says of it, by name.
    package let flags: [String]
  }

  /// The rows of a master table, in file order.
  package static func rows(of blob: BlobReader) throws(ImportFailure) -> [Row] {
    let (count, rowsAt, textsAt) = (try blob.word(4), try blob.word(8), try blob.word(12))
    guard count > 0, textsAt >= rowsAt + 24 * count, textsAt <= blob.count else {
      throw ImportFailure("import.header", line: 1, facts: [Finding.Fact("table", blob.key)])
    }
    var rows: [Row] = []
    rows.reserveCapacity(count)
    for index in 0..<count {
      let at = rowsAt + 24 * index
      guard let from = try blob.date(at + 8), let to = try blob.date(at + 12),
        let period = EffectivePeriod(effective: from, termination: to)
      else { throw blob.fault(row: index + 1) }
      var flags: [String] = []
      var place = textsAt + (try blob.word(at + 16))
      for _ in 0..<(try blob.short(at + 20)) {
        let flag = try blob.terminated(place)
        flags.append(flag.text)
        place = flag.next
      }
      rows.append(Row(code: try blob.code(at, row: index + 1), period: period, flags: flags))
    }
    return rows
  }

  private static let known: [String: CodeFlags] = [
    "manifestation": .manifestation, "ecodepdx": .externalCause,
    "unacceptable": .unacceptablePrincipal, "reqsdx": .requiresSecondary,
    "unspecified": .unspecified, "female": .female, "male": .male, "newborn": .newborn,
    "pediatric": .pediatric, "maternity": .maternity, "adult": .adult,
  ]
}
