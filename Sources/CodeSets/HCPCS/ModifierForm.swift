// SPDX-License-Identifier: Apache-2.0

public import Values

/// What sort of modifier a modifier is by its form alone, where that is all there is to know.
///
///     ModifierForm(code)  // .cpt for 25, .ambulance for RH, nil for LT
///
/// CPT's modifiers are licensed; the origin and destination of an ambulance are two letters that no list
/// has together. Any other modifier is one of HCPCS Level II and stands in its editions.
///
/// Source: CPT code set, appendix A and category II; Medicare Claims Processing Manual, chapter 15, 30.A.
public enum ModifierForm: Hashable, Sendable {
  /// Two digits; a digit and `P`; `P1` to `P6`.
  case cpt
  /// A letter for the origin and one for the destination.
  case ambulance

  /// Tells the form of a modifier; nothing where it is neither.
  public init?(_ code: PackedCode) {
    let bytes = Array(code.description.utf8)
    guard bytes.count == 2 else { return nil }
    let isDigit = bytes.map { (0x30...0x39).contains($0) }
    if isDigit[0], isDigit[1] || bytes[1] == UInt8(ascii: "P") {
      self = .cpt
    } else if bytes[0] == UInt8(ascii: "P"), (0x31...0x36).contains(bytes[1]) {
      self = .cpt
    } else if "DEGHIJNPRS".utf8.contains(bytes[0]), "DEGHIJNPRSX".utf8.contains(bytes[1]) {
      self = .ambulance
    } else {
      return nil
    }
  }
}
