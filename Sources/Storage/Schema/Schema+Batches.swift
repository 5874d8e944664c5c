// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Batches of claims that were sent, and what was acknowledged of them.
  static let batches = SchemaStep(
    "batches",
    [
      .table(
        """
        CREATE TABLE batch (practice TEXT NOT NULL, number BIGINT NOT NULL,
        clearinghouse TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
        interchange BIGINT NOT NULL, group_number BIGINT NOT NULL, kind TEXT NOT NULL,
        file TEXT NOT NULL, partial TEXT NOT NULL, digest BYTEA NOT NULL, state TEXT NOT NULL,
        claims BIGINT NOT NULL, charge BIGINT NOT NULL, made BIGINT NOT NULL, sent BIGINT,
        actor TEXT NOT NULL, PRIMARY KEY (practice, number)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX batch_interchange ON batch (practice, interchange)"),
      .both("CREATE INDEX batch_group ON batch (practice, group_number)"),
      .both("CREATE INDEX batch_unsent ON batch (practice, number) WHERE state <> 'sent'"),
      .table(
        """
        CREATE TABLE batch_claim (practice TEXT NOT NULL, batch BIGINT NOT NULL,
        claim TEXT NOT NULL, submission BIGINT NOT NULL, place BIGINT NOT NULL,
        set_number BIGINT NOT NULL, deadline BIGINT,
        PRIMARY KEY (practice, batch, claim, submission)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX batch_claim_claim ON batch_claim (practice, claim)"),
      .table(
        """
        CREATE TABLE acknowledgement (practice TEXT NOT NULL, claim TEXT NOT NULL,
        submission BIGINT NOT NULL, document BYTEA NOT NULL, place BIGINT NOT NULL,
        kind TEXT NOT NULL, sender TEXT NOT NULL, verdict TEXT NOT NULL, codes TEXT NOT NULL,
        received BIGINT NOT NULL, content BYTEA NOT NULL,
        PRIMARY KEY (practice, claim, submission, document, place)) STRICT, WITHOUT ROWID
        """),
      .both("CREATE INDEX acknowledgement_document ON acknowledgement (practice, document)"),
    ]
      + believed([
        ("batch", "batch", "10000 10000 1"),
        ("batch", "batch_interchange", "10000 10000 2 1"),
        ("batch", "batch_group", "10000 10000 2 1"),
        ("batch", "batch_unsent", "2 2 1"),
        ("batch_claim", "batch_claim", "1200000 1200000 1000 1 1"),
        ("batch_claim", "batch_claim_claim", "1200000 1200000 1 1 1"),
        ("acknowledgement", "acknowledgement", "3000000 3000000 3 2 1 1"),
        ("acknowledgement", "acknowledgement_document", "3000000 3000000 500"),
      ]))
}
