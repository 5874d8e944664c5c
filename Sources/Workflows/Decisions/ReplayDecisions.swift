// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values

/// Makes the decisions of an archive again, each with exactly the releases that it was made with, and compares
/// the bytes.
public struct ReplayDecisions {
  private let installation: Installation

  /// Takes the installation that has the releases.
  public init(_ installation: Installation) { self.installation = installation }

  /// What an archive's line is compared with.
  private struct Context {
    var deciders: [String: Deciders] = [:]
    var catalogues: [String: JSON] = [:]
    var previous = DecisionArchive.start
  }

  /// Replays an archive.
  ///
  /// - Parameter each: Called for each line that is not as it was: `line`, `decision`, `what` (`differs`,
  ///   `damaged`, `release-missing`), and the two answers.
  /// - Returns: `decisions`, `same`, `different`, `not_made`.
  /// - Throws: ``WorkflowFailure`` where the archive cannot be read.
  public func replay(_ path: String, each: (JSON) -> Void) throws(WorkflowFailure) -> JSON {
    var context = Context()
    var (same, different, notMade) = (0, 0, 0)
    let fingerprints = try asWorkflow { try ArchiveDecisions.catalogue(of: installation) }
    let installed = Dictionary(
      fingerprints.members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let reader = try asWorkflow { try LineReader(path) }
    while let bytes = try asWorkflow({ try reader.next() }) {
      let number = reader.line
      func tell(_ what: String, _ more: (String, JSON?)...) {
        each(
          .object(
            [JSON.Member("line", .int(number)), JSON.Member("what", .string(what))]
              + more.compactMap { name, value in value.map { JSON.Member(name, $0) } }))
      }
      guard let line = try? JSON(parsing: bytes), Self.isChained(line, after: context.previous)
      else {
        tell("damaged")
        notMade += 1
        // The chain goes on from the hash that ends the line, so that one fault is told once.
        context.previous = String(decoding: bytes.dropLast(2).suffix(64), as: UTF8.self)
        continue
      }
      context.previous = line["hash"]?.string ?? ""
      if let name = line["catalogue"]?.string {
        context.catalogues[name] = line["releases"] ?? .object([])
        continue
      }
      guard let kind = line["decision"]?.string, let with = line["with"]?.string,
        let catalogue = context.catalogues[with]
      else {
        tell("damaged")
        notMade += 1
        continue
      }
      let missing = catalogue.members.filter { installed[$0.name] != $0.value }.map(\.name)
      if !missing.isEmpty {
        tell(
          "release-missing", ("decision", .string(kind)),
          ("releases", .array(missing.map(JSON.string))))
        notMade += 1
        continue
      }
      let known = line["known"]?.string.flatMap { CalendarDate($0) }
      let key = "\(with) \(known?.description ?? "")"
      let deciders =
        context.deciders[key]
        ?? Deciders(
          installation.limited(to: Set(catalogue.members.map(\.name))), known: known)
      context.deciders[key] = deciders
      let answer = try deciders.decide(kind, line["request"] ?? .null)
      let before = line["answer"] ?? .null
      if answer.line == before.line {
        same += 1
      } else {
        different += 1
        tell("differs", ("decision", .string(kind)), ("before", before), ("now", answer))
      }
    }
    return .members(
      ("decisions", .int(same + different + notMade)), ("same", .int(same)),
      ("different", .int(different)), ("not_made", .int(notMade)))
  }

  /// Tells whether a line's hash follows from the one before and its other members.
  private static func isChained(_ line: JSON, after previous: String) -> Bool {
    guard case .object(let members) = line, members.last?.name == "hash",
      let hash = members.last?.value.string
    else { return false }
    return DecisionArchive.hash(of: .object(members.dropLast()), after: previous) == hash
  }
}
