// SPDX-License-Identifier: Apache-2.0

import ClinicalText
public import CodeSets

/// Which words of a note mean which code of an edition, read where it lies in the mapped file.
public final class ConceptTable: @unchecked Sendable {
  /// The codes that the concepts mean.
  public let codes: CodeTable
  let book: Codebook
  let slots: UnsafeBufferPointer<ConceptLayout.Slot>
  let words: UnsafeBufferPointer<ConceptLayout.Word>
  let entries: UnsafeBufferPointer<ConceptLayout.Entry>
  let phrases: UnsafeBufferPointer<ConceptLayout.Phrase>
  let pool: UnsafeBufferPointer<UInt32>
  let nodes: UnsafeBufferPointer<ConceptLayout.Node>
  let children: UnsafeBufferPointer<UInt32>

  /// Opens the concepts of an edition beside its codes.
  ///
  /// - Throws: ``CodebookError``: ``CodebookError/Code/sectionMissing`` where the two do not belong together.
  public init(_ book: Codebook, codes: CodeTable) throws(CodebookError) {
    self.book = book
    self.codes = codes
    slots = book.records("slots", of: ConceptLayout.Slot.self)
    words = book.records("words", of: ConceptLayout.Word.self)
    entries = book.records("entries", of: ConceptLayout.Entry.self)
    phrases = book.records("phrases", of: ConceptLayout.Phrase.self)
    pool = book.records("pool", of: UInt32.self)
    nodes = book.records("nodes", of: ConceptLayout.Node.self)
    children = book.records("children", of: UInt32.self)
    guard !slots.isEmpty, slots.count & (slots.count - 1) == 0, nodes.count == codes.count else {
      throw CodebookError(.sectionMissing, section: "nodes")
    }
  }

  /// How many sets of words mean something.
  public var count: Int { entries.count }

  /// The number of the word with a hash; 0 for a word that no concept has.
  @inline(__always)
  func word(_ hash: UInt64) -> UInt32 {
    let mask = slots.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[at]
      if slot.word == 0 || slot.hash == hash { return slot.word }
      at = (at + 1) & mask
    }
  }

  /// The number of a word; 0 for one that no concept has.
  func word(_ form: String) -> UInt32 {
    let read = NoteTokens(form.utf8)
    return read.tokens.first.map { word($0.hash) } ?? 0
  }

  @inline(__always)
  func role(_ word: UInt32) -> ConceptLayout.Role {
    ConceptLayout.Role(rawValue: words[Int(word)].role) ?? .plain
  }

  /// The words needed by an entry besides the one that it is found by.
  @inline(__always)
  func others(of entry: ConceptLayout.Entry) -> Range<Int> {
    Int(entry.firstWord)..<Int(entry.firstWord) + Int(entry.wordCount)
  }

  /// The words of an entry that may stand elsewhere.
  @inline(__always)
  func axes(of entry: ConceptLayout.Entry) -> Range<Int> {
    let first = Int(entry.firstWord) + Int(entry.wordCount)
    return first..<first + Int(entry.axisCount)
  }
}
