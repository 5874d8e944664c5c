// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
import Values

extension PeopleStore {
  /// The patient that a number stands for: itself, or the one it was merged into.
  public func root(of id: PatientID) throws -> PatientID {
    var id = id
    while let row = try own.run(
      "SELECT patient FROM patient_alias WHERE practice = :practice AND alias = ?",
      [.text(id.description)]
    ).first {
      id = try Self.patient(row.text(0))
    }
    return id
  }

  /// The numbers that were merged into a patient, and into those; its own first.
  ///
  /// The ledger keeps what was posted under each: a patient's balance is that of them all.
  public func numbers(of id: PatientID) throws -> [PatientID] {
    var all = [id]
    var next = 0
    while next < all.count {
      all += try own.run(
        "SELECT alias FROM patient_alias WHERE practice = :practice AND patient = ? ORDER BY alias",
        [.text(all[next].description)]
      ).map { try Self.patient($0.text(0)) }
      next += 1
    }
    return all
  }

  /// Says that two numbers are one patient: from now on the first stands for the second.
  ///
  /// Nothing is moved: coverages, changes and ledger stay under the number that they had, so that it can be undone.
  ///
  /// - Throws: ``PeopleError``: `cannotMerge` where both are one already, or the first was merged before; `unknown`.
  public func merge(_ id: PatientID, into other: PatientID, by author: Author) throws {
    try own.transaction {
      for one in [id, other] { _ = try record(of: one) }
      let root = try root(of: other)
      guard try self.root(of: id) == id, root != id else {
        throw PeopleError(.cannotMerge, ("number", id.description))
      }
      try own.insert(
        into: "patient_alias (practice, alias, patient)",
        rows: [[.text(id.description), .text(root.description)]])
      for one in [id, root] {
        try own.record(
          "patient merge", one.description,
          .members(("from", .string(id.description)), ("into", .string(root.description))),
          by: author)
      }
    }
  }

  /// Takes a merge back: the number is a patient of its own again, with all that was merged into it before.
  ///
  /// - Returns: The patient that it was merged into.
  /// - Throws: ``PeopleError``: `notMerged`.
  @discardableResult
  public func unmerge(_ id: PatientID, by author: Author) throws -> PatientID {
    try own.transaction {
      guard
        let row = try own.run(
          "DELETE FROM patient_alias WHERE practice = :practice AND alias = ? RETURNING patient",
          [.text(id.description)]
        ).first
      else { throw PeopleError(.notMerged, ("number", id.description)) }
      let other = try Self.patient(row.text(0))
      for one in [id, other] {
        try own.record(
          "patient unmerge", one.description,
          .members(("from", .string(other.description)), ("out", .string(id.description))),
          by: author)
      }
      return other
    }
  }
}
