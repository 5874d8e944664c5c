// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Edits
import Storage
import Values

/// What payers answered, from 835s with the claims that they answer, and from tables of outcomes.
///
/// Of a claim that was answered several times the first answer counts, by the day of the payment: what was sent again was
/// sent because of it.
struct DenialOutcomes {
  /// Each code of each line.
  private(set) var services: [AnsweredService] = []
  /// How many claims were answered.
  private(set) var claims = 0
  /// How many answers name no service, and no claim is there to name them.
  private(set) var withoutServices = 0

  /// An answer to one claim.
  private struct Answer {
    var paid: CalendarDate
    var services: [AnsweredService]
  }

  private var sent: [String: ServiceRecord] = [:]
  private var numbers: [String: [String: Int]] = [:]
  private var answers: [[String]: Answer] = [:]
  private var order: [[String]] = []
  /// The identifiers of payers in claims, by what they are called in remittances.
  private var payers: [String: String] = [:]

  /// Reads files and folders.
  ///
  /// - Throws: ``WorkflowFailure``.
  init(_ roots: [String]) throws(WorkflowFailure) {
    let paths = try Self.paths(roots)
    let interchanges = try asWorkflow { try paths.filter { try Self.isInterchange($0) } }
    for path in interchanges {
      try InterchangeFile(path).sentClaims { claim in
        let number = claim.patientControlNumber.description
        sent[number] = ServiceRecord(claim)
        for line in claim.lines {
          if let own = line.references.first(where: { $0.qualifier == "6R" })?.value {
            numbers[number, default: [:]][own] = line.number
          }
        }
      }
    }
    for path in interchanges {
      try InterchangeFile(path).answeredClaims { claim, remittance in take(claim, remittance) }
    }
    for path in paths where !interchanges.contains(path) {
      for (key, service, paid) in try DenialTable.rows(path) {
        add(Answer(paid: paid, services: [service]), key, isOneOfMany: true)
      }
    }
    for key in order {
      for var service in answers[key]?.services ?? [] {
        service.payer = payers[service.payer] ?? service.payer
        services.append(service)
      }
    }
    claims = order.count
    (sent, numbers, answers, order) = ([:], [:], [:], [])
  }

  private static func paths(_ roots: [String]) throws(WorkflowFailure) -> [String] {
    var paths: [String] = []
    for root in roots {
      if Files.isFolder(root) {
        paths += try asWorkflow { try Files.tree(root) }.filter { path in
          [".835", ".837", ".edi", ".x12", ".csv", ".tsv"].contains { path.hasSuffix($0) }
        }
      } else if Files.exists(root) {
        paths.append(root)
      } else {
        throw WorkflowFailure(FileFailure(.notFound, root))
      }
    }
    return paths
  }

  private static func isInterchange(_ path: String) throws -> Bool {
    try Files.read(path, limit: 256).drop { $0 <= 0x20 || $0 >= 0x80 }
      .starts(with: Array("ISA".utf8))
  }

  private mutating func add(_ answer: Answer, _ key: [String], isOneOfMany: Bool = false) {
    guard let old = answers[key] else {
      answers[key] = answer
      order.append(key)
      return
    }
    // Rows of a table are lines of one answer; remittances of one claim are several.
    if isOneOfMany {
      answers[key]?.services += answer.services
    } else if answer.paid < old.paid {
      answers[key] = answer
    }
  }

  private mutating func take(_ claim: RemittanceClaim, _ remittance: Remittance) {
    guard !claim.isReversal, !claim.isForwarded, !claim.isPredetermination else { return }
    let party = remittance.payer
    let called = party?.party.id ?? party?.references["2U"] ?? party?.party.name ?? "?"
    let record = sent[claim.patientControlNumber]
    if let own = record?.payer { payers[called] = own }
    let paid =
      remittance.payment.date ?? remittance.dates["405"] ?? CalendarDate(daysSinceEpoch: 0)
    let usual = claim.dates["232"] ?? record?.lines.map(\.from).min() ?? paid
    var services: [AnsweredService] = []
    for line in claim.lines {
      let billed = line.billedService ?? line.service
      guard ["HC", "HP"].contains(billed.codeList), !billed.code.isEmpty else { continue }
      var service = AnsweredService(
        payer: called, claim: claim.patientControlNumber, code: billed.code, day: line.from ?? usual
      )
      service.modifiers = Set(billed.modifiers)
      if let own = self.line(of: line, billed, claim.patientControlNumber) {
        service.describe(own, of: record)
      } else if record == nil, let place = claim.facilityType, place.utf8.count == 2 {
        service.places = [place]
      }
      service.reasons = Self.reasons(line, of: claim)
      services.append(service)
    }
    if services.isEmpty, claim.lines.isEmpty, let record, claim.isDenial {
      services = record.lines.compactMap { own in
        guard let code = own.code else { return nil }
        var service = AnsweredService(
          payer: called, claim: claim.patientControlNumber, code: code.description, day: own.from)
        service.modifiers = Set(own.modifiers.map(\.description))
        service.describe(own, of: record)
        service.reasons = Self.reasons(claim.adjustments)
        return service
      }
    }
    if services.isEmpty {
      withoutServices += 1
    } else {
      add(Answer(paid: paid, services: services), [called, claim.patientControlNumber])
    }
  }

  /// The line of the claim that was sent.
  private func line(
    of answered: RemittanceLine, _ billed: BilledService, _ claim: String
  ) -> ServiceRecord.Line? {
    guard let record = sent[claim] else { return nil }
    if let own = answered.controlNumber {
      let number = numbers[claim]?[own] ?? Int(own)
      if let line = record.lines.first(where: { $0.number == number }) { return line }
    }
    return record.lines.first {
      $0.code?.description == billed.code && $0.modifiers.map(\.description) == billed.modifiers
    } ?? record.lines.first { $0.code?.description == billed.code }
  }

  private static func reasons(_ line: RemittanceLine, of claim: RemittanceClaim) -> Set<String> {
    guard line.paid == .zero, line.charge > .zero else { return [] }
    let own = reasons(line.adjustments)
    return own.isEmpty && claim.isDenial ? reasons(claim.adjustments) : own
  }

  private static func reasons(_ adjustments: [Adjustment]) -> Set<String> {
    Set(
      adjustments.filter { $0.amount > .zero && !Assets.ordinaryReasons.contains($0.reason) }.map {
        "\($0.group)-\($0.reason)"
      })
  }
}

extension AnsweredService {
  /// Takes the place and the diagnoses of the line that was sent.
  fileprivate mutating func describe(_ line: ServiceRecord.Line, of record: ServiceRecord?) {
    if let place = line.placeOfService { places = [place < 10 ? "0\(place)" : "\(place)"] }
    let diagnoses = record?.diagnoses ?? []
    for pointer in line.pointers where diagnoses.indices.contains(Int(pointer) - 1) {
      categories.insert(diagnoses[Int(pointer) - 1].prefix(3).description)
    }
  }
}

extension Assets {
  /// The reasons that take something off without denying.
  static let ordinaryReasons: Set<String> = Set(
    PublishedText(bytes("edits/ordinary-reasons.tsv")).lines.filter {
      !$0.text.hasPrefix("#") && !$0.text.isEmpty
    }.compactMap { $0.tabbed.first })
}
