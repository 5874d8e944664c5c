// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values
import X12

/// The code lists that X12's guides refer to: the small ones of `Data/x12/lists`, and the installed code
/// sets for medical codes.
///
/// A list is opened when a guide first names it. Codes of a form that is enough by itself (CPT and CDT,
/// which are licensed; postal codes) are judged by form.
final class KnownCodes: ExternalCodes {
  private enum List: Int, CaseIterable {
    case icd10cm, icd10pcs, icd9cm, icd9pcs, hcpcs, taxonomy, modifier, cdt, zip, drg, typeofbill

    /// Whether it can be asked though no code set is installed for it.
    var needsNoSet: Bool {
      switch self {
      case .taxonomy, .drg: false
      default: true
      }
    }
  }

  /// The day from which diagnoses and inpatient procedures are coded in ICD-10.
  ///
  /// Source: 45 CFR 162.1002(b) and (c).
  private static let firstDayOfICD10 = CalendarDate(year: 2015, month: 10, day: 1)

  private let names: [String: Int]
  private let small: [SmallList]
  private let sets: [CodeSet?]
  private static let firstSmall = 100

  /// Takes what is installed; the medical code sets of a library that has none of a set count as not
  /// installed.
  init(library: CodeLibrary?) throws {
    var names: [String: Int] = [:]
    var sets: [CodeSet?] = []
    let ids: [CodeSetID?] = [
      .icd10cm, .icd10pcs, .icd9cm, .icd9proc, .hcpcs, CodeSetID("taxonomy"), .hcpcs, nil, nil,
      nil, nil,
    ]
    for (list, id) in zip(List.allCases, ids) {
      var set: CodeSet?
      if let library, let id, library.releases.contains(where: { $0.set == id }) {
        set = try library.codeSet(id)
      }
      sets.append(set)
      if set != nil || list.needsNoSet { names["\(list)"] = list.rawValue }
    }
    self.sets = sets
    var small: [SmallList] = []
    for name in Assets.names(under: "x12/lists/") {
      names[name] = Self.firstSmall + small.count
      small.append(SmallList(name: name, Assets.bytes("x12/lists/\(name).tsv")))
    }
    names["remittance"] = names["rarc"]
    self.small = small
    self.names = names
  }

  func number(ofList name: String) -> Int? { names[name] }

  func verdict(on code: ElementView, list: Int, date: CalendarDate?) -> CodeVerdict {
    if list >= Self.firstSmall {
      return small[list - Self.firstSmall].verdict(on: code, date: date)
    }
    guard let known = List(rawValue: list) else { return .notInstalled }
    switch known {
    case .zip: return isPostal(code) ? .valid : .unknown
    case .cdt: return code.count == 5 && code[0] == 0x44 ? .valid : .unknown
    case .hcpcs: return service(code, date)
    case .modifier: return modifier(code, date)
    case .typeofbill: return typeOfBill(code, date)
    case .drg: return .notInstalled
    case .icd10cm, .icd10pcs, .icd9cm, .icd9pcs:
      if let date, let other = verdictOfEra(known, date) { return other }
      return verdict(on: code, in: sets[list], date: date)
    case .taxonomy:
      return code.count == 10 ? verdict(on: code, in: sets[list], date: date) : .unknown
    }
  }

  func source(ofList list: Int, date: CalendarDate?) -> RuleSource? {
    if list >= Self.firstSmall {
      return RuleSource(
        document: small[list - Self.firstSmall].name, locator: "Data/x12/lists")
    }
    guard let set = sets[list], let table = date.flatMap(set.table(on:)) ?? set.newest else {
      return nil
    }
    return RuleSource(
      document: table.release.name, locator: "list of codes",
      sha256: table.release.sources.first?.sha256)
  }

  private func verdict(
    on code: ElementView, in set: CodeSet?, date: CalendarDate?
  ) -> CodeVerdict {
    guard let set else { return .notInstalled }
    guard let packed = PackedCode(bytes: code.bytes), isPlain(code) else { return .unknown }
    if let date, set.isBillable(packed, on: date) { return .valid }
    if let date, set.table(on: date) != nil {
      return isKnown(packed, in: set) ? .notInForce : .unknown
    }
    // No edition installed covers the day: any that has the code speaks for it. Before the first of them
    // there may have been others, which have ended since.
    if isKnown(packed, in: set) { return .valid }
    return date.map { isOlder($0, than: set) } == true ? .notJudged : .unknown
  }

  /// What there is to say of any code of a set on a day outside of the time in which the law has the set
  /// used; nothing on the other days.
  private func verdictOfEra(_ list: List, _ date: CalendarDate) -> CodeVerdict? {
    guard let first = Self.firstDayOfICD10 else { return nil }
    let isICD9 = list == .icd9cm || list == .icd9pcs
    if date >= first { return isICD9 ? .notInForce : nil }
    return isICD9 ? nil : .notYetInForce
  }

  /// Whether a day lies before all editions of a set that are installed.
  private func isOlder(_ date: CalendarDate, than set: CodeSet) -> Bool {
    !(set.editions + set.validity + set.lists).contains { $0.release.period.effective <= date }
  }

  private func isKnown(_ code: PackedCode, in set: CodeSet) -> Bool {
    if set.hit(code, on: nil)?.entry.flags.contains(.billable) == true { return true }
    return (set.editions + set.validity + set.lists).contains { table in
      table.position(of: code).map { table.flags(at: $0).contains(.billable) } ?? false
    }
  }

  /// Codes are sent without points and blanks, in upper case.
  private func isPlain(_ code: ElementView) -> Bool {
    code.bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  private func service(_ code: ElementView, _ date: CalendarDate?) -> CodeVerdict {
    guard code.count == 5, isPlain(code) else { return .unknown }
    let hasDigits = (1..<4).allSatisfy { (0x30...0x39).contains(code[$0]) }
    guard hasDigits else { return .unknown }
    let first = code[0]
    if (0x30...0x39).contains(first) { return CPTForm(code.text) == nil ? .unknown : .valid }
    guard (0x30...0x39).contains(code[4]) else { return .unknown }
    if first == 0x44 { return .valid }
    guard let set = sets[List.hcpcs.rawValue] else { return .notInstalled }
    return verdict(on: code, in: set, date: date)
  }

  /// Judges a modifier of a procedure code: those of CPT and the two letters of an ambulance's origin and
  /// destination by their form, the others by the edition of HCPCS that was in force.
  private func modifier(_ code: ElementView, _ date: CalendarDate?) -> CodeVerdict {
    guard code.count == 2, isPlain(code), let packed = PackedCode(bytes: code.bytes) else {
      return .unknown
    }
    guard ModifierForm(packed) == nil, let set = sets[List.modifier.rawValue], let date,
      set.table(on: date) != nil
    else { return .valid }
    if set.isBillable(packed, on: date) { return .valid }
    return isKnown(packed, in: set) ? .notInForce : .unknown
  }

  /// Judges a type of bill with its frequency by the lists of both; a leading zero may stand before it.
  private func typeOfBill(_ code: ElementView, _ date: CalendarDate?) -> CodeVerdict {
    let from = code.count == 4 && code[0] == 0x30 ? 1 : 0
    guard code.count - from == 3 else { return .unknown }
    guard let kinds = names["billtype"], let frequencies = names["claimfrequency"] else {
      return .notInstalled
    }
    let digits = code.bytes.dropFirst(from)
    let verdicts = [
      small[kinds - Self.firstSmall].verdict(on: digits.prefix(2), date: date),
      small[frequencies - Self.firstSmall].verdict(on: digits.suffix(1), date: date),
    ]
    return verdicts.first { $0 != .valid } ?? .valid
  }

  private func isPostal(_ code: ElementView) -> Bool {
    let digits = code.bytes.count { (0x30...0x39).contains($0) }
    return digits < code.count || digits == 5 || digits == 9
  }
}

/// A list of codes with the days between which each is in force.
///
/// Source: the tables of `Data/x12/lists`.
struct SmallList: Sendable {
  let name: String
  private let codes: [UInt64: EffectivePeriod?]

  init(name: String, _ table: [UInt8]) {
    self.name = name
    var codes: [UInt64: EffectivePeriod?] = [:]
    for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
      guard !line.hasPrefix("#") else { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard let key = Self.key(cells[0].utf8) else { continue }
      let from = cells.count > 2 ? CalendarDate(cells[2]) : nil
      let until = cells.count > 3 ? CalendarDate(cells[3]) : nil
      if from == nil, until == nil {
        codes[key] = .some(nil)
      } else {
        let first = from ?? CalendarDate(daysSinceEpoch: -25_567)
        codes[key] = .some(EffectivePeriod(effective: first, termination: until))
      }
    }
    self.codes = codes
  }

  private static func key(_ bytes: some Sequence<UInt8>) -> UInt64? {
    var key: UInt64 = 0
    var count = 0
    for byte in bytes {
      count += 1
      key = key << 8 | UInt64(byte)
    }
    return count > 0 && count <= 8 ? key : nil
  }

  func verdict(on code: ElementView, date: CalendarDate?) -> CodeVerdict {
    verdict(on: code.bytes, date: date)
  }

  func verdict(on code: some Sequence<UInt8>, date: CalendarDate?) -> CodeVerdict {
    guard let key = Self.key(code), let found = codes[key] else { return .unknown }
    guard let period = found, let date else { return .valid }
    return period.contains(date) ? .valid : .notInForce
  }
}
