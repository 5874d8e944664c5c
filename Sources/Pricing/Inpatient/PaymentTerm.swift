// SPDX-License-Identifier: Apache-2.0

/// One step of a payment: what was worked out, from what, and what came of it.
///
/// Its words (title, formula, rounding, regulation) stand in the table `pricing/ipps-terms.tsv` under its
/// name.
public struct PaymentTerm: Sendable {
  /// A value that a step uses.
  public struct Operand: Sendable {
    /// Its name as the formula has it.
    public let name: String
    /// Its value.
    public let value: FixedDecimal

    /// Names a value.
    public init(_ name: String, _ value: FixedDecimal) {
      self.name = name
      self.value = value
    }
  }

  /// The name of the step, such as `operating-federal`.
  public let name: String
  /// What it was worked out from, in the order of the formula.
  public let operands: [Operand]
  /// What came of it.
  public let result: FixedDecimal

  /// Describes a step.
  public init(_ name: String, _ operands: [Operand], _ result: FixedDecimal) {
    self.name = name
    self.operands = operands
    self.result = result
  }
}
