// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Charts that are coded: where each stands, its versions, what happened; claims that payers leave unanswered; cards on
  /// file.
  static let charts = SchemaStep(
    "charts",
    [
      .table(
        """
        CREATE TABLE chart (practice TEXT NOT NULL, chart TEXT NOT NULL, kind TEXT NOT NULL,
        payer TEXT NOT NULL, provider TEXT NOT NULL, specialty TEXT NOT NULL,
        through BIGINT NOT NULL, value BIGINT NOT NULL, person BYTEA NOT NULL,
        state TEXT NOT NULL, since BIGINT NOT NULL, owner TEXT NOT NULL, reason TEXT NOT NULL,
        follow_up BIGINT, events BIGINT NOT NULL, version BIGINT NOT NULL, seconds BIGINT NOT NULL,
        entered BIGINT NOT NULL, coded BIGINT, coder TEXT NOT NULL, claim TEXT NOT NULL,
        PRIMARY KEY (practice, chart)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX chart_age ON chart (practice, state, through, chart)"),
      .both("CREATE INDEX chart_value ON chart (practice, state, value, chart)"),
      .both("CREATE INDEX chart_owner ON chart (practice, owner, state) WHERE owner <> ''"),
      .both("CREATE INDEX chart_coded ON chart (practice, coded) WHERE coded IS NOT NULL"),
      .table(
        """
        CREATE TABLE chart_version (practice TEXT NOT NULL, chart TEXT NOT NULL,
        version BIGINT NOT NULL, content BYTEA NOT NULL, digest BYTEA NOT NULL, at BIGINT NOT NULL,
        actor TEXT NOT NULL, PRIMARY KEY (practice, chart, version)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE chart_event (practice TEXT NOT NULL, chart TEXT NOT NULL,
        number BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, move TEXT NOT NULL,
        state_before TEXT NOT NULL, state_after TEXT NOT NULL, reason TEXT NOT NULL,
        words TEXT NOT NULL, version BIGINT NOT NULL, seconds BIGINT NOT NULL,
        PRIMARY KEY (practice, chart, number)) STRICT, WITHOUT ROWID
        """),
      .both(
        """
        CREATE INDEX claim_out ON claim (practice, since, claim) WHERE state IN
        ('sent', 'clearinghouse-accepted', 'payer-accepted', 'pending', 'appealed')
        """),
      .table(
        """
        CREATE TABLE status_question (practice TEXT NOT NULL, claim TEXT NOT NULL,
        asked BIGINT NOT NULL, file TEXT NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (practice, claim, asked)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE card_on_file (practice TEXT NOT NULL REFERENCES ledger (practice),
        number BIGINT NOT NULL, guarantor TEXT NOT NULL, content BYTEA NOT NULL,
        last_month BIGINT NOT NULL, kept BIGINT NOT NULL, kept_by TEXT NOT NULL, removed BIGINT,
        removed_by TEXT, PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX card_on_file_guarantor ON card_on_file (practice, guarantor)"),
    ] + onlyEverAdded("chart_version", columns: "digest") + onlyEverAdded("chart_event")
      + believed([
        ("claim", "claim_out", "60000 60000 10 1"),
        ("status_question", "status_question", "10000 10000 1 1"),
        ("card_on_file", "card_on_file", "10000 10000 1"),
        ("card_on_file", "card_on_file_guarantor", "10000 10000 2 1"),
        ("chart", "chart", "1000000 1000000 1"),
        ("chart", "chart_age", "1000000 1000000 100000 200 1"),
        ("chart", "chart_value", "1000000 1000000 100000 10 1"),
        ("chart", "chart_owner", "20000 20000 500 100"),
        ("chart", "chart_coded", "900000 900000 1"),
        ("chart_version", "chart_version", "2000000 2000000 2 1"),
        ("chart_event", "chart_event", "6000000 6000000 6 1"),
      ]))
}
