// SPDX-License-Identifier: Apache-2.0

import Values

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
      guard let blob = container[master.key] else {
        throw ImportFailure(
          "import.header", line: 1, facts: [Finding.Fact("expected", master.key)])
      }
      drafts.append(try draft(of: Array(blob), master))
    }
    return drafts
  }

  private static func draft(of blob: [UInt8], _ master: Master) throws(ImportFailure)
    -> ReleaseDraft
  {
    let reader = BlobReader(blob)
    let (count, rowsAt, textsAt) = (reader.int(4), reader.int(8), reader.int(12))
    guard reader.int(0) == 0x4D43_4544, count > 0, rowsAt >= 0, textsAt >= rowsAt + 24 * count,
      textsAt <= blob.count, let last = reader.date(16),
      let effective = CalendarDate(master.effective),
      let period = EffectivePeriod(effective: effective, termination: master.termination ?? last)
    else {
      throw ImportFailure("import.header", line: 1, facts: [Finding.Fact("table", master.key)])
    }
    var builder = CodeTableBuilder()
    builder.allowsPeriods = true
    for index in 0..<count {
      let at = rowsAt + 24 * index
      guard let code = PackedCode(reader.text(at, upTo: at + 8)), let from = reader.date(at + 8),
        let to = reader.date(at + 12), let days = EffectivePeriod(effective: from, termination: to),
        let flags = reader.flags(textsAt + reader.int(at + 16), count: reader.short(at + 20))
      else {
        throw ImportFailure(
          "import.row", line: index + 1, facts: [Finding.Fact("table", master.key)])
      }
      var row = CodeRow(code, "", flags: [.billable], line: index + 1)
      for name in flags {
        if let flag = known[name] {
          row.flags.insert(flag)
        } else {
          row.attributes.append(CodeRow.Attribute("mce", name))
        }
      }
      row.period = days
      builder.rows.append(row)
    }
    return ReleaseDraft(
      master.set, .validity, title: master.title, publisher: "CMS", period: period, rows: count,
      content: .codes(builder))
  }

  private static let known: [String: CodeFlags] = [
    "manifestation": .manifestation, "ecodepdx": .externalCause,
    "unacceptable": .unacceptablePrincipal, "reqsdx": .requiresSecondary,
    "unspecified": .unspecified, "female": .female, "male": .male, "newborn": .newborn,
    "pediatric": .pediatric, "maternity": .maternity, "adult": .adult,
  ]
}

/// Reads little-endian numbers and texts out of a blob; outside of it everything is zero or empty.
private struct BlobReader {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func int(_ at: Int) -> Int {
    guard at >= 0, at + 4 <= bytes.count else { return 0 }
    return short(at) | short(at + 2) << 16
  }

  func short(_ at: Int) -> Int {
    guard at >= 0, at + 2 <= bytes.count else { return 0 }
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8
  }

  /// A day written as the number yyyymmdd.
  func date(_ at: Int) -> CalendarDate? {
    let number = int(at)
    return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  func text(_ start: Int, upTo end: Int) -> String {
    guard start >= 0, end <= bytes.count else { return "" }
    return String(decoding: bytes[start..<end].prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Names that end with a zero byte each; nothing where they run out of the blob.
  func flags(_ start: Int, count: Int) -> [String]? {
    var names: [String] = []
    var at = start
    for _ in 0..<count {
      guard at < bytes.count, let end = bytes[at...].firstIndex(of: 0) else { return nil }
      names.append(String(decoding: bytes[at..<end], as: UTF8.self))
      at = end + 1
    }
    return names
  }
}
