// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values

extension OpenPractice {
  /// Whether everything is in order, with the code sets and payers' rules that are installed.
  public func examined() throws(WorkflowFailure) -> JSON {
    let doctor = Doctor(place.installation, database: place.database, isQuick: true)
    return .object(
      doctor.examine().members + [
        .init("releases", try codes().releases()),
        .init("rules", try RuleFiles(place.installation).list()),
      ])
  }

  /// The keys, with how many values each has sealed.
  public func keys() throws(WorkflowFailure) -> JSON { try KeyFile.list(place) }

  /// Adds a key, which seals from then on.
  public func addKey() throws(WorkflowFailure) -> JSON {
    try KeyFile.addKey(place.keys, place.installation)
  }

  /// Seals everything with the newest key.
  public func rotateKeys() throws(WorkflowFailure) -> JSON { try KeyFile.rotate(place) { _ in } }

  /// The backups of a folder, oldest first; none where there is no folder yet.
  public func backups(in folder: String) throws(WorkflowFailure) -> JSON {
    guard Files.isFolder(folder) else { return .members(("backups", .array([]))) }
    return try Backups.list(folder)
  }

  /// Adds a backup to a folder.
  public func backUp(into folder: String) throws(WorkflowFailure) -> JSON {
    try Backups(database: place.database, place.installation).make(into: folder, isWhole: false)
  }
}
