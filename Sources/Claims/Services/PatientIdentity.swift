// SPDX-License-Identifier: Apache-2.0

public import Values

/// Who a claim is about, as one word: two claims with the same word are of the same patient.
///
/// The rule: where a claim has the member's number, its patient is known by that number, the date of birth and the
/// family and given name, since a family may share a number. Where it has none, by family and given name, date of
/// birth and sex. Case, blanks, points and hyphens do not count, nor do middle names and suffixes, which one claim
/// has and the next has not. A claim without a date of birth, or with neither number nor name, has no identity: its
/// patient is never taken for another's. A number on one claim and none on the next makes two patients of one.
public struct PatientIdentity: Hashable, Sendable {
  /// A hash of 64 bits: among a million patients, the chance that any two share one is below 1 in 10 million.
  public let bits: UInt64

  /// Takes what a claim says; nothing where it is too little.
  public init?(
    memberID: String?, family: String?, given: String?, birthDate: CalendarDate?, sex: Sex
  ) {
    guard let birthDate else { return nil }
    var hash = Hash()
    let hasMember = hash.take(memberID ?? "")
    let hasName = hash.take(family ?? "")
    guard hasMember || hasName else { return nil }
    _ = hash.take(given ?? "")
    hash.take(UInt64(truncatingIfNeeded: birthDate.daysSinceEpoch))
    if !hasMember { hash.take(sex == .female ? 1 : sex == .male ? 2 : 3) }
    bits = hash.finished
  }

  /// Takes the patient of a claim.
  public init?(_ claim: Claim) {
    let person = claim.patient.person
    self.init(
      memberID: claim.coverage.subscriberID, family: person.name.family, given: person.name.given,
      birthDate: person.birthDate, sex: person.sex)
  }

  /// FNV-1a over the letters and digits, mixed at the end.
  private struct Hash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Takes a text and its end; tells whether anything of it counts.
    mutating func take(_ text: String) -> Bool {
      var isAny = false
      for byte in text.utf8 {
        let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
        guard upper >= 0x80 || (0x30...0x39).contains(upper) || (0x41...0x5A).contains(upper)
        else { continue }
        add(upper)
        isAny = true
      }
      add(0)
      return isAny
    }

    mutating func take(_ number: UInt64) {
      state = (state ^ number) &* 0x9E37_79B9_7F4A_7C15
      state ^= state >> 29
    }

    var finished: UInt64 {
      var bits = (state ^ state >> 33) &* 0xFF51_AFD7_ED55_8CCD
      bits = (bits ^ bits >> 33) &* 0xC4CE_B9FE_1A85_EC53
      return bits ^ bits >> 33
    }

    private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}
