// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Values

@testable import CodeSets

@Suite struct CodebookTests {
  @Test("What was written is read back: the release and every section")
  func roundTrip() throws {
    let release = try Codebooks.release(.icd10cm, .tabular, "2026-04-01", "2026-09-30", rows: 2)
    var writer = CodebookWriter(release)
    writer.add("empty", [])
    writer.add("one", [1])
    writer.add("words", records: [UInt64.max, 2, 3])
    let book = try Codebooks.open(writer.finished())
    #expect(book.release == release)
    #expect(book.section("empty").isEmpty)
    #expect(Array(book.section("one")) == [1])
    #expect(Array(book.records("words", of: UInt64.self)) == [.max, 2, 3])
    #expect(book.section("absent").isEmpty)
  }

  @Test("Every section begins on a multiple of sixteen")
  func aligned() throws {
    let file = try Codebooks.terms()
    let book = try Codebooks.open(file)
    for name in ["terms", "cells", "columns", "texts"] {
      let section = book.section(name)
      #expect(!section.isEmpty, "\(name)")
      #expect(section.baseAddress.map { Int(bitPattern: $0) % 16 } == 0, "\(name)")
    }
  }

  @Test("A file with any one bit changed is refused")
  func everyBit() throws {
    let good = try Codebooks.terms()
    for index in good.indices {
      for bit in 0..<8 {
        var file = good
        file[index] ^= 1 << UInt8(bit)
        #expect(throws: CodebookError.self, "byte \(index), bit \(bit)") {
          try Codebooks.open(file)
        }
      }
    }
  }

  @Test("A table of codes with any one byte changed is refused")
  func everyByteOfATable() throws {
    let release = try Codebooks.release(.icd10cm, .tabular, "2026-04-01", rows: 2)
    let good = try Codebooks.file(release, [("E11", "Type 2 diabetes+"), ("E119", "Plain")])
    for index in stride(from: good.startIndex, to: good.endIndex, by: 3) {
      var file = good
      file[index] ^= 0xFF
      #expect(throws: CodebookError.self, "byte \(index)") { try Codebooks.open(file) }
    }
  }

  @Test("A file that was cut off anywhere is refused, as is one with something behind its end")
  func everyLength() throws {
    let good = try Codebooks.terms()
    for length in good.indices {
      let error = #expect(throws: CodebookError.self) {
        try Codebooks.open(Array(good[..<length]))
      }
      #expect(error?.code == (length < 8 ? .notACodebook : .truncated), "\(length)")
    }
    #expect(throws: CodebookError(.truncated)) { try Codebooks.open(good + [0]) }
    #expect(throws: CodebookError(.notACodebook)) { try Codebooks.open([]) }
  }

  @Test("A file of another format says so, not that it was altered")
  func otherFormat() throws {
    var file = try Codebooks.terms()
    file[8] += 1
    Self.seal(&file)
    #expect(throws: CodebookError(.otherFormat)) { try Codebooks.open(file) }
  }

  @Test("A file that lies about its sections is refused, though its checksums hold")
  func forged() throws {
    let good = try Codebooks.terms()
    let count = Int(good[32])
    var numbers = SeededNumbers(seed: 64)
    for entry in 0..<count {
      for field in [8, 16] {
        for value in [
          UInt64.max, 1 << 63, UInt64(good.count), UInt64.random(in: 1..<99, using: &numbers),
        ] {
          var file = good
          let at = 64 + 32 * entry + field
          for place in 0..<8 {
            file[at + place] = UInt8(truncatingIfNeeded: value >> UInt64(8 * place))
          }
          guard file != good else { continue }
          Self.seal(&file)
          #expect(throws: CodebookError.self) { try Codebooks.open(file) }
        }
      }
    }
  }

  @Test("A number of sections and a place of the table outside of the file are refused")
  func forgedHeader() throws {
    for at in [16, 24, 32] {
      for byte in 0..<8 {
        var file = try Codebooks.terms()
        file[at + byte] = 0xFF
        Self.seal(&file, table: false)
        #expect(throws: CodebookError.self) { try Codebooks.open(file) }
      }
    }
  }

  @Test("The release is read from the head of the file, and a damaged head is refused")
  func head() throws {
    let file = try Codebooks.terms()
    let whole = try Codebooks.open(file)
    func release(_ head: [UInt8]) throws -> Release {
      try head.withUnsafeBytes { try Codebook.release(fromHead: $0) }
    }
    let end = 64 + 32 * Int(file[32]) + 16 + whole.release.json.line.utf8.count
    #expect(try release(Array(file[..<end])) == whole.release)
    #expect(throws: CodebookError.self) { try release(Array(file[..<200])) }
    #expect(throws: CodebookError.self) { try release([]) }
  }

  @Test("Two files have the same content where only their releases differ")
  func content() throws {
    let rows = [("E11", "Type 2 diabetes+"), ("E119", "Plain")]
    let one = try Codebooks.release(.icd10cm, .tabular, "2026-04-01", sha256: "aa")
    let two = try Codebooks.release(.icd10cm, .tabular, "2026-04-01", sha256: "bb")
    let first = try Codebooks.open(Codebooks.file(one, rows))
    let second = try Codebooks.open(Codebooks.file(two, rows))
    let third = try Codebooks.open(Codebooks.file(one, [("E11", "Other+"), ("E119", "Plain")]))
    #expect(first.hasSameContent(as: second))
    #expect(!first.hasSameContent(as: third))
  }

  /// Puts the checksums right, so that only what they guard is wrong.
  private static func seal(_ file: inout [UInt8], table: Bool = true) {
    func put(_ sum: UInt64, _ at: Int) {
      for place in 0..<8 { file[at + place] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * place)) }
    }
    let end = 64 + 32 * Int(file[32])
    if table { put(Array(file[64..<end]).withUnsafeBytes { Checksum.of($0) }, 40) }
    put(Array(file[..<48]).withUnsafeBytes { Checksum.of($0) }, 48)
  }
}
