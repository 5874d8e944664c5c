// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Interchange
import Storage
public import Values

/// The payers and providers of a practice, and their enrolments.
public final class Partners {
  private let store: PartnerStore
  private let user: String

  /// Takes a practice's payers and providers.
  public convenience init(_ place: PracticePlace, user: String) throws(WorkflowFailure) {
    try self.init(place.own(), user: user)
  }

  init(_ own: PracticeDatabase, user: String) throws(WorkflowFailure) {
    store = PartnerStore(own)
    self.user = user
    _ = try author()
  }

  /// Enters payers or providers of a document: one, or an array of them.
  public func putPayers(_ document: JSON) throws(WorkflowFailure) -> JSON {
    let documents = Self.list(document)
    var kept: [PartnerStore.KeptPayer] = []
    for document in documents {
      var reader = PartyDocument()
      reader.check(document, at: "", has: ["id", "name", "number", "address", "aliases"])
      let id = reader.required(
        reader.text(document["id"], at: "id"), document["id"], at: "id")
      let name = reader.required(
        reader.text(document["name"], at: "name"), document["name"], at: "name")
      let payer = Payer(
        name: name ?? "", id: reader.text(document["number"], at: "number"),
        address: reader.address(document["address"], at: "address"))
      let aliases = reader.texts(document["aliases"], at: "aliases")
      guard let id, !reader.findings.contains(where: { $0.severity == .rejects }) else {
        throw WorkflowFailure(reader.findings, .rejected)
      }
      kept.append(PartnerStore.KeptPayer(id: id, payer: payer, aliases: aliases))
    }
    let all = kept
    return try asWorkflow {
      for one in all { try store.put(one, by: author()) }
      return .members(("payers", .array(all.map(PartnerStore.document))))
    }
  }

  /// All payers; with a name or number, the one that it stands for.
  public func payers(_ name: String?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      if let name {
        guard let found = try store.resolve(name) else {
          throw PeopleError(.unknown, ("kind", "payer"), ("number", name))
        }
        return .members(("payers", .array([PartnerStore.document(found)])))
      }
      return .members(("payers", .array(try store.payers().map(PartnerStore.document))))
    }
  }

  /// Enters providers of a document: one, or an array of them.
  public func putProviders(_ document: JSON) throws(WorkflowFailure) -> JSON {
    var providers: [Provider] = []
    for document in Self.list(document) {
      var reader = PartyDocument()
      guard let provider = reader.provider(document, at: ""),
        !reader.findings.contains(where: { $0.severity == .rejects })
      else { throw WorkflowFailure(reader.findings, .rejected) }
      providers.append(provider)
    }
    let all = providers
    return try asWorkflow {
      for one in all { try store.put(one, by: author()) }
      return .members(("providers", .array(all.map(\.document))))
    }
  }

  /// All providers, or one by its NPI, with their enrolments.
  public func providers(_ npi: String?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let providers =
        try npi.map { try store.provider($0).map { [$0] } ?? [] }
        ?? store.providers()
      if let npi, providers.isEmpty {
        throw PeopleError(.unknown, ("kind", "provider"), ("number", npi))
      }
      return .members(
        (
          "providers",
          .array(
            try providers.map { provider in
              .object(
                provider.document.members
                  + JSON.members(
                    (
                      "enrolments",
                      .array(try store.enrolments(of: provider.npi).map(Self.json))
                    )
                  ).members)
            })
        ))
    }
  }

  /// Says how far a provider may exchange a transaction set with a payer.
  public func enrol(
    _ npi: String, with payer: String, set: String, state: String, since day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    guard let state = PartnerStore.Enrolment.State(rawValue: state) else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "state"))
    }
    return try asWorkflow {
      guard let npi = NPI(npi) else { throw PeopleError(.badNPI) }
      guard let found = try store.resolve(payer) else {
        throw PeopleError(.unknown, ("kind", "payer"), ("number", payer))
      }
      let enrolment = PartnerStore.Enrolment(
        npi: npi, payer: found.id, set: set, state: state, since: day ?? Instant.now.date)
      try store.put(enrolment, by: author())
      return .members(("enrolments", .array(try store.enrolments(of: npi).map(Self.json))))
    }
  }

  private static func list(_ document: JSON) -> [JSON] {
    if case .array(let elements) = document { elements } else { [document] }
  }

  private static func json(_ enrolment: PartnerStore.Enrolment) -> JSON {
    .members(
      ("npi", .string(enrolment.npi.description)), ("payer", .string(enrolment.payer)),
      ("set", .string(enrolment.set)), ("state", .string(enrolment.state.rawValue)),
      ("since", .date(enrolment.since)))
  }

  private func author() throws(WorkflowFailure) -> Author {
    guard let author = Author(user, at: .now) else {
      throw WorkflowFailure("people.bad-document", .usage, ("member", "user"))
    }
    return author
  }
}
