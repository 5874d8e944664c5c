// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Storage
public import Values

/// Prices inpatient stays under Medicare's inpatient prospective payment system, every step shown.
public struct PriceInpatient {
  private var tables: WeightTables
  private let hospital: HospitalRates?
  /// Whether the steps are part of an answer.
  public var showsTerms = true
  /// The day of claims of a file that say none.
  public var day: String?
  private let hospitalFindings: [Finding]

  /// Opens the installed weights and reads the rates of a hospital.
  ///
  /// What is wrong with the rates is told with the first claim, so that all faults come at once.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read or is not JSON.
  public init(_ installation: Installation, hospital path: String) throws(WorkflowFailure) {
    tables = WeightTables(try asWorkflow { try installation.library() })
    let bytes = try asWorkflow { try Files.read(path) }
    (hospital, hospitalFindings) = HospitalRates.read(try AnsweredLines(path).parsed(bytes))
  }

  /// Opens the installed weights and takes the rates of a hospital as their document.
  ///
  /// - Parameter known: The knowledge date: later releases are not looked at.
  public init(
    _ installation: Installation, rates: JSON, known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    tables = WeightTables(try asWorkflow { try installation.library(known: known) })
    (hospital, hospitalFindings) = HospitalRates.read(rates)
  }

  /// Prices a claim.
  ///
  /// - Returns: `drg`, `title`, `rule` and `share` of a transfer, `total`, `parts` by name, and `terms`: the
  ///   steps in order, each with formula, operands, result, rounding and regulation.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the hospital's rates and the claim.
  public mutating func price(_ json: JSON) throws(WorkflowFailure) -> JSON {
    let (claim, findings) = PricedClaim.read(json, isStatus: Self.isStatus)
    guard let hospital else {
      throw WorkflowFailure(hospitalFindings + findings, .unusable)
    }
    guard let claim else { throw WorkflowFailure(findings, .rejected) }
    return try price(claim, hospital)
  }

  private mutating func price(
    _ claim: PricedClaim, _ hospital: HospitalRates
  ) throws(WorkflowFailure) -> JSON {
    let stay = claim.stay
    if let period = hospital.period, !period.contains(stay.discharged) {
      throw WorkflowFailure(
        [
          Finding(
            "price.other-period", .rejects, at: .field("claim.discharged"),
            facts: [
              .init("on", stay.discharged.description),
              .init("from", period.effective.description),
              .init("to", period.termination?.description ?? "further on"),
            ])
        ], .rejected)
    }
    guard let edition = try tables.edition(on: stay.discharged) else {
      throw WorkflowFailure([WeightTables.missing(on: stay.discharged)], .notInstalled)
    }
    guard let drg = edition.table[claim.drg] else {
      throw WorkflowFailure(
        [Self.finding("price.unknown-drg", claim.drg, edition.table.release)], .rejected)
    }
    guard let payment = InpatientPayment(drg, hospital, stay) else {
      throw WorkflowFailure(
        [Self.finding("price.no-weight", claim.drg, edition.table.release)], .rejected)
    }
    let answer = Self.answer(payment, claim, drg, hospital, edition.table.release)
    guard showsTerms else { return answer }
    return .object(
      answer.members + [JSON.Member("terms", .array(payment.terms.map(PaymentTerms.json)))])
  }

  /// Prices a stream of claims, a line each.
  ///
  /// - Parameters:
  ///   - path: A file of JSON claims, one a line; `-` for the standard input.
  ///   - each: Takes the answers in the same order; a line that cannot be priced gives `line`, `id` and
  ///     `findings`.
  /// - Returns: How many lines could not be priced.
  /// - Throws: ``WorkflowFailure`` where the hospital's rates are wrong or the file cannot be read.
  public mutating func priceAll(
    _ path: String, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    guard hospital != nil else { throw WorkflowFailure(hospitalFindings, .unusable) }
    return try AnsweredLines(path).forEach(
      { json throws(WorkflowFailure) in try price(json.with("discharged", day: day)) }, each)
  }

  /// Two digits, not both zero: which of them are assigned is for the edits of the claim to say.
  private static func isStatus(_ text: String, on day: CalendarDate) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text != "00"
  }

  private static func finding(_ rule: String, _ drg: Int, _ release: Release) -> Finding {
    Finding(
      rule, .rejects, at: .field("claim.drg"),
      facts: [.init("drg", "\(drg)"), .init("edition", release.name)])
  }

  private static func answer(
    _ payment: InpatientPayment, _ claim: PricedClaim, _ drg: DRGWeight,
    _ hospital: HospitalRates, _ release: Release
  ) -> JSON {
    let stay = claim.stay
    return .members(
      ("id", claim.id), ("drg", .string(drg.code)), ("title", .string(drg.title)),
      ("hospital", hospital.name.map(JSON.string)), ("discharged", .date(stay.discharged)),
      ("stay", .int(stay.days)), ("status", .string(stay.status)),
      ("charges", .money(stay.charges)), ("edition", .string(release.name)),
      ("weight", drg.weight.map { .number($0.description) }),
      ("geometric_mean_stay", drg.geometricMeanStay.map { .number($0.description) }),
      ("rule", .string(payment.rule.rawValue)), ("share", .number(payment.share.description)),
      ("total", .money(payment.total)),
      (
        "parts", .object(payment.parts.map { JSON.Member($0.name, .money($0.amount)) })
      ))
  }
}

extension PriceInpatient {
  /// The rates of an invented hospital as their document: every figure is one to replace.
  public static var exampleHospital: [UInt8] { Assets.bytes("pricing/hospital.json") }

  /// Shows rows of the table of DRG weights.
  ///
  /// - Parameters:
  ///   - drgs: The numbers of DRGs; none for all.
  ///   - day: The day of discharge; nothing for the newest table.
  /// - Returns: A row a DRG: `drg`, `title`, `mdc`, `type`, `post_acute`, `special_pay`, `weight_before_cap`,
  ///   `weight`, `geometric_mean_stay`, `arithmetic_mean_stay`; `null` where the DRG is not paid.
  /// - Throws: ``WorkflowFailure``: `price.no-edition`, `price.bad-value`, `price.unknown-drg`.
  public static func weights(
    _ installation: Installation, _ drgs: [String], on day: CalendarDate?
  ) throws(WorkflowFailure) -> JSON {
    var tables = WeightTables(try asWorkflow { try installation.library() })
    guard let edition = try tables.edition(on: day) else {
      throw WorkflowFailure([WeightTables.missing(on: day)], .notInstalled)
    }
    let table = edition.table
    var findings: [Finding] = []
    var rows: [DRGWeight] = []
    for text in drgs {
      if let drg = Int(text), (1...999).contains(drg) {
        if let row = table[drg] {
          rows.append(row)
        } else {
          findings.append(finding("price.unknown-drg", drg, table.release))
        }
      } else {
        findings.append(
          Finding(
            "price.bad-value", .rejects, at: .field("drg"),
            facts: [
              .init("field", "drg"), .init("found", text),
              .init("expected", "a DRG: a number from 1 to 999"),
            ]))
      }
    }
    guard findings.isEmpty else { throw WorkflowFailure(findings, .rejected) }
    return .members(
      ("edition", .string(table.release.name)),
      ("effective", .date(table.release.period.effective)),
      ("termination", .date(table.release.period.termination)),
      ("drgs", .array((drgs.isEmpty ? table.rows : rows).map(row))))
  }

  private static func row(_ row: DRGWeight) -> JSON {
    func number(_ value: FixedDecimal?) -> JSON { value.map { .number($0.description) } ?? .null }
    return .members(
      ("drg", .string(row.code)), ("title", .string(row.title)), ("mdc", .text(row.category)),
      ("type", row.kind == .none ? .null : .string(row.kind.rawValue)),
      ("post_acute", .bool(row.isPostAcute)), ("special_pay", .bool(row.isSpecialPay)),
      ("weight_before_cap", number(row.weightBeforeCap)), ("weight", number(row.weight)),
      ("geometric_mean_stay", number(row.geometricMeanStay)),
      ("arithmetic_mean_stay", number(row.arithmeticMeanStay)))
  }
}
