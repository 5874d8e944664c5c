// SPDX-License-Identifier: Apache-2.0

import Storage
import Testing

@Suite struct ControlNumberStoreTests {
  private let folder: TemporaryFolder
  private let route = NumberRoute(sender: "ZZ:CLINIC", receiver: "30:PAYER")

  init() throws { folder = try TemporaryFolder() }

  private func store() throws -> ControlNumberStore { try ControlNumberStore(folder: folder.path) }

  /// Reserves and gives the interchange to be written; fails where an old one was placed.
  private func reserve(
    _ store: ControlNumberStore, _ content: String, sets: Int = 1, _ route: NumberRoute? = nil
  ) throws -> OutgoingInterchange {
    let reservation = try store.reserve(
      route ?? self.route, content: content, groups: 1, sets: sets
    ) { "\(folder.path)/\($0).edi" }
    guard case .write(let outgoing) = reservation else {
      throw FileFailure(.notFound, "an interchange to write")
    }
    return outgoing
  }

  @Test("Each sender and receiver counts by itself")
  func routes() throws {
    let store = try store()
    let other = NumberRoute(sender: "ZZ:CLINIC", receiver: "30:OTHER")
    let first = try reserve(store, "a", sets: 3)
    #expect((first.interchange, first.groups, first.sets) == (1, [1], [1, 2, 3]))
    let second = try reserve(store, "b", sets: 2)
    #expect((second.interchange, second.groups, second.sets) == (2, [2], [4, 5]))
    #expect(try reserve(store, "a", other).interchange == 1)
  }

  @Test("Counting begins where a partner has come to, and only before the first number")
  func begins() throws {
    let store = try store()
    #expect(try store.begin(route, afterInterchange: 41, afterGroup: 7, afterSet: 99))
    let first = try reserve(store, "a")
    #expect((first.interchange, first.groups, first.sets) == (42, [8], [100]))
    #expect(try !store.begin(route, afterInterchange: 1, afterGroup: 1, afterSet: 1))
  }

  @Test("What is given back is handed out before anything new")
  func givenBack() throws {
    let store = try store()
    let first = try reserve(store, "a", sets: 2)
    _ = try reserve(store, "b")
    try store.release(first)
    #expect(try store.returned(route) == [1])
    let third = try reserve(store, "c", sets: 3)
    #expect((third.interchange, third.groups, third.sets) == (1, [1], [1, 2, 4]))
  }

  @Test("A reservation whose owner lives is left alone, also by a store of the same process")
  func alive() throws {
    let one = try store()
    let outgoing = try reserve(one, "a")
    let other = try store()
    #expect(try reserve(other, "a").interchange == 2)
    #expect(try other.recover() == [])
    #expect(try one.open().contains(outgoing))
  }

  @Test(
    "What an owner that is gone had reserved is handed out again, to the same content as it stands")
  func gone() throws {
    do { _ = try reserve(try store(), "a", sets: 2) }
    let same = try reserve(try store(), "a", sets: 2)
    #expect((same.id, same.interchange, same.sets) == (1, 1, [1, 2]))
    let other = try reserve(try store(), "b")
    #expect((other.interchange, other.sets) == (1, [1]))
  }

  @Test("What was written belongs to its content: placed, handed out again, or open")
  func written() throws {
    let bytes = Array("ISA".utf8)
    let digest = SHA256.hexadecimal(of: bytes)
    do {
      let store = try store()
      for content in ["a", "b"] {
        let outgoing = try reserve(store, content)
        try Files.write(bytes, to: outgoing.partial)
        try store.recordWritten([(outgoing, digest)])
      }
    }
    // The same content again: its file is placed, and the other's too, which needs nobody any more.
    let store = try store()
    let again = try store.reserve(route, content: "a", groups: 1, sets: 1) { _ in "" }
    guard case .placed(let placed) = again else {
      Issue.record("the file of the first attempt is not placed")
      return
    }
    #expect(try folder.bytes("1.edi") == bytes && folder.bytes("2.edi") == bytes)
    #expect(try store.open().map(\.interchange) == [1])
    try store.confirm([placed])
    #expect(try store.open() == [])
    #expect(try store.outgoing(route, interchange: 1)?.state == .sent)
    #expect(try reserve(store, "a").interchange == 3)
  }

  @Test("A complete file that is gone is listed, and its number stays bound to its content")
  func open() throws {
    do {
      let store = try store()
      try store.recordWritten([(try reserve(store, "a"), "digest")])
    }
    #expect(try store().recover().map(\.interchange) == [1])
    #expect(try reserve(try store(), "b").interchange == 2)
    #expect(try reserve(try store(), "a").interchange == 1)
  }

  @Test("After the greatest number comes 1; a number still on its way is passed over")
  func wraps() throws {
    do {
      let store = try store()
      try store.recordWritten([(try reserve(store, "lost"), "digest")])
    }
    let other = NumberRoute(sender: "A", receiver: "B")
    let store = try store()
    #expect(
      try store.begin(
        other, afterInterchange: 999_999_998, afterGroup: 999_999_998, afterSet: 999_999_998))
    let first = try reserve(store, "a", sets: 3, other)
    #expect(
      (first.interchange, first.groups, first.sets) == (
        999_999_999, [999_999_999], [999_999_999, 1, 2]
      ))
    // Both are still on their way: the second passes over the sets that the first has.
    let second = try reserve(store, "b", sets: 1, other)
    #expect((second.interchange, second.groups, second.sets) == (1, [1], [3]))
  }

  @Test("A file that is no store is refused and left as it is")
  func foreign() throws {
    let bytes = Array("this is no database at all, however long one looks at it".utf8)
    _ = try folder.file("control-numbers.sqlite", bytes)
    #expect(throws: FileFailure.self) { try store() }
    #expect(try folder.bytes("control-numbers.sqlite") == bytes)
  }
}
