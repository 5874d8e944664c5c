// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// One encounter of a document as far as it could be read, with what was found in reading it.
public struct ReadEncounter: Hashable, Sendable {
  /// The encounter; nothing where it has no identifier or no patient.
  public let encounter: Encounter?
  /// Where in the document it stands, such as `entry[3].resource`.
  public let path: String
  /// What was found, in the order of reading; places are fields of the document.
  public let findings: [Finding]
}

/// What came of reading a document.
public struct EncounterReading: Hashable, Sendable {
  /// Its encounters in the order in which they stand.
  public let encounters: [ReadEncounter]
  /// What concerns the document rather than one encounter.
  public let findings: [Finding]

  /// Reads a document: a FHIR R4 Bundle, or our own encounter or list of encounters.
  ///
  /// The two are told apart by `resourceType`, which only FHIR has. Everything that is wrong is found
  /// in one pass; `Docs/Encounter.md` describes both forms.
  ///
  ///     let reading = EncounterReading(of: try JSON(parsing: bytes), fees: ["99213": fee])
  ///     reading.encounters.first?.encounter?.charges.count
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - fees: What a unit of a HCPCS or CPT code is charged at, where the document has no amount.
  public init(of document: JSON, fees: [String: Money] = [:]) {
    if document["resourceType"] != nil {
      self = BundleReader.read(document, fees: fees)
    } else {
      self = EncounterDocument.read(document, fees: fees)
    }
  }

  init(encounters: [ReadEncounter], findings: [Finding]) {
    self.encounters = encounters
    self.findings = findings
  }
}

extension EncounterReading {
  /// Reads a fee schedule: an object from HCPCS or CPT code to the charge for one unit.
  ///
  ///     { "99213": 148.00, "G0008": 32.50 }
  ///
  /// - Returns: The fees, and a finding for each member that is not an amount.
  public static func fees(from document: JSON) -> (fees: [String: Money], findings: [Finding]) {
    var reader = FieldReader()
    var fees: [String: Money] = [:]
    for member in document.members {
      let field = Field(member.value, path: member.name)
      if let amount = reader.required(field, reader.money(field)) { fees[member.name] = amount }
    }
    if case .object = document { return (fees, reader.findings) }
    reader.find("encounter.unknown-document", at: Field(document, path: ""))
    return (fees, reader.findings)
  }
}
