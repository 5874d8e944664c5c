// SPDX-License-Identifier: Apache-2.0

/// How the DRGs of a table are split by complications and comorbidities.
///
/// DRGs of one kind of case stand side by side, the gravest first, and their titles end in `WITH MCC`, `WITH
/// CC`, `WITH CC/MCC`, `WITHOUT MCC` or `WITHOUT CC/MCC`, some with an alternative behind it (`WITH MCC
/// OR TOTAL ANKLE REPLACEMENT`). What follows from one to the next that is without is one family.
public struct SeverityLevels: Sendable {
  /// The level of a DRG in its family.
  public enum Level: String, Sendable, CaseIterable {
    /// With a major complication or comorbidity.
    case majorComplication = "mcc"
    /// With a complication or comorbidity.
    case complication = "cc"
    /// With either; the family does not tell them apart.
    case either = "cc_or_mcc"
    /// Without a major one.
    case withoutMajor = "without_mcc"
    /// Without either.
    case without = "without_cc_or_mcc"
  }

  /// What is known of one DRG.
  public struct Place: Sendable {
    /// Its level.
    public let level: Level
    /// Whether its family has a level with a major complication or comorbidity.
    public let hasMajor: Bool
    /// Whether its family has a level without either.
    public let hasWithout: Bool
  }

  private let places: [Int: Place]

  /// Finds the families of a table.
  public init(_ table: DRGWeightTable) {
    var places: [Int: Place] = [:]
    var family: [(drg: Int, level: Level)] = []
    func close() {
      for (drg, level) in family {
        places[drg] = Place(
          level: level, hasMajor: family.contains { $0.level == .majorComplication },
          hasWithout: family.contains { $0.level == .without })
      }
      family = []
    }
    for row in table.rows {
      guard let level = Self.level(of: row.title) else {
        close()
        continue
      }
      // A family has its numbers in a row, and its gravest level first.
      if let last = family.last, last.drg + 1 != row.drg { close() }
      if level == .either || level == .majorComplication && family.last?.level == .complication {
        close()
      }
      family.append((row.drg, level))
      if level == .without || level == .withoutMajor { close() }
    }
    close()
    self.places = places
  }

  /// The level of a DRG; nothing where its cases are not split.
  public subscript(drg: Int) -> Place? { places[drg] }

  /// The level that a title states.
  static func level(of title: String) -> Level? {
    let words = title.split(separator: " ")
    for (word, next) in zip(words, words.dropFirst()) {
      switch (word, next) {
      case ("WITHOUT", "CC/MCC"): return .without
      case ("WITHOUT", "MCC"): return .withoutMajor
      case ("WITH", "CC/MCC"): return .either
      case ("WITH", "MCC"), ("AND", "MCC"): return .majorComplication
      case ("WITH", "CC"): return .complication
      default: continue
      }
    }
    return nil
  }
}
