// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Glibc
import Testing
import Values

@testable import Storage

@Suite struct CodebookStoreTests {
  private static func release(_ sha256: String, edition: String = "2026-04-01") throws -> Release {
    let day = try #require(CalendarDate(edition))
    return Release(
      set: .icd10cm, component: .tabular, edition: edition, title: "Test", publisher: "test",
      period: EffectivePeriod(from: day), rows: 1,
      sources: [Release.Source(file: "a.xml", sha256: sha256, rows: 1)])
  }

  private static func file(_ release: Release, _ title: String) throws -> [UInt8] {
    var builder = CodeTableBuilder()
    builder.rows = [
      CodeRow(try #require(PackedCode("A00")), title, flags: .billable, line: 1)
    ]
    return builder.codebook(for: release)
  }

  private static func add(
    _ store: CodebookStore, _ sha256: String, _ title: String
  ) throws -> (release: Release, outcome: CodebookStore.Outcome) {
    let files = try ["", String(sha256.prefix(8))].reduce(into: [String: [UInt8]]()) {
      let release = try Self.release(sha256)
      let named = $1.isEmpty ? release : release.asVariant
      $0[named.name] = try file(named, title)
    }
    return try store.add(release(sha256)) { files[$0.name] ?? [] }
  }

  @Test("A release is added once; another that says something else stands beside it")
  func variants() throws {
    let folder = try TemporaryFolder()
    let store = CodebookStore(folder: "\(folder.path)/codebook")
    #expect(try store.releases().isEmpty)
    #expect(try Self.add(store, "aaaaaaaaaa", "Cholera").outcome == .added)
    #expect(try Self.add(store, "aaaaaaaaaa", "Cholera").outcome == .present)
    // The same content from another file is no news either.
    let again = try Self.add(store, "bbbbbbbbbb", "Cholera")
    #expect(again.outcome == .present)
    #expect(again.release.sources.first?.sha256 == "aaaaaaaaaa")
    let variant = try Self.add(store, "cccccccccc", "Other")
    #expect(variant.outcome == .added)
    #expect(variant.release.name == "icd10cm-tabular-2026-04-01-cccccccc")
    #expect(try Self.add(store, "cccccccccc", "Other").outcome == .present)
    #expect(
      try store.releases().map(\.name) == [
        "icd10cm-tabular-2026-04-01-cccccccc", "icd10cm-tabular-2026-04-01",
      ])
    // Releases are never overwritten: a variant of the same name and other content is refused.
    #expect(throws: CodebookStore.Failure.self) { try Self.add(store, "cccccccccc", "Third") }
  }

  @Test("A release that was removed is gone, and removing it again does no harm")
  func removes() throws {
    let folder = try TemporaryFolder()
    let store = CodebookStore(folder: folder.path)
    let release = try Self.add(store, "aa", "Cholera").release
    try store.remove(release)
    try store.remove(release)
    #expect(try store.releases().isEmpty)
    #expect(try folder.names().isEmpty)
  }

  @Test("A file with a byte changed anywhere is refused with its path when it is opened")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let store = CodebookStore(folder: folder.path)
    let release = try Self.add(store, "aa", "Cholera").release
    let path = store.path(of: release)
    let good = try Files.read(path)
    for index in stride(from: 0, to: good.count, by: 211) {
      var bytes = good
      bytes[index] ^= 0x40
      try Files.write(bytes, to: path)
      let error = #expect(throws: CodebookStore.Failure.self) { try store.open(release) }
      guard case .codebook(_, path)? = error else {
        Issue.record("byte \(index) is no fault of the codebook")
        continue
      }
      // Nothing is added beside a damaged file either.
      #expect(throws: CodebookStore.Failure.self) { try Self.add(store, "bb", "Cholera") }
    }
    for length in [0, 1, 7, 8, 63, 64, good.count - 1] {
      try Files.write(Array(good[..<length]), to: path)
      #expect(throws: CodebookStore.Failure.self, "\(length)") { try store.open(release) }
    }
  }

  @Test("A large file that was checked is checked again once it is touched")
  func marked() throws {
    let folder = try TemporaryFolder()
    let store = CodebookStore(folder: folder.path)
    let title = String(repeating: "x", count: CheckedMark.threshold)
    let good = try Self.file(Self.release("aa"), title)
    let path = store.path(of: try Self.release("aa"))
    let mark = {
      var status = stat()
      #expect(lstat(path, &status) == 0)
      return CheckedMark(path: path, status: status)
    }
    try Files.write(good, to: path)
    let release = try #require(try store.releases().first)
    _ = try store.open(release)
    #expect(!mark().isThere, "a file that is seconds old is not noted")
    mark().set(at: .max)
    #expect(mark().isThere)
    _ = try store.open(release)
    // The same bytes but one, under another inode: the note is of another file.
    var bad = good
    bad[bad.count - 1] ^= 1
    try Files.write(bad, to: path)
    #expect(!mark().isThere)
    #expect(throws: CodebookStore.Failure.self) { try store.open(release) }
    // The note is what spares the checking, and `verify` does not look at it.
    mark().set(at: .max)
    _ = try store.open(release)
    #expect(throws: CodebookStore.Failure.self) { try store.verify(release) }
    try store.remove(release)
    #expect(try folder.names().isEmpty)
  }

  @Test("A shelf opens a codebook once; what was removed stays open while it is used")
  func shelf() throws {
    let folder = try TemporaryFolder()
    let store = CodebookStore(folder: folder.path)
    let release = try Self.add(store, "aa", "Cholera").release
    let shelf = CodebookShelf(store)
    let book = try shelf.open(release)
    try store.remove(release)
    #expect(try CodeTable(book)[0].title == "Cholera")
    #expect(try shelf.open(release).release == release)
    #expect(throws: CodebookStore.Failure.self) { try store.open(release) }
  }
}
