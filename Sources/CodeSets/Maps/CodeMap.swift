// SPDX-License-Identifier: Apache-2.0

public import Values

/// One row of a map: a source code and a target code with what the publisher says of the pair.
///
/// Source: General Equivalence Mappings, technical documentation: the five flags.
public struct CodePair: Hashable, Sendable, BitwiseCopyable {
  private let sourceBits: UInt64
  private let targetBits: UInt64
  private let flags: UInt32
  /// The line of the source file, counted from 1.
  public let line: UInt32
  /// The day in days since 1970-01-01; `Int32.min` where the publisher states none.
  private let day: Int32
  private let changeKind: UInt32

  /// What happened to a code between two editions, for a row of a conversion table.
  public enum Change: UInt32, Sendable, CaseIterable {
    /// The target is a new code; the source is what was used for it before.
    case new = 1
    /// The source was deleted; the target is used for it now.
    case deleted
    /// The title or the meaning of the code was revised.
    case revised
  }

  /// Makes a row; the target is nothing where the publisher gives none.
  ///
  /// - Parameters:
  ///   - source: The code that is mapped; the empty code where the target has no predecessor.
  ///   - effective: The day on which the pair took effect, for a row of a conversion table.
  ///   - change: What happened on that day.
  public init(
    _ source: PackedCode, _ target: PackedCode?, approximate: Bool, noMap: Bool,
    combination: Bool, scenario: Int, choiceList: Int, line: Int, effective: CalendarDate? = nil,
    change: Change? = nil
  ) {
    sourceBits = source.bits
    day = effective?.daysSinceEpoch ?? .min
    changeKind = change?.rawValue ?? 0
    targetBits = target?.bits ?? 0
    flags =
      (approximate ? 1 : 0) | (noMap ? 2 : 0) | (combination ? 4 : 0) | UInt32(scenario) << 8
      | UInt32(choiceList) << 16
    self.line = UInt32(line)
  }

  /// The code that is mapped.
  public var source: PackedCode { PackedCode(bits: sourceBits) }
  /// The code that it maps to; nothing where there is none.
  public var target: PackedCode? { targetBits == 0 ? nil : PackedCode(bits: targetBits) }
  /// The two do not mean exactly the same.
  public var isApproximate: Bool { flags & 1 != 0 }
  /// No code of the target set will do.
  public var hasNoMap: Bool { flags & 2 != 0 }
  /// The source needs more than one target code together.
  public var isCombination: Bool { flags & 4 != 0 }
  /// Which of several alternative combinations the row belongs to, from 1; 0 outside a combination.
  public var scenario: Int { Int(flags >> 8 & 0xFF) }
  /// From which list of a combination the target is one choice, from 1; 0 outside a combination.
  public var choiceList: Int { Int(flags >> 16 & 0xFF) }
  /// The day on which the pair took effect, where the publisher states one.
  public var effective: CalendarDate? { day == .min ? nil : CalendarDate(daysSinceEpoch: day) }
  /// What happened on that day, for a row of a conversion table.
  public var change: Change? { Change(rawValue: changeKind) }
  /// The five digits as published: approximate, no map, combination, scenario, choice list.
  public var flagDigits: String {
    "\(isApproximate ? 1 : 0)\(hasNoMap ? 1 : 0)\(isCombination ? 1 : 0)\(scenario)\(choiceList)"
  }
}

/// Collects the rows of a map and lays them out for a codebook file.
public struct CodeMapBuilder: Sendable {
  /// The rows, in any order.
  public var pairs: [CodePair] = []

  /// Starts without rows.
  public init() {}

  /// Writes the codebook file of a release.
  public func codebook(for release: Release) -> [UInt8] {
    var writer = CodebookWriter(release)
    writer.add(
      "pairs",
      records: pairs.sorted {
        ($0.source, $0.scenario, $0.choiceList, $0.line)
          < ($1.source, $1.scenario, $1.choiceList, $1.line)
      })
    return writer.finished()
  }
}

/// A map between two code sets, read where it lies in the mapped file.
public struct CodeMap: @unchecked Sendable {
  /// The codebook that holds the map.
  public let book: Codebook
  /// All rows, sorted by source code, scenario and choice list.
  public let pairs: UnsafeBufferPointer<CodePair>

  /// Takes the map out of a codebook.
  public init(_ book: Codebook) {
    self.book = book
    pairs = book.records("pairs", of: CodePair.self)
  }

  /// The rows of a source code; empty where the map does not have it.
  ///
  /// - Complexity: O(log *n*).
  public subscript(source: PackedCode) -> UnsafeBufferPointer<CodePair>.SubSequence {
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) >> 1
      if pairs[middle].source < source { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < pairs.count, pairs[end].source == source { end += 1 }
    return pairs[low..<end]
  }
}
