// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Interchange
import Storage
public import Values

extension People {
  /// Finds patients; what is given must all agree.
  public func find(
    family: String?, given: String?, birthDate: CalendarDate?, member: String?,
    recordNumber: String?, telephone: String?
  ) throws(WorkflowFailure) -> JSON {
    var query = PeopleStore.Query()
    (query.family, query.given, query.birthDate) = (family, given, birthDate)
    (query.member, query.recordNumber, query.telephone) = (member, recordNumber, telephone)
    let asked = query
    if asked.isTooLittle {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "what is looked for"))
    }
    return try asWorkflow {
      .members(
        (
          "found",
          .array(
            try store.find(asked).map { match in
              let root = try store.root(of: match.patient)
              return .object(
                JSON.members(
                  ("id", .string(match.patient.description)),
                  ("into", root == match.patient ? nil : .string(root.description)),
                  ("former", match.isFormer ? .bool(true) : nil)
                ).members + match.record.document.members)
            })
        ))
    }
  }

  /// Pairs of records that may be one patient: of one patient, or of all.
  public func duplicates(_ id: String?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let pairs =
        try id.map { try duplicates(of: Self.patient($0)) }
        ?? store.duplicates(.standard).map(Self.json)
      return .members(("pairs", .array(pairs)))
    }
  }

  /// Lets one number stand for another; nothing is moved.
  public func merge(_ id: String, into other: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let (id, other) = (try Self.patient(id), try Self.patient(other))
      try store.merge(id, into: other, by: author())
      let root = try store.root(of: other)
      return .members(
        ("patient", .string(root.description)),
        ("numbers", .array(try store.numbers(of: root).map { .string($0.description) })))
    }
  }

  /// Takes a merge back.
  public func unmerge(_ id: String) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let id = try Self.patient(id)
      let other = try store.unmerge(id, by: author())
      return .members(
        ("patient", .string(id.description)), ("out_of", .string(other.description)),
        ("numbers", .array(try store.numbers(of: id).map { .string($0.description) })))
    }
  }

  /// Adds a coverage to a patient, or changes the one of a number.
  ///
  /// - Parameter number: The coverage that the document takes the place of; nothing to add one.
  public func coverage(
    of id: String, _ document: JSON, number: Int?
  ) throws(WorkflowFailure) -> JSON {
    var reader = PartyDocument()
    let read = reader.kept(document, at: "")
    guard var kept = read, !reader.findings.contains(where: { $0.severity == .rejects }) else {
      throw WorkflowFailure(reader.findings, .rejected)
    }
    let warnings = reader.findings
    return try asWorkflow {
      let id = try Self.patient(id)
      kept.payer = try kept.payer ?? partners.resolve(kept.coverage.payer)?.id
      if let number {
        kept.number = number
        try store.change(kept, of: id, by: author())
      } else {
        kept.number = try store.add(kept, to: id, by: author())
      }
      return .members(
        ("patient", .string(id.description)), ("coverage", .int(kept.number)),
        ("payer", kept.payer.map(JSON.string)),
        ("findings", Self.words(warnings + (try findings(of: id)))))
    }
  }

  /// Ends a coverage on a day.
  public func endCoverage(
    of id: String, number: Int, through day: CalendarDate
  ) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let id = try Self.patient(id)
      guard var kept = try store.coverages(of: id).first(where: { $0.number == number }) else {
        throw PeopleError(.unknown, ("kind", "coverage"), ("number", "\(number)"))
      }
      kept.termination = day
      try store.change(kept, of: id, by: author())
      return .members(
        ("patient", .string(id.description)), ("coverage", .int(number)), ("through", .date(day)),
        ("findings", Self.words(try findings(of: id))))
    }
  }

  /// Who answers for a patient's share, in order of days; with a guarantor's number or person, who does from a day on.
  public func guarantor(
    of id: String, to guarantor: String?, person document: JSON?, since day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    var reader = PartyDocument()
    let person = reader.person(document, at: "")
    guard reader.findings.allSatisfy({ $0.severity != .rejects }) else {
      throw WorkflowFailure(reader.findings, .rejected)
    }
    return try asWorkflow {
      let id = try Self.patient(id)
      let day = day ?? Instant.now.date
      if let guarantor {
        guard guarantor.hasPrefix("G"), guarantor.dropFirst().allSatisfy(\.isNumber),
          let known = GuarantorID(guarantor)
        else { throw PeopleError(.unknown, ("kind", "guarantor"), ("number", "of that form")) }
        try store.change(guarantorOf: id, to: known, since: day, by: author())
      } else if let person {
        try store.change(guarantorOf: id, to: person, since: day, by: author())
      }
      return .members(
        ("patient", .string(id.description)),
        ("guarantor", .string(try store.guarantor(of: id, on: day).description)),
        (
          "guarantors",
          .array(
            try store.guarantors(of: id).map {
              .members(
                ("since", $0.since.map { .date($0) }),
                ("guarantor", .string($0.guarantor.description)))
            })
        ))
    }
  }
}
