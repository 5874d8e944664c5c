// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// Why a diagnosis or category counts or does not: each with the row of the published file.
public enum RiskReason {
  /// A category that a diagnosis is mapped to.
  public struct Mapping: Hashable, Sendable {
    /// The category.
    public let category: Int
    /// The row of the mapping.
    public let source: RuleSource?
  }

  /// An edit by age or sex that applies to a diagnosis.
  public struct Edit: Hashable, Sendable {
    /// The category that the diagnosis counts for instead; nothing where it does not count at all.
    public let category: Int?
    /// The sex that the edit is for; nothing where age decides.
    public let sex: RiskBeneficiary.Sex?
    /// The age from which on it applies.
    public let minimum: Int?
    /// The age up to which it applies.
    public let maximum: Int?
    /// Whether it is an age of the Medicare Code Editor.
    public let isCodeEditor: Bool
    /// The row of the edit.
    public let source: RuleSource?
  }

  /// A category that diagnoses count for and the score does not.
  public struct Dropped: Hashable, Sendable {
    /// The category.
    public let category: Int
    /// The category that it yields to; nothing where the model never counts it so.
    public let parent: Int?
    /// The row of the hierarchy.
    public let source: RuleSource?
  }
}

extension RiskModel {
  /// The categories that a diagnosis is mapped to, before any edit.
  public func mappings(of code: PackedCode) -> [RiskReason.Mapping] {
    guard code.bits & ~RiskMapping.codeMask == 0 else { return [] }
    var found: [RiskReason.Mapping] = []
    mapping.forEachCategory(of: code.bits) { category, slot in
      found.append(
        RiskReason.Mapping(
          category: category, source: source(.mapping, line: mapping.line(ofSlot: slot))))
    }
    return found.sorted { $0.category < $1.category }
  }

  /// The edit that applies to a diagnosis of a beneficiary; nothing where none does.
  public func edit(of code: PackedCode, for beneficiary: RiskBeneficiary) -> RiskReason.Edit? {
    guard let number = edits.edit(of: code.bits, beneficiary) else { return nil }
    let row = edits.rows[number]
    func bound(_ age: Int16) -> Int? { age == EditRow.none ? nil : Int(age) }
    return RiskReason.Edit(
      category: row.action == EditRow.override ? Int(row.category) : nil,
      sex: RiskBeneficiary.Sex(rawValue: row.sex), minimum: bound(row.minimum),
      maximum: bound(row.maximum), isCodeEditor: row.isCodeEditor == 1,
      source: source(.ageSexEdits, line: Int(row.line)))
  }

  /// The categories that were taken out of the score last worked out, each with what it yields to.
  public func dropped(in workspace: RiskWorkspace) -> [RiskReason.Dropped] {
    var found: [RiskReason.Dropped] = []
    (workspace.mapped & ~workspace.counted).forEach { category in
      let row = hierarchyRows.first {
        Int($0.child) == category && workspace.mapped.contains(Int($0.parent))
      }
      let isTakenOut = (0..<dropped.count).contains { dropped[$0].category == category }
      found.append(
        RiskReason.Dropped(
          category: category, parent: isTakenOut ? nil : row.map { Int($0.parent) },
          source: isTakenOut
            ? RuleSource(document: "hcc/dropped.tsv", locator: "\(shortName) \(category)")
            : row.flatMap { source(.hierarchies, line: Int($0.line)) }))
    }
    return found
  }

  /// The row that a coefficient of the score last worked out comes from.
  public func source(ofColumn column: Int, in workspace: RiskWorkspace) -> RuleSource? {
    let width = columns.count
    let own = coefficientLines[workspace.segment * width + column]
    let alone = coefficientLines[segments.count * width + column]
    let line = Int(own == 0 ? alone : own)
    return line == 0 ? nil : source(.weights, line: line)
  }

  /// How the coefficients of the segment of the score last worked out begin, such as `CNA_`.
  public func segmentName(in workspace: RiskWorkspace) -> String {
    workspace.segment < segments.count ? segments[workspace.segment].prefix : ""
  }

  private func source(_ component: Component, line: Int) -> RuleSource? {
    releases[component]?.source("line \(line)")
  }
}

/// The services whose claims count for risk adjustment in a payment year.
public struct RiskServices: Sendable {
  /// The release.
  public let release: Release
  private let book: Codebook

  /// Opens the services of a release.
  public init(_ book: Codebook) {
    self.book = book
    release = book.release
  }

  /// The line of the published file that has a service; nothing where none has.
  ///
  /// - Complexity: O(log *n*).
  public func line(of service: PackedCode) -> Int? {
    let codes = book.records("codes", of: UInt64.self)
    var (low, high) = (0, codes.count)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] < service.bits { low = middle + 1 } else { high = middle }
    }
    guard low < codes.count, codes[low] == service.bits else { return nil }
    return Int(book.records("lines", of: UInt32.self)[low])
  }
}

extension RiskModel {
  /// What a term of a score is: `category`, `cell`, `demographic`, `interaction`, `count`.
  public func kind(ofColumn column: Int) -> String {
    if column < RiskColumns.firstCell { return "category" }
    if column < RiskColumns.firstCell + cells.names.count { return "cell" }
    var kind = "interaction"
    for index in 0..<variables.count where Int(variables[index].column) <= column {
      let variable = variables[index]
      let counts = variable.condition.least > 0
      kind =
        counts
        ? "count" : variable.condition.asksForCategories ? "interaction" : "demographic"
    }
    return kind
  }

  /// The categories to which a category yields.
  public func parents(of category: Int) -> [Int] {
    hierarchyRows.filter { Int($0.child) == category }.map { Int($0.parent) }
  }
}
