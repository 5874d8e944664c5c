// SPDX-License-Identifier: Apache-2.0

import Storage
import Values
import X12

/// The clearinghouses of a practice and which of them is used: `clearinghouses.yaml`.
///
///     use: harbor
///     clearinghouses:
///       harbor:
///         sender: ZZ:CLINIC
///         receiver: ZZ:HARBOR
///         folder: /inbound
public struct ClearinghouseFile: Sendable {
  /// All of them, by name.
  public let all: [Clearinghouse]
  /// The name of the one that is used.
  public let use: String

  private static let members: Set<String> = [
    "sender", "receiver", "group_sender", "group_receiver", "submitter", "submitter_id", "contact",
    "telephone", "receiver_name", "receiver_id", "usage", "file", "claims_per_file",
    "claims_per_set", "line_breaks", "first_number", "folder", "answers", "answer_files", "read",
    "sftp",
  ]
  private static let hostMembers: Set<String> = ["host", "port", "user", "key", "known_hosts"]

  /// Reads a file.
  ///
  /// - Throws: ``WorkflowFailure``: `clearinghouses.bad` with the line and the member that is wrong.
  public init(_ path: String) throws(WorkflowFailure) {
    let bytes = try asWorkflow { try Files.read(path) }
    let reader: YAMLReader
    do throws(YAMLReader.Failure) { reader = try YAMLReader(bytes) } catch {
      throw Self.failure(path, error.line, error.reason)
    }
    let document = reader.document
    func bad(_ member: String) -> WorkflowFailure {
      Self.failure(path, reader.lines[member] ?? 1, member)
    }
    for member in document.members where !["use", "clearinghouses"].contains(member.name) {
      throw bad(member.name)
    }
    guard let use = document["use"]?.string else { throw bad("use") }
    var all: [Clearinghouse] = []
    for member in document["clearinghouses"]?.members ?? [] {
      let place = "clearinghouses.\(member.name)"
      do throws(Wrong) { all.append(try Self.read(member)) } catch {
        throw bad("\(place).\(error.member)")
      }
    }
    guard all.contains(where: { $0.name == use }) else { throw bad("use") }
    (self.all, self.use) = (all, use)
  }

  /// The one of a name; nothing for the one that is used.
  ///
  /// - Throws: ``WorkflowFailure``: `clearinghouses.unknown`.
  public func clearinghouse(_ name: String?) throws(WorkflowFailure) -> Clearinghouse {
    guard let found = all.first(where: { $0.name == name ?? use }) else {
      throw WorkflowFailure("clearinghouses.unknown", .usage, ("name", name ?? use))
    }
    return found
  }

  private struct Wrong: Error { let member: String }

  private static func failure(_ path: String, _ line: Int, _ member: String) -> WorkflowFailure {
    WorkflowFailure(
      [
        Finding(
          "clearinghouses.bad", .rejects, at: .text(line: line, byte: nil),
          facts: [.init("path", path), .init("member", member)])
      ], .unusable)
  }

  private static func read(_ member: JSON.Member) throws(Wrong) -> Clearinghouse {
    let settings = member.value
    if let odd = settings.members.first(where: { !members.contains($0.name) }) {
      throw Wrong(member: odd.name)
    }
    guard let folder = settings["folder"]?.string, !folder.isEmpty,
      (1...20).contains(member.name.utf8.count)
    else { throw Wrong(member: "folder") }
    var house = Clearinghouse(folder: folder, name: member.name)
    house.sender = try party(settings, "sender") ?? house.sender
    house.receiver = try party(settings, "receiver") ?? house.receiver
    house.groupSender = try text(settings, "group_sender", 15)
    house.groupReceiver = try text(settings, "group_receiver", 15)
    house.submitterName = try text(settings, "submitter", 60) ?? house.submitterName
    house.submitterID = try text(settings, "submitter_id", 80)
    house.contactName = try text(settings, "contact", 60) ?? house.contactName
    house.contactTelephone = try text(settings, "telephone", 15) ?? house.contactTelephone
    house.receiverName = try text(settings, "receiver_name", 60)
    house.receiverID = try text(settings, "receiver_id", 80)
    if let usage = try text(settings, "usage", 10) {
      guard ["test", "production"].contains(usage) else { throw Wrong(member: "usage") }
      house.isProduction = usage == "production"
    }
    house.fileName = try text(settings, "file", 100) ?? house.fileName
    guard isName(house.fileName), house.fileName.contains("{number}") else {
      throw Wrong(member: "file")
    }
    house.claimsPerFile = try count(settings, "claims_per_file", 1...50_000) ?? 5000
    house.claimsPerSet = try count(settings, "claims_per_set", 1...5000) ?? 5000
    if let breaks = settings["line_breaks"] {
      guard let flag = breaks.bool else { throw Wrong(member: "line_breaks") }
      house.lineBreaks = flag
    }
    house.firstNumber = try count(settings, "first_number", 1...999_999_999) ?? 1
    house.answersFolder = try text(settings, "answers", 400)
    house.readFolder = try text(settings, "read", 400)
    let names = settings["answer_files"]?.elements ?? []
    if !names.isEmpty { house.answerFiles = names.compactMap(\.string) }
    house.host = try host(settings)
    return house
  }

  private static func host(_ settings: JSON) throws(Wrong) -> SecureHost? {
    guard let sftp = settings["sftp"] else { return nil }
    if let odd = sftp.members.first(where: { !hostMembers.contains($0.name) }) {
      throw Wrong(member: "sftp.\(odd.name)")
    }
    guard let name = try text(sftp, "host", 255), !name.hasPrefix("-"),
      let user = try text(sftp, "user", 100), !user.hasPrefix("-")
    else { throw Wrong(member: "sftp") }
    var host = SecureHost(name: name, user: user)
    host.port = try count(sftp, "port", 1...65_535) ?? 22
    host.key = try text(sftp, "key", 400)
    host.knownHosts = try text(sftp, "known_hosts", 400)
    return host
  }

  private static func party(
    _ settings: JSON, _ name: String
  ) throws(Wrong) -> InterchangeHeader.Party? {
    guard let text = try text(settings, name, 18) else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 2, (1...15).contains(parts[1].utf8.count) else {
      throw Wrong(member: name)
    }
    return InterchangeHeader.Party(qualifier: String(parts[0]), id: String(parts[1]))
  }

  private static func text(
    _ settings: JSON, _ name: String, _ most: Int
  ) throws(Wrong) -> String? {
    guard let value = settings[name] else { return nil }
    guard let text = value.string ?? value.digits, (1...most).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { throw Wrong(member: name) }
    return text
  }

  private static func count(
    _ settings: JSON, _ name: String, _ range: ClosedRange<Int>
  ) throws(Wrong) -> Int? {
    guard let value = settings[name] else { return nil }
    guard let number = value.int, range.contains(number) else { throw Wrong(member: name) }
    return number
  }

  /// Whether a text is a name of a file in a folder, wherever it is written.
  private static func isName(_ text: String) -> Bool {
    !text.hasPrefix(".")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: [0x2D, 0x2E, 0x5F, 0x7B, 0x7D].contains(byte)
        }
      }
  }
}
