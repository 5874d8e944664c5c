// SPDX-License-Identifier: Apache-2.0

/// Counts interchanges, groups and transaction sets for each sender and receiver, so that after any crash
/// no number is used twice and none is left out.
///
///     let store = try ControlNumberStore(folder: "\(home)/numbers")
///     if case .write(let out) = try store.reserve(route, content: digest, groups: 1, sets: 3, path: path) {
///       // write the interchange to out.partial, safe on the disk
///       try store.recordWritten([(out, sha256)])
///       try store.putInPlace(out)
///       try store.confirm([out])
///     }
///
/// Each step is a transaction of SQLite. A process that dies leaves its numbers to the next one that asks:
/// as long as nothing could have left the house they are handed out anew; after that they belong to their
/// content, and the file is put in its place by whoever comes next.
public final class ControlNumberStore {
  /// The greatest number that ISA13, GS06 and ST02 have room for; 1 follows.
  public static let greatest = 999_999_999
  /// What is counted; the raw values are the segments that carry the numbers.
  enum Kind: String, CaseIterable {
    case interchange = "ISA"
    case group = "GS"
    case set = "ST"
  }

  let database: SQLiteDatabase
  let owners: OwnerLocks

  /// Opens the store in a folder, or makes it.
  ///
  /// - Throws: ``FileFailure``: `diskFull`, `unwritable`, or `damagedArchive` where the file is no store.
  public init(folder: String) throws(FileFailure) {
    database = try SQLiteDatabase("\(folder)/control-numbers.sqlite")
    owners = try OwnerLocks("\(folder)/control-numbers.owners")
    try migrate()
  }

  /// Sets where counting begins with a partner, before the first number is taken.
  ///
  /// - Returns: False where numbers were taken already; nothing is changed then.
  public func begin(
    _ route: NumberRoute, afterInterchange: Int, afterGroup: Int, afterSet: Int
  ) throws(FileFailure) -> Bool {
    try database.transaction { () throws(FileFailure) in
      guard
        try database.run(
          "SELECT 1 FROM counter WHERE sender = ? AND receiver = ? LIMIT 1", .text(route.sender),
          .text(route.receiver)
        ).isEmpty
      else { return false }
      for (kind, last) in [
        (Kind.interchange, afterInterchange), (.group, afterGroup), (.set, afterSet),
      ] {
        precondition((0...Self.greatest).contains(last), "no control number")
        try setCounter(route, kind, last)
      }
      return true
    }
  }

  /// Takes the numbers for an interchange.
  ///
  /// - Parameters:
  ///   - content: A digest of what the interchange says apart from numbers, date and time. Where an earlier
  ///     attempt at the same content was cut short, its numbers are handed out again.
  ///   - path: Where the interchange with a number belongs; its bytes are first completed in ``OutgoingInterchange/partial``.
  /// - Throws: ``FileFailure``; no number is taken then.
  public func reserve(
    _ route: NumberRoute, content: String, groups: Int, sets: Int, path: (Int) -> String
  ) throws(FileFailure) -> NumberReservation {
    if let placed = try recover(route, keeping: content, groups: groups, sets: sets) {
      return placed
    }
    return try database.transaction { () throws(FileFailure) in
      let interchange = try take(route, .interchange)
      let place = path(interchange)
      try database.run(
        """
        INSERT INTO outgoing (sender, receiver, interchange, content, path, partial, state)
        VALUES (?, ?, ?, ?, ?, ?, 'reserved')
        """, .text(route.sender), .text(route.receiver), .int(interchange), .text(content),
        .text(place), .text("\(place).partial"))
      let id = database.lastRow
      // Nobody sees the row before the transaction ends, so nobody can take it for abandoned.
      guard try owners.take(id) else { preconditionFailure("a new row has an owner") }
      try takeEach(route, .group, groups, id)
      try takeEach(route, .set, sets, id)
      guard let outgoing = try row(id) else { preconditionFailure("a new row can be read") }
      return .write(outgoing)
    }
  }

  /// Notes that the bytes of interchanges lie complete and safe in their partial files, all of them or none.
  /// From here on the numbers belong to them.
  public func recordWritten(
    _ written: [(outgoing: OutgoingInterchange, digest: String)]
  ) throws(FileFailure) {
    try database.transaction { () throws(FileFailure) -> Void in
      for (outgoing, digest) in written {
        try database.run(
          "UPDATE outgoing SET state = 'written', digest = ? WHERE id = ? AND state <> 'sent'",
          .text(digest), .int(outgoing.id))
      }
    }
  }

  /// Notes that interchanges are in their places, all of them or none.
  public func confirm(_ outgoing: [OutgoingInterchange]) throws(FileFailure) {
    try database.transaction { () throws(FileFailure) in
      for one in outgoing {
        try database.run(
          """
          UPDATE outgoing SET state = 'sent', sent_at = CURRENT_TIMESTAMP
          WHERE id = ? AND state = 'written'
          """, .int(one.id))
      }
    }
    for one in outgoing { owners.release(one.id) }
  }

  /// Gives the numbers of an interchange back that will not be written after all.
  public func release(_ outgoing: OutgoingInterchange) throws(FileFailure) {
    try database.transaction { () throws(FileFailure) in
      guard let now = try row(outgoing.id), now.state == .reserved else { return }
      try giveBack(now)
    }
    owners.release(outgoing.id)
  }
}

extension ControlNumberStore {
  /// Takes the lowest number that was given back, else the next one.
  private func take(_ route: NumberRoute, _ kind: Kind) throws(FileFailure) -> Int {
    let (sender, receiver) = (SQLiteDatabase.Value.text(route.sender), route.receiver)
    let returned = try database.run(
      """
      DELETE FROM returned WHERE sender = ?1 AND receiver = ?2 AND kind = ?3 AND number =
      (SELECT min(number) FROM returned WHERE sender = ?1 AND receiver = ?2 AND kind = ?3)
      RETURNING number
      """, sender, .text(receiver), .text(kind.rawValue))
    if let number = returned.first?.first?.int { return number }
    var number = try counter(route, kind)
    repeat {
      number = number == Self.greatest ? 1 : number + 1
    } while try isBound(
      number, route, kind)
    try setCounter(route, kind, number)
    return number
  }

  private func takeEach(
    _ route: NumberRoute, _ kind: Kind, _ count: Int, _ id: Int
  ) throws(FileFailure) {
    for position in 0..<count {
      try database.run(
        "INSERT INTO inner_number (outgoing, kind, position, number) VALUES (?, ?, ?, ?)", .int(id),
        .text(kind.rawValue), .int(position), .int(try take(route, kind)))
    }
  }

  /// Whether a number belongs to an interchange that is still on its way, which can only be so after all
  /// numbers were used once.
  private func isBound(
    _ number: Int, _ route: NumberRoute, _ kind: Kind
  ) throws(FileFailure) -> Bool {
    let query =
      kind == .interchange
      ? """
      SELECT 1 FROM outgoing WHERE sender = ? AND receiver = ? AND interchange = ? AND state <> 'sent'
      """
      : """
      SELECT 1 FROM inner_number JOIN outgoing ON outgoing.id = inner_number.outgoing
      WHERE sender = ? AND receiver = ? AND number = ? AND kind = '\(kind.rawValue)' AND state <> 'sent'
      """
    return try !database.run(query, .text(route.sender), .text(route.receiver), .int(number))
      .isEmpty
  }

  private func counter(_ route: NumberRoute, _ kind: Kind) throws(FileFailure) -> Int {
    try database.run(
      "SELECT last FROM counter WHERE sender = ? AND receiver = ? AND kind = ?",
      .text(route.sender), .text(route.receiver), .text(kind.rawValue)
    ).first?.first?.int ?? 0
  }

  private func setCounter(
    _ route: NumberRoute, _ kind: Kind, _ last: Int
  ) throws(FileFailure) {
    try database.run(
      "INSERT OR REPLACE INTO counter (sender, receiver, kind, last) VALUES (?, ?, ?, ?)",
      .text(route.sender), .text(route.receiver), .text(kind.rawValue), .int(last))
  }
}
