// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import Storage
import TransactionSets
import Values

/// What a simulated payer remembers from one run to the next: a file of JSON.
struct PayerMemory {
  /// A claim that was answered.
  struct Answered {
    var answer: RemittanceClaim
    var payer: SimulatedParty
    var payee: SimulatedParty
  }

  /// The number of the next interchange.
  var number = 1
  /// How much of the deductible each member has used.
  var used: [String: Money] = [:]
  /// The claims that were seen, by what tells them from others, with the payer's number.
  var seen: [String: String] = [:]
  /// The numbers of members that were on claims.
  var members: Set<String> = []
  /// The answers, by the payer's number; none are kept where nothing is remembered.
  var answers: [String: Answered] = [:]
  /// The answers that wait for another run.
  var pended: [Answered] = []
  /// The payments that are taken back in the next run.
  var takebacks: [Answered] = []
  /// What a payee still owes a payer, to be withheld from the next payment.
  var forwarded: [String: Money] = [:]

  /// Starts without a memory.
  init() {}

  /// Reads a file; nothing is remembered where there is none.
  ///
  /// - Throws: ``WorkflowFailure``: `payer.bad-state`.
  init(at path: String) throws(WorkflowFailure) {
    guard Files.exists(path) else { return }
    let bytes = try asWorkflow { try Files.read(path) }
    guard let json = try? JSON(parsing: bytes), json["simulator"]?.int == 1,
      let number = json["number"]?.int
    else { throw WorkflowFailure("payer.bad-state", .unusable, ("path", path)) }
    self.number = number
    for member in json["used"]?.members ?? [] {
      used[member.name] = member.value.digits.flatMap { Money($0) }
    }
    for member in json["forwarded"]?.members ?? [] {
      forwarded[member.name] = member.value.digits.flatMap { Money($0) }
    }
    members = Set((json["members"]?.elements ?? []).compactMap(\.string))
    for member in json["seen"]?.members ?? [] { seen[member.name] = member.value.string }
    do {
      for member in json["answers"]?.members ?? [] {
        answers[member.name] = try Self.answered(member.value)
      }
      pended = try (json["pended"]?.elements ?? []).map(Self.answered)
      takebacks = try (json["takebacks"]?.elements ?? []).map(Self.answered)
    } catch { throw WorkflowFailure("payer.bad-state", .unusable, ("path", path)) }
  }

  private static func answered(_ json: JSON) throws -> Answered {
    Answered(
      answer: try RemittanceClaim(json: json["answer"] ?? .null),
      payer: SimulatedParty(json["payer"] ?? .null), payee: SimulatedParty(json["payee"] ?? .null))
  }

  private static func json(_ kept: Answered) -> JSON {
    .members(
      ("answer", kept.answer.json), ("payer", kept.payer.json), ("payee", kept.payee.json))
  }

  /// Writes the file, whole or not at all.
  func write(to path: String) throws(WorkflowFailure) {
    func sorted<Value>(_ values: [String: Value], _ json: (Value) -> JSON) -> JSON {
      .object(values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, json($0.value)) })
    }
    let document = JSON.members(
      ("simulator", .int(1)), ("number", .int(number)), ("used", sorted(used, JSON.money)),
      ("forwarded", sorted(forwarded, JSON.money)), ("seen", sorted(seen, JSON.string)),
      ("members", .array(members.sorted().map(JSON.string))),
      ("pended", .array(pended.map(Self.json))), ("takebacks", .array(takebacks.map(Self.json))),
      ("answers", sorted(answers, Self.json)))
    try asWorkflow { try Files.write(Array((document.line + "\n").utf8), to: path) }
  }
}

/// A payer or payee as a simulated remittance names one.
struct SimulatedParty: Hashable {
  var name = ""
  var id = ""
  var lines: [String] = []
  var city = ""
  var state = ""
  var postalCode = ""
  var taxID = ""

  init(_ payer: Payer) {
    name = payer.name
    id = payer.id ?? ""
    take(payer.address)
  }

  init(_ provider: Provider) {
    switch provider.name {
    case .organization(let text): name = text
    case .person(let person):
      name = [person.given ?? "", person.family].filter { !$0.isEmpty }.joined(separator: " ")
    }
    id = provider.writtenNPI ?? ""
    taxID = provider.taxID?.description ?? ""
    take(provider.address)
  }

  init(_ json: JSON) {
    name = json["name"]?.string ?? ""
    id = json["id"]?.string ?? ""
    lines = (json["lines"]?.elements ?? []).compactMap(\.string)
    city = json["city"]?.string ?? ""
    state = json["state"]?.string ?? ""
    postalCode = json["postal_code"]?.string ?? ""
    taxID = json["tax_id"]?.string ?? ""
  }

  private mutating func take(_ address: Address?) {
    lines = address?.lines ?? []
    city = address?.city ?? ""
    state = address?.state ?? ""
    postalCode = address?.postalCode ?? ""
  }

  var json: JSON {
    .members(
      ("name", .string(name)), ("id", .string(id)), ("lines", .array(lines.map(JSON.string))),
      ("city", .string(city)), ("state", .string(state)), ("postal_code", .string(postalCode)),
      ("tax_id", .string(taxID)))
  }
}
