// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// Invented encounters that make a clean claim, for tests to change.
public enum SampleEncounter {
  /// An office visit of a patient who holds the policy.
  public static var professional: Encounter {
    var encounter = base("VISIT-1", .office)
    encounter.placeOfService = "11"
    encounter.diagnoses = [
      Diagnosis(code: "E11.65", role: .firstListed), Diagnosis(code: "Z79.4"),
      Diagnosis(code: "I10"),
    ]
    encounter.providers[.rendering] = person("Okafor", "Ngozi", "1999999018")
    encounter.charges = [
      charge("99214", "212.00", pointers: [1, 3], modifiers: ["25"]),
      charge("83036", "38.50", pointers: [1], modifiers: ["QW"]),
    ]
    return encounter
  }

  /// A hospital stay with a procedure.
  public static var institutional: Encounter {
    var encounter = base("STAY-1", .inpatient)
    encounter.billType = BillType("111")
    encounter.statementPeriod = StatementPeriod(from: day("2026-02-03"), through: day("2026-02-07"))
    encounter.admission = Admission(
      date: day("2026-02-03"), time: TimeOfDay("11:20"), type: "1", source: "1")
    encounter.discharge = Discharge(
      date: day("2026-02-07"), time: TimeOfDay("13:30"), status: "03")
    encounter.providers[.attending] = person("Bergstrom", "Elena", "1999999018")
    encounter.diagnoses = [
      Diagnosis(code: "S72.141A", role: .principal, presentOnAdmission: .yes),
      Diagnosis(code: "S72.141A", role: .admitting),
      Diagnosis(code: "D62", presentOnAdmission: .no),
      Diagnosis(code: "Z79.4", presentOnAdmission: .exempt),
      Diagnosis(code: "W11.XXXA", role: .externalCause, presentOnAdmission: .yes),
    ]
    encounter.procedures = [
      InpatientProcedure(code: "0QS636Z", date: day("2026-02-04")),
      InpatientProcedure(code: "30233N1", date: day("2026-02-05")),
    ]
    var room = charge(nil, "7200.00", pointers: [])
    room.revenueCode = "0120"
    room.units = Quantity(4)
    room.unitBasis = .day
    room.date = day("2026-02-03")
    room.through = day("2026-02-06")
    var theatre = charge(nil, "11240.00", pointers: [])
    theatre.revenueCode = "0360"
    theatre.date = day("2026-02-04")
    encounter.charges = [room, theatre]
    return encounter
  }

  /// A day that is known to exist.
  public static func day(_ text: String) -> CalendarDate {
    guard let day = CalendarDate(text) else { preconditionFailure("no such day") }
    return day
  }

  /// An address with a postal code of nine digits.
  public static var address: Address {
    Address(lines: ["100 Main Street"], city: "Milbrook", state: "OH", postalCode: "430990100")
  }

  /// A person as a provider.
  public static func person(_ family: String, _ given: String, _ npi: String) -> Provider {
    Provider(
      name: .person(PersonName(family: family, given: given)), npi: npi,
      taxonomy: TaxonomyCode("207Q00000X"))
  }

  private static func charge(
    _ code: String?, _ amount: String, pointers: [Int], modifiers: [String] = []
  ) -> Charge {
    guard let amount = Money(amount) else { preconditionFailure("no such amount") }
    var charge = Charge(code: code, amount: amount)
    charge.modifiers = modifiers
    charge.diagnosisPointers = pointers
    return charge
  }

  private static func base(_ id: String, _ setting: Encounter.Setting) -> Encounter {
    guard let id = EncounterID(id) else { preconditionFailure("no identifier") }
    let person = Person(
      name: PersonName(family: "Abernathy", given: "Dolores"), birthDate: day("1968-05-14"),
      sex: .female, address: address)
    var encounter = Encounter(id: id, setting: setting, patient: Patient(person: person))
    encounter.statementPeriod = StatementPeriod(from: day("2026-03-10"), through: day("2026-03-10"))
    encounter.coverages = [
      Coverage(
        payer: Payer(name: "Buckeye Mutual Health", id: "99901"), subscriberID: "BMH5550001",
        claimFiling: .commercial)
    ]
    encounter.providers[.billing] = Provider(
      name: .organization("Milbrook Clinic"), npi: "1999999000",
      taxonomy: TaxonomyCode("207Q00000X"), taxID: TaxID("00-1000001"), address: address,
      telephone: "6145550101")
    return encounter
  }
}
