// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Storage
public import Values

/// Finds the evaluation and management code of visits, with the working.
///
/// It needs no code sets: its rules are tables of the program.
public struct LevelVisits: Sendable {
  private let rules: VisitRules

  /// Takes the program's tables.
  public init() {
    do {
      rules = VisitRules(
        try VisitTables(
          services: Assets.bytes("visits/services.tsv"),
          problems: Assets.bytes("visits/problems.tsv"), data: Assets.bytes("visits/data.tsv"),
          risks: Assets.bytes("visits/risk.tsv"), prolonged: Assets.bytes("visits/prolonged.tsv"),
          preventive: Assets.bytes("visits/preventive.tsv"),
          exceptions: Assets.bytes("visits/exception.tsv"),
          sameDay: Assets.bytes("visits/same-day.tsv")))
    } catch { preconditionFailure("a table of Data/visits is malformed in line \(error.line)") }
  }

  /// Finds the code of a visit.
  ///
  /// - Parameter json: `service`, `date`, `payer` (`medicare` or `other`), `problems`, `data` and `risks` (objects
  ///   of kind and count, or lists of kinds), `minutes`, `hours`, `staffOnly`, `longitudinal`, `preventive`,
  ///   `modifiers`, `lastSeen`, `place`, `age`, `separateProblem`, `split`, `teaching`, `sameDay`.
  /// - Returns: `code`, `modifiers`, `basis`, `split`, `besides`, `decision_making` with its three `elements`, `time`, `additions`, `next`, `findings`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the visit.
  public func level(_ json: JSON) throws(WorkflowFailure) -> JSON {
    var reading = VisitReading(json)
    let visit = reading.visit()
    guard let visit, reading.findings.isEmpty else {
      throw WorkflowFailure(reading.findings, .rejected)
    }
    let level = rules.level(of: visit)
    guard level.code != nil, !level.findings.contains(where: { $0.severity == .rejects }) else {
      throw WorkflowFailure(level.findings, .rejected)
    }
    return answer(
      level, minutes: visit.minutes ?? level.split?.minutes, on: visit.date, id: json["id"])
  }

  /// Finds the codes of a stream of visits, a line each.
  ///
  /// - Returns: How many lines could not be decided; each of them gives `line`, `id` and `findings`.
  public func levelAll(
    _ path: String, on day: String? = nil, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    var faulty = 0
    let reader = try asWorkflow { try LineReader(path) }
    while let line = try asWorkflow({ try reader.next() }) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      var id: JSON?
      do {
        let json = try Self.parsed(line)
        id = json["id"]
        each(try level(json.with("date", day: day)))
      } catch {
        faulty += 1
        each(
          .members(
            ("id", id), ("line", .int(reader.line)),
            ("findings", .array(error.findings.map(FindingWords.standard.json)))))
      }
    }
    return faulty
  }

  /// The services and the kinds of problems, data and risks, each with its meaning.
  public var kinds: JSON {
    let kinds = rules.kinds
    return .members(
      ("services", .array(kinds.services.map(JSON.string))),
      ("problems", Self.meanings(kinds.problems)), ("data", Self.meanings(kinds.data)),
      ("risks", Self.meanings(kinds.risks)))
  }

  private static func meanings(_ kinds: [VisitRules.Kind]) -> JSON {
    .array(
      kinds.map {
        .members(
          ("kind", .string($0.name)), ("level", $0.level.map { .string($0.name) }),
          ("meaning", .string($0.meaning)))
      })
  }

  private static func parsed(_ line: [UInt8]) throws(WorkflowFailure) -> JSON {
    do { return try JSON(parsing: line) } catch {
      throw WorkflowFailure(
        [
          Finding(
            "em.not-json", .rejects, at: error.place, facts: [.init("fault", error.code.rawValue)])
        ], .unusable)
    }
  }
}

extension LevelVisits {
  private func answer(
    _ level: VisitLevel, minutes: Int?, on date: CalendarDate, id: JSON?
  ) -> JSON {
    .members(
      ("id", id), ("service", .string(level.service)), ("date", .date(date)),
      ("code", level.code.map { .string($0.code.description) }),
      ("modifiers", level.modifiers.isEmpty ? nil : .array(level.modifiers.map(JSON.string))),
      ("basis", level.basis.map { .string($0.rawValue) }),
      ("decision_making", level.elements.isEmpty ? nil : decisionMaking(level)),
      ("time", level.basis == .age ? nil : minutes.map { time(level, minutes: $0) }),
      ("split", level.split.map(Self.split)),
      (
        "besides",
        level.besides.isEmpty
          ? nil : .array(level.besides.map { answer($0, minutes: minutes, on: date, id: nil) })
      ),
      ("additions", .array(level.additions.map(Self.addition))),
      ("next", level.next.map(Self.next)),
      ("source", level.code.map { Self.source($0.source) }),
      ("findings", .array(level.findings.map(FindingWords.standard.json))))
  }

  private func decisionMaking(_ level: VisitLevel) -> JSON {
    .members(
      ("level", level.complexity.map { .string($0.name) }),
      ("code", level.byDecisionMaking.map { .string($0.code.description) }),
      (
        "elements",
        .array(
          level.elements.map { element in
            .members(
              ("element", .string(element.name)), ("level", .string(element.level.name)),
              ("counts", .bool(level.complexity.map { element.level >= $0 } ?? false)),
              (
                "reasons",
                .array(
                  element.reasons.map {
                    .members(
                      ("kind", .string($0.kind)), ("count", .int($0.count)),
                      ("level", .string($0.level.name)), ("meaning", .string($0.meaning)))
                  })
              ))
          })
      ))
  }

  private func time(_ level: VisitLevel, minutes: Int) -> JSON {
    .members(
      ("minutes", .int(minutes)), ("code", level.byTime.map { .string($0.code.description) }),
      ("asked", level.byTime?.minutes.map(JSON.int)))
  }

  private static func split(_ split: VisitLevel.Split) -> JSON {
    .members(
      ("bills", .string(split.performer.rawValue)), ("by", .string(split.part.rawValue)),
      ("minutes", split.minutes.map(JSON.int)), ("source", source(split.source)))
  }

  private static func addition(_ addition: VisitLevel.Addition) -> JSON {
    .members(
      ("code", .string(addition.code.description)), ("units", .int(addition.units)),
      ("from_minutes", addition.minutes.map(JSON.int)), ("source", source(addition.source)))
  }

  private static func next(_ next: VisitLevel.Next) -> JSON {
    .members(
      ("code", .string(next.code.code.description)),
      ("level", next.code.level.map { .string($0.name) }),
      ("minutes", next.code.minutes.map(JSON.int)),
      ("met", .array(next.met.map(JSON.string))), ("short", .array(next.short.map(JSON.string))))
  }

  private static func source(_ source: RuleSource) -> JSON {
    .members(("document", .string(source.document)), ("locator", .string(source.locator)))
  }
}
