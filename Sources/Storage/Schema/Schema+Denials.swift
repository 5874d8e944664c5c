// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Denials as they are worked on, appeals, underpayments, and what two people decide.
  static let denials = SchemaStep(
    "denials",
    workIndices + [
      .table(
        """
        CREATE TABLE work_remark (practice TEXT NOT NULL, remark TEXT NOT NULL, work BIGINT NOT NULL,
        PRIMARY KEY (practice, remark, work)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE office_event (practice TEXT NOT NULL, topic TEXT NOT NULL,
        subject BIGINT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
        action TEXT NOT NULL, value TEXT NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (practice, topic, subject, number)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE appeal (practice TEXT NOT NULL, number BIGINT NOT NULL, claim TEXT NOT NULL,
        payer TEXT NOT NULL, level BIGINT NOT NULL, rule TEXT NOT NULL, letter TEXT NOT NULL,
        state TEXT NOT NULL, amount BIGINT NOT NULL, notice BIGINT NOT NULL,
        due BIGINT NOT NULL, made BIGINT NOT NULL, sent BIGINT, decide_by BIGINT,
        decided BIGINT, outcome TEXT NOT NULL, reference TEXT NOT NULL, document BYTEA,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX appeal_claim ON appeal (practice, claim)"),
      .both("CREATE INDEX appeal_state ON appeal (practice, state, due, number)"),
      .table(
        """
        CREATE TABLE appeal_work (practice TEXT NOT NULL, appeal BIGINT NOT NULL,
        work BIGINT NOT NULL, PRIMARY KEY (practice, appeal, work)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX appeal_work_work ON appeal_work (practice, work)"),
      .table(
        """
        CREATE TABLE expectation (practice TEXT NOT NULL, work BIGINT NOT NULL,
        contract TEXT NOT NULL, expected BIGINT NOT NULL, allowed BIGINT NOT NULL,
        paid BIGINT NOT NULL, lines TEXT NOT NULL,
        PRIMARY KEY (practice, work)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE request (practice TEXT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL,
        reason TEXT NOT NULL, account BIGINT NOT NULL, source BIGINT NOT NULL, claim TEXT NOT NULL,
        patient TEXT NOT NULL, guarantor TEXT NOT NULL, payer TEXT NOT NULL, amount BIGINT NOT NULL,
        rule TEXT NOT NULL, words TEXT NOT NULL, state TEXT NOT NULL, needs_second BIGINT NOT NULL,
        asked_at BIGINT NOT NULL, asked_by TEXT NOT NULL, asked_key TEXT NOT NULL,
        decided_at BIGINT, decided_by TEXT NOT NULL, decided_key TEXT NOT NULL,
        entry BIGINT, undone BIGINT, paid_entry BIGINT, paid_on BIGINT, paid_by TEXT NOT NULL,
        method TEXT NOT NULL, reference TEXT NOT NULL,
        PRIMARY KEY (practice, number),
        CONSTRAINT another_person CHECK (needs_second = 0 OR state IN ('requested', 'withdrawn',
        'rejected') OR (decided_key <> '' AND decided_key <> asked_key)),
        CONSTRAINT nothing_posted CHECK (entry IS NULL OR state NOT IN ('requested', 'withdrawn',
        'rejected'))) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX request_state ON request (practice, state, kind, number)"),
      .both("CREATE INDEX request_claim ON request (practice, claim) WHERE claim <> ''"),
      .both("CREATE INDEX request_patient ON request (practice, patient)"),
      .both("CREATE INDEX request_entry ON request (practice, entry) WHERE entry IS NOT NULL"),
      .both(
        """
        CREATE INDEX open_item_owed_back ON open_item (practice, account, since)
        WHERE balance <> 0 AND account BETWEEN 2110 AND 2220
        """),
      .both(
        """
        CREATE INDEX open_item_small ON open_item (practice, account, since)
        WHERE balance BETWEEN 1 AND 10000
        """),
    ] + onlyEverAdded("office_event") + believed(sizes))

  /// What is not closed, in the orders in which it is listed; the last day stands where none is set. Behind the order
  /// stands what a list may be limited by, so that a page is found without looking at the rows.
  private static let workIndices: [SchemaStep.Statement] = [
    ("work_due", "COALESCE(deadline, 2932896), number", true),
    ("work_amount", "amount, number", true), ("work_opened", "opened, number", true),
    ("work_payer", "payer, COALESCE(deadline, 2932896), number", false),
    ("work_reason", "reason, COALESCE(deadline, 2932896), number", false),
    ("work_category", "category, COALESCE(deadline, 2932896), number", false),
    ("work_owner", "owner, COALESCE(deadline, 2932896), number", false),
  ].map { name, columns, isWide in
    let more =
      isWide
      ? ["state", "payer", "reason", "category", "owner", "opened", "amount", "deadline"].filter {
        !columns.hasPrefix("\($0),")
      } : ["state"]
    return .both(
      """
      CREATE INDEX \(name) ON work (practice, kind, \(columns), \(more.joined(separator: ", ")))
      WHERE state <> 'closed'
      """)
  }

  private static let sizes: [(table: String, index: String, counts: String)] = [
    ("work", "work_due", "200000 200000 100000 20 1 1 1 1 1 1 1 1 1"),
    ("work", "work_amount", "200000 200000 100000 4 1 1 1 1 1 1 1 1 1"),
    ("work", "work_opened", "200000 200000 100000 300 1 1 1 1 1 1 1 1 1"),
    ("work", "work_payer", "200000 200000 100000 2000 2 1 1"),
    ("work", "work_reason", "200000 200000 100000 2000 2 1 1"),
    ("work", "work_category", "200000 200000 100000 10000 3 1 1"),
    ("work", "work_owner", "200000 200000 100000 10000 3 1 1"),
    ("work_remark", "work_remark", "150000 150000 1000 1"),
    ("office_event", "office_event", "600000 600000 200000 3 1"),
    ("appeal", "appeal", "30000 30000 1"),
    ("appeal", "appeal_claim", "30000 30000 1"),
    ("appeal", "appeal_state", "30000 30000 6000 20 1"),
    ("appeal_work", "appeal_work", "40000 40000 1 1"),
    ("appeal_work", "appeal_work_work", "40000 40000 1"),
    ("expectation", "expectation", "20000 20000 1"),
    ("request", "request", "50000 50000 1"),
    ("request", "request_state", "50000 50000 5000 2000 1"),
    ("request", "request_claim", "40000 40000 1"),
    ("request", "request_patient", "50000 50000 2"),
    ("request", "request_entry", "40000 40000 1"),
    ("open_item", "open_item_owed_back", "20000 20000 5000 20"),
    ("open_item", "open_item_small", "100000 100000 30000 100"),
  ]
}
