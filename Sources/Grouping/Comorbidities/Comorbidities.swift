// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// The Elixhauser comorbidities of a stay.
///
/// The principal diagnosis makes no comorbidity. Some measures count only where the diagnosis was present on
/// admission; a less severe measure yields to the more severe.
///
///     let found = comorbidities.measures(of: stay)
///     comorbidities.names(found)  // ["HF", "RENLFL_SEV"]
///
/// Source: AHRQ, Elixhauser Comorbidity Software Refined for ICD-10-CM, mapping program.
public final class Comorbidities: Sendable {
  /// A diagnosis and whether it was present on admission.
  public struct Coded: Hashable, BitwiseCopyable, Sendable {
    /// What is known of presence on admission.
    public enum Presence: UInt8, BitwiseCopyable, Sendable {
      /// Y, W, or exempt from reporting (1).
      case present
      /// N or U.
      case absent
      /// Not stated.
      case unknown
    }

    /// The packed code.
    public let code: UInt64
    /// Whether it was present on admission.
    public let presence: Presence

    /// Makes a coded diagnosis.
    public init(_ code: PackedCode, _ presence: Presence) {
      self.code = code.bits
      self.presence = presence
    }
  }

  /// A set of measures, by bit in the order of ``measures``.
  public typealias Measures = UInt64

  /// A measure.
  public struct Measure: Hashable, Sendable {
    /// Its abbreviation, without the prefix of AHRQ's variables: `HF`.
    public let name: String
    /// What it is.
    public let title: String
    /// Whether it wants diagnoses that were present on admission.
    public let usesPresence: Bool
  }

  /// The measures, in the order of the publisher.
  public let measures: [Measure]
  /// The release.
  public let release: Release
  private let mapping: RiskMappingTable
  /// By column: the measure that it makes, whether presence is asked, and the column of whose late diagnoses
  /// there must be none.
  private let columns: FixedArray<Column>
  private let columnNames: [String]
  private let yields: FixedArray<Yield>

  private struct Column: BitwiseCopyable {
    var measure: Int
    var usesPresence: Bool
    var unless: Int
  }

  private struct Yield: BitwiseCopyable {
    let measure: Int
    let other: Int
  }

  /// Opens a release.
  ///
  /// - Parameter rules: The table `elixhauser/rules.tsv`.
  /// - Returns: Nothing where a rule names a measure that the release does not have.
  public init?(_ book: Codebook, rules: [UInt8]) {
    let lines = PublishedText(Array(book.section("measures"))).lines.map(\.tabbed)
    let measures = lines.compactMap { fields in
      fields.count == 3
        ? Measure(name: fields[0], title: fields[2], usesPresence: fields[1] == "Y") : nil
    }
    let names = RiskNames.names(in: book)
    guard let mapping = RiskMappingTable(book, number: 0), measures.count <= 64 else { return nil }
    var columns = names.map { name in
      let measure = measures.firstIndex { $0.name == name }
      return Column(
        measure: measure ?? -1, usesPresence: measure.map { measures[$0].usesPresence } ?? true,
        unless: -1)
    }
    var yields: [Yield] = []
    for row in PublishedText(rules).lines where !row.text.hasPrefix("#") && !row.text.isEmpty {
      let fields = row.tabbed
      guard fields.count == 5, let measure = measures.firstIndex(where: { $0.name == fields[1] })
      else { return nil }
      if fields[0] == "yields", let other = measures.firstIndex(where: { $0.name == fields[2] }) {
        yields.append(Yield(measure: measure, other: other))
      } else if fields[0] == "comes-from", let column = names.firstIndex(of: fields[2]) {
        columns[column].measure = measure
        columns[column].usesPresence = measures[measure].usesPresence
        columns[column].unless = names.firstIndex(of: fields[3]) ?? -1
      } else {
        return nil
      }
    }
    guard columns.allSatisfy({ $0.measure >= 0 }) else { return nil }
    self.measures = measures
    self.mapping = mapping
    self.columns = FixedArray(columns)
    columnNames = names
    self.yields = FixedArray(yields)
    release = book.release
  }

  /// The measures of a stay, whose first diagnosis is the principal one. Nothing is allocated.
  public func measures(of diagnoses: UnsafeBufferPointer<Coded>) -> Measures {
    var (found, late): (UInt64, UInt64) = (0, 0)
    for index in 0..<diagnoses.count where index > 0 {
      let diagnosis = diagnoses[index]
      mapping.forEachCategory(of: diagnosis.code) { category, _ in
        let column = category - 1
        if diagnosis.presence == .absent { late |= 1 << UInt64(column) }
        if columns[column].usesPresence, diagnosis.presence != .present { return }
        found |= 1 << UInt64(column)
      }
    }
    return settled(found, late)
  }

  /// The measures of a stay, whose first diagnosis is the principal one.
  public func measures(of diagnoses: [Coded]) -> Measures {
    diagnoses.withUnsafeBufferPointer { measures(of: $0) }
  }

  private func settled(_ found: UInt64, _ late: UInt64) -> Measures {
    var measures: UInt64 = 0
    for index in 0..<columns.count where found >> UInt64(index) & 1 != 0 {
      let column = columns[index]
      if column.unless >= 0, late >> UInt64(column.unless) & 1 != 0 { continue }
      measures |= 1 << UInt64(column.measure)
    }
    var yielding: UInt64 = 0
    for index in 0..<yields.count where measures >> UInt64(yields[index].other) & 1 != 0 {
      yielding |= 1 << UInt64(yields[index].measure)
    }
    return measures & ~yielding
  }

  /// The names of measures.
  public func names(_ found: Measures) -> [String] {
    measures.indices.filter { found >> UInt64($0) & 1 != 0 }.map { measures[$0].name }
  }

  /// The measures that a diagnosis would make if it were secondary and present, each with its row.
  public func mappings(of code: PackedCode) -> [(measure: Measure, source: RuleSource)] {
    var found: [(measure: Measure, source: RuleSource)] = []
    mapping.forEachCategory(of: code.bits) { category, slot in
      found.append(
        (
          measures[columns[category - 1].measure],
          release.source("row \(mapping.line(ofSlot: slot))")
        ))
    }
    return found
  }

  /// The measures that yield to another of the same stay.
  public func yielding(to found: Measures) -> [(measure: String, other: String)] {
    (0..<yields.count).compactMap { index in
      let row = yields[index]
      guard found >> UInt64(row.other) & 1 != 0 else { return nil }
      return (measures[row.measure].name, measures[row.other].name)
    }
  }
}
