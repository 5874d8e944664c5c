// SPDX-License-Identifier: Apache-2.0

extension ControlNumberStore {
  /// The interchanges on their way: not known to be in their places.
  public func open() throws(FileFailure) -> [OutgoingInterchange] {
    try rows("state <> 'sent'")
  }

  /// Every interchange of the journal, oldest first.
  public func journal() throws(FileFailure) -> [OutgoingInterchange] { try rows("1") }

  /// What SQLite finds wrong with the store's pages.
  public func faults() throws(FileFailure) -> [String] {
    try database.run("PRAGMA integrity_check").compactMap { $0[0].text }.filter { $0 != "ok" }
  }

  /// The interchange sent under a number, the latest where all numbers were used once.
  public func outgoing(
    _ route: NumberRoute, interchange: Int
  ) throws(FileFailure) -> OutgoingInterchange? {
    try rows(
      "sender = ? AND receiver = ? AND interchange = ?", .text(route.sender),
      .text(route.receiver), .int(interchange)
    ).last
  }

  /// The last numbers taken, a row a route: interchange, group, set.
  public func counters() throws(FileFailure) -> [(route: NumberRoute, last: [Int])] {
    let rows = try database.run(
      """
      SELECT sender, receiver, max(CASE kind WHEN 'ISA' THEN last END),
      max(CASE kind WHEN 'GS' THEN last END), max(CASE kind WHEN 'ST' THEN last END)
      FROM counter GROUP BY sender, receiver ORDER BY sender, receiver
      """)
    return rows.map { row in
      (
        NumberRoute(sender: row[0].text ?? "", receiver: row[1].text ?? ""),
        row[2...].map { $0.int ?? 0 }
      )
    }
  }

  /// The numbers given back and not taken again: the gaps that the next interchanges will fill.
  public func returned(_ route: NumberRoute) throws(FileFailure) -> [Int] {
    try database.run(
      """
      SELECT number FROM returned WHERE sender = ? AND receiver = ? AND kind = 'ISA' ORDER BY number
      """, .text(route.sender), .text(route.receiver)
    ).compactMap { $0[0].int }
  }

  func row(_ id: Int) throws(FileFailure) -> OutgoingInterchange? {
    try rows("id = ?", .int(id)).first
  }

  func rows(
    _ condition: String, _ values: SQLiteDatabase.Value...
  ) throws(FileFailure) -> [OutgoingInterchange] {
    let query =
      "SELECT id, sender, receiver, interchange, content, path, partial, digest, state FROM outgoing"
    let rows = try database.run("\(query) WHERE \(condition) ORDER BY id", values)
    var found: [OutgoingInterchange] = []
    for row in rows {
      guard let id = row[0].int, let state = row[8].text.flatMap(OutgoingInterchange.State.init)
      else { continue }
      let inner = try database.run(
        "SELECT kind, number FROM inner_number WHERE outgoing = ? ORDER BY kind, position", .int(id)
      )
      func numbers(of kind: Kind) -> [Int] {
        inner.filter { $0[0].text == kind.rawValue }.compactMap { $0[1].int }
      }
      found.append(
        OutgoingInterchange(
          id: id, route: NumberRoute(sender: row[1].text ?? "", receiver: row[2].text ?? ""),
          interchange: row[3].int ?? 0, groups: numbers(of: .group), sets: numbers(of: .set),
          content: row[4].text ?? "", path: row[5].text ?? "", partial: row[6].text ?? "",
          digest: row[7].text, state: state))
    }
    return found
  }

  /// Makes the tables where there are none. A step once shipped is never changed.
  func migrate() throws(FileFailure) {
    try database.transaction { () throws(FileFailure) in
      guard try database.run("PRAGMA user_version").first?.first?.int == 0 else { return }
      try database.run(
        """
        CREATE TABLE counter (sender TEXT NOT NULL, receiver TEXT NOT NULL, kind TEXT NOT NULL,
        last INTEGER NOT NULL, PRIMARY KEY (sender, receiver, kind)) WITHOUT ROWID
        """)
      try database.run(
        """
        CREATE TABLE returned (sender TEXT NOT NULL, receiver TEXT NOT NULL, kind TEXT NOT NULL,
        number INTEGER NOT NULL, PRIMARY KEY (sender, receiver, kind, number)) WITHOUT ROWID
        """)
      try database.run(
        """
        CREATE TABLE outgoing (id INTEGER PRIMARY KEY AUTOINCREMENT, sender TEXT NOT NULL,
        receiver TEXT NOT NULL, interchange INTEGER NOT NULL, content TEXT NOT NULL,
        path TEXT NOT NULL, partial TEXT NOT NULL, digest TEXT, state TEXT NOT NULL,
        reserved_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, sent_at TEXT)
        """)
      try database.run(
        """
        CREATE UNIQUE INDEX outgoing_open ON outgoing (sender, receiver, interchange)
        WHERE state <> 'sent'
        """)
      try database.run("CREATE INDEX outgoing_number ON outgoing (sender, receiver, interchange)")
      try database.run(
        """
        CREATE TABLE inner_number (outgoing INTEGER NOT NULL REFERENCES outgoing (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (outgoing, kind, position)) WITHOUT ROWID
        """)
      try database.run("CREATE INDEX inner_number_number ON inner_number (kind, number)")
      try database.run("PRAGMA user_version = 1")
    }
  }
}
