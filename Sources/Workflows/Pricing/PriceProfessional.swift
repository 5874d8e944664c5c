// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Pricing
import Storage
public import Values

/// Prices services by the fee schedules of Medicare, every step shown.
public struct PriceProfessional {
  private var releases: ProfessionalReleases
  /// Whether the steps and sources are part of an answer.
  public var showsTerms = true
  /// The day of claims of a file that say none.
  public var day: String?

  /// Opens the installed fee schedules.
  ///
  /// - Parameter known: The knowledge date: later releases are not looked at.
  public init(
    _ installation: Installation, known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    releases = ProfessionalReleases(try asWorkflow { try installation.library(known: known) })
  }

  /// Prices a claim.
  ///
  /// - Returns: `locality`, `lines` (each with `schedule`, `outcome`, `fee`, `amount`, `allowed`, `reasons`,
  ///   `terms` and `sources`), and the sums `allowed`, `coinsurance` and `sequestration`; `settled` is false
  ///   where a line is left to the contractor.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the claim, or `price.no-fees`,
  ///   `price.no-locality`.
  public mutating func price(_ json: JSON) throws(WorkflowFailure) -> JSON {
    let claim = PricedServices(json)
    guard !claim.findings.contains(where: { $0.severity == .rejects }) else {
      throw WorkflowFailure(claim.findings, .rejected)
    }
    return answer(claim, try payments(claim))
  }

  /// What the schedules allow for the lines of a claim.
  struct Payments {
    /// The lines in the order of the claim.
    var lines: [ServicePayment]
    /// Where the services were done, on the first day.
    var place: Place?
    /// The releases that were asked.
    var editions: [String]
  }

  /// Asks the schedules.
  ///
  /// - Parameter asOf: The day whose schedules are asked; nothing for that of each service.
  mutating func payments(
    _ claim: PricedServices, asOf: CalendarDate? = nil
  ) throws(WorkflowFailure) -> Payments {
    var lines: [Int: ServicePayment] = [:]
    var place: Place?
    var names: [String] = []
    for batch in try batches(claim, asOf: asOf) {
      let day = batch.day
      guard day.tables.services != nil || day.tables.laboratory != nil else {
        throw WorkflowFailure("price.no-fees", .notInstalled, ("on", batch.date.description))
      }
      let found = try Self.place(claim, day.tables)
      place = place ?? found
      let payment = ProfessionalPayment(batch.record, found.setting, day.tables)
      for (position, line) in zip(batch.positions, payment.lines) { lines[position] = line }
      for release in day.releases where !names.contains(release.name) { names.append(release.name) }
    }
    return Payments(
      lines: claim.record.lines.indices.compactMap { lines[$0] }, place: place, editions: names)
  }

  /// Prices a stream of claims, a line each.
  ///
  /// - Parameters:
  ///   - path: A file of JSON claims, one a line; `-` for the standard input.
  ///   - each: Takes the answers in the same order; a line that cannot be priced gives `line`, `id` and
  ///     `findings`.
  /// - Returns: How many lines could not be priced.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read.
  public mutating func priceAll(
    _ path: String, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    try AnsweredLines(path).forEach(
      { json throws(WorkflowFailure) in try price(json.with("date", day: day)) }, each)
  }

  /// The lines of a claim whose days have the same tables; all others are history to them.
  private struct Batch {
    let date: CalendarDate
    let day: ProfessionalReleases.Day
    var record: ServiceRecord
    /// Where its lines stand in the claim.
    var positions: [Int]
  }

  private mutating func batches(
    _ claim: PricedServices, asOf: CalendarDate?
  ) throws(WorkflowFailure) -> [Batch] {
    var batches: [Batch] = []
    for (position, line) in claim.record.lines.enumerated() {
      let date = asOf ?? line.from
      let day = try releases.day(date)
      let names = day.releases.map(\.name)
      if let index = batches.firstIndex(where: { $0.day.releases.map(\.name) == names }) {
        batches[index].record.lines.append(line)
        batches[index].positions.append(position)
      } else {
        var record = claim.record
        record.lines = [line]
        batches.append(Batch(date: date, day: day, record: record, positions: [position]))
      }
    }
    guard batches.count > 1 else { return batches }
    for index in batches.indices {
      let own = Set(batches[index].positions)
      for (position, line) in claim.record.lines.enumerated() where !own.contains(position) {
        batches[index].record.history.append(.init(claim: claim.record.id, line: line))
      }
    }
    return batches
  }

  /// Where the services were done.
  struct Place {
    var setting: ProfessionalSetting
    var name: String?
    var state: String?
    var hasExtension = false
  }

  static func place(
    _ claim: PricedServices, _ tables: ProfessionalTables
  ) throws(WorkflowFailure) -> Place {
    var place = Place(setting: claim.setting)
    if let zip = claim.zip, claim.locality == nil {
      guard let zips = tables.zips else {
        throw WorkflowFailure("price.no-fees", .notInstalled, ("on", "ZIP codes"))
      }
      let rows = zips.range(of: UInt64(zip)).map { zips[$0] }
      guard let row = rows.first, Set(rows.map(\.locality)).count == 1 else {
        throw WorkflowFailure(
          [
            Finding(
              "price.no-locality", .rejects, at: .field("claim.zip"),
              facts: [
                .init("found", "ZIP code \(Self.digits(zip))"), .init("edition", zips.release.name),
                .init("localities", rows.map(\.locality.description).joined(separator: ", ")),
              ])
          ], .rejected)
      }
      place.setting.locality = row.locality
      place.setting.rural = row.rural
      place.setting.state = place.setting.state ?? Self.state(row.stateLetters)
      place.hasExtension = row.hasExtension == 1
    } else if let locality = claim.locality {
      place.setting.locality = locality
    }
    if let indices = tables.indices {
      guard let row = indices.indices(of: place.setting.locality) else {
        throw WorkflowFailure(
          [
            Finding(
              "price.no-locality", .rejects, at: .field("claim.locality"),
              facts: [
                .init("found", "locality \(place.setting.locality)"),
                .init("edition", indices.release.name), .init("localities", ""),
              ])
          ], .rejected)
      }
      place.name = indices.name(of: row)
      place.state = indices.state(of: row)
      place.setting.state = place.setting.state ?? place.state
    }
    return place
  }

  private static func digits(_ zip: UInt32) -> String {
    let digits = String(zip)
    return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
  }

  /// The postal letters of a state; the ZIP file parts Kansas and Missouri in east and west.
  private static func state(_ letters: String) -> String {
    switch letters {
    case "EK", "WK": "KS"
    case "EM", "WM": "MO"
    default: letters
    }
  }

  private func answer(_ claim: PricedServices, _ payments: Payments) -> JSON {
    let lines = payments.lines
    func sum(_ path: KeyPath<ServicePayment, Money?>) -> JSON {
      .money(lines.reduce(.zero) { $0 + ($1[keyPath: path] ?? .zero) })
    }
    let isSettled = lines.allSatisfy { $0.outcome == .paid || $0.outcome == .unpaid }
    return .members(
      ("id", claim.id),
      (
        "locality",
        payments.place.map { place in
          .members(
            ("number", .string(place.setting.locality.description)), ("name", .text(place.name)),
            ("state", .text(place.state)),
            ("rural", .string(String(UnicodeScalar(place.setting.rural)))),
            ("zip_has_extension", place.hasExtension ? .bool(true) : nil))
        }
      ), ("editions", .array(payments.editions.map(JSON.string))),
      (
        "lines",
        .array(
          zip(claim.record.lines, lines).map {
            ProfessionalAnswer.json($0, $1, showsTerms: showsTerms)
          })
      ), ("allowed", sum(\.allowed)), ("coinsurance", sum(\.coinsurance)),
      ("sequestration", sum(\.sequestration)), ("settled", .bool(isSettled)))
  }
}
