// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// The code sets that encounters are judged by; made once and used for any number of encounters.
///
///     let codes = try EditCodes(installation.library())
///     let findings = EncounterEdits(codes: codes).findings(for: encounter)
///
/// A set may be absent: what rests on it is then not judged, and a finding says so.
public final class EditCodes: Sendable {
  let diagnoses: DatedCodeSet?
  let formerDiagnoses: DatedCodeSet?
  let procedures: DatedCodeSet?
  let formerProcedures: DatedCodeSet?
  let services: DatedCodeSet?
  let licensedServices: DatedCodeSet?
  let placesOfService: DatedCodeSet?

  /// Takes the code sets that are there.
  ///
  /// - Parameter sets: Each set with every release that is to be asked; those that no edit asks for are
  ///   left out.
  public init(_ sets: [CodeSet]) {
    func dated(_ id: CodeSetID) -> DatedCodeSet? {
      sets.first { $0.id == id }.flatMap { DatedCodeSet($0) }
    }
    diagnoses = dated(.icd10cm)
    formerDiagnoses = dated(.icd9cm)
    procedures = dated(.icd10pcs)
    formerProcedures = dated(.icd9proc)
    services = dated(.hcpcs)
    licensedServices = dated(.cpt)
    placesOfService = dated(.placeOfService)
  }

  /// Opens the code sets of a library.
  ///
  /// - Throws: What the library throws where a codebook cannot be opened.
  public convenience init(_ library: CodeLibrary) throws {
    let asked: [CodeSetID] = [
      .icd10cm, .icd9cm, .icd10pcs, .icd9proc, .hcpcs, .cpt, .placeOfService,
    ]
    let installed = Set(library.releases.map(\.set))
    self.init(try asked.filter(installed.contains).map { try library.codeSet($0) })
  }
}
