// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// Which services are billed only beside another one: NCCI add-on code edits of one release.
public struct AddOnTable: Sendable {
  /// Who says which services an add-on goes with.
  public enum Kind: UInt8, Hashable, Sendable {
    /// The list has every one.
    case listed = 1
    /// The contractor does.
    case contractor = 2
    /// The list has some; the contractor may take others.
    case partlyListed = 3
  }

  /// For whom a row counts.
  public enum Scope: UInt8, Hashable, Sendable {
    /// For all.
    case all
    /// For practitioners only.
    case practitioners
    /// For facilities only.
    case facilities
  }

  /// A row of the publisher's table.
  public struct Pairing: Hashable, Sendable {
    /// The add-on.
    public let addOn: PackedCode
    /// The service that it goes with; nothing where the contractor says.
    public let primary: PackedCode?
    /// Who says which.
    public let kind: Kind
    /// For whom it counts.
    public let scope: Scope
    /// The first day.
    public let effective: CalendarDate?
    /// The last day; nothing where it has not ended.
    public let deletion: CalendarDate?
    /// The release, file and row.
    public let source: RuleSource
  }

  struct Record: BitwiseCopyable, Sendable {
    var primary: UInt64
    var line: UInt32
    var effective: UInt16
    var deletion: UInt16
    var kind: UInt8
    var scope: UInt8
    var reserved: UInt16 = 0
    var padding: UInt32 = 0
  }

  /// The release.
  public let release: Release
  let codes: CodeIndex
  private let book: Codebook
  private nonisolated(unsafe) let starts: UnsafeBufferPointer<UInt32>
  nonisolated(unsafe) let records: UnsafeBufferPointer<Record>

  /// Opens the table in a codebook.
  ///
  /// - Throws: ``CodebookError/Code/sectionMissing`` where the codebook is of another kind.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    release = book.release
    codes = try CodeIndex(book)
    starts = book.records("starts", of: UInt32.self)
    records = book.records("primary", of: Record.self)
    guard starts.count == codes.count + 1 else {
      throw CodebookError(.sectionMissing, section: "starts")
    }
  }

  /// How many rows the table has.
  public var count: Int { records.count }

  /// The rows of an add-on; none for a code that is no add-on.
  public func pairings(of code: PackedCode) -> [Pairing] {
    codes.number(of: code).map { number in rows(number).map { pairing(at: $0, number) } } ?? []
  }

  @inline(__always)
  func rows(_ number: Int) -> Range<Int> { Int(starts[number])..<Int(starts[number + 1]) }

  func pairing(at row: Int, _ number: Int) -> Pairing {
    let record = records[row]
    let primary = record.primary == 0 ? nil : PackedCode(bits: record.primary)
    return Pairing(
      addOn: codes[number], primary: primary, kind: Kind(rawValue: record.kind) ?? .listed,
      scope: Scope(rawValue: record.scope) ?? .all, effective: ShortDay.day(record.effective),
      deletion: ShortDay.day(record.deletion),
      source: release.source(
        "\(codes[number])/\(primary?.description ?? "CCCCC"), row \(record.line)"))
  }

  /// The sections of a codebook with these rows.
  static func sections(_ rows: [(addOn: PackedCode, record: Record)]) -> [CodebookSection] {
    let sorted = rows.sorted {
      ($0.addOn, $0.record.primary, $0.record.line) < ($1.addOn, $1.record.primary, $1.record.line)
    }
    var codes: [PackedCode] = []
    var starts: [UInt32] = []
    for (index, row) in sorted.enumerated() where codes.last != row.addOn {
      codes.append(row.addOn)
      starts.append(UInt32(index))
    }
    starts.append(UInt32(sorted.count))
    return CodeIndex.sections(codes) + [
      CodebookSection("starts", records: starts),
      CodebookSection("primary", records: sorted.map(\.record)),
    ]
  }
}
