// SPDX-License-Identifier: Apache-2.0

public import Values

/// Our own tables of professional payment.
public struct ProfessionalRules: Sendable {
  /// What a place of service is paid as, by its number; nothing where it is not used for Medicare.
  private var facilities: [Bool?] = Array(repeating: nil, count: 256)
  /// Ranges of codes that are visits.
  private var visits: [ClosedRange<UInt64>] = []
  /// The technical parts of tests whose code stands for the whole.
  private var technicalParts: [UInt64: [PackedCode]] = [:]

  /// Reads `pricing/places.tsv`, `pricing/visits.tsv` and `pricing/global-tests.tsv`.
  ///
  /// Nothing where a row of them is impossible.
  public init?(places: [UInt8], visits: [UInt8], tests: [UInt8]) {
    for fields in Self.rows(places) {
      guard fields.count == 4, let place = UInt8(fields[0]),
        ["facility", "nonfacility"].contains(fields[1])
      else { return nil }
      facilities[Int(place)] = fields[1] == "facility"
    }
    for fields in Self.rows(visits) {
      guard fields.count == 4, let first = PackedCode(fields[0]), let last = PackedCode(fields[1]),
        first <= last
      else { return nil }
      self.visits.append(first.bits...last.bits)
    }
    for fields in Self.rows(tests) {
      let parts = fields.count == 3 ? fields[1].split(separator: " ").map { PackedCode($0) } : []
      guard let code = PackedCode(fields[0]), !parts.isEmpty, !parts.contains(nil) else {
        return nil
      }
      technicalParts[code.bits] = parts.compactMap { $0 }
    }
  }

  /// Whether a place of service is paid as a facility; nothing where the table has no such place.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, section 20.4.2; chapter 26, section 10.5.
  public func isFacility(_ place: UInt8) -> Bool? { facilities[Int(place)] }

  /// Whether a service is an evaluation and management visit, as the global periods mean it.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 12, sections 40.2 and 40.3.
  public func isVisit(_ code: PackedCode) -> Bool {
    visits.contains { $0.contains(code.bits) }
  }

  /// The technical services that a code for a whole test includes.
  public func technicalParts(of code: PackedCode) -> [PackedCode] {
    technicalParts[code.bits] ?? []
  }

  private static func rows(_ table: [UInt8]) -> [[String]] {
    PublishedText(table).lines.filter { !$0.text.hasPrefix("#") && !$0.text.isEmpty }
      .map(\.tabbed)
  }
}
