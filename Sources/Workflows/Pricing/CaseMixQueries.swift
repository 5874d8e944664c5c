// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Storage
public import Values

/// What is asked of the case mix of grouped discharges.
public struct CaseMixQueries {
  /// What the person who asks says of the files.
  public struct Options: Sendable {
    /// A file with the day of discharge, the stay and the status of each discharge, matched by `id`.
    public var claims: String?
    /// The day whose table of weights counts for all; nothing for that of each discharge.
    public var on: CalendarDate?

    /// Makes options.
    public init(claims: String? = nil, on: CalendarDate? = nil) {
      self.claims = claims
      self.on = on
    }
  }

  /// The discharges of a file, counted.
  struct Counted {
    var mix = CaseMix()
    var editions: Set<String> = []
    var titles: [Int: DRGWeight] = [:]
    /// The DRG of each discharge that has an `id`, for a comparison.
    var byID: [String: Int] = [:]
    var order: [String] = []
  }

  private var tables: WeightTables
  private let options: Options

  /// Opens the installed weights.
  public init(_ installation: Installation, _ options: Options = Options()) throws(WorkflowFailure)
  {
    tables = WeightTables(try asWorkflow { try installation.library() })
    self.options = options
  }

  /// The case mix of a file.
  ///
  /// - Returns: `discharges`, `ungroupable`, `case_mix_index`, the same adjusted for transfers, by month,
  ///   category, kind and DRG, and the capture of complications.
  /// - Throws: ``WorkflowFailure`` with every line that cannot be read.
  public mutating func caseMix(_ path: String) throws(WorkflowFailure) -> JSON {
    CaseMixAnswer.json(try count(path, keepsIDs: false))
  }

  /// The case mix of two files, and what changed from one to the other.
  ///
  /// - Returns: `before`, `after`, `change` of the index, `drgs` whose number of discharges changed, and
  ///   where discharges have an `id` in both files, `shifts`: from which DRG to which, how often.
  /// - Throws: ``WorkflowFailure`` with every line that cannot be read.
  public mutating func compare(before: String, after: String) throws(WorkflowFailure) -> JSON {
    let old = try count(before, keepsIDs: true)
    let new = try count(after, keepsIDs: true)
    return CaseMixAnswer.comparison(old, new)
  }

  private mutating func count(_ path: String, keepsIDs: Bool) throws(WorkflowFailure) -> Counted {
    var faults = DischargeFile.Faults()
    let details = try self.details(&faults)
    var counted = Counted()
    var tables = tables
    let day = options.on
    if let day, try tables.edition(on: day) == nil {
      throw WorkflowFailure([WeightTables.missing(on: day)], .notInstalled)
    }
    var missing: Set<Int> = []
    try DischargeFile(path).forEach(&faults) { record, faults in
      var discharge = record.discharge
      if let id = record.id, let more = details[id] {
        discharge.date = discharge.date ?? more.date
        discharge.days = discharge.days ?? more.days
        discharge.status = discharge.status ?? more.status
      }
      if keepsIDs, let id = record.id {
        if counted.byID.updateValue(record.drg ?? 999, forKey: id) == nil {
          counted.order.append(id)
        }
      }
      guard let number = record.drg else { return counted.mix.addUngroupable() }
      guard let on = day ?? discharge.date else {
        return faults.add("price.missing-value", line: record.line, ("field", "discharge_date"))
      }
      guard let edition = try tables.edition(on: on) else {
        // Once a fiscal year: a table covers all of it.
        let (year, month, _) = on.parts
        guard missing.insert(month < 10 ? year : year + 1).inserted else { return }
        return faults.add(
          WeightTables.missing(on: on, at: .text(line: record.line, byte: nil)))
      }
      let release = edition.table.release
      guard let drg = edition.table[number] else {
        return faults.add(
          "price.unknown-drg", line: record.line, ("drg", "\(number)"), ("edition", release.name))
      }
      counted.editions.insert(release.name)
      counted.titles[number] = drg
      counted.mix.add(drg, discharge, edition.levels)
    }
    self.tables = tables
    try faults.check()
    return counted
  }

  /// What the file of claims says of each discharge, by its id.
  private func details(
    _ faults: inout DischargeFile.Faults
  ) throws(WorkflowFailure) -> [String: CaseMix.Discharge] {
    guard let claims = options.claims else { return [:] }
    var details: [String: CaseMix.Discharge] = [:]
    try DischargeFile(claims).forEach(needsDRG: false, &faults) { record, faults in
      guard let id = record.id else {
        return faults.add("price.missing-value", line: record.line, ("field", "id"))
      }
      details[id] = record.discharge
    }
    return details
  }
}
