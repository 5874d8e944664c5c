// SPDX-License-Identifier: Apache-2.0

public import Billing
public import Claims
import Interchange
public import Values

/// Whom the practice sends to and bills for: payers with their names and numbers, providers, and which of these may
/// exchange what with which of those.
public final class PartnerStore {
  private let own: PracticeDatabase

  /// Takes a practice's part of a database.
  public init(_ own: PracticeDatabase) { self.own = own }

  /// A payer of the practice's list.
  public struct KeptPayer: Hashable, Sendable {
    /// The practice's name of it, as the ledger has it.
    public let id: String
    /// Its name, number and address, as a claim has them.
    public var payer: Payer
    /// Other names and numbers under which it is met.
    public var aliases: [String]

    /// Makes a payer.
    public init(id: String, payer: Payer, aliases: [String] = []) {
      self.id = id
      self.payer = payer
      self.aliases = aliases
    }
  }

  /// How far a provider may exchange a transaction set with a payer.
  public struct Enrolment: Hashable, Sendable {
    /// How far it has come; the raw value is the word in JSON.
    public enum State: String, Hashable, Sendable, CaseIterable {
      /// The forms are sent.
      case requested
      /// Sets may be exchanged.
      case active
      /// The payer said no.
      case rejected
      /// It is no longer.
      case ended
    }

    /// The provider.
    public var npi: NPI
    /// The payer.
    public var payer: String
    /// The number of the transaction set: `837`, `835`, `270`.
    public var set: String
    /// How far it has come.
    public var state: State
    /// Since when.
    public var since: CalendarDate

    /// Makes one.
    public init(npi: NPI, payer: String, set: String, state: State, since: CalendarDate) {
      self.npi = npi
      self.payer = payer
      self.set = set
      self.state = state
      self.since = since
    }
  }

  /// A name or number of a payer in the one form that it is looked for.
  private static func folded(_ text: String) -> String { PersonTraits.folded(text) }

  /// Enters a payer or puts it in the place of what was known.
  ///
  /// - Throws: ``PeopleError``: `aliasTaken` where another payer has the name, the number or an alias.
  public func put(_ kept: KeptPayer, by author: Author) throws {
    try own.transaction {
      let before = try payer(kept.id)
      let content = JSON.members(
        ("number", kept.payer.id.map(JSON.string)), ("address", kept.payer.address?.document),
        ("aliases", .array(kept.aliases.map(JSON.string))))
      try own.insert(
        into: "payer (practice, id, name, content)",
        rows: [[.text(kept.id), .text(kept.payer.name), .text(content.line)]],
        """
        ON CONFLICT (practice, id) DO UPDATE
        SET name = excluded.name, content = excluded.content
        """)
      try own.run(
        "DELETE FROM payer_alias WHERE practice = :practice AND payer = ?", [.text(kept.id)])
      let names = Set(
        ([kept.id, kept.payer.name] + [kept.payer.id].compactMap { $0 } + kept.aliases)
          .map(Self.folded)
      ).subtracting([""])
      for name in names.sorted() {
        let added = try own.insert(
          into: "payer_alias (practice, alias, payer)", rows: [[.text(name), .text(kept.id)]],
          "ON CONFLICT (practice, alias) DO NOTHING RETURNING payer")
        if added.isEmpty { throw PeopleError(.aliasTaken, ("alias", name)) }
      }
      try own.record(
        before == nil ? "payer add" : "payer change", kept.id,
        before.map(Self.document) ?? .members(), by: author)
    }
  }

  /// A payer by the practice's name of it.
  public func payer(_ id: String) throws -> KeptPayer? {
    try payers("id = ?", [.text(id)]).first
  }

  /// All payers.
  public func payers() throws -> [KeptPayer] { try payers("id <> ?", [""]) }

  /// The payer that a name or number stands for.
  public func resolve(_ text: String) throws -> KeptPayer? {
    guard
      let row = try own.run(
        "SELECT payer FROM payer_alias WHERE practice = :practice AND alias = ?",
        [.text(Self.folded(text))]
      ).first
    else { return nil }
    return try payer(row.text(0))
  }

  /// The payer of a coverage: by its number, else by its name.
  public func resolve(_ payer: Payer) throws -> KeptPayer? {
    if let id = payer.id, let found = try resolve(id) { return found }
    return try resolve(payer.name)
  }

  private func payers(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [KeptPayer] {
    try own.run(
      """
      SELECT id, name, content FROM payer WHERE practice = :practice AND \(condition) ORDER BY id
      """, values
    ).map { row in
      guard let content = try? JSON(parsing: Array(row.text(2).utf8)) else {
        throw DatabaseError(.damaged, reason: "payer")
      }
      var reader = PartyDocument()
      return KeptPayer(
        id: try row.text(0),
        payer: Payer(
          name: try row.text(1), id: content["number"]?.string,
          address: reader.address(content["address"], at: "address")),
        aliases: (content["aliases"]?.elements ?? []).compactMap(\.string))
    }
  }

  /// A payer in JSON: `id`, `name`, `number`, `address`, `aliases`.
  public static func document(_ kept: KeptPayer) -> JSON {
    .members(
      ("id", .string(kept.id)), ("name", .string(kept.payer.name)),
      ("number", kept.payer.id.map(JSON.string)), ("address", kept.payer.address?.document),
      ("aliases", .array(kept.aliases.map(JSON.string))))
  }

  /// Enters a provider or puts it in the place of what was known.
  ///
  /// - Throws: ``PeopleError``: `badNPI`.
  public func put(_ provider: Provider, by author: Author) throws {
    guard let npi = provider.npi?.description else { throw PeopleError(.badNPI) }
    try own.transaction {
      let before = try self.provider(npi)
      try own.insert(
        into: "provider (practice, npi, content)",
        rows: [
          [.text(npi), own.sealed(provider.document, at: own.place("provider", "content", npi))]
        ], "ON CONFLICT (practice, npi) DO UPDATE SET content = excluded.content")
      try own.record(
        before == nil ? "provider add" : "provider change", npi,
        before?.document ?? .members(), by: author)
    }
  }

  /// A provider by its NPI.
  public func provider(_ npi: String) throws -> Provider? {
    try providers("npi = ?", [.text(npi)]).first
  }

  /// All providers.
  public func providers() throws -> [Provider] { try providers("npi <> ?", [""]) }

  private func providers(
    _ condition: String, _ values: [DatabaseValue]
  ) throws -> [Provider] {
    try own.run(
      "SELECT npi, content FROM provider WHERE practice = :practice AND \(condition) ORDER BY npi",
      values
    ).map { row in
      try own.opened(
        row.bytes(1), at: own.place("provider", "content", try row.text(0))
      ) { $0.provider($1, at: "") }
    }
  }

  /// Says how far a provider may exchange a transaction set with a payer.
  ///
  /// - Throws: ``PeopleError``: `unknown` provider or payer.
  public func put(_ enrolment: Enrolment, by author: Author) throws {
    try own.transaction {
      guard try provider(enrolment.npi.description) != nil else {
        throw PeopleError(
          .unknown, ("kind", "provider"), ("number", enrolment.npi.description))
      }
      guard try payer(enrolment.payer) != nil else {
        throw PeopleError(.unknown, ("kind", "payer"), ("number", enrolment.payer))
      }
      try own.insert(
        into: "enrolment (practice, npi, payer, set_number, state, since)",
        rows: [
          [
            .text(enrolment.npi.description), .text(enrolment.payer), .text(enrolment.set),
            .text(enrolment.state.rawValue), enrolment.since.value,
          ]
        ],
        """
        ON CONFLICT (practice, npi, payer, set_number) DO UPDATE
        SET state = excluded.state, since = excluded.since
        """)
      try own.record(
        "enrolment", enrolment.npi.description,
        .members(
          ("payer", .string(enrolment.payer)), ("set", .string(enrolment.set)),
          ("state", .string(enrolment.state.rawValue)), ("since", .date(enrolment.since))),
        by: author)
    }
  }

  /// The enrolments of a provider; of all, where none is named.
  public func enrolments(of npi: NPI? = nil) throws -> [Enrolment] {
    try own.run(
      """
      SELECT npi, payer, set_number, state, since FROM enrolment
      WHERE practice = :practice AND (npi = ? OR ? = '') ORDER BY npi, payer, set_number
      """, [.text(npi?.description ?? ""), .text(npi?.description ?? "")]
    ).map { row in
      guard let npi = NPI(try row.text(0)),
        let state = Enrolment.State(rawValue: try row.text(3))
      else { throw DatabaseError(.wrongType, reason: "enrolment") }
      return Enrolment(
        npi: npi, payer: try row.text(1), set: try row.text(2), state: state,
        since: try row.day(4))
    }
  }
}
