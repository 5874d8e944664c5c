// SPDX-License-Identifier: Apache-2.0

extension Database {
  /// The steps of the schema that the tables were made by; none where there are no tables of this program.
  ///
  /// - Throws: ``DatabaseError``: `newerSchema`, `changedSchema`.
  public func madeSteps() throws -> [SchemaStep] {
    guard try hasTable("schema_step") else { return [] }
    let done = try run("SELECT checksum FROM schema_step ORDER BY number")
    guard done.count <= Schema.steps.count else {
      throw DatabaseError(.newerSchema, reason: "step \(done.count)")
    }
    for (row, step) in zip(done, Schema.steps) where try row.digest(0) != step.checksum {
      throw DatabaseError(.changedSchema, reason: "step \(step.name)")
    }
    return Array(Schema.steps.prefix(done.count))
  }
}
