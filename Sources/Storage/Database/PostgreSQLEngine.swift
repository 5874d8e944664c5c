// SPDX-License-Identifier: Apache-2.0

import CPostgreSQL

/// A connection to a server of PostgreSQL.
final class PostgreSQLEngine: DatabaseEngine {
  let libpq: cleanclaim_libpq
  let connection: OpaquePointer
  private var names: [String: String] = [:]
  /// Where the parameters of a statement lie while it runs: used again by the next.
  private var scratch: [UInt8] = []

  let begin = "BEGIN ISOLATION LEVEL SERIALIZABLE"
  let beginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
  let parameterLimit = 32_000

  /// Whether the client library is on this machine.
  static var hasClient: Bool { cleanclaim_libpq_load() != nil }

  /// Connects to a server; what the address leaves out comes from the environment.
  init(_ address: String) throws(DatabaseError) {
    guard let libpq = cleanclaim_libpq_load()?.pointee else {
      throw DatabaseError(.noClient, reason: "libpq.so.5")
    }
    guard let connection = libpq.connect(address) else {
      throw DatabaseError(.unreachable, reason: "no memory")
    }
    self.libpq = libpq
    self.connection = connection
    guard libpq.status(connection) == 0 else {
      throw DatabaseError(.unreachable, reason: Self.line(libpq.message(connection)))
    }
    withUnsafePointer(to: libpq) { cleanclaim_libpq_silence($0, connection) }
    // A plan made while a table was small would be kept when it has grown: each is made anew.
    for setting in [
      "SET plan_cache_mode = force_custom_plan",
      "SET client_encoding = 'UTF8'", "SET standard_conforming_strings = on",
      "SET application_name = 'cleanclaim'",
    ] {
      try command(setting)
    }
  }

  deinit { libpq.finish(connection) }

  func definition(_ text: String) -> String { StatementText.postgreSQLDefinition(text) }

  func choose(_ step: SchemaStep.Statement) -> String? {
    switch step {
    case .table(let text): definition(text)
    case .both(let text), .postgreSQL(let text): text
    case .sqlite: nil
    }
  }

  func countRows(of tables: [String]) throws(DatabaseError) {
    guard libpq.transactionStatus(connection) == 0 else { return }
    try command("ANALYZE \(tables.joined(separator: ", "))")
  }

  func tableNames() throws(DatabaseError) -> [String] {
    var names: [String] = []
    try run("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()", []) {
      (row: DatabaseRow) throws(DatabaseError) in names.append(try row.text(0))
    }
    return names
  }

  func changeMark() throws(DatabaseError) -> String {
    var mark = ""
    try run("SELECT pg_current_snapshot()::text", []) { (row: DatabaseRow) throws(DatabaseError) in
      mark = try row.text(0)
    }
    return mark
  }

  /// The server checks its pages as it reads them, where its cluster was made with checksums.
  func faults(isQuick: Bool) -> [String] { [] }

  func lockSchema() throws(DatabaseError) {
    // The number says nothing more than that it is ours: the letters of "claim".
    try command("SELECT pg_advisory_xact_lock(426785008)")
  }

  func run(
    _ text: String, _ values: [DatabaseValue], each: (DatabaseRow) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let result: OpaquePointer?
    if values.isEmpty, !Self.isPrepared(text) {
      result = libpq.exec(connection, text)
    } else {
      result = try execute(try prepared(text), values)
    }
    defer { libpq.clear(result) }
    try check(result)
    let (rows, columns) = (libpq.rows(result), libpq.columns(result))
    guard rows > 0 else { return }
    let types = (0..<columns).map { libpq.type(result, $0) }
    for row in 0..<rows {
      try each(
        DatabaseRow(values: (0..<columns).map { value(result, row, $0, types[Int($0)]) }))
    }
  }

  /// Only what may be asked again is prepared; what begins, ends and defines is not.
  private static func isPrepared(_ text: String) -> Bool {
    ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains { text.hasPrefix($0) }
  }

  private func command(_ text: String) throws(DatabaseError) {
    let result = libpq.exec(connection, text)
    defer { libpq.clear(result) }
    try check(result)
  }

  private func prepared(_ text: String) throws(DatabaseError) -> String {
    if let name = names[text] { return name }
    if names.count >= 200 {
      try command("DEALLOCATE ALL")
      names = [:]
    }
    let name = "s\(names.count)"
    let result = libpq.prepare(connection, name, StatementText.numbered(text), 0, nil)
    defer { libpq.clear(result) }
    try check(result)
    names[text] = name
    return name
  }

  /// Sends numbers and text as text, bytes as they are.
  private func execute(
    _ name: String, _ values: [DatabaseValue]
  ) throws(DatabaseError) -> OpaquePointer? {
    scratch.removeAll(keepingCapacity: true)
    var starts: [Int?] = []
    var lengths: [Int32] = []
    var formats: [Int32] = []
    for value in values {
      starts.append(value == .null ? nil : scratch.count)
      formats.append(0)
      switch value {
      case .null: break
      case .int(let number): scratch.append(contentsOf: String(number).utf8)
      case .text(let text):
        guard !text.utf8.contains(0) else {
          throw DatabaseError(.wrongType, reason: "text with a zero byte")
        }
        scratch.append(contentsOf: text.utf8)
      case .bytes(let bytes):
        scratch.append(contentsOf: bytes)
        formats[formats.count - 1] = 1
      }
      lengths.append(Int32(scratch.count - (starts[starts.count - 1] ?? scratch.count)))
      scratch.append(0)
    }
    return scratch.withUnsafeBytes { bytes in
      let start = bytes.bindMemory(to: CChar.self).baseAddress
      let pointers = starts.map { offset in offset.flatMap { start?.advanced(by: $0) } }
      return libpq.execPrepared(
        connection, name, Int32(values.count), pointers, lengths, formats, 0)
    }
  }

  private func value(
    _ result: OpaquePointer?, _ row: Int32, _ column: Int32, _ type: UInt32
  ) -> DatabaseValue {
    guard libpq.isNull(result, row, column) == 0, let start = libpq.value(result, row, column)
    else { return .null }
    let count = Int(libpq.length(result, row, column))
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    switch type {
    case 17: return .bytes(Self.unescaped(bytes))
    // bigint, smallint, integer, oid; the sum of bigint is numeric without a fraction.
    case 20, 21, 23, 26, 1700:
      let text = String(decoding: bytes, as: UTF8.self)
      return Int64(text).map(DatabaseValue.int) ?? .text(text)
    case 16: return .int(bytes.first == 0x74 ? 1 : 0)
    default: return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Bytes come as `\x` and hexadecimal digits.
  private static func unescaped(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    func digit(_ byte: UInt8) -> UInt8 { byte < 0x3A ? byte &- 0x30 : byte &- 0x57 }
    return stride(from: 2, to: text.count - 1, by: 2).map {
      digit(text[$0]) << 4 | digit(text[$0 + 1])
    }
  }

  func check(_ result: OpaquePointer?) throws(DatabaseError) {
    // Command or rows; an empty statement is neither and is never sent.
    let status = libpq.resultStatus(result)
    guard status != 1, status != 2 else { return }
    guard let result, let field = libpq.errorField(result, 0x43) else {
      let isGone = libpq.status(connection) != 0
      throw DatabaseError(
        isGone ? .lost : .failed, reason: isGone ? "" : Self.line(libpq.message(connection)))
    }
    let state = String(cString: field)
    throw DatabaseError(
      Self.code(of: state), state: "PostgreSQL \(state)", reason: Self.reason(state, result, libpq),
      isTransient: ["40001", "40P01"].contains(state))
  }

  /// What the server says, where that cannot quote a value; else the name of the table or constraint.
  private static func reason(
    _ state: String, _ result: OpaquePointer, _ libpq: cleanclaim_libpq
  ) -> String {
    // Classes 22 (data) and 23 (constraints) quote values.
    guard state.hasPrefix("22") || state.hasPrefix("23") else {
      return line(libpq.errorField(result, 0x4D))
    }
    return ["t", "n"].compactMap { (field: Character) in
      field.asciiValue.flatMap { libpq.errorField(result, Int32($0)) }.map { String(cString: $0) }
    }.joined(separator: ", ")
  }

  private static func code(of state: String) -> DatabaseError.Code {
    switch state {
    case "40001", "40P01", "55P03": .busy
    case "53100": .full
    case "25006", "42501": .readOnly
    case "57P01", "57P02", "57P03": .lost
    case _ where state.hasPrefix("08"): .lost
    case _ where state.hasPrefix("23"): .constraint
    case _ where state.hasPrefix("22"): .wrongType
    case _ where state.hasPrefix("XX"): .damaged
    default: .failed
    }
  }

  /// The first line of a message.
  private static func line(_ message: UnsafeMutablePointer<CChar>?) -> String {
    guard let message else { return "" }
    return String(cString: message).split(separator: "\n").first.map(String.init) ?? ""
  }
}
