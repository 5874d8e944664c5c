// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Pricing
import Storage
public import Values

/// Prices outpatient claims under Medicare's outpatient prospective payment system, every step shown.
public struct PriceOutpatient {
  private var library: OutpatientLibrary
  private let hospital: OutpatientHospital?
  private let hospitalFindings: [Finding]
  /// Whether the steps are part of an answer.
  public var showsTerms = true

  /// Opens the installed tables and reads the factors of a hospital from a file.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read or is not JSON.
  public init(_ installation: Installation, hospital path: String) throws(WorkflowFailure) {
    let bytes = try asWorkflow { try Files.read(path) }
    try self.init(installation, rates: try AnsweredLines(path).parsed(bytes))
  }

  /// Opens the installed tables and reads the factors of a hospital.
  ///
  /// - Parameter known: The knowledge date: later releases are not looked at.
  /// - Throws: ``WorkflowFailure`` where an installation cannot be opened.
  public init(
    _ installation: Installation, rates: JSON, known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    library = OutpatientLibrary(try asWorkflow { try installation.library(known: known) })
    (hospital, hospitalFindings) = OutpatientHospital.read(rates)
  }

  /// The factors of an invented hospital.
  public static var exampleHospital: [UInt8] {
    Assets.bytes("pricing/outpatient-hospital.json")
  }

  /// Prices a claim.
  ///
  /// - Returns: The answer of ``GroupOutpatient`` with `payment`, `deductible`, `coinsurance`,
  ///   `reimbursement`, `outlier` and `terms` of each line, and their sums in `total`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the factors and the claim.
  public mutating func price(_ json: JSON) throws(WorkflowFailure) -> JSON {
    guard hospital != nil else { throw WorkflowFailure(hospitalFindings, .unusable) }
    return try price(OutpatientDocument(json))
  }

  /// Prices a claim that was read.
  mutating func price(_ document: OutpatientDocument) throws(WorkflowFailure) -> JSON {
    guard let hospital else { throw WorkflowFailure(hospitalFindings, .unusable) }
    return try price(document, hospital)
  }

  /// Prices claims, a line of JSON each.
  ///
  /// - Returns: How many lines could not be priced.
  public mutating func priceAll(
    _ path: String, each: (JSON) -> Void
  ) throws(WorkflowFailure) -> Int {
    guard hospital != nil else { throw WorkflowFailure(hospitalFindings, .unusable) }
    return try AnsweredLines(path).forEach(
      { json throws(WorkflowFailure) in try price(json) }, each)
  }

  private mutating func price(
    _ document: OutpatientDocument, _ hospital: OutpatientHospital
  ) throws(WorkflowFailure) -> JSON {
    let day = document.claim.from
    if let period = hospital.period, !period.contains(day) {
      throw WorkflowFailure(
        "apc.other-period", .rejected, ("on", day.description),
        ("from", period.effective.description),
        ("to", period.termination?.description ?? "further on"))
    }
    guard let year = OutpatientLibrary.years.first(where: { $0.year == day.parts.year }) else {
      throw WorkflowFailure("apc.no-year", .rejected, ("year", "\(day.parts.year)"))
    }
    let grouper = try library.grouper(on: day)
    let answer = grouper.group(document.claim)
    let json = OutpatientJSON(document, answer, grouper.tables)
    var calculation = OutpatientCalculation(
      hospital, wageIndex: try wageIndex(of: hospital, on: day), year: year,
      adjustments: OutpatientLibrary.adjustments)
    calculation.deviceCredit = document.deductedCredit
    calculation.bloodPintsLeft = document.bloodPintsLeft
    calculation.isForNonPatient = document.claim.billType == 14
    if let left = document.deductibleLeft { calculation.deductibleLeft = left }
    let payment = calculation.payment(for: OutpatientPricing(json).lines)
    return combined(json, payment, hospital)
  }

  private func wageIndex(
    of hospital: OutpatientHospital, on day: CalendarDate
  ) throws(WorkflowFailure) -> FixedDecimal {
    var index = hospital.wageIndex
    if index == nil, let area = hospital.area {
      index = try library.wageIndex(of: area, on: day)
    }
    guard var index else {
      throw WorkflowFailure(
        "apc.no-wage-index", .rejected, ("area", hospital.area ?? ""), ("on", day.description))
    }
    if let number = hospital.certification, let more = try library.outMigration(of: number, on: day)
    {
      index = index + more
    }
    return index
  }

  private func combined(
    _ json: OutpatientJSON, _ payment: OutpatientPayment, _ hospital: OutpatientHospital
  ) -> JSON {
    let lines = payment.lines.enumerated().map { index, paid in
      var members = json.line(index).members
      members +=
        JSON.members(
          ("payment", .money(paid.payment)), ("deductible", .money(paid.deductible)),
          ("blood_deductible", .money(paid.bloodDeductible)),
          ("coinsurance", .money(paid.coinsurance)), ("reimbursement", .money(paid.reimbursement)),
          ("outlier", .money(paid.outlier)),
          (
            "terms",
            showsTerms ? .array(paid.terms.map(OutpatientTerms.json)) : nil
          )
        ).members
      return JSON.object(members)
    }
    var members = json.json.members.filter { $0.name != "lines" }
    members.append(JSON.Member("hospital", hospital.name.map(JSON.string) ?? .null))
    members.append(JSON.Member("lines", .array(lines)))
    let medicare = payment.sum(\.reimbursement) + payment.sum(\.outlier)
    members.append(
      JSON.Member(
        "total",
        .members(
          ("payment", .money(payment.sum(\.payment))),
          ("deductible", .money(payment.sum(\.deductible))),
          ("blood_deductible", .money(payment.sum(\.bloodDeductible))),
          ("coinsurance", .money(payment.sum(\.coinsurance))),
          ("outlier", .money(payment.sum(\.outlier))), ("medicare", .money(medicare)))))
    return .object(members)
  }
}

/// The words of the steps of an outpatient payment, from the table `pricing/opps-terms.tsv`.
enum OutpatientTerms {
  private static let words = PaymentTerms.read("pricing/opps-terms.tsv")

  static func json(_ term: PaymentTerm) -> JSON { PaymentTerms.json(term, words) }
}

/// Turns what the grouper made of a claim into what is priced.
struct OutpatientPricing {
  let json: OutpatientJSON

  init(_ json: OutpatientJSON) { self.json = json }

  var lines: [OutpatientPricedLine] { json.answer.lines.indices.map(line) }

  private func line(_ index: Int) -> OutpatientPricedLine {
    let (given, line) = (json.document.claim.lines[index], json.answer.lines[index])
    let row = json.rates(of: index)
    let effect: OutpatientPricedLine.Effect =
      switch line.effect {
      case .paid: (row?.rate ?? -1) >= 0 ? .paid : .other
      case .packaged: .packaged
      case .chargesToCost: .chargesToCost
      case .elsewhere, .cost, .unpaid: .other
      }
    return OutpatientPricedLine(
      status: line.status ?? .n, effect: effect, rate: row?.rate ?? 0,
      nationalCopayment: row?.nationalCopayment ?? -1,
      minimumCopayment: row?.minimumCopayment ?? -1,
      drugCoinsurance: row?.coinsurance ?? -1, units: line.units, discount: line.discount,
      composite: line.composite, charge: given.charge, marks: marks(index),
      device: effect == .chargesToCost ? offset(of: index) : device(of: index), day: given.date)
  }

  private func marks(_ index: Int) -> OutpatientPricedLine.Marks {
    let (given, line) = (json.document.claim.lines[index], json.answer.lines[index])
    let texts = Set(given.modifiers.map(\.description))
    var marks: OutpatientPricedLine.Marks = []
    if texts.contains("PN") { marks.insert(.notExcepted) }
    // Of the services off the campus that are excepted only the clinic visit is reduced.
    if texts.contains("PO"), given.code?.description == "G0463" { marks.insert(.offCampusVisit) }
    if texts.contains("CT") { marks.insert(.tomography) }
    if texts.contains("FX") { marks.insert(.film) }
    if texts.contains("FY") { marks.insert(.radiography) }
    if texts.contains("73") { marks.insert(.terminated) }
    if texts.contains("PT") { marks.insert(.screening) }
    switch line.blood {
    case .product: marks.insert(.bloodProduct)
    case .pints: marks.formUnion([.bloodProduct, .pints])
    case .processing: marks.insert(.bloodProcessing)
    case nil: break
    }
    if let row = json.tables.published.groups[UInt64(line.group)],
      json.tables.published.groups.text(row.title).hasPrefix("New Technology")
    {
      marks.insert(.newTechnology)
    }
    return marks
  }

  private func device(of index: Int) -> Money? {
    json.document.claim.lines[index].code
      .flatMap { json.tables.published.devices?[$0.bits] }
      .map { Money(cents: $0.amount) }
  }

  /// The device part of the procedure of the day, which pass-through devices take the place of.
  private func offset(of index: Int) -> Money? {
    let date = json.document.claim.lines[index].date
    guard json.answer.lines[index].status == .h else { return nil }
    return json.answer.lines.indices
      .filter {
        json.answer.lines[$0].effect == .paid && json.document.claim.lines[$0].date == date
      }
      .compactMap(device(of:)).max()
  }
}
