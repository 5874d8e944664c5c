// SPDX-License-Identifier: Apache-2.0

import Claims
import Interchange
import Storage
import TransactionSets
import Values

/// A program of the user's that asks a payer, or knows it, before a claim is sent: it is given each claim as a line of JSON
/// and answers a line of findings.
///
/// A program that is slow, ends or answers something else costs its own answer: that is told on the claim, which is
/// judged by everything else as ever. After three such faults in a row it is asked no more.
public final class PreCheck {
  private let program: String
  private let name: String
  private let milliseconds: Int
  private var running: LineProgram?
  private var faults = 0

  /// The faults in a row after which a program is asked no more.
  private static let mostFaults = 3

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name on the search path.
  ///   - seconds: How long it may take for a claim.
  /// - Throws: ``WorkflowFailure`` where it cannot be started.
  public init(_ program: String, seconds: Int = 5) throws(WorkflowFailure) {
    self.program = program
    name = program.split(separator: "/").last.map(String.init) ?? program
    milliseconds = seconds * 1000
    running = try asWorkflow { try LineProgram(program) }
  }

  /// Asks about a claim.
  ///
  /// - Parameters:
  ///   - claim: The claim, where there is one.
  ///   - record: Its services as they were judged.
  /// - Returns: What the program found; where it has no answer, one finding that says so.
  func findings(id: String?, _ claim: Claim?, _ record: ServiceRecord?) -> [Finding] {
    guard claim != nil || record != nil else { return [] }
    if faults >= Self.mostFaults {
      return [unavailable("it was given up after \(Self.mostFaults) faults in a row")]
    }
    let question = JSON.members(
      ("id", id.map(JSON.string)), ("record", record?.json), ("claim", claim?.json))
    do {
      if running == nil { running = try LineProgram(program) }
      guard let running else { return [] }
      let answer = try running.ask(Array(question.line.utf8), milliseconds: milliseconds)
      guard let findings = read(answer, id: id) else {
        // Whether its next line would answer the next claim is not sure.
        self.running = nil
        faults += 1
        return [unavailable("its answer is no list of findings")]
      }
      faults = 0
      return findings
    } catch {
      running = nil
      faults += 1
      return [unavailable(why(error))]
    }
  }

  private func why(_ error: any Error) -> String {
    switch error as? LineProgram.Fault {
    case .timeOut: "it did not answer within \(milliseconds / 1000) s"
    case .ended: "it ended without an answer"
    case .tooLong: "its answer has no end"
    case .unasked: "it said more than one line a claim"
    case nil: "it could not be started"
    }
  }

  private func unavailable(_ why: String) -> Finding {
    Finding(
      "precheck.unavailable", .warns, at: .claim,
      facts: [.init("adapter", name), .init("why", why)])
  }

  /// The findings of an answer; nothing where it is none, or names another claim.
  private func read(_ bytes: [UInt8], id: String?) -> [Finding]? {
    guard let json = try? JSON(parsing: bytes), case .array(let elements)? = json["findings"] else {
      return nil
    }
    if let named = json["id"], named != .null, named.string ?? named.digits != id { return nil }
    var findings: [Finding] = []
    for element in elements {
      guard let severity = element["severity"]?.string.flatMap({ Finding.Severity(rawValue: $0) }),
        let message = element["message"]?.string, !message.isEmpty
      else { return nil }
      let id =
        switch severity {
        case .rejects: "precheck.holds"
        case .warns: "precheck.warns"
        case .informs: "precheck.informs"
        }
      let rule = element["rule"]?.string ?? "answer"
      findings.append(
        Finding(
          id, severity, at: element["line"]?.int.map { .serviceLine($0) } ?? .claim,
          facts: [
            .init("adapter", name), .init("rule", rule),
            .init("message", String(message.prefix(500))),
            .init("advice", String((element["advice"]?.string ?? "").prefix(500))),
          ], source: RuleSource(document: name, locator: rule)))
    }
    return findings
  }
}
