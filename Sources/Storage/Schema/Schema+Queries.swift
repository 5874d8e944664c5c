// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Questions to providers about what their records say, with the answers.
  static let queries = SchemaStep(
    "queries",
    [
      .table(
        """
        CREATE TABLE provider_query (practice TEXT NOT NULL, chart TEXT NOT NULL,
        number BIGINT NOT NULL, provider TEXT NOT NULL, topic TEXT NOT NULL,
        question BYTEA NOT NULL, asked BIGINT NOT NULL, asked_by TEXT NOT NULL,
        state TEXT NOT NULL, answer BYTEA, ended BIGINT, ended_by TEXT NOT NULL,
        PRIMARY KEY (practice, chart, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX provider_query_state ON provider_query (practice, state, asked, chart)"),
    ]
      + believed([
        ("provider_query", "provider_query", "200000 200000 2 1"),
        ("provider_query", "provider_query_state", "200000 200000 1000 1 1"),
      ]))
}
