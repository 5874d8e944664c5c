// SPDX-License-Identifier: Apache-2.0

import Glibc
import Storage
public import Values

/// What charges cards: a company that the practice has a contract with, behind one function.
///
/// The program never sees a card's number: a token of the company's own stands for it. The same key always means the same
/// payment: a processor that has charged it gives its first answer again.
public protocol CardAcquirer {
  /// Charges a card once for a key.
  ///
  /// - Parameters:
  ///   - key: What makes it the same payment, however often it is asked.
  ///   - token: What stands for the card.
  func charge(key: String, token: String, _ amount: Money) throws(WorkflowFailure) -> CardAnswer
}

/// What a processor says.
public enum CardAnswer: Hashable, Sendable {
  /// The card was charged; with the processor's name for it.
  case approved(reference: String)
  /// The card was not charged; with the processor's reason.
  case declined(reason: String)
  /// No answer came: whether the card was charged is not known.
  case unanswered
}

/// A processor of its own for trials and tests: the token's ending says what it does.
///
/// `…-ok` approves; `…-declined` declines; `…-timeout` charges the card and loses the answer the first time;
/// `…-silent` never charges and never answers. What it charged stands in a file, a line each, as at a company.
public struct TrialAcquirer: CardAcquirer {
  private let path: String

  /// Takes the file of charges; it is made when it is needed.
  public init(_ path: String) { self.path = path }

  /// Charges as the token's ending says.
  public func charge(
    key: String, token: String, _ amount: Money
  ) throws(WorkflowFailure) -> CardAnswer {
    let lock = Glibc.open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    defer { close(lock) }
    guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
      throw WorkflowFailure("file.unwritable", .machine, ("path", path), ("reason", "lock"))
    }
    let known = try asWorkflow { Files.exists(path) ? try Files.read(path) : [] }
    let lines = String(decoding: known, as: UTF8.self).split(separator: "\n").map(String.init)
    let mine = "\(key)\t\(amount)"
    if let index = lines.firstIndex(where: { $0.hasPrefix("\(key)\t") }) {
      guard lines[index] == mine else { return .declined(reason: "key-of-another-payment") }
      return .approved(reference: "test-\(index + 1)")
    }
    if token.hasSuffix("-declined") { return .declined(reason: "card-declined") }
    if token.hasSuffix("-silent") { return .unanswered }
    guard token.hasSuffix("-ok") || token.hasSuffix("-timeout") else {
      return .declined(reason: "unknown-token")
    }
    let all = (lines + [mine]).joined(separator: "\n") + "\n"
    try asWorkflow { try Files.write(Array(all.utf8), to: path) }
    return token.hasSuffix("-timeout")
      ? .unanswered : .approved(reference: "test-\(lines.count + 1)")
  }
}
