// SPDX-License-Identifier: Apache-2.0

public import Billing
import Claims
public import Interchange
public import Values

extension PatientRecord {
  /// The record in JSON: `patient`, `telephone`, `email`.
  public var document: JSON {
    .members(
      ("patient", patient.document), ("telephone", telephone.map(JSON.string)),
      ("email", email.map(JSON.string)))
  }
}

extension KeptCoverage {
  /// The coverage in JSON: `coverage`, `payer`, `order`, `from`, `through`, `card`.
  public var document: JSON {
    .members(
      ("coverage", coverage.document), ("payer", payer.map(JSON.string)), ("order", .int(order)),
      ("from", effective.map { .date($0) }), ("through", termination.map { .date($0) }),
      ("card", card.map(JSON.string)))
  }
}

extension PartyDocument {
  /// Reads what ``PatientRecord/document`` says; nothing where there is no patient.
  public mutating func record(_ json: JSON, at path: String) -> PatientRecord? {
    guard let patient = patient(json["patient"], at: path + "patient") else { return nil }
    return PatientRecord(
      patient, telephone: text(json["telephone"], at: path + "telephone"),
      email: text(json["email"], at: path + "email"))
  }

  /// Reads what ``KeptCoverage/document`` says; nothing where there is no coverage.
  ///
  /// - Parameter order: Its place, where the document does not say.
  public mutating func kept(_ json: JSON, order: Int = 1, at path: String) -> KeptCoverage? {
    check(json, at: path, has: ["coverage", "payer", "order", "from", "through", "card"])
    let inside = path.isEmpty ? "" : "\(path)."
    guard
      let coverage = required(
        coverage(json["coverage"], at: inside + "coverage"), json["coverage"],
        at: inside + "coverage")
    else { return nil }
    return KeptCoverage(
      coverage, payer: text(json["payer"], at: inside + "payer"),
      order: whole(json["order"], at: inside + "order") ?? order,
      effective: date(json["from"], at: inside + "from"),
      termination: date(json["through"], at: inside + "through"),
      card: text(json["card"], at: inside + "card"))
  }

  /// Reads a registration: a record, its `coverages` and the `guarantor`.
  public mutating func registration(_ json: JSON) -> Registration? {
    check(json, at: "", has: ["patient", "telephone", "email", "coverages", "guarantor"])
    guard let record = record(json, at: "") else { return nil }
    let coverages = (json["coverages"]?.elements ?? []).enumerated().compactMap { index, element in
      kept(element, order: index + 1, at: "coverages[\(index)]")
    }
    return Registration(
      record, coverages: coverages, guarantor: person(json["guarantor"], at: "guarantor"))
  }
}

extension Authorization {
  /// What of it is sealed: `reference` and `services`.
  var sealedDocument: JSON {
    .members(
      ("reference", .string(reference)), ("services", .array(services.map(JSON.string))))
  }
}

extension PracticeDatabase {
  /// Opens a document that was written by this program; what it cannot read there is damage.
  func opened<Value>(
    _ sealed: [UInt8], at place: FieldPlace, _ read: (inout PartyDocument, JSON) -> Value?
  ) throws -> Value {
    var reader = PartyDocument()
    guard let value = read(&reader, try json(sealed, at: place)),
      !reader.findings.contains(where: { $0.severity == .rejects })
    else { throw DatabaseError(.damaged, reason: "a sealed document") }
    return value
  }
}
