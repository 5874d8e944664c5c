// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values

/// Invented people with numbers from ranges that are never issued.
public enum SamplePeople {
  private static let families = [
    "Testperson", "Sampleton", "Examplewood", "Fictitious", "Mockingham", "Placeholder",
  ]
  private static let given = ["Ann", "Robert", "Zoë", "Li", "Maria", "Jonathan", "Kim", "Olu"]

  /// A patient by number: no two have the same name and date of birth.
  public static func patient(_ number: Int) -> Patient {
    let family = families[number % families.count] + letters(number / 48)
    let birth = CalendarDate(daysSinceEpoch: Int32(-14_000 + number * 7 % 20_000))
    var person = Person(
      name: PersonName(family: family, given: given[number / 6 % given.count]), birthDate: birth,
      sex: number % 2 == 0 ? .female : .male,
      address: Address(
        lines: ["\(number) Sample Street"], city: "Springfield", state: "IL", postalCode: "62701"))
    person.name.middle = number % 3 == 0 ? "Q" : nil
    return Patient(person: person)
  }

  /// A coverage of the patient with a number.
  public static func coverage(_ number: Int) -> Coverage {
    Coverage(
      payer: Payer(name: "Sample Health Plan", id: "99999"),
      subscriberID: "SHP\(1_000_000 + number)",
      claimFiling: .commercial)
  }

  private static func letters(_ number: Int) -> String {
    number == 0 ? "" : String(UnicodeScalar(UInt8(97 + number % 26))) + letters(number / 26)
  }
}
