// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Patients, guarantors, coverages, payers, providers, authorizations. What identifies a person stands in columns
  /// named `content`, sealed; what it is found by, in `person_index`.
  static let people = SchemaStep(
    "people",
    [
      .table(
        """
        CREATE TABLE counter (practice TEXT NOT NULL, name TEXT NOT NULL, last BIGINT NOT NULL,
        PRIMARY KEY (practice, name)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE patient (practice TEXT NOT NULL, id TEXT NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, id)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE guarantor (practice TEXT NOT NULL, id TEXT NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, id)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE patient_guarantor (practice TEXT NOT NULL, patient TEXT NOT NULL,
        since BIGINT NOT NULL, guarantor TEXT NOT NULL,
        PRIMARY KEY (practice, patient, since)) STRICT, WITHOUT ROWID
        """),
      .both(
        "CREATE INDEX patient_guarantor_guarantor ON patient_guarantor (practice, guarantor)"),
      .table(
        """
        CREATE TABLE person_index (practice TEXT NOT NULL, mark BYTEA NOT NULL, kind TEXT NOT NULL,
        person TEXT NOT NULL, PRIMARY KEY (practice, mark, person)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE patient_alias (practice TEXT NOT NULL, alias TEXT NOT NULL,
        patient TEXT NOT NULL CHECK (patient <> alias),
        PRIMARY KEY (practice, alias)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX patient_alias_patient ON patient_alias (practice, patient)"),
      .table(
        """
        CREATE TABLE coverage (practice TEXT NOT NULL, patient TEXT NOT NULL, number BIGINT NOT NULL,
        payer TEXT NOT NULL, position BIGINT NOT NULL, effective BIGINT, termination BIGINT,
        content BYTEA NOT NULL, PRIMARY KEY (practice, patient, number)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE payer (practice TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        content TEXT NOT NULL, PRIMARY KEY (practice, id)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE payer_alias (practice TEXT NOT NULL, alias TEXT NOT NULL, payer TEXT NOT NULL,
        PRIMARY KEY (practice, alias)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE provider (practice TEXT NOT NULL, npi TEXT NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, npi)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE enrolment (practice TEXT NOT NULL, npi TEXT NOT NULL, payer TEXT NOT NULL,
        set_number TEXT NOT NULL, state TEXT NOT NULL, since BIGINT NOT NULL,
        PRIMARY KEY (practice, npi, payer, set_number)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE authorized (practice TEXT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL,
        patient TEXT NOT NULL, payer TEXT NOT NULL, unit TEXT NOT NULL, allowed BIGINT,
        used BIGINT NOT NULL, effective BIGINT, termination BIGINT, content BYTEA NOT NULL,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX authorized_patient ON authorized (practice, patient)"),
      .table(
        """
        CREATE TABLE authorized_use (practice TEXT NOT NULL, number BIGINT NOT NULL,
        source_key TEXT NOT NULL, used_on BIGINT NOT NULL, units BIGINT NOT NULL, changed_by TEXT NOT NULL,
        moment BIGINT NOT NULL, PRIMARY KEY (practice, number, source_key)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE change (practice TEXT NOT NULL, number BIGINT NOT NULL, changed_by TEXT NOT NULL,
        moment BIGINT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX change_subject ON change (practice, subject, number)"),
    ] + onlyEverAdded("authorized_use")
      + onlyEverAdded(
        "change", columns: "practice, number, changed_by, moment, action, subject"))
}
