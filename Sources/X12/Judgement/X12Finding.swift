// SPDX-License-Identifier: Apache-2.0

public import Values

/// What a check has to say about an interchange: the rule, the exact place, the type of test that found
/// it, and the codes by which an acknowledgement reports it.
public struct X12Finding: Hashable, Sendable {
  /// The types of test as WEDI's Strategic National Implementation Process numbers them.
  public enum TestType: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// 1: the syntax of the standard.
    case syntax = 1
    /// 2: the implementation guide.
    case guide
    /// 3: amounts that must add up.
    case balance
    /// 4: what one part of a transaction asks of another.
    case situation
    /// 5: codes kept by others than X12.
    case externalCodes
    /// 6: rules of a product or line of service.
    case product
    /// 7: rules of one payer.
    case partner

    /// Orders by number.
    public static func < (a: TestType, b: TestType) -> Bool { a.rawValue < b.rawValue }
  }

  /// How an acknowledgement reports a finding; the texts are X12's codes.
  public enum Acknowledgement: Hashable, Sendable {
    /// TA105.
    case interchange(String)
    /// AK905.
    case group(String)
    /// IK502.
    case set(String)
    /// IK304.
    case segment(String)
    /// IK403.
    case element(String)
    /// By a 277CA only: a claim status category and status code.
    case claim(category: String, status: String)
  }

  /// The rule, its gravity and its facts.
  public let finding: Finding
  /// The type of test that found it.
  public let type: TestType
  /// The exact place.
  public let position: X12Position
  /// How an acknowledgement reports it; nothing where none does.
  public let acknowledgement: Acknowledgement?
  /// What was found in the element, for IK404; it may identify a person and never goes to a log.
  public let copy: String?
  /// The segment or element whose presence or value made the guide ask, where another does: for the 999's
  /// CTX.
  public var trigger: X12Position?

  /// Makes a finding.
  public init(
    _ rule: String, _ severity: Finding.Severity, _ type: TestType, at position: X12Position,
    facts: [Finding.Fact] = [], source: RuleSource? = nil,
    acknowledgement: Acknowledgement? = nil, copy: String? = nil
  ) {
    let place = Place.element(
      loop: position.loop, segment: position.segment, element: position.element)
    finding = Finding(rule, severity, at: place, facts: facts, source: source)
    self.type = type
    self.position = position
    self.acknowledgement = acknowledgement
    self.copy = copy
  }
}
