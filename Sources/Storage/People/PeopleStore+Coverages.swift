// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
import Interchange
import Values

extension PeopleStore {
  static let coverageColumns = """
    coverage (practice, patient, number, payer, position, effective, termination, content)
    """

  func row(of kept: KeptCoverage, number: Int, patient: String) -> [DatabaseValue] {
    [
      .text(patient), .int(number), .text(kept.payer ?? ""), .int(kept.order),
      kept.effective?.value ?? .null, kept.termination?.value ?? .null,
      own.sealed(
        .members(("coverage", kept.coverage.document), ("card", kept.card.map(JSON.string))),
        at: own.place("coverage", "content", patient, "\(number)")),
    ]
  }

  /// The coverages of a patient by number; those of patients merged into it are asked for by their own numbers.
  public func coverages(of id: PatientID) throws -> [KeptCoverage] {
    try own.run(
      """
      SELECT number, payer, position, effective, termination, content FROM coverage
      WHERE practice = :practice AND patient = ? ORDER BY number
      """, [.text(id.description)]
    ).map { row in
      let number = try row.int(0)
      var kept = try own.opened(
        row.bytes(5), at: own.place("coverage", "content", id.description, "\(number)")
      ) { $0.kept($1, at: "") }
      kept.number = number
      kept.payer = try row.text(1).isEmpty ? nil : row.text(1)
      kept.order = try row.int(2)
      kept.effective = try row.optionalInt(3).map { CalendarDate(daysSinceEpoch: Int32($0)) }
      kept.termination = try row.optionalInt(4).map { CalendarDate(daysSinceEpoch: Int32($0)) }
      return kept
    }
  }

  /// Adds a coverage to a patient.
  ///
  /// - Returns: Its number.
  /// - Throws: ``PeopleError``: `unknown`, `badPeriod`.
  @discardableResult
  public func add(_ kept: KeptCoverage, to id: PatientID, by author: Author) throws -> Int {
    try check(kept)
    return try own.transaction {
      let record = try record(of: id)
      let number = (try coverages(of: id).last?.number ?? 0) + 1
      try own.insert(
        into: Self.coverageColumns, rows: [row(of: kept, number: number, patient: id.description)])
      try index(PersonTraits(record, coverages: [kept.coverage]), id.description)
      try own.record(
        "coverage add", id.description, .members(("number", .int(number))), by: author)
      return number
    }
  }

  /// Puts a coverage in the place of what was kept under its number: its order, its days, its numbers.
  ///
  /// - Throws: ``PeopleError``: `unknown`, `badPeriod`.
  public func change(_ kept: KeptCoverage, of id: PatientID, by author: Author) throws {
    try check(kept)
    try own.transaction {
      guard let before = try coverages(of: id).first(where: { $0.number == kept.number }) else {
        throw PeopleError(.unknown, ("kind", "coverage"), ("number", "\(kept.number)"))
      }
      let values = row(of: kept, number: kept.number, patient: id.description)
      try own.run(
        """
        UPDATE coverage SET payer = ?, position = ?, effective = ?, termination = ?, content = ?
        WHERE practice = :practice AND patient = ? AND number = ?
        """, Array(values[2...]) + values[..<2])
      try index(
        PersonTraits(try record(of: id), coverages: [kept.coverage]), id.description)
      try own.record(
        "coverage change", id.description,
        .members(("number", .int(kept.number)), ("before", before.document)), by: author)
    }
  }

  private func check(_ kept: KeptCoverage) throws(PeopleError) {
    guard kept.order >= 1, kept.order <= 11 else {
      throw PeopleError(.badPeriod, ("member", "order"))
    }
    if let first = kept.effective, let last = kept.termination, last < first {
      throw PeopleError(.badPeriod, ("member", "through"))
    }
  }
}
