// SPDX-License-Identifier: Apache-2.0

extension ControlNumberStore {
  /// Puts in order what processes that died have left, and gives back what a person has to look at: the
  /// interchanges whose file was complete and is no longer to be found. Somebody has taken it, or it is
  /// lost; its number is never given to anything else.
  public func recover() throws(FileFailure) -> [OutgoingInterchange] {
    for route in Set(try open().map(\.route)) {
      _ = try recover(route, keeping: nil, groups: 0, sets: 0)
    }
    return try open().filter { $0.state == .written }
  }

  /// Puts in order what died on a route.
  ///
  /// - Parameter content: The content for which numbers are wanted; an abandoned attempt at it is kept, and
  ///   becomes this process's own.
  /// - Returns: That attempt, where there is one.
  func recover(
    _ route: NumberRoute, keeping content: String?, groups: Int, sets: Int
  ) throws(FileFailure) -> NumberReservation? {
    var kept: NumberReservation?
    for found in try rows(
      "state <> 'sent' AND sender = ? AND receiver = ?", .text(route.sender), .text(route.receiver))
    {
      guard try owners.take(found.id) else { continue }
      // Between reading and locking the owner may have come to an end of its own.
      guard let now = try row(found.id), now.state != .sent else {
        owners.release(found.id)
        continue
      }
      let isSame =
        kept == nil && now.content == content && now.groups.count == groups
        && now.sets.count == sets
      kept = try settle(now, isWanted: isSame) ?? kept
    }
    return kept
  }

  /// Brings one abandoned interchange to an end, or hands it over where it is wanted.
  private func settle(
    _ outgoing: OutgoingInterchange, isWanted: Bool
  ) throws(FileFailure) -> NumberReservation? {
    switch outgoing.state {
    case .reserved:
      if isWanted { return .write(outgoing) }
      // What cannot be removed is overwritten by whoever gets the number.
      try? Files.remove(outgoing.partial)
      try release(outgoing)
    case .written where isWanted:
      return try place(outgoing) ? .placed(outgoing) : .write(outgoing)
    case .written:
      // A folder that cannot be reached now must not keep everybody else from numbers.
      if (try? place(outgoing)) == true {
        try confirm([outgoing])
      } else {
        owners.release(outgoing.id)
      }
    case .sent: break
    }
    return nil
  }

  /// Puts a file just written in its place, safe on the disk.
  public func putInPlace(_ outgoing: OutgoingInterchange) throws(FileFailure) {
    try Files.move(outgoing.partial, to: outgoing.path)
    try Files.secureFolder(of: outgoing.path)
  }

  /// Puts a file that another process completed in its place, where it is not there already.
  ///
  /// - Returns: False where the file is neither in its place nor beside it.
  private func place(_ outgoing: OutgoingInterchange) throws(FileFailure) -> Bool {
    if try Self.holds(outgoing.partial, outgoing.digest) {
      try putInPlace(outgoing)
      return true
    }
    return try Self.holds(outgoing.path, outgoing.digest)
  }

  /// Gives all numbers of an interchange back and forgets it.
  func giveBack(_ outgoing: OutgoingInterchange) throws(FileFailure) {
    let numbers =
      [(Kind.interchange, outgoing.interchange)] + outgoing.groups.map { (.group, $0) }
      + outgoing.sets.map { (.set, $0) }
    for (kind, number) in numbers {
      try database.run(
        "INSERT INTO returned (sender, receiver, kind, number) VALUES (?, ?, ?, ?)",
        .text(outgoing.route.sender), .text(outgoing.route.receiver), .text(kind.rawValue),
        .int(number))
    }
    try database.run("DELETE FROM outgoing WHERE id = ?", .int(outgoing.id))
  }

  private static func holds(_ path: String, _ digest: String?) throws(FileFailure) -> Bool {
    guard Files.exists(path) else { return false }
    return try SHA256.hexadecimal(ofFile: path) == digest
  }
}
