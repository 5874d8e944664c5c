// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Who may come in: users with their roles in practices, sessions, tokens; and the log of everything that was done.
  ///
  /// A user is of the practice that has made it and has one name in the whole database, as one person may work for
  /// several practices; what a user may do is of each practice.
  static let access = SchemaStep(
    "access",
    [
      .table(
        """
        CREATE TABLE app_user (practice TEXT NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL,
        password TEXT NOT NULL, password_set BIGINT NOT NULL, must_change BIGINT NOT NULL,
        totp BYTEA, totp_step BIGINT NOT NULL, created BIGINT NOT NULL, created_by TEXT NOT NULL,
        disabled BIGINT, failures BIGINT NOT NULL, locked_until BIGINT, last_seen BIGINT,
        PRIMARY KEY (practice, login), UNIQUE (login)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE recovery_code (login TEXT NOT NULL REFERENCES app_user (login),
        digest BYTEA NOT NULL, used BIGINT, PRIMARY KEY (login, digest)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE app_grant (practice TEXT NOT NULL, login TEXT NOT NULL REFERENCES app_user (login),
        role TEXT NOT NULL, granted BIGINT NOT NULL, granted_by TEXT NOT NULL, reviewed BIGINT,
        reviewed_by TEXT, PRIMARY KEY (practice, login, role)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX app_grant_login ON app_grant (login)"),
      .table(
        """
        CREATE TABLE app_session (digest BYTEA NOT NULL PRIMARY KEY,
        login TEXT NOT NULL REFERENCES app_user (login), practice TEXT NOT NULL,
        form_key TEXT NOT NULL, level BIGINT NOT NULL, created BIGINT NOT NULL, seen BIGINT NOT NULL,
        emergency TEXT NOT NULL) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX app_session_login ON app_session (login)"),
      .table(
        """
        CREATE TABLE app_token (practice TEXT NOT NULL, digest BYTEA NOT NULL,
        login TEXT NOT NULL REFERENCES app_user (login), label TEXT NOT NULL, scopes TEXT NOT NULL,
        created BIGINT NOT NULL, ends BIGINT NOT NULL, revoked BIGINT, seen BIGINT,
        PRIMARY KEY (practice, digest)) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE audit_head (practice TEXT NOT NULL PRIMARY KEY, records BIGINT NOT NULL,
        hash BYTEA NOT NULL) STRICT, WITHOUT ROWID
        """),
      .table(
        """
        CREATE TABLE audit_record (practice TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL,
        actor TEXT NOT NULL, session TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL,
        subject TEXT NOT NULL, patient TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
        hash BYTEA NOT NULL, PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both(
        "CREATE INDEX audit_record_patient ON audit_record (practice, patient, number) WHERE patient <> ''"
      ),
      .both("CREATE INDEX audit_record_actor ON audit_record (practice, actor, number)"),
    ] + onlyEverAdded("audit_record")
      + believed([
        ("app_user", "app_user", "1000 500 1"),
        ("app_user", "sqlite_autoindex_app_user_2", "1000 1"),
        ("recovery_code", "recovery_code", "10000 10 1"),
        ("app_grant", "app_grant", "2000 500 1 1"),
        ("app_grant", "app_grant_login", "2000 2"),
        ("app_session", "app_session", "1000 1"),
        ("app_session", "app_session_login", "1000 2"),
        ("app_token", "app_token", "100 20 1"),
        ("audit_head", "audit_head", "10 1"),
        ("audit_record", "audit_record", "10000000 10000000 1"),
        ("audit_record", "audit_record_patient", "5000000 5000000 50 1"),
        ("audit_record", "audit_record_actor", "10000000 10000000 20000 1"),
      ]))
}
