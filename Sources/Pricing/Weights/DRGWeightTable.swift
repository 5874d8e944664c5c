// SPDX-License-Identifier: Apache-2.0

public import CodeSets

/// IPPS Table 5 of a fiscal year, as it lies in its codebook.
public struct DRGWeightTable: Sendable {
  /// A row as it is compiled; numbers without their points, `.max` where there is none.
  struct Record: BitwiseCopyable, Sendable {
    static let postAcute: UInt8 = 1
    static let specialPay: UInt8 = 2
    static let none: UInt32 = .max
    /// The category `PRE`; 0 is none.
    static let preCategory: UInt8 = 255

    var drg: UInt16
    var flags: UInt8
    var kind: UInt8
    var category: UInt8
    var titleLength: UInt8
    var reserved: UInt16 = 0
    var titleOffset: UInt32
    var weightBeforeCap: UInt32
    var weight: UInt32
    var geometricMeanStay: UInt32
    var arithmeticMeanStay: UInt32
  }

  /// The release that the table is.
  public let release: Release
  private let book: Codebook
  private nonisolated(unsafe) let records: UnsafeBufferPointer<Record>

  /// Opens the table in a codebook.
  ///
  /// - Throws: ``CodebookError/Code/sectionMissing`` where the codebook is of another kind.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    release = book.release
    records = book.records("drgs", of: Record.self)
    guard !records.isEmpty else { throw CodebookError(.sectionMissing, section: "drgs") }
  }

  /// How many rows the table has.
  public var count: Int { records.count }

  /// The rows in the order of their numbers.
  public var rows: [DRGWeight] { records.map(weight(of:)) }

  /// The row of a DRG; nothing where the table has none.
  ///
  /// - Complexity: O(log *n*).
  public subscript(drg: Int) -> DRGWeight? {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(records[middle].drg) < drg { low = middle + 1 } else { high = middle }
    }
    guard low < records.count, records[low].drg == drg else { return nil }
    return weight(of: records[low])
  }

  private func weight(of record: Record) -> DRGWeight {
    let kinds: [DRGWeight.Kind] = [.none, .medical, .surgical]
    let titles = book.section("titles")
    let start = Int(record.titleOffset)
    let title = titles[start..<start + Int(record.titleLength)]
    func number(_ units: UInt32, _ places: Int) -> FixedDecimal? {
      units == Record.none ? nil : FixedDecimal(units: Int128(units), places: places)
    }
    return DRGWeight(
      drg: Int(record.drg), title: String(decoding: title, as: UTF8.self),
      category: Self.category(record.category), kind: kinds[min(Int(record.kind), 2)],
      isPostAcute: record.flags & Record.postAcute != 0,
      isSpecialPay: record.flags & Record.specialPay != 0,
      weightBeforeCap: number(record.weightBeforeCap, 4), weight: number(record.weight, 4),
      geometricMeanStay: number(record.geometricMeanStay, 1),
      arithmeticMeanStay: number(record.arithmeticMeanStay, 1))
  }

  private static func category(_ number: UInt8) -> String? {
    switch number {
    case 0: nil
    case Record.preCategory: "PRE"
    default: number < 10 ? "0\(number)" : "\(number)"
    }
  }
}
