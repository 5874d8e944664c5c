// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// The place of service is a code of the national list.
///
/// Source: 45 CFR 162.1002 as adopted in 005010X222A1, CLM05-1; CMS, Place of Service Code Set.
enum PlaceOfServiceEdit {
  static func judge(_ review: Review, _ findings: inout [Finding]) {
    guard let day = review.day, let code = review.encounter.placeOfService else { return }
    judge(code, at: .claim, on: day, review.codes, &findings)
  }

  static func judge(
    _ written: String, at place: Place, on day: CalendarDate, _ codes: EditCodes,
    _ findings: inout [Finding]
  ) {
    var source: RuleSource?
    if let code = PackedCode(written), code.count == 2 {
      guard let set = codes.placesOfService else { return }
      let list = set.on(day)
      guard list.deciding != nil, list.position(of: code) == nil else { return }
      source = list.release?.source(code.description)
    }
    findings.append(
      Finding(
        "place-of-service.unknown", .rejects, at: place,
        facts: [Finding.Fact("code", written)], source: source))
  }
}
