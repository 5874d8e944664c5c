// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension BundleReader {
  mutating func patient(_ field: Field) -> Patient {
    let record = field["identifier"].elements.first { $0["type"].codes.contains("MR") }
    return Patient(
      person: person(field), medicalRecordNumber: record.flatMap { reader.text($0["value"]) })
  }

  private mutating func person(_ field: Field) -> Person {
    let gender = field["gender"]
    let sex: Sex =
      switch gender.string {
      case "female": .female
      case "male": .male
      default: .unknown
      }
    return Person(
      name: name(field), birthDate: reader.date(field["birthDate"]), sex: sex,
      address: address(field))
  }

  /// The official name, or the first.
  private mutating func name(_ owner: Field) -> PersonName {
    let names = owner["name"].elements
    let name =
      names.first { $0["use"].string == "official" } ?? names.first
      ?? Field(nil, path: "\(owner.path).name[0]")
    let given = name["given"].elements.compactMap(\.string)
    return PersonName(
      family: reader.required(name["family"], reader.text(name["family"])) ?? "",
      given: given.first, middle: given.count > 1 ? given.dropFirst().joined(separator: " ") : nil,
      suffix: name["suffix"].elements.first?.string)
  }

  /// The home or work address, or the first.
  private mutating func address(_ owner: Field) -> Address? {
    let addresses = owner["address"].elements
    let preferred = addresses.first { ["home", "work"].contains($0["use"].string) }
    // A Location has one address that is not in an array.
    let single = owner["address"]["city"].isPresent ? owner["address"] : nil
    guard let field = preferred ?? addresses.first ?? single else { return nil }
    let country = reader.text(field["country"])
    return Address(
      lines: reader.texts(field["line"]), city: reader.text(field["city"]) ?? "",
      state: reader.text(field["state"]), postalCode: reader.postalCode(field["postalCode"]),
      country: ["US", "USA"].contains(country) ? nil : country)
  }

  mutating func coverages(of patient: Field) -> [Coverage] {
    let all = resources("Coverage", of: patient)
    var active: [(order: (Int, Int), coverage: Coverage)] = []
    for (index, field) in all.enumerated() {
      used.insert(field.place)
      let status = reader.text(field["status"]) ?? "active"
      guard status == "active" else {
        reader.find(
          "encounter.coverage-not-active", .informs, at: field["status"],
          [Finding.Fact("status", status)])
        continue
      }
      active.append(((reader.whole(field["order"]) ?? 1000, index), coverage(field)))
    }
    return active.sorted { $0.order < $1.order }.map(\.coverage)
  }

  private mutating func coverage(_ field: Field) -> Coverage {
    let named = field["payor"].elements.first ?? field["payor"]
    let organization = reader.required(named, resolve(named, in: field))
    var coverage = Coverage(
      payer: payer(organization ?? Field(nil, path: named.path)),
      subscriberID: reader.text(field["subscriberId"]), relationship: relationship(field))
    if coverage.relationship != .`self`, let holder = resolve(field["subscriber"], in: field) {
      coverage.subscriber = person(holder)
    }
    for part in field["class"].elements {
      if part["type"].codes.contains("group") { coverage.groupNumber = reader.text(part["value"]) }
      if part["type"].codes.contains("plan") {
        coverage.planName = reader.text(part["name"].isPresent ? part["name"] : part["value"])
      }
    }
    coverage.claimFiling = claimFiling(field["type"])
    coverage.medicareSecondaryReason = reader.choice(
      field.ownExtension("medicare-secondary-reason"))
    return coverage
  }

  private mutating func payer(_ field: Field) -> Payer {
    let id = field["identifier"].elements.first {
      let system = CodeSystem($0["system"].string)
      return system != .npi && system != .taxID
    }
    return Payer(
      name: reader.text(field["name"]) ?? "", id: id.flatMap { reader.text($0["value"]) },
      address: address(field))
  }

  private mutating func relationship(_ field: Field) -> Relationship {
    let field = field["relationship"]
    guard let code = reader.required(field, field.codes.first) else { return .unknown }
    switch code {
    case "self": return .`self`
    case "spouse": return .spouse
    case "child": return .child
    case "common": return .lifePartner
    case "parent", "other", "injured": return .other
    default:
      reader.find("encounter.bad-value", at: field, [Finding.Fact("code", code)])
      return .unknown
    }
  }

  private mutating func claimFiling(_ field: Field) -> ClaimFiling? {
    if let code = field.code(in: .claimFiling) {
      if let filing = ClaimFiling(rawValue: code) { return filing }
      reader.find("encounter.bad-value", at: field, [Finding.Fact("code", code)])
    }
    return field.codes.compactMap { Self.policies[$0] }.first
  }

  private static let policies: [String: ClaimFiling] = [
    "HMO": .hmo, "PPO": .ppo, "POS": .pointOfService, "WCBPOL": .workersCompensation,
    "AUTOPOL": .automobile, "EHCPOL": .commercial,
  ]

  /// A Practitioner, PractitionerRole, Organization or Location as a provider.
  mutating func provider(_ field: Field) -> Provider? {
    switch field.type {
    case "PractitionerRole":
      guard let practitioner = resolve(field["practitioner"], in: field) else { return nil }
      // A role that stands for another role would never end.
      guard practitioner.type == "Practitioner", var provider = provider(practitioner) else {
        reader.find("encounter.unknown-provider", at: practitioner)
        return nil
      }
      for specialty in field["specialty"].elements {
        if let code = specialty.code(in: .taxonomy) { provider.taxonomy = TaxonomyCode(code) }
      }
      return provider
    case "Practitioner":
      let qualification = field["qualification"].elements.compactMap {
        $0["code"].code(in: .taxonomy)
      }
      return provider(field, name: .person(name(field)), taxonomy: qualification.first)
    case "Organization", "Location":
      let types = field["type"].elements.compactMap { $0.code(in: .taxonomy) }
      let name = reader.required(field["name"], reader.text(field["name"])) ?? ""
      return provider(field, name: .organization(name), taxonomy: types.first)
    default:
      reader.find("encounter.unknown-provider", at: field)
      return nil
    }
  }

  private mutating func provider(
    _ field: Field, name: Provider.Name, taxonomy: String?
  ) -> Provider {
    let phones = field["telecom"].elements.filter { $0["system"].string == "phone" }
    let taxID = field.identifier(in: .taxID)
    if let taxID, TaxID(taxID) == nil {
      reader.find(
        "encounter.bad-value", at: field["identifier"], [Finding.Fact("expected", "nine digits")])
    }
    return Provider(
      name: name, npi: field.identifier(in: .npi),
      taxonomy: taxonomy.flatMap { TaxonomyCode($0) }, taxID: taxID.flatMap { TaxID($0) },
      address: address(field), telephone: phones.first.flatMap { telephone($0["value"]) })
  }

  /// The digits of a telephone number, without the country's 1.
  private mutating func telephone(_ field: Field) -> String? {
    reader.text(field, as: "ten digits") { text in
      var digits = text.utf8.filter { (0x30...0x39).contains($0) }
      if digits.count == 11, digits.first == 0x31 { digits.removeFirst() }
      return digits.count == 10 ? String(decoding: digits, as: UTF8.self) : nil
    }
  }
}
