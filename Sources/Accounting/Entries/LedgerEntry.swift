// SPDX-License-Identifier: Apache-2.0

public import Values

/// A journal entry in its place in the books: its number, and the hash of it and all before it.
public struct LedgerEntry: Hashable, Sendable {
  /// The number, from 1 without gaps.
  public let sequence: Int
  /// What was entered.
  public let entry: JournalEntry
  /// The hash of the one before and of this one's canonical bytes.
  public let hash: Digest

  /// Puts an entry in its place.
  public init(sequence: Int, entry: JournalEntry, hash: Digest) {
    self.sequence = sequence
    self.entry = entry
    self.hash = hash
  }
}

/// What hashes bytes; SHA-256 wherever books are kept.
public protocol ByteHashing {
  /// The hash of some bytes.
  static func digest(of bytes: [UInt8]) -> Digest
}

extension JournalEntry {
  /// Adds the bytes that are hashed: a line of the entry and one of each posting, with fields between tabs.
  ///
  /// No field can hold a tab or a line feed, so that two entries never have the same bytes.
  public func appendCanonicalBytes(as sequence: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "entry 1\t".utf8)
    bytes.append(contentsOf: practice.description.utf8)
    bytes.appendField(sequence)
    bytes.appendField(Int(effective.daysSinceEpoch))
    bytes.appendField(Int(posted.microseconds))
    bytes.appendField(kind.rawValue)
    bytes.appendField(key.description)
    bytes.append(0x09)
    bytes.append(contentsOf: source.bytes.lazy.flatMap(Self.digits))
    bytes.appendField(memo?.description ?? "")
    bytes.appendField(reverses ?? 0)
    bytes.appendField(postings.count)
    for posting in postings {
      bytes.append(0x0A)
      bytes.append(contentsOf: posting.account.description.utf8)
      bytes.appendField(Int(posting.amount.cents))
      bytes.appendField(posting.subject.patient?.description ?? "")
      bytes.appendField(posting.subject.guarantor?.description ?? "")
      bytes.appendField(posting.subject.payer?.description ?? "")
      bytes.appendField(posting.subject.claim?.description ?? "")
      bytes.appendField(posting.subject.line ?? 0)
    }
    bytes.append(0x0A)
  }

  /// The hash of this entry in its place after another hash.
  public func hash(
    as sequence: Int, after previous: Digest, by hashing: any ByteHashing.Type
  ) -> Digest {
    var bytes = previous.bytes
    appendCanonicalBytes(as: sequence, to: &bytes)
    return hashing.digest(of: bytes)
  }

  private static func digits(of byte: UInt8) -> [UInt8] {
    [byte >> 4, byte & 15].map { $0 < 10 ? $0 + 0x30 : $0 + 0x57 }
  }
}

extension [UInt8] {
  fileprivate mutating func appendField(_ text: String) {
    append(0x09)
    append(contentsOf: text.utf8)
  }

  fileprivate mutating func appendField(_ number: Int) { appendField(String(number)) }
}
