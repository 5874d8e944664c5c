// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

extension ServiceRecord {
  /// The record as ``ServiceRecordReading`` reads it; what is absent is left out.
  public var json: JSON {
    let digits = billType == 0 ? nil : "\(billType)"
    return .members(
      ("id", .string(id)), ("bill", .string(bill.rawValue)), ("billType", digits.map(JSON.string)),
      ("from", period.map { .date($0.lowerBound) }),
      ("through", period.map { .date($0.upperBound) }),
      (
        "dischargeStatus",
        dischargeStatus == 0 ? nil : .string(Self.twoDigits(Int(dischargeStatus)))
      ),
      ("claimFiling", claimFiling.map(JSON.string)), ("payer", payer.map(JSON.string)),
      ("contractor", contractor.map(JSON.string)), ("state", state.map(JSON.string)),
      ("birthDate", birthDate.map { .date($0) }), ("sex", sex.map(JSON.string)),
      (
        "conditionCodes",
        conditionCodes.isEmpty ? nil : .array(conditionCodes.map(JSON.string))
      ),
      (
        "diagnoses",
        diagnoses.isEmpty ? nil : .array(diagnoses.map { .string($0.description) })
      ), ("lines", .array(lines.map { .object($0.members) })),
      (
        "history",
        history.isEmpty
          ? nil
          : .array(
            history.map { past in
              .object([JSON.Member("claim", .string(past.claim))] + past.line.members)
            })
      ))
  }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension ServiceRecord.Line {
  /// The members of the line.
  fileprivate var members: [JSON.Member] {
    JSON.members(
      ("number", .int(number)), ("code", code.map { .string($0.description) }),
      (
        "modifiers",
        modifiers.isEmpty ? nil : .array(modifiers.map { .string($0.description) })
      ),
      ("units", .number(units.description)),
      ("unitBasis", unitBasis == .unit ? nil : .string(unitBasis.rawValue)),
      ("from", .date(from)), ("through", through == from ? nil : .date(through)),
      (
        "place",
        placeOfService.map { .string(ServiceRecord.twoDigits(Int($0))) }
      ), ("revenue", revenueCode.map { .string(Self.fourDigits($0)) }),
      ("charge", charge == .zero ? nil : .money(charge)),
      ("rendering", rendering == 0 ? nil : .string(Self.tenDigits(rendering))),
      ("billing", billing == 0 ? nil : .string(Self.tenDigits(billing))),
      ("taxonomy", taxonomy.map { .string($0.description) }),
      ("pointers", pointers.isEmpty ? nil : .array(pointers.map { .int(Int($0)) }))
    ).members
  }

  private static func fourDigits(_ number: UInt16) -> String { padded("\(number)", 4) }

  private static func tenDigits(_ number: UInt64) -> String { padded("\(number)", 10) }

  private static func padded(_ digits: String, _ places: Int) -> String {
    String(repeating: "0", count: max(0, places - digits.utf8.count)) + digits
  }
}
