// SPDX-License-Identifier: Apache-2.0

public import Values

/// The codes of one release, searched where they lie in the mapped file.
///
///     let table = CodeTable(book)
///     if let position = table.position(of: code) { table[position].title }
///
/// - Complexity: Finding a code is a binary search among the codes that share its first two
///   characters; nothing is allocated.
public struct CodeTable: @unchecked Sendable {
  /// The codebook that holds the table.
  public let book: Codebook
  let codes: UnsafeBufferPointer<UInt64>
  let nodes: UnsafeBufferPointer<CodeTableLayout.Node>
  let notes: UnsafeBufferPointer<CodeTableLayout.NoteRecord>
  let references: UnsafeBufferPointer<CodeReference>
  let attributes: UnsafeBufferPointer<CodeTableLayout.AttributeRecord>
  let divisions: UnsafeBufferPointer<CodeTableLayout.DivisionRecord>
  let texts: StringTable
  private let buckets: UnsafeBufferPointer<UInt32>

  /// Takes the table out of a codebook.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    codes = book.records("codes", of: UInt64.self)
    nodes = book.records("nodes", of: CodeTableLayout.Node.self)
    notes = book.records("notes", of: CodeTableLayout.NoteRecord.self)
    references = book.records("refs", of: CodeReference.self)
    attributes = book.records("attrs", of: CodeTableLayout.AttributeRecord.self)
    divisions = book.records("divs", of: CodeTableLayout.DivisionRecord.self)
    buckets = book.records("buckets", of: UInt32.self)
    texts = StringTable(book)
    guard codes.count == nodes.count, buckets.count == CodeTableLayout.buckets + 1 else {
      throw CodebookError(.sectionMissing, section: "nodes")
    }
  }

  /// The release.
  public var release: Release { book.release }

  /// How many codes the table has, headers included.
  public var count: Int { codes.count }

  /// Where a code stands; nothing where the release does not have it.
  @inline(__always)
  public func position(of code: PackedCode) -> Int? {
    let bucket = CodeTableLayout.bucket(code.bits)
    var low = Int(buckets[bucket])
    var high = Int(buckets[bucket + 1])
    while low < high {
      let middle = (low + high) >> 1
      if codes[middle] < code.bits { low = middle + 1 } else { high = middle }
    }
    return low < codes.count && codes[low] == code.bits ? low : nil
  }

  /// Where a code stands as it is valid on a day; nothing where it is not valid then.
  ///
  /// A release that states periods may give a code several times.
  @inline(__always)
  public func position(of code: PackedCode, on day: CalendarDate) -> Int? {
    guard var at = position(of: code) else { return nil }
    while at < codes.count, codes[at] == code.bits {
      if isInForce(at: at, on: day) { return at }
      at += 1
    }
    return nil
  }

  /// The code at a position.
  @inline(__always)
  public func code(at position: Int) -> PackedCode { PackedCode(bits: codes[position]) }

  /// What the release says of the code at a position.
  @inline(__always)
  public func flags(at position: Int) -> CodeFlags { CodeFlags(rawValue: nodes[position].flags) }

  /// Tells whether the code at a position is valid on a day, by dates of its own or the release's.
  @inline(__always)
  public func isInForce(at position: Int, on day: CalendarDate) -> Bool {
    let node = nodes[position]
    return node.effective <= day.daysSinceEpoch && day.daysSinceEpoch <= node.termination
  }

  /// The entry at a position.
  public subscript(position: Int) -> CodeEntry { CodeEntry(table: self, position: position) }

  /// The entry of a code; nothing where the release does not have it.
  public func entry(of code: PackedCode) -> CodeEntry? { position(of: code).map { self[$0] } }

  /// The positions of all codes that begin with a code, itself included where it is there.
  public func positions(below code: PackedCode) -> Range<Int> {
    let start = lowerBound(code.bits)
    return start..<max(start, lowerBound(code.lastDescendant.bits))
  }

  /// The codes directly under a code, or the top of the hierarchy where none is given.
  ///
  /// - Complexity: O(*n*) in the number of codes below.
  public func children(of position: Int?) -> [Int] {
    let parent = position.map { UInt32($0) } ?? CodeTableLayout.none
    let range = position.map { $0 + 1..<Int(nodes[$0].lastDescendant) + 1 } ?? 0..<codes.count
    return range.filter { nodes[$0].parent == parent }
  }

  private func lowerBound(_ bits: UInt64) -> Int {
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) >> 1
      if codes[middle] < bits { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func notes(from first: UInt32, count: Int) -> [Note] {
    (Int(first)..<Int(first) + count).compactMap { index in
      let record = notes[index]
      guard let kind = Note.Kind(rawValue: record.kind) else { return nil }
      let start = Int(record.firstReference)
      return Note(
        kind, texts[record.text],
        character: record.character == 0 ? nil : Character(Unicode.Scalar(record.character)),
        references: Array(references[start..<start + Int(record.referenceCount)]),
        line: Int(record.line))
    }
  }
}
