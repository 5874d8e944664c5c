// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// How many units of a service are likely on one day, of one quarter: NCCI medically unlikely edits.
public struct UnitTable: Sendable {
  /// What the units are counted over.
  public enum Indicator: UInt8, Hashable, Sendable {
    /// Each line by itself.
    case line = 1
    /// All lines of the day; policy that nothing overrides.
    case dayByPolicy = 2
    /// All lines of the day; documentation may show that more were needed.
    case dayByClinicalData = 3
  }

  /// A row of the publisher's table.
  public struct Limit: Hashable, Sendable {
    /// The service.
    public let code: PackedCode
    /// The most units.
    public let units: Int
    /// What they are counted over.
    public let adjudication: Indicator
    /// Why, as the publisher names it.
    public let rationale: String
    /// The release, file and row.
    public let source: RuleSource
  }

  struct Record: BitwiseCopyable, Sendable {
    var units: UInt32
    var line: UInt32
    var adjudication: UInt8
    var rationale: UInt8
    var reserved: UInt16 = 0
  }

  /// The release.
  public let release: Release
  let codes: CodeIndex
  private let book: Codebook
  private nonisolated(unsafe) let records: UnsafeBufferPointer<Record>

  /// Opens the table in a codebook.
  ///
  /// - Throws: ``CodebookError/Code/sectionMissing`` where the codebook is of another kind.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    release = book.release
    codes = try CodeIndex(book)
    records = book.records("units", of: Record.self)
    guard records.count == codes.count else {
      throw CodebookError(.sectionMissing, section: "units")
    }
  }

  /// How many rows the table has.
  public var count: Int { records.count }

  /// The codes that have a row, sorted.
  public var services: [PackedCode] { (0..<codes.count).map { codes[$0] } }

  /// The row of a service; nothing where the table has none.
  public subscript(code: PackedCode) -> Limit? {
    codes.number(of: code).map(limit(at:))
  }

  /// The record of a service without its words.
  @inline(__always)
  func record(of code: PackedCode) -> (number: Int, record: Record)? {
    codes.number(of: code).map { ($0, records[$0]) }
  }

  func limit(at number: Int) -> Limit {
    let record = records[number]
    return Limit(
      code: codes[number], units: Int(record.units),
      adjudication: Indicator(rawValue: record.adjudication) ?? .line,
      rationale: RationaleList.name(Int(record.rationale), in: book),
      source: release.source("\(codes[number]), row \(record.line)"))
  }

  /// The sections of a codebook with these rows.
  ///
  /// - Precondition: No code stands twice.
  static func sections(
    _ rows: [(code: PackedCode, record: Record)], reasons: [String: UInt8]
  ) -> [CodebookSection] {
    let sorted = rows.sorted { $0.code < $1.code }
    return CodeIndex.sections(sorted.map(\.code)) + [
      CodebookSection("units", records: sorted.map(\.record)),
      RationaleList.section(RationaleList.ordered(reasons)),
    ]
  }
}
