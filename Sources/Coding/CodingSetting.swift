// SPDX-License-Identifier: Apache-2.0

/// Where a patient was seen, which decides how uncertain diagnoses are treated.
///
/// Source: ICD-10-CM Official Guidelines, sections II and IV.
public enum CodingSetting: String, Hashable, Sendable, CaseIterable {
  /// A stay in a hospital, coded at discharge: an uncertain diagnosis is coded as if it existed (II.H).
  case inpatient
  /// Any other encounter: an uncertain diagnosis is not coded (IV.H).
  case outpatient
}
