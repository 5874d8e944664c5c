// SPDX-License-Identifier: Apache-2.0

/// A value that is bound to a statement or comes out of one.
public enum DatabaseValue: Hashable, Sendable, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral
{
  /// Nothing.
  case null
  /// A whole number.
  case int(Int64)
  /// Text; SQL's `TEXT`, compared byte by byte.
  case text(String)
  /// Bytes; SQL's `BYTEA`.
  case bytes([UInt8])

  /// A whole number.
  public init(integerLiteral number: Int64) { self = .int(number) }

  /// Text.
  public init(stringLiteral text: String) { self = .text(text) }

  /// A whole number.
  public static func int(_ number: Int) -> DatabaseValue { .int(Int64(number)) }

  /// A whole number, or nothing.
  public init(_ number: Int?) { self = number.map { .int(Int64($0)) } ?? .null }

  /// Text, or nothing.
  public init(_ text: String?) { self = text.map(DatabaseValue.text) ?? .null }
}

/// A row that a statement gives.
public struct DatabaseRow: Sendable {
  /// The values in the order of the columns.
  public let values: [DatabaseValue]

  /// The whole number of a column.
  ///
  /// - Throws: ``DatabaseError``: `wrongType` where it holds anything else, as in the other functions here.
  public func int(_ column: Int) throws(DatabaseError) -> Int {
    guard case .int(let number) = values[column] else { throw wrongType(column) }
    return Int(number)
  }

  /// The whole number of a column; nothing where it holds nothing.
  public func optionalInt(_ column: Int) throws(DatabaseError) -> Int? {
    values[column] == .null ? nil : try int(column)
  }

  /// The text of a column.
  public func text(_ column: Int) throws(DatabaseError) -> String {
    guard case .text(let text) = values[column] else { throw wrongType(column) }
    return text
  }

  /// The text of a column; nothing where it holds nothing.
  public func optionalText(_ column: Int) throws(DatabaseError) -> String? {
    values[column] == .null ? nil : try text(column)
  }

  /// The bytes of a column.
  public func bytes(_ column: Int) throws(DatabaseError) -> [UInt8] {
    guard case .bytes(let bytes) = values[column] else { throw wrongType(column) }
    return bytes
  }

  private func wrongType(_ column: Int) -> DatabaseError {
    DatabaseError(.wrongType, reason: "column \(column + 1)")
  }
}
