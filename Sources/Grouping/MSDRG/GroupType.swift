// SPDX-License-Identifier: Apache-2.0

/// Whether a group is reached by an operation or by the diagnosis alone.
public enum GroupType: UInt8, Hashable, Sendable {
  /// Neither is said.
  case none
  /// By an operation.
  case surgical
  /// By the principal diagnosis.
  case medical

  /// Reads the type as the published table has it.
  init?(published text: String) {
    switch text {
    case "SURGICAL": self = .surgical
    case "MEDICAL": self = .medical
    case "NA", "": self = .none
    default: return nil
    }
  }
}
