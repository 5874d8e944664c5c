// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// With which keys each practice's rows are sealed: a mark that the same keys make again, and that tells nothing.
  static let keys = SchemaStep(
    "keys",
    [
      .table(
        """
        CREATE TABLE key_ring (practice TEXT NOT NULL PRIMARY KEY,
        mark BYTEA NOT NULL) STRICT, WITHOUT ROWID
        """)
    ])
}
