// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Storage
import Values

/// Makes keys of what identifies people: two texts that name the same have the same key, and a key tells nothing
/// else to whoever has the database.
struct IdentityKeys: Sendable {
  private let practice: PracticeID
  private let cipher: FieldCipher

  init(_ practice: PracticeID, _ cipher: FieldCipher) {
    self.practice = practice
    self.cipher = cipher
  }

  /// The key of a member's number; empty where there is none.
  func member(_ number: String?) -> String { key("member", [number ?? ""]) }

  /// The key of a name: family and first given name.
  func name(_ family: String?, _ given: String?) -> String {
    guard let family, !family.isEmpty else { return "" }
    let first = (given ?? "").split(separator: " ").first.map(String.init) ?? ""
    return key("name", [family, first])
  }

  /// A claim as a remittance answers it, with its keys.
  func answered(_ claim: RemittanceClaim) -> AnsweredClaim {
    let parties = ["QC", "IL", "74"].compactMap { claim.party($0) }
    let members = Set(parties.compactMap(\.id).map { member($0) }.filter { !$0.isEmpty })
    return AnsweredClaim(
      claim, members: members.sorted(),
      name: name(claim.patient?.name, claim.patient?.given))
  }

  private func key(_ kind: String, _ words: [String]) -> String {
    let words = words.map { word in
      String(decoding: word.utf8.compactMap(Self.counted), as: UTF8.self)
    }
    guard words.contains(where: { !$0.isEmpty }) else { return "" }
    return cipher.index(words.joined(separator: "\t"), kind, in: practice)
      .map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  /// Letters as capitals and digits; blanks, points and hyphens do not count.
  private static func counted(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39, 0x41...0x5A: byte
    case 0x61...0x7A: byte - 0x20
    case 0x80...: byte
    default: nil
    }
  }
}
