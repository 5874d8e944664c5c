// SPDX-License-Identifier: Apache-2.0

import Values

/// The claims of many patients, kept so that each can be judged beside the earlier ones of the same patient.
///
///     record.history += history.services(before: record, of: subject)
///     history.add(record, of: subject)
///
/// Kept is what edits ask of an earlier service: code, modifiers, units, days, who rendered and who billed it, and the
/// name of its claim; not charges, places and diagnoses. A service takes 16 bytes, a claim 24 and its name.
public struct ClaimHistory: Sendable {
  /// What decides whose history a claim is in, and which earlier claim it takes the place of.
  public struct Subject: Hashable, Sendable {
    /// Who was treated.
    public var patient: PatientIdentity
    /// Whether the claim is the first, a replacement or a void.
    public var frequency: ClaimFrequency
    /// The payer's number for the claim that is replaced or voided.
    public var payerClaimControlNumber: String?

    /// Makes a subject.
    public init(
      patient: PatientIdentity, frequency: ClaimFrequency = .original,
      payerClaimControlNumber: String? = nil
    ) {
      self.patient = patient
      self.frequency = frequency
      self.payerClaimControlNumber = payerClaimControlNumber
    }

    /// Takes it from a claim; nothing where the claim does not say enough of its patient.
    public init?(_ claim: Claim) {
      guard let patient = PatientIdentity(claim) else { return nil }
      self.init(
        patient: patient, frequency: claim.frequency,
        payerClaimControlNumber: claim.references["F8"])
    }
  }

  /// The most services of a patient that are looked at: the latest ones.
  public static let mostServices = 1000

  private struct Service {
    var what: UInt32
    var who: UInt32
    var from: Int32
    var moreDays: UInt16
    var number: UInt16
  }

  private struct Entry {
    var payerNumber: UInt64
    /// The patient's claim before this one, counted from 1; 0 for none.
    var previous: UInt32
    var servicesEnd: UInt32
    var nameEnd: UInt32
    var bill: UInt8
    var isReplaced = false
  }

  private struct What: Hashable {
    var code: PackedCode
    var modifiers: Modifiers
    var units: Quantity
    var basis: UnitBasis
  }

  private struct Who: Hashable {
    var rendering: UInt64
    var billing: UInt64
    var taxonomy: PackedCode?
  }

  private var entries: [Entry] = []
  private var services: [Service] = []
  private var names: [UInt8] = []
  /// The latest claim of each patient, counted from 1.
  private var latest: [PatientIdentity: UInt32] = [:]
  private var whats = Interned<What>()
  private var whos = Interned<Who>()

  /// Makes an empty history.
  public init() {}

  /// How many claims are kept.
  public var count: Int { entries.count }

  /// The services of the patient's earlier claims of the same form, in the order in which they were added.
  ///
  /// The claim itself is left out, added before or not: an earlier one of the same name with the same codes on the
  /// same days. So is the claim that it replaces. One that voids another has no history: none of its services is
  /// asked to be paid.
  ///
  /// - Complexity: O(*s*) in the services of the patient, at most ``mostServices`` and those of one claim.
  public func services(
    before record: ServiceRecord, of subject: Subject
  ) -> [ServiceRecord.Past] {
    guard subject.frequency != .void else { return [] }
    let left = Set(superseded(by: record, of: subject))
    var found: [Int] = []
    forEachEntry(of: subject.patient, record.bill) { if !left.contains($0) { found.append($0) } }
    var past: [ServiceRecord.Past] = []
    for index in found.reversed() {
      let claim = name(of: index)
      for service in services[range(of: index)] {
        past.append(ServiceRecord.Past(claim: claim, line: line(service)))
      }
    }
    return past
  }

  /// Adds a claim, in the place of itself and of the one that it replaces; one that voids another takes it away.
  ///
  /// The replaced claim is one of the same patient and form whose name, or whose payer's number, is the payer's number
  /// that the claim names; else one of the claim's own name. Among several, one with a day in common comes first, then
  /// the latest.
  ///
  /// - Complexity: O(*n*) in its lines, beside those of the patient's earlier claims.
  public mutating func add(_ record: ServiceRecord, of subject: Subject) {
    for index in superseded(by: record, of: subject) { entries[index].isReplaced = true }
    guard subject.frequency != .void else { return }
    for line in record.lines {
      guard let code = line.code else { continue }
      let what = What(
        code: code, modifiers: line.modifiers, units: line.units, basis: line.unitBasis)
      let who = Who(rendering: line.rendering, billing: line.billing, taxonomy: line.taxonomy)
      // A span that runs backwards is one day, one of more than 179 years as good as 179 years.
      services.append(
        Service(
          what: whats.number(of: what), who: whos.number(of: who), from: line.from.daysSinceEpoch,
          moreDays: UInt16(clamping: line.through.daysSinceEpoch - line.from.daysSinceEpoch),
          number: UInt16(clamping: line.number)))
    }
    names.append(contentsOf: record.id.utf8)
    entries.append(
      Entry(
        payerNumber: Self.hash(subject.payerClaimControlNumber),
        previous: latest[subject.patient] ?? 0, servicesEnd: UInt32(services.count),
        nameEnd: UInt32(names.count), bill: Self.number(of: record.bill)))
    latest[subject.patient] = UInt32(entries.count)
  }
}

extension ClaimHistory {
  /// The earlier claims that a claim takes the place of: itself, and the one that it replaces or voids.
  private func superseded(by record: ServiceRecord, of subject: Subject) -> [Int] {
    var indices: [Int] = []
    var replaced: (index: Int, rank: Int)?
    let number = Self.hash(subject.payerClaimControlNumber)
    forEachEntry(of: subject.patient, record.bill) { index in
      let hasName = isName(of: index, record.id)
      guard subject.frequency.refersToEarlierClaim else {
        if hasName, isSame(index, as: record) { indices.append(index) }
        return
      }
      let isNamed =
        number != 0
        && (entries[index].payerNumber == number
          || isName(of: index, subject.payerClaimControlNumber ?? ""))
      guard hasName || isNamed else { return }
      let rank = (isNamed ? 2 : 0) + (sharesDay(index, with: record) ? 1 : 0)
      if rank > replaced?.rank ?? -1 { replaced = (index, rank) }
    }
    return indices + [replaced?.index].compactMap(\.self)
  }

  /// Calls with the claims of a patient that were not replaced, the latest first.
  private func forEachEntry(
    of patient: PatientIdentity, _ bill: ServiceRecord.Bill, _ body: (Int) -> Void
  ) {
    let bill = Self.number(of: bill)
    var next = latest[patient] ?? 0
    var seen = 0
    while next > 0, seen < Self.mostServices {
      let index = Int(next) - 1
      next = entries[index].previous
      seen += max(1, range(of: index).count)
      if entries[index].bill == bill, !entries[index].isReplaced { body(index) }
    }
  }

  private func isSame(_ index: Int, as record: ServiceRecord) -> Bool {
    services[range(of: index)].elementsEqual(record.lines.lazy.filter { $0.code != nil }) {
      whats[$0.what].code == $1.code && $0.from == $1.from.daysSinceEpoch
    }
  }

  private func sharesDay(_ index: Int, with record: ServiceRecord) -> Bool {
    services[range(of: index)].contains { service in
      record.lines.contains {
        service.from <= $0.through.daysSinceEpoch
          && $0.from.daysSinceEpoch <= service.from + Int32(service.moreDays)
      }
    }
  }

  private func line(_ service: Service) -> ServiceRecord.Line {
    let (what, who) = (whats[service.what], whos[service.who])
    var line = ServiceRecord.Line(
      number: Int(service.number), code: what.code, units: what.units,
      on: CalendarDate(daysSinceEpoch: service.from))
    line.through = CalendarDate(daysSinceEpoch: service.from + Int32(service.moreDays))
    line.modifiers = what.modifiers
    line.unitBasis = what.basis
    line.rendering = who.rendering
    line.billing = who.billing
    line.taxonomy = who.taxonomy
    return line
  }

  private func range(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(entries[index - 1].servicesEnd))..<Int(entries[index].servicesEnd)
  }

  private func bytes(of index: Int) -> ArraySlice<UInt8> {
    names[(index == 0 ? 0 : Int(entries[index - 1].nameEnd))..<Int(entries[index].nameEnd)]
  }

  private func name(of index: Int) -> String { String(decoding: bytes(of: index), as: UTF8.self) }

  private func isName(of index: Int, _ name: String) -> Bool {
    bytes(of: index).elementsEqual(name.utf8)
  }

  private static func number(of bill: ServiceRecord.Bill) -> UInt8 {
    switch bill {
    case .professional: 0
    case .outpatient: 1
    case .supplier: 2
    case .inpatient: 3
    }
  }

  /// A hash of a number; 0 for none.
  private static func hash(_ number: String?) -> UInt64 {
    guard let number, !number.isEmpty else { return 0 }
    return UInt64(bitPattern: Int64(number.hashValue)) | 1
  }
}

/// Values that come again and again, each kept once under a number.
private struct Interned<Value: Hashable & Sendable>: Sendable {
  private var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]
  private var last: UInt32?

  subscript(number: UInt32) -> Value { values[Int(number)] }

  mutating func number(of value: Value) -> UInt32 {
    if let last, values[Int(last)] == value { return last }
    let number = numbers[value] ?? UInt32(values.count)
    if number == values.count {
      values.append(value)
      numbers[value] = number
    }
    last = number
    return number
  }
}
