// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A provider in a part that it plays: loops 2310, 2330C and on, 2420.
enum ProviderLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout ClaimProvider) {
    c.providerName(value.role.entityCode, &value.provider)
    if c.begin("PRV", if: value.provider.taxonomy != nil) {
      c.specialty(value.role.specialtyCode, &value.provider)
    }
    c.address(&value.provider.address)
    c.references(&value.provider.identifiers)
    c.contacts(&value.provider.contacts)
  }
}

/// The billing provider: loop 2010AA.
enum BillingProviderLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Provider) {
    c.providerName("85", &value)
    c.address(&value.address)
    c.taxID(&value)
    c.references(&value.identifiers)
    c.contacts(&value.contacts)
  }
}

/// Where payment goes: loop 2010AB.
enum PayToAddressLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Provider) {
    c.providerName("87", &value)
    c.address(&value.address)
  }
}

/// The plan that payment goes to: loop 2010AC.
enum PayToPlanLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Provider) {
    c.providerName("PE", idQualifier: "PI", &value)
    c.address(&value.address)
    c.references(&value.identifiers)
    c.taxID(&value)
  }
}

/// Who holds the policy, with the number of it: loops 2010BA and 2330A.
enum SubscriberLoop: LoopMapping {
  /// A person and the subscriber's number.
  struct Value {
    var person: Person
    var id: String?
  }

  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Value) {
    if c.begin("NM1", if: true) {
      c.personName("IL", &value.person)
      if value.id != nil || Codec.isReading { c.word("MI") } else { c.skip(1) }
      c.text(&value.id)
      c.end()
    }
    c.address(&value.person.address)
    c.demographics(&value.person)
    c.references(&value.person.identifiers)
    c.contacts(&value.person.contacts)
  }
}

/// The patient, where another holds the policy: loop 2010CA.
enum PatientLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Person) {
    if c.begin("NM1", if: true) {
      c.personName("QC", &value)
      c.end()
    }
    c.address(&value.address)
    c.demographics(&value)
    c.references(&value.identifiers)
    c.contacts(&value.contacts)
  }
}

/// Who pays: loop 2010BB.
enum PayerLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout Payer) {
    c.payerName(&value)
    c.address(&value.address)
    c.references(&value.identifiers)
  }
}

/// Another payer: loop 2330B.
enum OtherPayerNameLoop: LoopMapping {
  static func map<Codec: SegmentCodec>(_ c: inout Codec, _ value: inout OtherPayer) {
    c.payerName(&value.coverage.payer)
    c.address(&value.coverage.payer.address)
    c.decisionDate(&value.adjudicationDate)
    c.references(&value.coverage.payer.identifiers)
  }
}

extension SegmentCodec {
  /// An NM1 of a provider.
  mutating func providerName(
    _ entity: String, idQualifier: String = "XX", _ provider: inout Provider
  ) {
    guard begin("NM1", if: true) else { return }
    word(entity)
    if Self.isReading {
      let isPerson = word("") == "1"
      var name = PersonName(family: "")
      nameParts(&name)
      provider.name = isPerson ? .person(name) : .organization(name.family)
    } else {
      switch provider.name {
      case .person(var name):
        word("1")
        nameParts(&name)
      case .organization(let name):
        word("2")
        _ = upper(name)
        skip(4)
      }
    }
    let hasID = provider.writtenNPI != nil
    let qualifier = word(hasID ? provider.idQualifier ?? idQualifier : "")
    if Self.isReading, qualifier != idQualifier, !qualifier.isEmpty {
      provider.idQualifier = qualifier
    }
    text(&provider.writtenNPI)
    end()
  }

  /// NM101 to NM107 of a person.
  mutating func personName(_ entity: String, _ person: inout Person) {
    word(entity)
    let kind = word(person.isOrganization ? "2" : "1")
    if Self.isReading { person.isOrganization = kind == "2" }
    nameParts(&person.name)
  }

  private mutating func nameParts(_ value: inout PersonName) {
    name(&value.family)
    name(&value.given)
    name(&value.middle)
    name(&value.prefix)
    name(&value.suffix)
  }

  mutating func payerName(_ payer: inout Payer) {
    guard begin("NM1", "PR", if: true) else { return }
    word("2")
    name(&payer.name)
    skip(4)
    let qualifier = word(payer.id == nil ? "" : payer.idQualifier ?? "PI")
    if Self.isReading, qualifier != "PI", !qualifier.isEmpty { payer.idQualifier = qualifier }
    text(&payer.id)
    end()
  }

  /// N3 and N4.
  mutating func address(_ address: inout Address?) {
    var held = address ?? Address(lines: [], city: "")
    if begin("N3", if: !held.lines.isEmpty) {
      list(&held.lines, 2, isName: true)
      if Self.isReading { address = held }
      end()
    }
    if begin("N4", if: address != nil) {
      name(&held.city)
      name(&held.state)
      text(&held.postalCode)
      name(&held.country)
      if Self.isReading { address = held }
      end()
    }
  }

  /// PRV of a provider, after its identifier.
  mutating func specialty(_ code: String, _ provider: inout Provider) {
    word(code)
    word("PXC")
    let read = word(provider.taxonomy?.description ?? "")
    if Self.isReading { provider.taxonomy = TaxonomyCode(read) }
    end()
  }

  /// The tax number in a REF.
  mutating func taxID(_ provider: inout Provider) {
    guard begin("REF", "EI", if: provider.taxID != nil) else { return }
    let read = word(provider.taxID?.description ?? "")
    if Self.isReading { provider.taxID = TaxID(read) }
    end()
  }

  /// DMG: birth and sex.
  mutating func demographics(_ person: inout Person) {
    guard begin("DMG", if: person.birthDate != nil || person.sex != .unknown) else { return }
    word(person.birthDate == nil ? "" : "D8")
    day(&person.birthDate)
    let sex = word(person.sex.code)
    if Self.isReading { person.sex = Sex(code: sex) }
    end()
  }

  mutating func references(_ references: inout [QualifiedReference]) {
    each("REF", &references, QualifiedReference()) { c, reference in
      c.text(&reference.qualifier)
      c.text(&reference.value)
      c.text(&reference.description)
    }
  }

  mutating func contacts(_ contacts: inout [ContactPoint]) {
    each("PER", &contacts, ContactPoint()) { c, contact in
      c.text(&contact.purpose)
      c.name(&contact.name)
      if Self.isReading {
        for _ in 0..<3 {
          let number = ContactPoint.Number(c.word(""), c.word(""))
          if !number.value.isEmpty { contact.numbers.append(number) }
        }
      } else {
        for number in contact.numbers {
          c.word(number.qualifier)
          c.word(number.value)
        }
      }
    }
  }

  /// DTP 573: the day on which a payer decided.
  mutating func decisionDate(_ date: inout CalendarDate?) {
    guard begin("DTP", "573", if: date != nil) else { return }
    word("D8")
    day(&date)
    end()
  }
}

extension Sex {
  fileprivate var code: String {
    switch self {
    case .female: "F"
    case .male: "M"
    case .unknown: "U"
    }
  }

  fileprivate init(code: String) {
    self = code == "F" ? .female : code == "M" ? .male : .unknown
  }
}
