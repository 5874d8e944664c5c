// SPDX-License-Identifier: Apache-2.0

import CodeSets

/// Our own tables of `Data/hcc`: what the models have beside the published files, as rows of text.
public struct RiskRules: Sendable {
  /// By whose reading a score is worked out where the published tables leave something to code.
  public enum Reading: String, Sendable, CaseIterable {
    /// As the open implementation hccinfhir 0.4.0 reads the tables: the peer that scores are compared with.
    case reference
    /// As CMS's tables and model software have it, also where the peer leaves something out.
    case cms
  }

  /// A table by its name, such as `models`: its bytes.
  public typealias Table = (String) -> [UInt8]

  struct Model: Sendable {
    let short: String
    let name: String
    let family: String
    let mapping: String
    let coefficients: String
    let hierarchies: String
    let chronic: String
    let labels: String
    let prefix: String
    let hierarchyReadings: String
  }

  let models: [Model]
  let segments: [[String]]
  let bands: [[String]]
  let groups: [[String]]
  let variables: [[String]]
  let dropped: [[String]]

  /// Reads the tables; nothing where a row has not as many columns as its table.
  public init?(_ table: Table) {
    func rows(_ name: String, _ columns: Int) -> [[String]]? {
      let rows = PublishedText(table(name)).lines
        .filter { !$0.text.hasPrefix("#") && !$0.text.isEmpty }.map(\.tabbed)
      return rows.allSatisfy { $0.count == columns } ? rows : nil
    }
    guard let models = rows("models", 11), let segments = rows("segments", 6),
      let bands = rows("bands", 6), let groups = rows("groups", 4),
      let variables = rows("variables", 8), let dropped = rows("dropped", 4)
    else { return nil }
    self.models = models.map {
      Model(
        short: $0[0], name: $0[1], family: $0[2], mapping: $0[3], coefficients: $0[4],
        hierarchies: $0[5], chronic: $0[6], labels: $0[7], prefix: $0[8],
        hierarchyReadings: $0[9])
    }
    self.segments = segments
    self.bands = bands
    self.groups = groups
    self.variables = variables
    self.dropped = dropped
  }

  /// The model of a name, as published or short; letters of either case.
  func model(_ name: String) -> Model? {
    let wanted = name.lowercased()
    return models.first { $0.name == name }
      ?? models.first { $0.short.lowercased() == wanted || $0.name.lowercased() == wanted }
  }

  /// The names of the models, short and as published.
  public var names: [(short: String, name: String)] { models.map { ($0.short, $0.name) } }
}
