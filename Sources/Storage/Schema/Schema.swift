// SPDX-License-Identifier: Apache-2.0

/// The tables of a database of the business, as a chain of steps.
///
/// Each table's key begins with the practice, and so does every statement's condition.
public enum Schema {
  /// The steps, in order. One that was shipped is never changed: what is new is a step more.
  public static let steps: [SchemaStep] = [
    ledger, keys, people, desk, claims, batches, denials, statements,
    charts, access, queries,
  ]

  /// The tables whose rows are never changed, and whose key is the practice and then numbers that only go up.
  static let extendedTables: Set<String> = ["entry", "posting"]

  /// The ledger: entries and postings, which are only ever added; closings; and what they come to, which is kept
  /// beside them in the same transaction.
  private static let ledger = SchemaStep(
    "ledger",
    [
      .table(
        """
        CREATE TABLE ledger (practice TEXT NOT NULL PRIMARY KEY, opened BIGINT NOT NULL,
        closed_through BIGINT, entries BIGINT NOT NULL, hash BYTEA NOT NULL) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE closing (practice TEXT NOT NULL REFERENCES ledger (practice),
        closed_through BIGINT NOT NULL, entries BIGINT NOT NULL, hash BYTEA NOT NULL,
        closed_by TEXT NOT NULL, closed_at BIGINT NOT NULL,
        PRIMARY KEY (practice, closed_through)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE entry (practice TEXT NOT NULL,
        sequence BIGINT NOT NULL, source_key TEXT NOT NULL, kind TEXT NOT NULL,
        effective BIGINT NOT NULL, posted BIGINT NOT NULL, source BYTEA NOT NULL, memo TEXT NOT NULL,
        reverses BIGINT, hash BYTEA NOT NULL,
        PRIMARY KEY (practice, sequence), UNIQUE (practice, source_key)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX entry_posted ON entry (practice, posted)"),
      .table(
        """
        CREATE TABLE posting (practice TEXT NOT NULL, sequence BIGINT NOT NULL,
        position BIGINT NOT NULL, account BIGINT NOT NULL, cents BIGINT NOT NULL CHECK (cents <> 0),
        claim TEXT NOT NULL, patient TEXT NOT NULL, guarantor TEXT NOT NULL, payer TEXT NOT NULL,
        line BIGINT NOT NULL, PRIMARY KEY (practice, sequence, position)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX posting_claim ON posting (practice, claim) WHERE claim <> ''"),
      .both(
        """
        CREATE INDEX posting_patient ON posting (practice, patient)
        WHERE claim = '' AND patient <> ''
        """),
      .table(
        """
        CREATE TABLE turnover (practice TEXT NOT NULL,
        account BIGINT NOT NULL, month BIGINT NOT NULL, debit BIGINT NOT NULL, credit BIGINT NOT NULL,
        PRIMARY KEY (practice, account, month)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE open_item (practice TEXT NOT NULL,
        claim TEXT NOT NULL, patient TEXT NOT NULL, account BIGINT NOT NULL, payer TEXT NOT NULL,
        guarantor TEXT NOT NULL, since BIGINT NOT NULL, balance BIGINT NOT NULL,
        PRIMARY KEY (practice, claim, patient, account, payer, guarantor)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX open_item_patient ON open_item (practice, patient)"),
      .both(
        """
        CREATE INDEX open_item_guarantor ON open_item (practice, guarantor)
        WHERE balance <> 0 AND guarantor <> ''
        """),
      .both("CREATE INDEX open_item_credit ON open_item (practice, account) WHERE balance < 0"),
      .table(
        """
        CREATE TABLE aging (practice TEXT NOT NULL,
        account BIGINT NOT NULL, payer TEXT NOT NULL, since BIGINT NOT NULL, balance BIGINT NOT NULL,
        PRIMARY KEY (practice, account, payer, since)) STRICT, WITHOUT ROWID
        """),
    ] + ["entry", "posting", "closing"].flatMap { onlyEverAdded($0) }
      + statistics([
        ("entry", "entry", "3000000 3000000 1"),
        ("entry", "sqlite_autoindex_entry_2", "3000000 3000000 1"),
        ("entry", "entry_posted", "3000000 3000000 2"),
        ("posting", "posting", "9000000 9000000 3 1"),
        ("posting", "posting_claim", "9000000 9000000 8"),
        ("posting", "posting_patient", "900000 900000 8"),
        ("open_item", "open_item", "2000000 2000000 2 2 1 1 1"),
        ("open_item", "open_item_patient", "2000000 2000000 10"),
        ("open_item", "open_item_guarantor", "500000 500000 4"),
        ("open_item", "open_item_credit", "20000 20000 5000"),
        ("aging", "aging", "30000 30000 3000 300 1"),
        ("turnover", "turnover", "3000 3000 100 1"),
      ]))

  /// What SQLite's planner is to believe of a table's size, whatever is in it: else it takes a practice to have ten
  /// rows, and reads them all.
  static func statistics(
    _ rows: [(table: String, index: String, counts: String)]
  ) -> [SchemaStep.Statement] {
    [.sqlite("ANALYZE")] + believed(rows)
  }

  /// The same for tables that come later: those that are there already keep what was said of them.
  static func believed(
    _ rows: [(table: String, index: String, counts: String)]
  ) -> [SchemaStep.Statement] {
    rows.map {
      .sqlite(
        "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('\($0.table)', '\($0.index)', '\($0.counts)')"
      )
    } + [.sqlite("ANALYZE sqlite_schema")]
  }

  /// What makes a database refuse to change or delete a table's rows, whoever asks.
  ///
  /// - Parameter columns: The columns that may not be changed; nothing for all. Sealed ones must be left free: keys
  ///   change, and what is sealed proves itself.
  static func onlyEverAdded(
    _ table: String, columns: String? = nil
  ) -> [SchemaStep.Statement] {
    let these = columns.map { " OF \($0)" } ?? ""
    return [
      .sqlite(
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE\(these) ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the books are only ever added to'); END
        """),
      .sqlite(
        """
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the books are only ever added to'); END
        """),
      .postgreSQL(
        """
        CREATE OR REPLACE FUNCTION only_ever_added() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the books are only ever added to'; END $$
        """),
      .postgreSQL(
        """
        CREATE TRIGGER \(table)_no_change BEFORE UPDATE\(these) OR DELETE OR TRUNCATE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION only_ever_added()
        """),
    ]
  }
}
