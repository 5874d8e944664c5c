// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing
import Values

@Suite struct FieldCipherTests {
  private static func practice(_ name: String = "main") throws -> PracticeID {
    try #require(PracticeID(name))
  }

  @Test("What was sealed for a place opens there, whatever its length")
  func roundTrip() throws {
    let cipher = FieldCipher(KeyRing())
    let place = FieldPlace(try Self.practice(), "patient", "content", row: "P000001")
    for length in [0, 1, 30, 31, 32, 33, 1000] {
      for byte: UInt8 in [0, 0x80, 0xFF] {
        let value = [UInt8](repeating: byte, count: length)
        let sealed = cipher.seal(value, at: place)
        #expect(try cipher.open(sealed, at: place) == value)
        // Lengths are told by blocks of 32 only, and no two seals are the same.
        #expect((sealed.count - 45) % 32 == 0 && cipher.seal(value, at: place) != sealed)
        #expect(FieldCipher.key(of: sealed) == 1)
      }
    }
    let text = "Zoë O’Testperson"
    #expect(try cipher.openText(cipher.seal(text, at: place), at: place) == text)
  }

  @Test("A value opens in no other practice, table, column or row")
  func places() throws {
    let cipher = FieldCipher(KeyRing())
    let practice = try Self.practice()
    let place = FieldPlace(practice, "patient", "content", row: ["P1", "2"])
    let sealed = cipher.seal("a name", at: place)
    for other in [
      FieldPlace(try Self.practice("north"), "patient", "content", row: ["P1", "2"]),
      FieldPlace(practice, "coverage", "content", row: ["P1", "2"]),
      FieldPlace(practice, "patient", "address", row: ["P1", "2"]),
      FieldPlace(practice, "patient", "content", row: ["P1", "3"]),
      FieldPlace(practice, "patient", "content", row: ["P12", ""]),
      FieldPlace(practice, "patient", "content", row: "P12"),
      FieldPlace(practice, "patientc", "ontent", row: ["P1", "2"]),
    ] {
      let error = #expect(throws: KeyError.self) { try cipher.open(sealed, at: other) }
      #expect(error?.finding.rule == "keys.altered-value")
    }
  }

  @Test("Any byte that is altered or missing is found")
  func altered() throws {
    let cipher = FieldCipher(KeyRing())
    let place = FieldPlace(try Self.practice(), "patient", "content", row: "P1")
    let sealed = cipher.seal("a name", at: place)
    for index in sealed.indices {
      var other = sealed
      other[index] ^= 1
      #expect(throws: KeyError.self) { try cipher.open(other, at: place) }
    }
    for count in 0..<sealed.count {
      #expect(throws: KeyError.self) { try cipher.open(Array(sealed.prefix(count)), at: place) }
    }
    #expect(throws: KeyError.self) { try FieldCipher(KeyRing()).open(sealed, at: place) }
  }

  @Test("What a value is found by is its practice's, kind's and ring's own")
  func index() throws {
    let (ring, practice) = (KeyRing(), try Self.practice())
    let cipher = FieldCipher(ring)
    let mark = cipher.index("ann", "identity", in: practice)
    #expect(mark.count == 16 && FieldCipher(ring).index("ann", "identity", in: practice) == mark)
    #expect(cipher.index("ann", "member", in: practice) != mark)
    #expect(cipher.index("anna", "identity", in: practice) != mark)
    #expect(cipher.index("ann", "identity", in: try Self.practice("north")) != mark)
    #expect(FieldCipher(KeyRing()).index("ann", "identity", in: practice) != mark)
  }

  @Test("A file of keys grows by a key at a time, for its owner alone, and is read again")
  func file() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/new/keys"
    let missing = #expect(throws: KeyError.self) { try KeyRing(at: path) }
    #expect(missing?.finding.rule == "keys.not-found")
    let day = try #require(CalendarDate("2026-04-01"))
    try KeyRing.addKey(at: path, on: day)
    let practice = try Self.practice()
    let place = FieldPlace(practice, "patient", "content", row: "P1")
    let first = FieldCipher(try KeyRing(at: path))
    let sealed = first.seal("a name", at: place)
    try KeyRing.addKey(at: path, on: day)
    let second = FieldCipher(try KeyRing(at: path))
    #expect(second.ring.keys.map(\.number) == [1, 2] && second.ring.newest.made == day)
    #expect(try second.openText(sealed, at: place) == "a name")
    #expect(second.index("x", "k", in: practice) == first.index("x", "k", in: practice))
    let newer = second.seal("a name", at: place)
    let unknown = #expect(throws: KeyError.self) { try first.open(newer, at: place) }
    #expect(unknown?.finding.rule == "keys.unknown-key")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for bad in [
      "", String(text.dropLast()), text.replacingOccurrences(of: "index ", with: "index 0"),
      text.replacingOccurrences(of: "key 2", with: "key 1"),
      text.split(separator: "\n").dropLast(2).joined(separator: "\n") + "\n",
      text.replacingOccurrences(of: "key 2", with: "kez 2"),
    ] {
      try Data(bad.utf8).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: KeyError.self) { try KeyRing(at: path) }
      #expect(error?.finding.rule == "keys.malformed")
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let open = #expect(throws: KeyError.self) { try KeyRing(at: path) }
    #expect(open?.finding.rule == "keys.open-to-others")
  }
}
