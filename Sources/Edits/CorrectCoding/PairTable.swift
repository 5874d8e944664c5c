// SPDX-License-Identifier: Apache-2.0

public import CodeSets
public import Values

/// The pairs of services of one quarter that are not billed together: NCCI procedure-to-procedure edits.
///
/// Pairs lie by their column 1 code; within it by column 2. Both codes are numbers of two bytes, so that a lookup
/// is a search in some hundred numbers that lie together.
public struct PairTable: Sendable {
  /// Whether a modifier may say that both services were done apart.
  public enum Indicator: UInt8, Hashable, Sendable {
    /// Never.
    case notAllowed = 0
    /// Where the documentation shows it.
    case allowed = 1
    /// The pair was taken back as of its first day: it never counts.
    case notApplicable = 9
  }

  /// A row of the publisher's table.
  public struct Pair: Hashable, Sendable {
    /// The code that is paid.
    public let column1: PackedCode
    /// The code that is not.
    public let column2: PackedCode
    /// Whether a modifier may bypass the edit.
    public let indicator: Indicator
    /// The first day; nothing where the file does not say.
    public let effective: CalendarDate?
    /// The last day; nothing where the pair has not ended.
    public let deletion: CalendarDate?
    /// Why, as the publisher names it.
    public let rationale: String
    /// The release, file and row.
    public let source: RuleSource
  }

  struct Facts: BitwiseCopyable, Sendable {
    var effective: UInt16
    var deletion: UInt16
    var indicator: UInt8
    var rationale: UInt8
  }

  /// The release.
  public let release: Release
  let codes: CodeIndex
  private let book: Codebook
  private nonisolated(unsafe) let starts: UnsafeBufferPointer<UInt32>
  private nonisolated(unsafe) let partners: UnsafeBufferPointer<UInt16>
  private nonisolated(unsafe) let facts: UnsafeBufferPointer<Facts>
  private nonisolated(unsafe) let lines: UnsafeBufferPointer<UInt32>

  /// Opens the table in a codebook.
  ///
  /// - Throws: ``CodebookError/Code/sectionMissing`` where the codebook is of another kind.
  public init(_ book: Codebook) throws(CodebookError) {
    self.book = book
    release = book.release
    codes = try CodeIndex(book)
    starts = book.records("starts", of: UInt32.self)
    partners = book.records("partners", of: UInt16.self)
    facts = book.records("facts", of: Facts.self)
    lines = book.records("lines", of: UInt32.self)
    guard starts.count == codes.count + 1, facts.count == partners.count,
      lines.count == partners.count
    else { throw CodebookError(.sectionMissing, section: "partners") }
  }

  /// How many rows the table has.
  public var count: Int { partners.count }

  /// Tells whether the rows say since when they count.
  var hasDays: Bool { facts.first.map { $0.effective > 0 } ?? false }

  /// The row for two codes that is in force on a day.
  ///
  /// - Parameters:
  ///   - column1: The code that would be paid.
  ///   - column2: The code that would not.
  /// - Returns: Nothing where the table has no such pair in force.
  /// - Complexity: O(log *n*) in the number of pairs of the first code.
  public func pair(_ column1: PackedCode, _ column2: PackedCode, on day: CalendarDate) -> Pair? {
    guard let first = codes.number(of: column1), let second = codes.number(of: column2),
      let row = row(first, second, on: ShortDay.comparable(day))
    else { return nil }
    return pair(at: row, first, second)
  }

  /// The row of two numbers that is in force on a day; the days named are in force too.
  @inline(__always)
  func row(_ first: Int, _ second: Int, on day: UInt16) -> Int? {
    var low = Int(starts[first])
    let end = Int(starts[first + 1])
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if Int(partners[middle]) < second { low = middle + 1 } else { high = middle }
    }
    while low < end, Int(partners[low]) == second {
      let fact = facts[low]
      if fact.effective <= day, day <= fact.deletion,
        fact.indicator != Indicator.notApplicable.rawValue
      {
        return low
      }
      low += 1
    }
    return nil
  }

  /// Tells whether a code stands in column 1 of any pair.
  @inline(__always)
  func hasPairs(_ first: Int) -> Bool { starts[first] < starts[first + 1] }

  func indicator(at row: Int) -> Indicator {
    Indicator(rawValue: facts[row].indicator) ?? .notAllowed
  }

  func pair(at row: Int, _ first: Int, _ second: Int) -> Pair {
    let fact = facts[row]
    return Pair(
      column1: codes[first], column2: codes[second], indicator: indicator(at: row),
      effective: ShortDay.day(fact.effective), deletion: ShortDay.day(fact.deletion),
      rationale: RationaleList.name(Int(fact.rationale), in: book),
      source: release.source("\(codes[first])/\(codes[second]), row \(lines[row])"))
  }
}

/// The reasons of a table: each row has the number of one.
enum RationaleList {
  /// The section that holds the names, separated by line ends.
  static func section(_ names: [String]) -> CodebookSection {
    CodebookSection("reasons", Array(names.joined(separator: "\n").utf8))
  }

  static func name(_ number: Int, in book: Codebook) -> String {
    var rest = book.section("reasons")[...]
    for _ in 0..<number {
      guard let end = rest.firstIndex(of: 0x0A) else { return "" }
      rest = rest[(end + 1)...]
    }
    return String(decoding: rest.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// The number of a name, which is added where it is new; nothing beyond 255.
  static func number(of name: String, in names: inout [String: UInt8]) -> UInt8? {
    if let number = names[name] { return number }
    guard names.count < 255 else { return nil }
    names[name] = UInt8(names.count)
    return UInt8(names.count - 1)
  }

  /// The names in the order of their numbers.
  static func ordered(_ names: [String: UInt8]) -> [String] {
    names.sorted { $0.value < $1.value }.map(\.key)
  }
}
