// SPDX-License-Identifier: Apache-2.0

/// A row of a published table as it is compiled: found by its key, and knowing its line in the file.
public protocol KeyedRecord: BitwiseCopyable, Sendable {
  /// What the row is found by: a packed code or a number.
  var key: UInt64 { get }
  /// The line of the publisher's file, counted from 1.
  var line: UInt32 { get }
}

/// Rows of one release, sorted by their keys and used where they lie in the codebook.
public struct RecordTable<Record: KeyedRecord>: Sendable {
  /// The release that the table is.
  public let release: Release
  private let book: Codebook
  private let texts: StringTable
  private nonisolated(unsafe) let records: UnsafeBufferPointer<Record>

  /// Opens the table in a codebook.
  ///
  /// - Throws: ``CodebookError/Code/sectionMissing`` where the codebook is of another kind.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    release = book.release
    texts = StringTable(book)
    records = book.records("rows", of: Record.self)
    guard !records.isEmpty else { throw CodebookError(.sectionMissing, section: "rows") }
  }

  /// How many rows there are.
  public var count: Int { records.count }

  /// The rows in the order of their keys.
  public var rows: UnsafeBufferPointer<Record> { records }

  /// The first row with a key; nothing where there is none.
  ///
  /// - Complexity: O(log *n*).
  public subscript(key: UInt64) -> Record? {
    let index = first(of: key)
    guard index < records.count, records[index].key == key else { return nil }
    return records[index]
  }

  /// All rows with a key.
  public func all(_ key: UInt64) -> Slice<UnsafeBufferPointer<Record>> {
    let start = first(of: key)
    var end = start
    while end < records.count, records[end].key == key { end += 1 }
    return records[start..<end]
  }

  /// A text of the table by its offset.
  public func text(_ offset: UInt32) -> String { texts[offset] }

  private func first(of key: UInt64) -> Int {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if records[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
