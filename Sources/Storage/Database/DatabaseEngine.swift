// SPDX-License-Identifier: Apache-2.0

/// What differs between SQLite and PostgreSQL; ``Database`` is the same over both.
protocol DatabaseEngine: AnyObject {
  /// Runs a statement with its parameters and hands its rows over, one by one.
  func run(
    _ text: String, _ values: [DatabaseValue], each: (DatabaseRow) throws(DatabaseError) -> Void
  ) throws(DatabaseError)

  /// What begins a transaction in which nobody else is seen to write.
  var begin: String { get }

  /// What begins a transaction that only reads, and sees everything as it was at one moment.
  var beginReading: String { get }

  /// How many parameters a statement may have.
  var parameterLimit: Int { get }

  /// The definition of a table, as this engine reads it.
  func definition(_ text: String) -> String

  /// Of the texts of a step of the schema, the one for this engine.
  func choose(_ step: SchemaStep.Statement) -> String?

  /// Lets the planner know how large tables have become; not within a transaction.
  func countRows(of tables: [String]) throws(DatabaseError)

  /// The names of the tables that are there, whoever made them.
  func tableNames() throws(DatabaseError) -> [String]

  /// A text that is another one when others have changed something since it was last asked for.
  func changeMark() throws(DatabaseError) -> String

  /// What the engine finds wrong with its own pages; empty where it has no such look.
  func faults(isQuick: Bool) throws(DatabaseError) -> [String]

  /// Keeps all others from changing the schema until the transaction ends.
  func lockSchema() throws(DatabaseError)
}
