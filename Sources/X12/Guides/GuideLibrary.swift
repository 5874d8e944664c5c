// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The guides that can be had, each compiled when it is first asked for.
///
///     let guides = try GuideLibrary { name in bytesOfTable(named: name) }
///     let entry = guides.entry(version: "005010X222A1", set: "837")
///     let guide = try entry.flatMap(guides.guide(for:))
public final class GuideLibrary: Sendable {
  /// A guide known by name.
  public struct Entry: Hashable, Sendable {
    /// What GS08 and ST03 hold, such as `005010X222A2`.
    public let version: String
    /// ST01.
    public let set: String
    /// GS01.
    public let group: String
    /// What people call it, such as `837P`.
    public let variant: String
    /// The table that judges it; empty where there is none.
    public let table: String
    /// The name.
    public let name: String

    /// The version of the guide whose table judges this one, where that is another.
    public var alias: String? {
      table.isEmpty || table.hasPrefix(version + "-") || table == version ? nil : table
    }
  }

  /// The guides known by name.
  public let entries: [Entry]
  /// The standard's dictionary.
  public let dictionary: ElementDictionary
  private let tables: @Sendable (String) -> [UInt8]?
  private let compiled = Mutex<[String: Guide]>([:])
  private let meanings = Mutex<CodeMeanings?>(nil)
  private let readRules = Mutex<[String: [Rule]]>([:])
  private let programs = Mutex<[String: RuleProgram]>([:])

  /// Takes the tables of `Data/x12`, by their path in it, such as `guides/005010X222A1.tsv`.
  ///
  /// - Throws: ``GuideError`` where one of the common tables is missing or not as its head says.
  public init(tables: @escaping @Sendable (String) -> [UInt8]?) throws(GuideError) {
    self.tables = tables
    guard let elements = tables("elements.tsv"), let segments = tables("segments.tsv"),
      let guides = tables("guides.tsv")
    else { throw GuideError(.missingTable, table: "elements, segments, guides") }
    dictionary = try ElementDictionary(elements: elements, segments: segments)
    entries = TableRow.rows(in: guides).map {
      Entry(
        version: String($0[0]), set: String($0[1]), group: String($0[2]),
        variant: String($0[3]), table: String($0[4]), name: String($0[5]))
    }
  }

  /// The entry for what a group and a transaction set say of themselves.
  ///
  /// Where several share version and set (the request and the response of a 278), `purpose` (BHT02, or
  /// anything else that tells) is not known here: all are given.
  public func entries(version: String, set: String) -> [Entry] {
    entries.filter { $0.version == version && $0.set == set }
  }

  /// The compiled guide of an entry, or nothing where no table judges it.
  ///
  /// - Throws: ``GuideError`` where the table is not as its head says.
  public func guide(for entry: Entry) throws(GuideError) -> Guide? {
    entry.table.isEmpty ? nil : try guide(table: entry.table)
  }

  /// The compiled guide of a table.
  ///
  /// - Throws: ``GuideError`` where there is no such table or it is not as its head says.
  public func guide(table: String) throws(GuideError) -> Guide {
    if let guide = compiled.withLock({ $0[table] }) { return guide }
    guard let bytes = tables("guides/\(table).tsv") else {
      throw GuideError(.missingTable, table: table)
    }
    let isOlder = table.hasPrefix("004010") || table.hasSuffix("-00401")
    let dictionary = try isOlder ? olderDictionary() : self.dictionary
    var reader = GuideReader(table: table, dictionary: dictionary)
    let guide = try reader.read(bytes)
    compiled.withLock { $0[table] = guide }
    return guide
  }

  /// The dictionary of version 004010.
  private func olderDictionary() throws(GuideError) -> ElementDictionary {
    guard let elements = tables("elements-004010.tsv"), let segments = tables("segments-004010.tsv")
    else { throw GuideError(.missingTable, table: "elements-004010") }
    return try ElementDictionary(elements: elements, segments: segments)
  }

  /// The rules of a table, read when they are first asked for.
  func rules(
    named table: String, _ read: ([UInt8]) throws(GuideError) -> [Rule]
  ) throws(GuideError) -> [Rule] {
    if let rules = readRules.withLock({ $0[table] }) { return rules }
    guard let bytes = self.table("rules/\(table).tsv") else { return [] }
    let rules = try read(bytes)
    readRules.withLock { $0[table] = rules }
    return rules
  }

  /// The rules of a guide and no others, compiled when they are first asked for.
  func program(for guide: Guide) throws(GuideError) -> RuleProgram {
    if let program = programs.withLock({ $0[guide.table] }) { return program }
    let program = try RuleProgram(rules(for: guide), guide: guide)
    programs.withLock { $0[guide.table] = program }
    return program
  }

  /// Any other table, such as `rules/837.tsv`.
  func table(_ name: String) -> [UInt8]? { tables(name) }

  /// What a code of a data element means, in our own words.
  public func meaning(of code: String, element: String) -> String? {
    meanings.withLock { known in
      if known == nil { known = CodeMeanings(tables("codes.tsv") ?? []) }
      return known?[code, element]
    }
  }
}

/// The meanings of codes by data element.
///
/// Source: `Data/x12/codes.tsv`.
struct CodeMeanings {
  private var texts: [String: String] = [:]

  init(_ table: [UInt8]) {
    for row in TableRow.rows(in: table) { texts["\(row[0])\t\(row[1])"] = String(row[2]) }
  }

  subscript(code: String, element: String) -> String? { texts["\(element)\t\(code)"] }
}
