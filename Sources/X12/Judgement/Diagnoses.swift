// SPDX-License-Identifier: Apache-2.0

import Values

/// The principal and other diagnoses of a claim.
struct Diagnoses {
  /// How many the segment of the principal diagnosis has: what the lines of a claim point at.
  var count = 0
  private var keys: [UInt64] = []

  mutating func forget() {
    count = 0
    if !keys.isEmpty { keys.removeAll(keepingCapacity: true) }
  }

  /// Notes a code; false where the claim has it already.
  mutating func insert(_ key: UInt64) -> Bool {
    if keys.contains(key) { return false }
    keys.append(key)
    return true
  }
}

extension SetJudge {
  /// Notes the diagnoses of a HI segment, of which none may come twice.
  ///
  /// The admitting diagnosis and the reasons for a visit may repeat another.
  ///
  /// Source: ICD-10-CM Official Guidelines, section I.B.12.
  mutating func noteDiagnoses(_ segment: SegmentView) {
    let first = segment.component(1, 1)
    if first == "ABK" || first == "BK" {
      balance.diagnoses.count = (1...max(segment.count, 1)).count { !segment[$0].isEmpty }
    }
    // The guidelines for ICD-10-CM say so; what was coded in ICD-9-CM is left as it was.
    guard first == "ABK" || first == "ABF", segment.count > 0 else { return }
    for number in 1...segment.count {
      let code = segment.component(number, 2)
      guard !code.isEmpty, !balance.diagnoses.insert(code.key) else { continue }
      append(
        "x12.837.diagnosis-repeated", .rejects, .situation,
        at: position(segment, element: number, component: 2),
        facts: [.init("diagnosis", code.text)], acknowledgement: .element("7"))
    }
  }
}
