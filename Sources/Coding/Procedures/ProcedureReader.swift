// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets

/// Says which procedures, services, drugs and supplies of a note have codes.
///
/// What it reads with is opened only when a note of that setting comes.
public struct ProcedureReader: Sendable {
  private let procedures: @Sendable () -> ProcedureBook?
  private let services: @Sendable () -> ServiceBook?

  /// Takes what opens the books.
  ///
  /// - Parameters:
  ///   - procedures: ICD-10-PCS; nothing where it is not installed.
  ///   - services: HCPCS Level II and CPT; nothing where neither is installed.
  public init(
    procedures: @escaping @Sendable () -> ProcedureBook?,
    services: @escaping @Sendable () -> ServiceBook?
  ) {
    self.procedures = procedures
    self.services = services
  }

  /// What a note says was done, by the code set of its setting.
  ///
  /// Source: 45 CFR 162.1002(c): ICD-10-PCS for hospital inpatients, HCPCS and CPT for the rest.
  func read(_ note: ClinicalNote, in setting: CodingSetting, into coded: inout CodedNote) {
    switch setting {
    case .inpatient:
      guard let book = procedures() else { return coded.missingSet = .icd10pcs }
      coded.procedures = ProcedureReading(note, book)?.suggestions() ?? []
    case .outpatient:
      guard let book = services() else { return coded.missingSet = .hcpcs }
      if book.hcpcs == nil { coded.missingSet = .hcpcs }
      coded.procedures = ServiceReading(note, book).suggestions()
    }
  }
}
