// SPDX-License-Identifier: Apache-2.0

import Values

/// The forms that codes and numbers have on a claim, whatever they mean.
private enum Form {
  static func digits(_ count: Int) -> (String) -> Bool {
    { $0.utf8.count == count && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  static func letters(_ count: Int) -> (String) -> Bool {
    { $0.utf8.count == count && $0.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) } }
  }

  static func places(_ counts: ClosedRange<Int>) -> (String) -> Bool {
    {
      counts.contains($0.utf8.count)
        && $0.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
    }
  }
}

extension ClaimBuilding {
  /// Finds what could not be meant by anybody: a place of service of three digits, a state by name.
  ///
  /// Whether a code exists is not asked here.
  mutating func checkForms() {
    form(encounter.placeOfService, "placeOfService", at: .claim, Form.digits(2))
    form(encounter.admission?.type, "admission.type", at: .claim, Form.digits(1))
    form(encounter.admission?.source, "admission.source", at: .claim, Form.places(1...1))
    form(encounter.discharge?.status, "discharge.status", at: .claim, Form.digits(2))
    form(encounter.accident?.state, "accident.state", at: .claim, Form.letters(2))
    for occurrence in encounter.occurrences {
      form(occurrence.code, "occurrences", at: .claim, Form.places(2...2))
    }
    for code in encounter.conditionCodes {
      form(code, "conditionCodes", at: .claim, Form.places(2...2))
    }
    for value in encounter.valueCodes {
      form(value.code, "valueCodes", at: .claim, Form.places(2...2))
    }
    checkPartyForms()
    checkCodeForms()
    for (index, charge) in encounter.charges.enumerated() {
      checkForms(of: charge, at: .serviceLine(index + 1))
    }
  }

  private mutating func checkPartyForms() {
    checkForms(of: encounter.patient.person.address, at: .patient)
    for (index, coverage) in encounter.coverages.enumerated() {
      checkForms(of: coverage.payer.address, at: .coverage(index + 1))
      checkForms(of: coverage.subscriber?.address, at: .coverage(index + 1))
      form(coverage.subscriberID, "subscriberId", at: .coverage(index + 1)) {
        $0.utf8.count >= 2
      }
      form(coverage.payer.id, "payer.id", at: .coverage(index + 1)) { $0.utf8.count >= 2 }
    }
    for role in encounter.providers.roles {
      let place = Place.provider(role.rawValue)
      checkForms(of: encounter.providers[role]?.address, at: place)
      form(encounter.providers[role]?.telephone, "telephone", at: place, Form.digits(10))
    }
  }

  private mutating func checkForms(of address: Address?, at place: Place) {
    guard let address else { return }
    form(address.city, "address.city", at: place) { $0.utf8.count >= 2 }
    if !(1...2).contains(address.lines.count) { bad("address.lines", at: place) }
    guard address.country == nil else { return }
    form(address.state ?? "", "address.state", at: place, Form.letters(2))
    form(address.postalCode ?? "", "address.postalCode", at: place) {
      Form.digits(5)($0) || Form.digits(9)($0)
    }
  }

  private mutating func checkCodeForms() {
    for (index, diagnosis) in encounter.diagnoses.enumerated() {
      let code = diagnosis.code.filter { $0 != "." }
      form(code, "code", at: .diagnosis(index + 1), Form.places(3...7))
    }
    for (index, procedure) in encounter.procedures.enumerated() {
      let code = procedure.code.filter { $0 != "." }
      let counts = procedure.codeSet == .icd10pcs ? 7...7 : 3...4
      form(code, "code", at: .procedure(index + 1), Form.places(counts))
    }
  }

  private mutating func checkForms(of charge: Charge, at place: Place) {
    form(charge.code, "code", at: place, Form.places(5...5))
    for modifier in charge.modifiers { form(modifier, "modifiers", at: place, Form.places(2...2)) }
    form(charge.placeOfService, "placeOfService", at: place, Form.digits(2))
    form(charge.revenueCode, "revenueCode", at: place, Form.digits(4))
    form(charge.drug?.code, "drug.code", at: place, Form.digits(11))
  }

  private mutating func form(
    _ text: String?, _ field: String, at place: Place, _ isGood: (String) -> Bool
  ) {
    if let text, !isGood(text) { bad(field, at: place) }
  }

  private mutating func bad(_ field: String, at place: Place) {
    find("claim.bad-form", at: place, [Finding.Fact("field", field)])
  }
}
