// SPDX-License-Identifier: Apache-2.0

public import Values
public import Workflows

/// How the server is set up.
public struct ServerSettings: Sendable {
  /// The address it listens on: this machine's own unless another is told.
  public var host = "127.0.0.1"
  /// The port; 0 for any that is free.
  public var port = 8080
  /// The address of the database; nothing for the one in the installation.
  public var database: String?
  /// The practice that a visitor means who names none.
  public var practice = "main"
  /// The file of keys; nothing for the usual one.
  public var keys: String?
  /// Where code sets, books and keys lie.
  public var installation: Installation
  /// The folder for files that are sent and received.
  public var folder: String
  /// Whether it is reached by TLS, by itself or behind another server.
  public var isSecure = false
  /// How many threads wait for the database.
  public var threads = 8
  /// How many requests a visitor may make a second, after a burst of four times as many.
  public var requestsPerSecond = 50
  /// Whether invented patients alone are in it, and answers may be made up.
  public var isDemo = false
  /// The day that counts as today; nothing for the clock's.
  public var now: Instant?

  /// The usual settings.
  public init(_ installation: Installation) {
    self.installation = installation
    folder = "\(installation.home)/office"
  }

  /// The cookie of sessions: bound to this host and to TLS where there is TLS.
  var cookieName: String { isSecure ? "__Host-session" : "session" }

  /// Opens a practice by its name.
  func open(_ practice: String) throws(WorkflowFailure) -> OpenPractice {
    let opened = try OpenPractice(
      PracticePlace(database: database, practice: practice, keys: keys, installation))
    opened.office.now = now
    opened.users.now = now
    return opened
  }
}
