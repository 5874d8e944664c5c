// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a General Equivalence Mapping says of one code, spelled out.
///
/// The source means any one of ``alternatives``; or, for each of ``scenarios``, one code out of each of
/// its choice lists, all together.
///
///     let answer = gems.answer(for: code)
///     answer?.equivalence                      // .approximate
///     answer?.scenarios[0].choiceLists[1].targets.map(\.code)
///
/// Source: CMS, General Equivalence Mappings, documentation and user's guide 2018.
public struct MapAnswer: Hashable, Sendable {
  /// How close the closest target comes.
  public enum Equivalence: String, Hashable, Sendable, CaseIterable {
    /// A target means the same.
    case exact
    /// The targets mean nearly the same.
    case approximate
    /// The publisher found no target.
    case noMap = "no-map"
  }

  /// A code to which the source may be translated.
  public struct Target: Hashable, Sendable {
    /// The code.
    public let code: PackedCode
    /// Whether it does not mean exactly what the source means.
    public let isApproximate: Bool
    /// The line of the publisher's file, counted from 1.
    public let line: Int
  }

  /// Codes of which one is chosen.
  public struct ChoiceList: Hashable, Sendable {
    /// The number of the list in its scenario, from 1.
    public let number: Int
    /// The codes, in the order of the file.
    public let targets: [Target]
  }

  /// One way to say the source with several codes: one of each list.
  public struct Scenario: Hashable, Sendable {
    /// The number of the scenario, from 1.
    public let number: Int
    /// The lists, in order.
    public let choiceLists: [ChoiceList]

    /// How many combinations of codes the scenario allows.
    public var combinationCount: Int { choiceLists.reduce(1) { $0 * $1.targets.count } }
  }

  /// The code that was asked for.
  public let source: PackedCode
  /// The codes each of which will do alone.
  public let alternatives: [Target]
  /// The combinations that will do.
  public let scenarios: [Scenario]

  /// How close the closest target comes.
  public var equivalence: Equivalence {
    if alternatives.contains(where: { !$0.isApproximate }) { return .exact }
    return alternatives.isEmpty && scenarios.isEmpty ? .noMap : .approximate
  }

  /// Spells out the rows of one source code.
  ///
  /// - Returns: Nothing where there are no rows: the map does not have the code.
  /// - Precondition: All rows have the same source.
  public init?(_ pairs: some Sequence<CodePair>) {
    let pairs = Array(pairs)
    guard let source = pairs.first?.source else { return nil }
    precondition(pairs.allSatisfy { $0.source == source })
    self.source = source
    alternatives = Self.targets(of: pairs.filter { !$0.isCombination })
    let combined = pairs.filter(\.isCombination)
    scenarios = Set(combined.map(\.scenario)).sorted().map { number in
      let rows = combined.filter { $0.scenario == number }
      let lists = Set(rows.map(\.choiceList)).sorted().map { list in
        ChoiceList(number: list, targets: Self.targets(of: rows.filter { $0.choiceList == list }))
      }
      return Scenario(number: number, choiceLists: lists)
    }
  }

  private static func targets(of pairs: [CodePair]) -> [Target] {
    pairs.sorted { $0.line < $1.line }.compactMap { pair in
      pair.target.map { Target(code: $0, isApproximate: pair.isApproximate, line: Int(pair.line)) }
    }
  }
}

extension CodeMap {
  /// What the map says of a code, spelled out; nothing where it does not have the code.
  ///
  /// - Complexity: O(log *n* + *m* log *m*) in the rows of the map and of the code.
  public func answer(for source: PackedCode) -> MapAnswer? { MapAnswer(self[source]) }
}
