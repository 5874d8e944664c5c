// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// What two records of one person agree in, each in the one form that it is compared in: capitals without accents,
/// letters or digits only.
public struct PersonTraits: Hashable, Sendable {
  /// The family name.
  public let family: String
  /// The first given name.
  public let given: String
  /// The middle name or initial.
  public let middle: String
  /// The generation suffix.
  public let suffix: String
  /// The date of birth.
  public let birthDate: CalendarDate?
  /// The sex.
  public let sex: Sex
  /// The telephone number.
  public let telephone: String
  /// First line of the address and five digits of the postal code.
  public let address: String
  /// The practice's medical record number.
  public let recordNumber: String
  /// The subscriber's numbers with payers.
  public let members: [String]

  /// Takes what is known of a person.
  public init(
    _ person: Person, telephone: String? = nil, recordNumber: String? = nil, members: [String] = []
  ) {
    family = Self.folded(person.name.family)
    given = Self.folded(person.name.given ?? "")
    middle = Self.folded(person.name.middle ?? "")
    suffix = Self.folded(person.name.suffix ?? "")
    birthDate = person.birthDate
    sex = person.sex
    self.telephone = String(Self.digits(telephone ?? "").suffix(10))
    let line = Self.folded(person.address?.lines.first ?? "")
    let postal = Self.digits(person.address?.postalCode ?? "").prefix(5)
    address = line.isEmpty || postal.isEmpty ? "" : "\(line)|\(postal)"
    self.recordNumber = Self.folded(recordNumber ?? "")
    self.members = Set(members.map(Self.folded)).subtracting([""]).sorted()
  }

  /// Takes a patient with the coverages known.
  public init(_ record: PatientRecord, coverages: [Coverage] = []) {
    self.init(
      record.patient.person, telephone: record.telephone,
      recordNumber: record.patient.medicalRecordNumber,
      members: coverages.compactMap(\.subscriberID))
  }

  /// Name and date of birth in one text.
  public var identity: String {
    "\(family)|\(given)|\(birthDate?.description ?? "")"
  }

  /// The texts of which one must agree for two entries to be the same patient without a person's word: name, birth,
  /// and a number of the same payer or of the practice. Who has no number agrees with nobody who has one.
  public var known: [String] {
    let numbers =
      members.map { "\(identity)|m|\($0)" }
      + (recordNumber.isEmpty ? [] : ["\(identity)|r|\(recordNumber)"])
    return numbers.isEmpty ? (birthDate == nil ? [] : ["\(identity)|"]) : numbers
  }

  /// What the record is found by: the kind of each look-up and its text.
  public var lookups: [(kind: String, text: String)] {
    let birth = birthDate?.description ?? ""
    var found: [(kind: String, text: String)] = known.map { ("known", $0) }
    found.append(("family", family))
    if !given.isEmpty { found.append(("name", [family, given].sorted().joined(separator: "|"))) }
    if birthDate != nil {
      found.append(("family-birth", "\(family)|\(birth)"))
      if !given.isEmpty { found.append(("given-birth", "\(given)|\(birth)")) }
    }
    if telephone.utf8.count == 10 { found.append(("telephone", telephone)) }
    if !address.isEmpty { found.append(("address", address)) }
    if !recordNumber.isEmpty { found.append(("record", recordNumber)) }
    return found + members.map { ("member", $0) }
  }

  /// The kinds of look-up that two records of one person are likely to share.
  public static let duplicateKinds = [
    "name", "family-birth", "given-birth", "telephone", "address", "record", "member",
  ]

  /// Letters and digits, in capitals and without accents; letters of other scripts stay.
  public static func folded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let plain = LatinFolding.ascii(scalar.value) {
        result += String(decoding: plain, as: UTF8.self).uppercased()
      } else if scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) {
        result += scalar.properties.uppercaseMapping
      }
    }
    return result
  }

  /// The digits of a text.
  public static func digits(_ text: String) -> String {
    text.filter { ("0"..."9").contains($0) }
  }
}
