// SPDX-License-Identifier: Apache-2.0

import Values
import X12

/// A part of a transaction set as it is put together.
struct SplitPart {
  /// Its segments from ST on, without SE.
  private(set) var segments: [HeldSegment] = []
  /// How many claims it has.
  private(set) var claims = 0
  private var paid = Money.zero
  /// The new numbers of levels by their serial, and where their HL stands.
  private var levels: [Int: (number: Int, index: Int)] = [:]
  private var parents: Set<Int> = []
  /// The levels that have claims of their own and not only of those below them.
  private var owners: Set<Int> = []

  mutating func add(_ segment: HeldSegment) { segments.append(segment) }

  /// Adds a claim with those levels above it that the part does not have yet.
  mutating func add(_ unit: ClaimTree.Unit) {
    claims += 1
    paid += unit.paid
    var parent: Int?
    for level in unit.levels {
      if levels[level.serial] == nil {
        let number = levels.count + 1
        levels[level.serial] = (number, segments.count)
        if level.segments[0].id == SegmentID("HL") {
          var start = level.segments[0]
          start.set(1, String(number))
          if let parent, let above = levels[parent] { start.set(2, String(above.number)) }
          segments.append(start)
          segments += level.segments.dropFirst()
        } else {
          segments += level.segments
        }
      }
      if let parent { parents.insert(parent) }
      parent = level.serial
    }
    if let parent { owners.insert(parent) }
    segments += unit.segments
  }

  /// Adds what ends a set after its claims; adjustments of a provider count in the payment.
  mutating func addTrailer(_ tree: ClaimTree) {
    paid = paid - tree.adjustment
    segments += tree.trailer
  }

  /// Says of each level whether the part has levels below it, and of an 835 what the part pays.
  mutating func settle() {
    for (serial, level) in levels where segments[level.index].id == SegmentID("HL") {
      segments[level.index].set(4, parents.contains(serial) ? "1" : "0")
      if parents.contains(serial), !owners.contains(serial) { clearPatient(at: level.index) }
    }
    guard segments.first?.text(1) == "835" else { return }
    for index in segments.indices where segments[index].id == SegmentID("BPR") {
      segments[index].set(2, paid.x12)
    }
  }

  /// Takes back that a subscriber of an 837 is the patient (SBR02), where only claims of dependents are left.
  private mutating func clearPatient(at index: Int) {
    guard segments.first?.text(1) == "837", segments[index].text(3) == "22" else { return }
    let next = index + 1
    guard next < segments.count, segments[next].id == SegmentID("SBR"),
      segments[next].text(2) == "18"
    else { return }
    segments[next].set(2, "")
  }
}

/// Parts the claims of an 835 so that no part pays less than nothing.
enum RemittanceParts {
  /// Which claims go together: so many as were wanted, or more where a reversal stands among them: it stays
  /// with the claim that follows under the same number, and takes following claims in until their payments
  /// make up for it. The last part takes in parts before it until what the provider is charged is made up for.
  static func ranges(
    of claims: [ClaimTree.Unit], limit: Int, adjustment: Money
  ) -> [Range<Int>] {
    var parts: [(range: Range<Int>, paid: Money)] = []
    var (start, paid) = (0, Money.zero)
    for (index, claim) in claims.enumerated() {
      paid += claim.paid
      let isLast = index == claims.count - 1
      let isCorrected = !isLast && claim.isReversal && claims[index + 1].number == claim.number
      guard isLast || index + 1 - start >= limit && paid >= .zero && !isCorrected else { continue }
      parts.append((start..<index + 1, paid))
      (start, paid) = (index + 1, .zero)
    }
    while parts.count > 1, let last = parts.last, last.paid < adjustment {
      parts.removeLast()
      let before = parts[parts.count - 1]
      parts[parts.count - 1] =
        (before.range.lowerBound..<last.range.upperBound, before.paid + last.paid)
    }
    return parts.map(\.range)
  }
}

extension ClaimTree.Unit {
  /// CLP04 of an 835.
  var paid: Money { segments.first.flatMap { Money($0.text(4)) } ?? .zero }

  /// CLP01 of an 835.
  var number: String { segments.first?.text(1) ?? "" }

  /// Whether it takes an earlier payment of an 835 back.
  var isReversal: Bool { segments.first?.text(2) == "22" }
}
