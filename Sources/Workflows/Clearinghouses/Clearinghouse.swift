// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
import TransactionSets
import Values
import X12

/// Where claims go and answers come from, and how it wants them: names of files, envelopes, folders.
///
/// Whatever differs between clearinghouses is told here and nowhere else, so that a practice changes from one to
/// another by one setting.
public struct Clearinghouse: Sendable {
  /// Its name in the practice's settings.
  public var name: String
  /// Who sends: ISA05 and ISA06.
  var sender = InterchangeHeader.Party(id: "CLEANCLAIM")
  /// Who receives: ISA07 and ISA08.
  var receiver = InterchangeHeader.Party(id: "CLEARINGHOUSE")
  /// GS02, where it is not the sender's identifier.
  public var groupSender: String?
  /// GS03, where it is not the receiver's identifier.
  public var groupReceiver: String?
  /// The name of who submits.
  public var submitterName = "Cleanclaim"
  /// The identifier of who submits, where it is not the sender's.
  public var submitterID: String?
  /// Whom to call about a file.
  public var contactName = "Billing office"
  /// Their telephone number, digits only.
  public var contactTelephone = "5555550100"
  /// The name of who receives; nothing for the identifier.
  public var receiverName: String?
  /// The identifier of loop 1000B, where it is not the receiver's.
  public var receiverID: String?
  /// Whether claims are meant: otherwise interchanges say that they are a test.
  public var isProduction = false
  /// The name of a file: `{kind}`, `{KIND}`, `{date}`, `{time}`, `{batch}`, `{number}`.
  public var fileName = "{kind}-{number}.edi"
  /// How many claims a file has at most.
  public var claimsPerFile = 5000
  /// How many claims a transaction set has at most.
  public var claimsPerSet = 5000
  /// Whether each segment stands on a line of its own.
  public var lineBreaks = true
  /// The control number with which counting begins.
  public var firstNumber = 1
  /// The folder for claims.
  public var folder: String
  /// The folder of answers; nothing where they come by another way.
  public var answersFolder: String?
  /// Names of the files that are answers, with `*` for any letters.
  public var answerFiles = ["*"]
  /// The folder into which answers go once they are read; nothing where they stay.
  public var readFolder: String?
  /// The host on which the folders lie; nothing for folders of this machine.
  public var host: SecureHost?

  /// A file drop: what is sent lies in a folder.
  public init(folder: String, name: String = "folder") {
    self.name = name
    self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// How its files travel.
  var transport: any ClaimTransport {
    if let host { return SecureTransport(host, folder: folder) }
    return FolderTransport(folder: Installation.absolute(folder))
  }

  /// What its control numbers are counted by.
  func counter(_ kind: String) -> String {
    "\(kind)/\(Self.text(sender))/\(Self.text(receiver))"
  }

  /// A party as it is kept: `ZZ:CLINIC`.
  static func text(_ party: InterchangeHeader.Party) -> String { "\(party.qualifier):\(party.id)" }

  /// The settings of an interchange.
  func settings(date: CalendarDate, time: String, number: Int) -> ClaimWriter.Settings {
    var header = InterchangeHeader(
      sender: sender, receiver: receiver, date: date, time: time, controlNumber: number,
      usage: isProduction ? .production : .test)
    header.groupSender = groupSender
    header.groupReceiver = groupReceiver
    var settings = ClaimWriter.Settings(
      header: header, submitterName: submitterName, contactName: contactName,
      contactTelephone: contactTelephone, receiverName: receiverName ?? receiver.id)
    settings.submitterID = submitterID
    settings.receiverID = receiverID
    settings.claimsPerTransactionSet = claimsPerSet
    settings.lineBreaks = lineBreaks
    return settings
  }

  /// What a file of claims is called in its name.
  static func word(_ kind: ClaimKind) -> String {
    switch kind {
    case .professional: "837p"
    case .institutional: "837i"
    case .dental: "837d"
    }
  }

  /// The name of a file.
  func file(
    kind: String, batch: Int, number: Int, date: CalendarDate, time: String
  ) -> String {
    let words = [
      "kind": kind, "KIND": kind.uppercased(), "date": date.compact, "time": time,
      "batch": "\(batch)", "number": NumberedInterchanges.nineDigits(number),
    ]
    return words.reduce(fileName) { text, word in
      text.split(separator: "{\(word.key)}", omittingEmptySubsequences: false)
        .joined(separator: word.value)
    }
  }

  /// Whether a file is an answer by its name.
  func isAnswer(_ file: String) -> Bool {
    answerFiles.contains { Self.matches(Array(file.utf8)[...], Array($0.utf8)[...]) }
  }

  private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == UInt8(ascii: "*") {
      return matches(text, pattern.dropFirst())
        || !text.isEmpty && matches(text.dropFirst(), pattern)
    }
    return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
  }
}

/// A host that is reached by OpenSSH, and how it is known.
public struct SecureHost: Hashable, Sendable {
  /// The host.
  public var name: String
  /// The port.
  public var port = 22
  /// The account on it.
  public var user: String
  /// The file of the private key; its password, if it has one, is known to an agent.
  public var key: String?
  /// The file of the keys by which the host is known; no other host is spoken to.
  public var knownHosts: String?
}
