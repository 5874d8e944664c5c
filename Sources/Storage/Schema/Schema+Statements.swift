// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Patients' bills: statements made, what holds them back, payment plans, aid, inquiries, payments taken.
  static let statements = SchemaStep(
    "statements",
    [
      .table(
        """
        CREATE TABLE patient_statement (practice TEXT NOT NULL REFERENCES ledger (practice),
        number BIGINT NOT NULL, guarantor TEXT NOT NULL, issued BIGINT NOT NULL, due BIGINT NOT NULL,
        level BIGINT NOT NULL, asked BIGINT NOT NULL, balance BIGINT NOT NULL, content BYTEA NOT NULL,
        digest BYTEA NOT NULL, PRIMARY KEY (practice, number),
        UNIQUE (practice, guarantor, issued)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE statement_hold (practice TEXT NOT NULL REFERENCES ledger (practice),
        number BIGINT NOT NULL, guarantor TEXT NOT NULL, claim TEXT NOT NULL, reason TEXT NOT NULL,
        placed BIGINT NOT NULL, until BIGINT, placed_by TEXT NOT NULL, note TEXT NOT NULL,
        released BIGINT, released_by TEXT, outcome TEXT,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX statement_hold_guarantor ON statement_hold (practice, guarantor)"),
      .table(
        """
        CREATE TABLE payment_plan (practice TEXT NOT NULL REFERENCES ledger (practice),
        number BIGINT NOT NULL, guarantor TEXT NOT NULL, agreed BIGINT NOT NULL,
        agreed_by TEXT NOT NULL, amount BIGINT NOT NULL, instalment BIGINT NOT NULL,
        first_due BIGINT NOT NULL, ended BIGINT, PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX payment_plan_guarantor ON payment_plan (practice, guarantor)"),
      .table(
        """
        CREATE TABLE payment_plan_claim (practice TEXT NOT NULL, plan BIGINT NOT NULL,
        claim TEXT NOT NULL, PRIMARY KEY (practice, plan, claim)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE hardship (practice TEXT NOT NULL REFERENCES ledger (practice),
        number BIGINT NOT NULL, guarantor TEXT NOT NULL, percent BIGINT NOT NULL,
        granted BIGINT NOT NULL, until BIGINT NOT NULL, approved_by TEXT NOT NULL,
        document BYTEA NOT NULL, PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX hardship_guarantor ON hardship (practice, guarantor)"),
      .table(
        """
        CREATE TABLE patient_payment (practice TEXT NOT NULL REFERENCES ledger (practice),
        payment_key TEXT NOT NULL, number BIGINT NOT NULL, guarantor TEXT NOT NULL,
        patient TEXT NOT NULL, method TEXT NOT NULL, cents BIGINT NOT NULL CHECK (cents > 0),
        taken BIGINT NOT NULL, taken_by TEXT NOT NULL, state TEXT NOT NULL, reference TEXT NOT NULL,
        applied TEXT NOT NULL, PRIMARY KEY (practice, payment_key),
        UNIQUE (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX patient_payment_guarantor ON patient_payment (practice, guarantor)"),
    ])
}
