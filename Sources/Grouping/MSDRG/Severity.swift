// SPDX-License-Identifier: Apache-2.0

/// How much a secondary diagnosis adds to the resources that a stay uses.
///
/// Source: MS-DRG Definitions Manual, Appendix C and G: complications and comorbidities (CC) and major
/// ones (MCC).
public enum Severity: UInt8, Hashable, Comparable, Sendable, CaseIterable {
  /// Neither.
  case none
  /// A complication or comorbidity.
  case cc
  /// A major complication or comorbidity.
  case mcc

  /// Reads the level as the published table has it.
  init?(published text: String) {
    switch text {
    case "NCC", "": self = .none
    case "CC": self = .cc
    case "MCC": self = .mcc
    default: return nil
    }
  }

  /// Orders no severity before CC before MCC.
  public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}
