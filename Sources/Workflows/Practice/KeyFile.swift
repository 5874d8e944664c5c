// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

/// The keys of an installation: made, listed, and put in the place of older ones.
public enum KeyFile {
  /// Adds a key to the file, which is made where there is none; from then on the new key seals.
  ///
  /// - Returns: `path` and `keys`.
  public static func addKey(
    _ named: String?, _ installation: Installation
  ) throws(WorkflowFailure) -> JSON {
    let path = installation.keys(named)
    return try asWorkflow {
      json(try KeyRing.addKey(at: path, on: Instant.now.date), path)
    }
  }

  /// Makes a file of keys with a first key, unless there is one.
  public static func begin(
    _ named: String?, _ installation: Installation
  ) throws(WorkflowFailure) {
    if Files.exists(installation.keys(named)) { return }
    _ = try addKey(named, installation)
  }

  /// The keys, and how many of the practice's values each has sealed.
  public static func list(
    _ place: PracticePlace
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let own = try place.own()
      return json(own.cipher.ring, place.keys, try KeyRotation(of: own).counts())
    }
  }

  /// Seals everything of a practice with the newest key.
  ///
  /// - Parameter progress: Is told how many rows are done.
  public static func rotate(
    _ place: PracticePlace, _ progress: (Int) -> Void
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let own = try place.own()
      let rotation = KeyRotation(of: own)
      let done = try rotation.run(progress)
      return .object(
        [.init("rows", .int(done))]
          + json(own.cipher.ring, place.keys, try rotation.counts()).members)
    }
  }

  private static func json(
    _ ring: KeyRing, _ path: String, _ counts: [UInt32: Int]? = nil
  ) -> JSON {
    .members(
      ("path", .string(path)),
      (
        "keys",
        .array(
          ring.keys.map { key in
            .members(
              ("key", .int(Int(key.number))), ("made", .date(key.made)),
              ("seals", .bool(key.number == ring.newest.number)),
              ("values", counts.map { .int($0[key.number] ?? 0) }))
          })
      ))
  }
}
