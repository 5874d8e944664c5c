// SPDX-License-Identifier: Apache-2.0

import Storage
import Values

/// Folders of a host that is reached by OpenSSH's `sftp`.
///
/// The program is given commands only, never a password: it knows itself by a key file, and the host by a file of known
/// hosts; a host that is not in it, or is another one, is not spoken to.
struct SecureTransport: ClaimTransport {
  private let host: SecureHost
  private let folder: String
  /// How often something is tried where the host cannot be reached.
  private static let attempts = 3

  init(_ host: SecureHost, folder: String) {
    self.host = host
    self.folder = folder
  }

  func bring(_ bytes: [UInt8], as partial: String) throws {
    let local = try Files.temporary(bytes)
    defer { try? Files.remove(local) }
    try session(["put \(Self.quoted(local)) \(quoted(partial))"])
  }

  func publish(_ partial: String, as file: String, _ digest: Digest) throws -> PlacedFile {
    let names = try names(in: folder)
    // The bytes on the host are not read back: a name that bears the control number is believed.
    if names.contains(file) { return .wasThere }
    guard names.contains(partial) else { return .gone }
    try session(["rename \(quoted(partial)) \(quoted(file))"])
    return .placed
  }

  func discard(_ partial: String) throws {
    // A hyphen before a command: it may fail.
    try session(["-rm \(quoted(partial))"])
  }

  func names(in folder: String) throws -> [String] {
    try session(["ls -1 \(Self.quoted(folder))"]).split(whereSeparator: \.isNewline)
      .filter { !$0.hasPrefix("sftp> ") }
      .compactMap { $0.split(separator: "/").last.map(String.init) }
  }

  func read(
    _ names: [String], in folder: String, _ each: (String, [UInt8]) throws -> Void
  ) throws {
    for name in names {
      let local = try Files.temporary([])
      defer { try? Files.remove(local) }
      try session(["get \(Self.quoted("\(folder)/\(name)")) \(Self.quoted(local))"])
      try each(name, try Files.read(local))
    }
  }

  func move(_ name: String, from folder: String, to other: String) throws {
    try session([
      "rename \(Self.quoted("\(folder)/\(name)")) \(Self.quoted("\(other)/\(name)"))"
    ])
  }

  private func quoted(_ name: String) -> String { Self.quoted("\(folder)/\(name)") }

  /// A path as a command has it; within quotes `sftp` takes patterns for what they are.
  private static func quoted(_ path: String) -> String {
    let escaped = path.flatMap { character -> [Character] in
      character == "\\" || character == "\"" ? ["\\", character] : [character]
    }
    return "\"\(String(escaped))\""
  }

  /// Runs commands on the host.
  ///
  /// - Returns: What was printed.
  @discardableResult
  private func session(_ commands: [String]) throws -> String {
    let batch = try Files.temporary(Array((commands.joined(separator: "\n") + "\n").utf8))
    defer { try? Files.remove(batch) }
    var last = ""
    for attempt in 1...Self.attempts {
      let (status, output) = try Command.start("sftp", arguments, input: batch).finish()
      if status == 0 { return output }
      last = output.split(whereSeparator: \.isNewline).last.map(String.init) ?? "status \(status)"
      // What the host refuses it refuses again; only a connection that failed is tried once more.
      guard status == 255, attempt < Self.attempts else { break }
    }
    throw WorkflowFailure(
      "clearinghouses.unreachable", .machine, ("host", host.name), ("reason", last))
  }

  private var arguments: [String] {
    var words = [
      "-b", "-", "-q", "-oBatchMode=yes", "-oStrictHostKeyChecking=yes", "-oConnectTimeout=20",
      "-oPort=\(host.port)",
    ]
    if let key = host.key { words += ["-oIdentityFile=\(key)", "-oIdentitiesOnly=yes"] }
    if let known = host.knownHosts {
      words += ["-oUserKnownHostsFile=\(known)", "-oGlobalKnownHostsFile=/dev/null"]
    }
    return words + ["\(host.user)@\(host.name)"]
  }
}
