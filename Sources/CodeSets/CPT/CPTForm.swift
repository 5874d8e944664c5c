// SPDX-License-Identifier: Apache-2.0

public import Values

/// What sort of CPT code a code is by its form alone.
///
/// CPT is licensed: where it is not installed, a code is accepted by its form and shown without a
/// description.
///
///     CPTForm("99999")  // .categoryI
///     CPTForm("J1100")  // nil: HCPCS Level II
///
/// The form does not prove that the code exists.
///
/// Source: CPT code set, introduction: sections and appendices on Category II and III codes,
/// proprietary laboratory analyses, administrative MAAA codes.
public enum CPTForm: String, Hashable, Sendable, CaseIterable {
  /// Five digits; or four and an `A`: administration of COVID-19 vaccines, 2020 to 2023.
  case categoryI = "category-1"
  /// Four digits and an `F`: performance measurement.
  case categoryII = "category-2"
  /// Four digits and a `T`: emerging technology.
  case categoryIII = "category-3"
  /// Four digits and a `U`: proprietary laboratory analysis.
  case proprietaryLaboratory = "proprietary-laboratory"
  /// Four digits and an `M`: administrative code of a multianalyte assay with algorithmic analysis.
  case multianalyteAssay = "multianalyte-assay"

  /// Tells the form of a text in upper case, without blanks; nothing where it is no CPT code.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes.dropLast().allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    switch bytes[4] {
    case 0x30...0x39, UInt8(ascii: "A"): self = .categoryI
    case UInt8(ascii: "F"): self = .categoryII
    case UInt8(ascii: "T"): self = .categoryIII
    case UInt8(ascii: "U"): self = .proprietaryLaboratory
    case UInt8(ascii: "M"): self = .multianalyteAssay
    default: return nil
    }
  }

  /// Tells the form of a code; nothing where it is no CPT code.
  public init?(_ code: PackedCode) { self.init(code.description) }
}
