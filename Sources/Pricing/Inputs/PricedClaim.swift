// SPDX-License-Identifier: Apache-2.0

public import Values

/// A claim that is to be priced: a DRG and the stay it was assigned to.
public struct PricedClaim: Sendable {
  /// What whoever asks calls it; given back with the answer.
  public var id: JSON?
  /// The DRG.
  public var drg: Int
  /// The stay.
  public var stay: InpatientStay

  /// Reads a claim from its document; `Docs/InpatientPayment.md` describes it.
  ///
  /// - Parameter isStatus: Tells whether a patient discharge status is assigned on a day.
  /// - Returns: The claim, or nothing and every fault with its path.
  public static func read(
    _ json: JSON, isStatus: (String, CalendarDate) -> Bool
  ) -> (claim: PricedClaim?, findings: [Finding]) {
    var reader = InputReader(json, path: "claim")
    reader.checkMembers(
      "id", "drg", "discharged", "admitted", "stay", "status", "charges", "condition_codes",
      "readmitted_elsewhere_same_day", "new_technology")
    let drg = reader.count("drg", 1...999)
    let discharged = reader.date("discharged", isRequired: true)
    let days = days(&reader, discharged: discharged)
    let status = status(&reader, discharged: discharged, isStatus)
    let charges = reader.money("charges", below: 100_000_000)
    let codes = reader.texts("condition_codes")
    let isReadmitted = reader.flag("readmitted_elsewhere_same_day")
    let technology = technology(&reader)
    guard reader.findings.isEmpty, let drg, let discharged, let days, let status, let charges
    else { return (nil, reader.findings) }
    var stay = InpatientStay(
      discharged: discharged, days: days, status: status, charges: charges,
      conditionCodes: Set(codes))
    stay.isReadmittedElsewhereSameDay = isReadmitted
    stay.newTechnology = technology
    return (PricedClaim(id: json["id"], drg: drg, stay: stay), [])
  }

  /// The days of the stay, as given or from the day of admission.
  private static func days(_ reader: inout InputReader, discharged: CalendarDate?) -> Int? {
    let admitted = reader.date("admitted")
    if reader.has("stay") {
      let days = reader.count("stay", 0...999)
      if let days, let admitted, let discharged, Self.nights(admitted, discharged) != days {
        reader.note("price.conflicting-values", "stay", ("other", "admitted"))
      }
      return days
    }
    guard reader.has("admitted") else {
      reader.note("price.missing-value", "stay")
      return nil
    }
    guard let admitted, let discharged else { return nil }
    let days = nights(admitted, discharged)
    guard (0...999).contains(days) else {
      reader.bad("admitted", "a day up to 999 days before the discharge")
      return nil
    }
    return days
  }

  private static func nights(_ admitted: CalendarDate, _ discharged: CalendarDate) -> Int {
    Int(discharged.daysSinceEpoch - admitted.daysSinceEpoch)
  }

  private static func status(
    _ reader: inout InputReader, discharged: CalendarDate?,
    _ isStatus: (String, CalendarDate) -> Bool
  ) -> String? {
    guard reader.has("status") else {
      reader.note("price.missing-value", "status")
      return nil
    }
    guard let status = reader.text("status") else { return nil }
    guard let discharged else { return status }
    guard isStatus(status, discharged) else {
      reader.bad("status", "a patient discharge status of two digits, such as 01")
      return nil
    }
    if status == "30" { reader.note("price.not-discharged", "status") }
    return status
  }

  private static func technology(
    _ reader: inout InputReader
  ) -> InpatientStay.NewTechnology? {
    guard var part = reader.part("new_technology") else { return nil }
    defer { reader.take(part) }
    part.checkMembers("maximum", "share")
    let maximum = part.money("maximum", below: 10_000_000)
    let usual = FixedDecimal(units: 65, places: 2)
    let share = part.number("share", places: 2, .zero...FixedDecimal.one, default: usual)
    guard let maximum, let share else { return nil }
    return InpatientStay.NewTechnology(maximum: maximum, share: share)
  }
}
