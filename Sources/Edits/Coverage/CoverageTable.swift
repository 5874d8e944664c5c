// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// One release of a table of the coverage database, used where it lies.
public struct CoverageTable: Sendable {
  /// The release that the table is.
  public let release: Release
  private let book: Codebook
  private nonisolated(unsafe) let rows: UnsafeBufferPointer<CoverageRecord>
  private nonisolated(unsafe) let keys: UnsafeBufferPointer<UInt32>

  /// Opens the table in a codebook.
  ///
  /// - Throws: ``CodebookError/Code/sectionMissing`` where the codebook is of another kind.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    release = book.release
    rows = book.records("rows", of: CoverageRecord.self)
    keys = book.records("keys", of: UInt32.self)
    guard !rows.isEmpty else { throw CodebookError(.sectionMissing, section: "rows") }
  }

  /// All rows, by document.
  var all: UnsafeBufferPointer<CoverageRecord> { rows }

  /// The rows with a key, in the order in which they lie.
  ///
  /// - Complexity: O(log *n* + *m*), where *m* is the number of rows found.
  func rows(key: UInt64) -> [CoverageRecord] {
    var at = Self.first(keys.count) { rows[Int(keys[$0])].key >= key }
    var found: [CoverageRecord] = []
    while at < keys.count, rows[Int(keys[at])].key == key {
      found.append(rows[Int(keys[at])])
      at += 1
    }
    return found
  }

  /// The rows of a version of a document.
  func rows(document: UInt32, version: UInt16) -> Slice<UnsafeBufferPointer<CoverageRecord>> {
    let start = Self.first(rows.count) {
      (rows[$0].document, rows[$0].version) >= (document, version)
    }
    var end = start
    while end < rows.count, rows[end].document == document, rows[end].version == version {
      end += 1
    }
    return rows[start..<end]
  }

  /// The rows of a version of a document with a key.
  ///
  /// - Complexity: O(log *n* + *m*).
  func rows(document: UInt32, version: UInt16, key: UInt64) -> [CoverageRecord] {
    var at = Self.first(rows.count) {
      (rows[$0].document, rows[$0].version, rows[$0].key) >= (document, version, key)
    }
    var found: [CoverageRecord] = []
    while at < rows.count, rows[at].document == document, rows[at].version == version,
      rows[at].key == key
    {
      found.append(rows[at])
      at += 1
    }
    return found
  }

  /// The text of a row.
  func text(_ record: CoverageRecord) -> String {
    CoverageTexts.text(record.text, in: book.section("texts"))
  }

  /// The second text of a row.
  func note(_ record: CoverageRecord) -> String {
    CoverageTexts.text(record.note, in: book.section("texts"))
  }

  /// The first position of which something holds that holds of all after it.
  private static func first(_ count: Int, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
