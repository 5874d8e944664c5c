// SPDX-License-Identifier: Apache-2.0

import Values

extension PaperForm {
  /// The boxes of the CMS-1500, version 02/12.
  ///
  /// Source: NUCC, 1500 Health Insurance Claim Form Reference Instruction Manual, with its map to the 837P.
  static func professional(_ claim: Claim) -> PaperForm {
    var form = PaperForm("CMS-1500", linesPerPage: 6)
    form.addPeople(claim)
    form.addCircumstances(claim)
    form.addMoney(claim)
    form.addLines(claim)
    return form
  }

  private mutating func addPeople(_ claim: Claim) {
    let (coverage, person) = (claim.coverage, claim.patient.person)
    let subscriber =
      coverage.relationship == .`self` ? coverage.subscriber ?? person : coverage.subscriber
    let other = claim.otherPayers.first?.coverage
    add("1", "Kind of coverage", Self.kind(coverage.claimFiling))
    add("1a", "Subscriber's number", coverage.subscriberID)
    add("2", "Patient's name", Self.name(person))
    add("3", "Patient's birth date and sex", Self.birth(person))
    add("4", "Subscriber's name", Self.name(subscriber))
    add("5", "Patient's address", Self.address(person.address))
    add("6", "Patient is the subscriber's", Self.relationship(coverage.relationship))
    add("7", "Subscriber's address", Self.address(subscriber?.address))
    add("9", "Other subscriber's name", other.map { Self.name($0.subscriber ?? person) })
    add("9a", "Other policy or group", other.map { $0.groupNumber ?? $0.subscriberID ?? "" })
    add("9d", "Other plan", other.map { $0.planName ?? $0.payer.name })
    let causes = Set(claim.relatedCauses?.codes ?? [])
    add("10a", "From employment", causes.contains("EM") ? "YES" : "NO")
    add(
      "10b", "From an auto accident",
      causes.contains("AA") ? "YES \(claim.relatedCauses?.state ?? "")" : "NO")
    add("10c", "From another accident", causes.contains("OA") ? "YES" : "NO")
    add("10d", "Claim codes", claim.codes.conditionCodes.joined(separator: " "))
    add("11", "Subscriber's group number", coverage.groupNumber ?? (other == nil ? "NONE" : ""))
    add("11a", "Subscriber's birth date and sex", subscriber.map(Self.birth))
    add("11b", "Other claim number", claim.references["Y4"].map { "Y4 \($0)" })
    add("11c", "Subscriber's plan", coverage.planName ?? coverage.payer.name)
    add("11d", "Another plan", other == nil ? "NO" : "YES")
    let released = ["Y", "I"].contains(claim.assignment.releaseOfInformation)
    add("12", "Patient's signature", released ? "SIGNATURE ON FILE" : "")
    add(
      "13", "Subscriber's signature",
      claim.assignment.benefitsToProvider == "Y" ? "SIGNATURE ON FILE" : "")
  }

  private mutating func addCircumstances(_ claim: Claim) {
    func date(_ qualifiers: String...) -> String? {
      for qualifier in qualifiers {
        if let found = claim.dates.first(where: { $0.qualifier == qualifier }) {
          return "\(Self.day(found.from)) QUAL \(qualifier)"
        }
      }
      return nil
    }
    func span(_ first: String, _ last: String) -> String {
      let from = claim.dates.first { $0.qualifier == first }
      let to = claim.dates.first { $0.qualifier == last }
      guard from != nil || to != nil else { return "" }
      return "\(Self.day(from?.from)) TO \(Self.day(to?.from ?? from?.through))"
    }
    add("14", "Illness, injury or pregnancy began", date("431", "484"))
    add("15", "Other date", date("454", "304", "453", "439", "455", "471", "090", "091", "444"))
    add("16", "Unable to work", span("360", "361"))
    let sent: [(ProviderRole, String)] = [
      (.referring, "DN"), (.ordering, "DK"), (.supervising, "DQ"),
    ]
    let sender = sent.lazy.compactMap { role, code in
      claim.providers.first { $0.role == role }.map { (code, $0.provider) }
    }.first
    add("17", "Sent by", sender.map { "\($0.0) \(Self.name($0.1))" })
    add("17b", "Their NPI", sender?.1.writtenNPI)
    add("18", "In hospital", span("435", "096"))
    add("19", "More about the claim", claim.notes.map(\.text).joined(separator: " "))
    let outside = claim.lines.compactMap(\.purchasedService?.amount).reduce(Money.zero) { $0 + $1 }
    add("20", "Outside laboratory", outside > .zero ? "YES \(Self.amount(outside))" : "NO")
    add("21", "Kind of diagnosis codes", claim.diagnoses.first?.codeSet == .icd9cm ? "9" : "0")
    for (index, diagnosis) in claim.diagnoses.prefix(12).enumerated() {
      add("21\(Self.letter(index + 1))", "Diagnosis \(Self.letter(index + 1))", diagnosis.code)
    }
    let isAgain = claim.frequency.refersToEarlierClaim
    add(
      "22", "Sent again: why, payer's number",
      isAgain ? "\(claim.frequency.code) \(claim.references["F8"] ?? "")" : "")
    let allowed = ["G1", "9F", "X4", "EW"].lazy.compactMap { claim.references[$0] }.first
    add("23", "Authorization", allowed)
  }

  private mutating func addMoney(_ claim: Claim) {
    let billing = claim.billingProvider
    let facility = claim.providers.first { $0.role == .serviceFacility }?.provider
    add("25", "Tax number", billing.taxID.map { "\($0)" })
    add("26", "Patient account", claim.patientControlNumber.description)
    add("27", "Takes assignment", claim.assignment.participation == .assigned ? "YES" : "NO")
    add("28", "Charged in all", Self.amount(claim.total))
    let paid = claim.amounts.first { $0.qualifier == "F5" }?.amount
    let others = claim.otherPayers.compactMap(\.paid)
    let received = others.reduce(paid ?? .zero) { $0 + $1 }
    add("29", "Paid", paid == nil && others.isEmpty ? "" : Self.amount(received))
    add(
      "31", "Signature of who gave care",
      claim.assignment.providerSignatureOnFile ? "SIGNATURE ON FILE" : "")
    add("32", "Where care was given", facility.map(Self.place))
    add("32a", "Its NPI", facility?.writtenNPI)
    add("33", "Who bills", Self.place(billing))
    add("33a", "Its NPI", billing.writtenNPI)
    add("33b", "Its taxonomy", billing.taxonomy.map { "ZZ\($0)" })
  }

  private mutating func addLines(_ claim: Claim) {
    columns = [
      Box("24A", "From", nil), Box("24A", "To", nil), Box("24B", "Place", nil),
      Box("24C", "Emergency", nil), Box("24D", "Code", nil), Box("24D", "Modifiers", nil),
      Box("24E", "Diagnoses", nil), Box("24F", "Charge", nil), Box("24G", "Units", nil),
      Box("24H", "Screening", nil), Box("24J", "NPI", nil), Box("24", "Drug and notes", nil),
    ]
    let rendering = claim.providers.first { $0.role == .rendering }?.provider
    lines = claim.lines.map { line in
      let own = line.providers.first { $0.role == .rendering }?.provider ?? rendering
      let from = line.from ?? line.charge.date ?? claim.statementPeriod?.from
      let drugs = line.drugs.map { drug in
        "N4\(drug.code) \(drug.unit ?? "")\(drug.quantity.map { "\($0)" } ?? "")"
      }
      return [
        Self.day(from), Self.day(line.through ?? line.charge.through ?? from),
        line.charge.placeOfService ?? claim.placeOfService ?? "", line.isEmergency ? "Y" : "",
        line.charge.code ?? "", line.charge.modifiers.joined(separator: " "),
        line.charge.diagnosisPointers.map(Self.letter).joined(), Self.amount(line.charge.amount),
        line.charge.units.description, line.isScreening ? "Y" : "", own?.writtenNPI ?? "",
        (drugs + line.notes.map(\.text)).joined(separator: " "),
      ]
    }
  }

  private static func letter(_ number: Int) -> String {
    (1...12).contains(number) ? String(Character(Unicode.Scalar(UInt8(64 + number)))) : ""
  }

  private static func birth(_ person: Person) -> String {
    let sex = person.sex == .female ? "F" : person.sex == .male ? "M" : ""
    return "\(day(person.birthDate, wholeYear: true)) \(sex)"
  }

  private static func place(_ provider: Provider) -> String {
    [name(provider), address(provider.address), provider.telephone ?? ""].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  private static func relationship(_ relationship: Relationship) -> String {
    switch relationship {
    case .`self`: "SELF"
    case .spouse: "SPOUSE"
    case .child: "CHILD"
    default: "OTHER"
    }
  }

  private static func kind(_ filing: ClaimFiling?) -> String {
    switch filing {
    case .medicarePartA, .medicarePartB: "MEDICARE"
    case .medicaid: "MEDICAID"
    case .champus: "TRICARE"
    case .veterans: "CHAMPVA"
    case .ppo, .pointOfService, .epo, .hmo, .commercial, .blueCross, .indemnity:
      "GROUP HEALTH PLAN"
    case .workersCompensation: "FECA"
    default: "OTHER"
    }
  }
}
