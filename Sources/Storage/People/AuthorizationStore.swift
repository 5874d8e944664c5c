// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

/// The authorizations and referrals of a practice's patients, with what is used of each.
public final class AuthorizationStore {
  private let own: PracticeDatabase

  /// Takes a practice's part of a database.
  public init(_ own: PracticeDatabase) { self.own = own }

  private static let columns =
    "number, kind, patient, payer, unit, allowed, used, effective, termination, content"

  /// Enters one.
  ///
  /// - Returns: Its number.
  /// - Throws: ``PeopleError``: `unknown`, `badPeriod`.
  public func add(_ authorization: Authorization, by author: Author) throws -> Int {
    guard authorization.allowed ?? 1 > 0 else {
      throw PeopleError(.badPeriod, ("member", "allowed"))
    }
    if let first = authorization.effective, let last = authorization.termination, last < first {
      throw PeopleError(.badPeriod, ("member", "through"))
    }
    return try own.transaction {
      _ = try PeopleStore(own).record(of: authorization.patient)
      let number = try own.nextNumbers("authorization")
      try own.insert(
        into: "authorized (practice, \(Self.columns))",
        rows: [
          [
            .int(number), .text(authorization.kind.rawValue),
            .text(authorization.patient.description), .text(authorization.payer ?? ""),
            .text(authorization.unit), DatabaseValue(authorization.allowed), 0,
            authorization.effective?.value ?? .null, authorization.termination?.value ?? .null,
            own.sealed(
              authorization.sealedDocument, at: own.place("authorized", "content", "\(number)")),
          ]
        ])
      try own.record(
        "authorization add", authorization.patient.description,
        .members(("number", .int(number))), by: author)
      return number
    }
  }

  /// One by its number.
  ///
  /// - Throws: ``PeopleError``: `unknown`.
  public func authorization(_ number: Int) throws -> Authorization {
    guard let found = try select("number = ?", [.int(number)]).first else {
      throw PeopleError(.unknown, ("kind", "authorization"), ("number", "\(number)"))
    }
    return found
  }

  /// Those of a patient.
  public func authorizations(of patient: PatientID) throws -> [Authorization] {
    try select("patient = ?", [.text(patient.description)])
  }

  /// All, or those that are worth a word on a day, with what is to be said.
  public func warnings(
    on day: CalendarDate, within days: Int
  ) throws -> [(authorization: Authorization, findings: [Finding])] {
    // Who ran out of days a quarter ago is nobody's task any more.
    try select(
      "(termination IS NULL OR termination >= ?)", [day.adding(days: -90).value]
    ).map { ($0, $0.warnings(on: day, within: days)) }.filter { !$0.findings.isEmpty }
  }

  /// Uses units; the same use again changes nothing.
  ///
  /// - Parameters:
  ///   - units: How many; negative gives back what was used.
  ///   - day: The date of service.
  ///   - key: What uses them, such as a claim and its line: each once.
  /// - Returns: What is left; nothing where that is not limited.
  /// - Throws: ``PeopleError``: `notAuthorized` where fewer are left or the day is not covered; `unknown`.
  @discardableResult
  public func use(
    _ units: Int, of number: Int, on day: CalendarDate, key: String, by author: Author
  ) throws -> Int? {
    try own.transaction {
      // First the row, so that two who use it at once take turns.
      try own.run(
        "UPDATE authorized SET used = used WHERE practice = :practice AND number = ?",
        [.int(number)])
      var found = try authorization(number)
      let added = try own.insert(
        into: "authorized_use (practice, number, source_key, used_on, units, changed_by, moment)",
        rows: [
          [
            .int(number), .text(key), day.value, .int(units), .text(author.user),
            .int(author.moment.microseconds),
          ]
        ], "ON CONFLICT (practice, number, source_key) DO NOTHING RETURNING units")
      guard !added.isEmpty else { return found.left }
      guard units < 0 ? found.used + units >= 0 : found.allows(units, on: day) else {
        throw PeopleError(
          .notAuthorized, ("number", "\(number)"), ("units", "\(units)"),
          ("left", found.left.map(String.init) ?? "any"))
      }
      found.used += units
      try own.run(
        "UPDATE authorized SET used = ? WHERE practice = :practice AND number = ?",
        [.int(found.used), .int(number)])
      return found.left
    }
  }

  /// The sum of what was used, from the uses themselves: the proof of the running count.
  public func countedUses(of number: Int) throws -> Int {
    try own.run(
      """
      SELECT CAST(COALESCE(SUM(units), 0) AS BIGINT) FROM authorized_use
      WHERE practice = :practice AND number = ?
      """, [.int(number)]
    ).first?.int(0) ?? 0
  }

  private func select(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [Authorization] {
    try own.run(
      """
      SELECT \(Self.columns) FROM authorized WHERE practice = :practice AND \(condition)
      ORDER BY number
      """, values
    ).map { row in
      let number = try row.int(0)
      guard let kind = Authorization.Kind(rawValue: try row.text(1)) else {
        throw DatabaseError(.wrongType, reason: "kind")
      }
      let sealed = try own.json(
        row.bytes(9), at: own.place("authorized", "content", "\(number)"))
      return Authorization(
        kind, of: try PeopleStore.patient(row.text(2)),
        reference: sealed["reference"]?.string ?? "", number: number,
        payer: try row.text(3).isEmpty ? nil : row.text(3),
        services: (sealed["services"]?.elements ?? []).compactMap(\.string),
        unit: try row.text(4), allowed: try row.optionalInt(5), used: try row.int(6),
        effective: try row.optionalInt(7).map { CalendarDate(daysSinceEpoch: Int32($0)) },
        termination: try row.optionalInt(8).map { CalendarDate(daysSinceEpoch: Int32($0)) })
    }
  }
}
