// SPDX-License-Identifier: Apache-2.0

public import Values

/// A record of a compiled table that is found by two words: a code and what tells its rows apart.
public protocol KeyedTableRecord: BitwiseCopyable, Sendable {
  /// The name of the section of the codebook that holds the records.
  static var section: String { get }
  /// The first word of the key; the table is sorted by it.
  var major: UInt64 { get }
  /// The second word of the key.
  var minor: UInt64 { get }
  /// The row of the published file that the record was read from, counted from 1.
  var row: UInt32 { get }
}

/// A published table as it lies in its codebook, sorted by the keys of its records.
public struct KeyedTable<Record: KeyedTableRecord>: Sendable {
  /// The release that the table is.
  public let release: Release
  /// The codebook, whose bytes the records are.
  package let book: Codebook
  private nonisolated(unsafe) let records: UnsafeBufferPointer<Record>

  /// Opens the table in a codebook.
  ///
  /// - Throws: ``CodebookError/Code/sectionMissing`` where the codebook is of another kind.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    release = book.release
    records = book.records(Record.section, of: Record.self)
    guard !records.isEmpty else { throw CodebookError(.sectionMissing, section: Record.section) }
  }

  /// How many records there are.
  public var count: Int { records.count }

  /// The record at a position.
  public subscript(position: Int) -> Record { records[position] }

  /// The record of a key; nothing where there is none.
  ///
  /// - Complexity: O(log *n*).
  public subscript(major: UInt64, minor: UInt64) -> Record? {
    let position = first { ($0.major, $0.minor) >= (major, minor) }
    guard position < records.count else { return nil }
    let record = records[position]
    return record.major == major && record.minor == minor ? record : nil
  }

  /// The positions of the records whose key begins with a word.
  ///
  /// - Complexity: O(log *n*).
  public func range(of major: UInt64) -> Range<Int> {
    let start = first { $0.major >= major }
    var end = start
    while end < records.count, records[end].major == major { end += 1 }
    return start..<end
  }

  /// A reference to the row of a record, for a decision.
  public func source(of record: Record) -> RuleSource { release.source("row \(record.row)") }

  private func first(where isReached: (Record) -> Bool) -> Int {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(records[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension KeyedTable {
  /// The section of a table: sorted records, of which no two have one key.
  package static func section(
    _ records: [Record], _ faults: inout ImportFaults, name: (Record) -> String
  ) -> CodebookSection {
    let sorted = records.sorted { ($0.major, $0.minor, $0.row) < ($1.major, $1.minor, $1.row) }
    for (first, second) in zip(sorted, sorted.dropFirst())
    where first.major == second.major && first.minor == second.minor {
      faults.addDuplicate(name(second), line: Int(second.row), first: Int(first.row))
    }
    if records.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    return CodebookSection(Record.section, records: sorted)
  }
}
