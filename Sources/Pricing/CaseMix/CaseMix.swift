// SPDX-License-Identifier: Apache-2.0

public import Values

/// What the grouped discharges of a hospital weigh: in all, by month, category, kind and DRG, and how far
/// complications were captured.
public struct CaseMix: Sendable {
  /// A grouped discharge.
  public struct Discharge: Sendable {
    /// The day of discharge; nothing where it is not known.
    public var date: CalendarDate?
    /// The days of the stay; nothing where they are not known.
    public var days: Int?
    /// The patient discharge status; nothing where it is not known.
    public var status: String?

    /// Describes a discharge.
    public init(date: CalendarDate? = nil, days: Int? = nil, status: String? = nil) {
      self.date = date
      self.days = days
      self.status = status
    }
  }

  /// All discharges that have a weight.
  public private(set) var all = CaseMixTally()
  /// The same by month, `2026-01`; discharges without a date are in none.
  public private(set) var months: [String: CaseMixTally] = [:]
  /// The same by the category of the DRG in Table 5; the empty text for those of none.
  public private(set) var categories: [String: CaseMixTally] = [:]
  /// The same by medical and surgical.
  public private(set) var kinds: [DRGWeight.Kind: CaseMixTally] = [:]
  /// The same by DRG.
  public private(set) var drgs: [Int: CaseMixTally] = [:]
  /// Discharges with a major complication or comorbidity, of those in families that have this level.
  public private(set) var major = CaptureRate()
  /// Discharges with any, of those in families that have a level without.
  public private(set) var any = CaptureRate()
  /// Discharges of which it is not known whether they were transfers.
  public private(set) var withoutTransferStatus = 0
  /// Discharges that could not be grouped, and count nowhere else.
  public private(set) var ungroupable = 0

  /// Nothing counted yet.
  public init() {}

  /// Counts a discharge whose DRG has no weight.
  public mutating func addUngroupable() { ungroupable += 1 }

  /// Counts a discharge; one of a DRG without weight counts as ungroupable.
  public mutating func add(_ drg: DRGWeight, _ discharge: Discharge, _ levels: SeverityLevels) {
    guard let weight = drg.weight else { return addUngroupable() }
    let share = share(of: discharge, drg)
    func count(_ tally: inout CaseMixTally) { tally.add(weight: weight, share: share) }
    count(&all)
    if let date = discharge.date {
      count(&months[String(date.description.prefix(7)), default: CaseMixTally()])
    }
    count(&categories[drg.category ?? "", default: CaseMixTally()])
    count(&kinds[drg.kind, default: CaseMixTally()])
    count(&drgs[drg.drg, default: CaseMixTally()])
    guard let place = levels[drg.drg] else { return }
    if place.hasMajor { major.add(isCaptured: place.level == .majorComplication) }
    if place.hasWithout { any.add(isCaptured: place.level != .without) }
  }

  /// The share of the full payment that is paid for a discharge; one where that is not known.
  private mutating func share(of discharge: Discharge, _ drg: DRGWeight) -> FixedDecimal {
    guard let date = discharge.date, let days = discharge.days, let status = discharge.status,
      let meanStay = drg.geometricMeanStay
    else {
      withoutTransferStatus += 1
      return .one
    }
    let stay = InpatientStay(discharged: date, days: days, status: status, charges: .zero)
    return TransferRule.rule(for: stay, in: drg).fraction(days: days, geometricMeanStay: meanStay)
  }
}
