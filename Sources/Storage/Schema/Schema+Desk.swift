// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// The front desk: whose time can be had, appointments and the slots that they take, waiting, receipts, drawers,
  /// eligibility. A slot of a provider, room or piece of equipment is a row, so that no two can have it.
  static let desk = SchemaStep(
    "desk",
    [
      .table(
        """
        CREATE TABLE setting (practice TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (practice, name)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE resource (practice TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
        name TEXT NOT NULL, npi TEXT NOT NULL, PRIMARY KEY (practice, id)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE appointment (practice TEXT NOT NULL, id TEXT NOT NULL, series TEXT NOT NULL,
        patient TEXT NOT NULL, start BIGINT NOT NULL, minutes BIGINT NOT NULL, zone TEXT NOT NULL,
        state TEXT NOT NULL, reminded BIGINT, content BYTEA NOT NULL,
        PRIMARY KEY (practice, id)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX appointment_start ON appointment (practice, start)"),
      .both("CREATE INDEX appointment_patient ON appointment (practice, patient)"),
      .both("CREATE INDEX appointment_series ON appointment (practice, series)"),
      .table(
        """
        CREATE TABLE appointment_resource (practice TEXT NOT NULL, appointment TEXT NOT NULL,
        resource TEXT NOT NULL, PRIMARY KEY (practice, appointment, resource)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE slot (practice TEXT NOT NULL, resource TEXT NOT NULL, slot BIGINT NOT NULL,
        appointment TEXT NOT NULL, PRIMARY KEY (practice, resource, slot)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX slot_appointment ON slot (practice, appointment)"),
      .table(
        """
        CREATE TABLE waiting (practice TEXT NOT NULL, number BIGINT NOT NULL, patient TEXT NOT NULL,
        resource TEXT NOT NULL, from_day BIGINT NOT NULL, through_day BIGINT NOT NULL,
        minutes BIGINT NOT NULL, state TEXT NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE drawer (practice TEXT NOT NULL, number BIGINT NOT NULL, drawer TEXT NOT NULL,
        opening_cents BIGINT NOT NULL, opened_by TEXT NOT NULL, opened BIGINT NOT NULL,
        closed_by TEXT, closed BIGINT, counted_cents BIGINT,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE UNIQUE INDEX drawer_open ON drawer (practice, drawer) WHERE closed IS NULL"),
      .table(
        """
        CREATE TABLE receipt (practice TEXT NOT NULL, number BIGINT NOT NULL, session BIGINT,
        patient TEXT NOT NULL, guarantor TEXT NOT NULL, appointment TEXT NOT NULL, method TEXT NOT NULL,
        purpose TEXT NOT NULL, cents BIGINT NOT NULL CHECK (cents <> 0), voids BIGINT,
        day BIGINT NOT NULL, taken_by TEXT NOT NULL, moment BIGINT NOT NULL, entry BIGINT NOT NULL,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both(
        "CREATE UNIQUE INDEX receipt_voids ON receipt (practice, voids) WHERE voids IS NOT NULL"),
      .both("CREATE INDEX receipt_session ON receipt (practice, session)"),
      .both("CREATE INDEX receipt_day ON receipt (practice, day)"),
      .table(
        """
        CREATE TABLE eligibility (practice TEXT NOT NULL, number BIGINT NOT NULL,
        appointment TEXT NOT NULL, patient TEXT NOT NULL, coverage BIGINT NOT NULL, day BIGINT NOT NULL,
        asked BIGINT, answered BIGINT, state TEXT NOT NULL, question BYTEA NOT NULL, answer BYTEA,
        PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX eligibility_appointment ON eligibility (practice, appointment, number)"),
      .both("CREATE INDEX eligibility_patient ON eligibility (practice, patient, number)"),
    ] + onlyEverAdded("receipt"))
}
