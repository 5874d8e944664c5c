// SPDX-License-Identifier: Apache-2.0

import CodeSets

/// A row of a table of the coverage database as it is compiled; what a column means depends on the table.
struct CoverageRecord: BitwiseCopyable, Sendable {
  /// A day that is not given.
  static let noDay = Int32.max
  /// The row is marked with an asterisk: the group's note says what that means.
  static let asterisk: UInt32 = 0x100
  /// The row begins, continues or ends a range of codes.
  static let rangeBegin: UInt32 = 0x200
  static let rangeMiddle: UInt32 = 0x400
  static let rangeEnd: UInt32 = 0x800
  /// The row stands for no code: `XX000`, which the database prints as not applicable.
  static let placeholder: UInt32 = 0x1000
  /// The row of a policy list covers.
  static let covers: UInt32 = 0x2000
  /// The row of a policy list speaks of any diagnosis that has no row of its own.
  static let anyOther: UInt32 = 0x4000
  /// The lowest byte: the status of a document as its letter.
  static let status: UInt32 = 0xFF

  /// A code, a contractor, or the number of a related document; 0 for none.
  var key: UInt64 = 0
  /// A second code: the diagnosis of a policy list, the abbreviation of a state.
  var other: UInt64 = 0
  /// The number of the article or determination; the state of a jurisdiction.
  var document: UInt32 = 0
  /// Its version.
  var version: UInt16 = 0
  /// The group of codes in it.
  var group: UInt16 = 0
  /// The line of the file on which the row begins.
  var line: UInt32 = 0
  var flags: UInt32 = 0
  /// The first day in force; `noDay` where none is given.
  var effective = CoverageRecord.noDay
  /// The last day in force; `noDay` where none is given.
  var end = CoverageRecord.noDay
  /// Where its text begins in the table's texts; 0 for none.
  var text: UInt32 = 0
  /// Where a second text begins.
  var note: UInt32 = 0

  /// Orders rows as they lie: by document and version, then by key and group, then as in the file.
  static func precedes(_ a: CoverageRecord, _ b: CoverageRecord) -> Bool {
    if a.document != b.document { return a.document < b.document }
    if a.version != b.version { return a.version < b.version }
    if a.key != b.key { return a.key < b.key }
    if a.group != b.group { return a.group < b.group }
    return a.line < b.line
  }
}

/// A contractor as the tables name it: its number in the database, its type, its version.
enum ContractorKey {
  static func key(id: UInt64, type: UInt64, version: UInt64) -> UInt64 {
    id << 32 | (type & 0xFFFF) << 16 | version & 0xFFFF
  }
}
