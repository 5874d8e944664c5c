// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Claims on file, what was sent and answered, and what waits for a person.
  static let claims = SchemaStep(
    "claims",
    [
      .table(
        """
        CREATE TABLE document (practice TEXT NOT NULL, digest BYTEA NOT NULL, part BIGINT NOT NULL,
        kind TEXT NOT NULL, received BIGINT NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, digest, part)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE claim (practice TEXT NOT NULL, claim TEXT NOT NULL, kind TEXT NOT NULL,
        control_number TEXT NOT NULL, patient TEXT NOT NULL, guarantor TEXT NOT NULL,
        name_key TEXT NOT NULL, rank BIGINT NOT NULL, charge BIGINT NOT NULL,
        first_day BIGINT, last_day BIGINT, state TEXT NOT NULL, since BIGINT NOT NULL,
        events BIGINT NOT NULL, submission BIGINT NOT NULL, deadline BIGINT,
        entered BIGINT NOT NULL, origin TEXT NOT NULL,
        PRIMARY KEY (practice, claim)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX claim_control_number ON claim (practice, control_number)"),
      .both("CREATE INDEX claim_state ON claim (practice, state, deadline)"),
      .both("CREATE INDEX claim_patient ON claim (practice, patient)"),
      .table(
        """
        CREATE TABLE claim_payer (practice TEXT NOT NULL, claim TEXT NOT NULL, rank BIGINT NOT NULL,
        payer TEXT NOT NULL, member_key TEXT NOT NULL, payer_number TEXT NOT NULL,
        issuer TEXT NOT NULL, PRIMARY KEY (practice, claim, rank)) STRICT, WITHOUT ROWID
        """),
      .both(
        """
        CREATE INDEX claim_payer_member ON claim_payer (practice, member_key)
        WHERE member_key <> ''
        """),
      .both(
        """
        CREATE INDEX claim_payer_number ON claim_payer (practice, payer_number)
        WHERE payer_number <> ''
        """),
      .table(
        """
        CREATE TABLE claim_line (practice TEXT NOT NULL, claim TEXT NOT NULL, line BIGINT NOT NULL,
        code TEXT NOT NULL, modifiers TEXT NOT NULL, revenue_code TEXT NOT NULL,
        control_number TEXT NOT NULL, charge BIGINT NOT NULL, first_day BIGINT, last_day BIGINT,
        PRIMARY KEY (practice, claim, line)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE claim_event (practice TEXT NOT NULL, claim TEXT NOT NULL,
        number BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, move TEXT NOT NULL,
        state_before TEXT NOT NULL, state_after TEXT NOT NULL, reason TEXT NOT NULL,
        document BYTEA, PRIMARY KEY (practice, claim, number)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE submission (practice TEXT NOT NULL, claim TEXT NOT NULL,
        number BIGINT NOT NULL, purpose TEXT NOT NULL, rank BIGINT NOT NULL, payer TEXT NOT NULL,
        control_number TEXT NOT NULL, content BYTEA NOT NULL, batch BIGINT, made BIGINT NOT NULL,
        PRIMARY KEY (practice, claim, number)) STRICT, WITHOUT ROWID
        """),
      .both(
        "CREATE INDEX submission_batch ON submission (practice, batch) WHERE batch IS NOT NULL"),
      .both("CREATE INDEX submission_control_number ON submission (practice, control_number)"),
      .table(
        """
        CREATE TABLE remittance (practice TEXT NOT NULL, number BIGINT NOT NULL,
        issuer TEXT NOT NULL, trace TEXT NOT NULL, payer_name TEXT NOT NULL, method TEXT NOT NULL,
        paid_on BIGINT NOT NULL, amount BIGINT NOT NULL, deposited BIGINT NOT NULL,
        received BIGINT NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (practice, number), UNIQUE (practice, issuer, trace)) STRICT, WITHOUT ROWID
        """),
      .both(
        """
        CREATE INDEX remittance_undeposited ON remittance (practice, paid_on)
        WHERE amount <> deposited
        """),
      .table(
        """
        CREATE TABLE answer (practice TEXT NOT NULL, remittance BIGINT NOT NULL,
        key BYTEA NOT NULL, place BIGINT NOT NULL, attempt BIGINT NOT NULL, status TEXT NOT NULL,
        claim TEXT NOT NULL, basis TEXT NOT NULL, rank BIGINT NOT NULL,
        payer_number TEXT NOT NULL, charge BIGINT NOT NULL, paid BIGINT NOT NULL,
        entry BIGINT, taken_back BIGINT NOT NULL, document BYTEA NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, remittance, key)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX answer_claim ON answer (practice, claim) WHERE claim <> ''"),
      .table(
        """
        CREATE TABLE beside (practice TEXT NOT NULL, remittance BIGINT NOT NULL,
        key BYTEA NOT NULL, place BIGINT NOT NULL, attempt BIGINT NOT NULL, status TEXT NOT NULL,
        reason TEXT NOT NULL, reference TEXT NOT NULL, amount BIGINT NOT NULL, entry BIGINT,
        document BYTEA NOT NULL,
        PRIMARY KEY (practice, remittance, key)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE bank_deposit (practice TEXT NOT NULL, number BIGINT NOT NULL,
        key BYTEA NOT NULL, day BIGINT NOT NULL, amount BIGINT NOT NULL, reference TEXT NOT NULL,
        remittance BIGINT, attempt BIGINT NOT NULL, entry BIGINT NOT NULL,
        document BYTEA NOT NULL, received BIGINT NOT NULL, actor TEXT NOT NULL,
        PRIMARY KEY (practice, number), UNIQUE (practice, key)) STRICT, WITHOUT ROWID
        """),
      .both(
        "CREATE INDEX bank_deposit_open ON bank_deposit (practice, day) WHERE remittance IS NULL"),
      .table(
        """
        CREATE TABLE work (practice TEXT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL,
        claim TEXT NOT NULL, payer TEXT NOT NULL, remittance BIGINT, answer BYTEA,
        line BIGINT, reason_group TEXT NOT NULL, reason TEXT NOT NULL, remarks TEXT NOT NULL,
        category TEXT NOT NULL, amount BIGINT NOT NULL, opened BIGINT NOT NULL, deadline BIGINT,
        owner TEXT NOT NULL, state TEXT NOT NULL, closed BIGINT, outcome TEXT NOT NULL,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX work_claim ON work (practice, claim) WHERE claim <> ''"),
      .both("CREATE INDEX work_list ON work (practice, state, kind, deadline, number)"),
      .both("CREATE INDEX work_answer ON work (practice, remittance) WHERE remittance IS NOT NULL"),
    ] + onlyEverAdded("claim_event")
      + believed([
        ("claim", "claim", "1000000 1000000 1"),
        ("claim", "claim_control_number", "1000000 1000000 1 1"),
        ("claim", "claim_state", "1000000 1000000 60000 200 1"),
        ("claim", "claim_patient", "1000000 1000000 5 1"),
        ("claim_payer", "claim_payer", "1500000 1500000 2 1"),
        ("claim_payer", "claim_payer_member", "1500000 1500000 5 2 1"),
        ("claim_payer", "claim_payer_number", "1500000 1500000 1 1 1"),
        ("claim_line", "claim_line", "3000000 3000000 3 1"),
        ("claim_event", "claim_event", "4000000 4000000 4 1"),
        ("submission", "submission", "1200000 1200000 1 1"),
        ("submission", "submission_batch", "1200000 1200000 1000 1 1"),
        ("submission", "submission_control_number", "1200000 1200000 1 1 1"),
        ("remittance", "remittance", "10000 10000 1"),
        ("remittance", "sqlite_autoindex_remittance_2", "10000 10000 100 1"),
        ("answer", "answer", "1000000 1000000 100 1"),
        ("answer", "answer_claim", "1000000 1000000 1 1 1"),
        ("work", "work", "200000 200000 1"),
        ("work", "work_claim", "200000 200000 2 1"),
        ("work", "work_list", "200000 200000 20000 5000 20 1"),
        ("work", "work_answer", "200000 200000 20 1"),
      ]))
}
