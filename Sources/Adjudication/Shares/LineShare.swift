// SPDX-License-Identifier: Apache-2.0

public import Claims
import Pricing
public import Values

/// How the charge of a service is shared: what is written off, what the plan pays, what the patient owes.
///
/// Always `charge = contractual + plan + patient`, and `patient` is the sum of its parts.
public struct LineShare: Hashable, Sendable {
  /// The service.
  public let service: PricedService
  /// What is allowed, at most the charge.
  public internal(set) var allowed: Money = .zero
  /// What the provider writes off.
  public internal(set) var contractual: Money = .zero
  /// What the patient owes because it is not covered, or beyond a limit.
  public internal(set) var notCovered: Money = .zero
  /// What the patient owes above what the plan allows, outside of its network.
  public internal(set) var balance: Money = .zero
  /// What goes towards the deductible.
  public internal(set) var deductible: Money = .zero
  /// The copay.
  public internal(set) var copay: Money = .zero
  /// The coinsurance.
  public internal(set) var coinsurance: Money = .zero
  /// What a maximum took off the patient's share; the plan pays it.
  public internal(set) var relief: Money = .zero
  /// What the plan pays.
  public internal(set) var plan: Money = .zero
  /// The adjustments that a remittance would carry.
  public internal(set) var adjustments: [Adjustment] = []
  /// How it was worked out.
  public internal(set) var steps: [ShareStep] = []

  init(_ service: PricedService) { self.service = service }

  /// What the patient owes.
  public var patient: Money { notCovered + balance + costSharing }
  /// Deductible, copay and coinsurance.
  public var costSharing: Money { deductible + copay + coinsurance }

  /// Adds an adjustment, unless it is nothing.
  mutating func adjust(_ group: String, _ reason: String, _ amount: Money) {
    if amount > .zero { adjustments.append(Adjustment(group, reason, amount)) }
  }

  /// Adds a step.
  mutating func step(
    _ name: String, _ result: Money, _ operands: (String, FixedDecimal)...
  ) {
    steps.append(
      ShareStep(name, operands.map { ShareStep.Operand($0.0, $0.1) }, FixedDecimal(result)))
  }
}

/// One step of a share; its words stand in `benefits/steps.tsv` under its name.
public struct ShareStep: Hashable, Sendable {
  /// A value that a step uses.
  public struct Operand: Hashable, Sendable {
    /// Its name as the formula has it.
    public let name: String
    /// Its value with all its digits.
    public let value: String

    init(_ name: String, _ value: FixedDecimal) {
      self.name = name
      self.value = value.description
    }
  }

  /// The name of the step, such as `deductible`.
  public let name: String
  /// What it was worked out from, in the order of the formula.
  public let operands: [Operand]
  /// What came of it.
  public let result: String

  init(_ name: String, _ operands: [Operand], _ result: FixedDecimal) {
    self.name = name
    self.operands = operands
    self.result = result.description
  }
}

extension Money {
  /// The amount as an operand.
  var number: FixedDecimal { FixedDecimal(self) }
}
