// SPDX-License-Identifier: Apache-2.0

public import Claims

/// What each claim adjustment reason code asks of the biller: the table `billing/adjustments.tsv`.
///
///     reasons.kind(of: Adjustment("CO", "45", amount))   // .contractual
///     reasons.kind(of: Adjustment("CO", "50", amount))   // .denial: it has to be worked
///     reasons["50"]?.next                                // .appeal
///
/// A denial is never taken for a contractual reduction, and a code or a group that is not known is a denial: it
/// opens work instead of closing a balance.
public struct AdjustmentReasons: Sendable {
  private let rows: [String: AdjustmentReason]

  /// Reads the table: code, kind under CO, PR, OA and PI, category, next step, what to do, between tabs.
  ///
  /// - Returns: Nothing where a row is malformed or a code stands there twice.
  public init?(parsing text: String) {
    var rows: [String: AdjustmentReason] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 8, let reason = AdjustmentReason(fields),
        rows.updateValue(reason, forKey: reason.code) == nil
      else { return nil }
    }
    self.rows = rows
  }

  /// What is known of a code.
  public subscript(code: String) -> AdjustmentReason? { rows[code] }

  /// The codes, in the order of their bytes.
  public var codes: [String] { rows.keys.sorted() }

  /// What an amount is, by the group and the code that the payer set beside it.
  public func kind(of adjustment: Adjustment) -> AdjustmentKind {
    rows[adjustment.reason]?.kind(under: adjustment.group) ?? .denial
  }
}

/// A claim adjustment reason code as the biller meets it.
public struct AdjustmentReason: Hashable, Sendable {
  /// The code.
  public let code: String
  /// Why it happened, where it is a denial.
  public let category: DenialCategory
  /// The usual next step.
  public let next: DenialStep
  /// What to do, in a sentence or two.
  public let advice: String
  private let kinds: [AdjustmentKind]

  init?(_ fields: [String]) {
    let kinds = fields[1...4].compactMap(AdjustmentKind.init)
    guard !fields[0].isEmpty, !fields[7].isEmpty, kinds.count == Self.groups.count,
      let category = DenialCategory(rawValue: fields[5]), let next = DenialStep(rawValue: fields[6])
    else { return nil }
    code = fields[0]
    self.kinds = kinds
    self.category = category
    self.next = next
    advice = fields[7]
  }

  /// What an amount under a group code is; a group that is not known makes it a denial.
  public func kind(under group: String) -> AdjustmentKind {
    Self.groups.firstIndex(of: group).map { kinds[$0] } ?? .denial
  }

  /// The group codes in the order of the table's columns.
  public static let groups = ["CO", "PR", "OA", "PI"]
}

/// What an adjusted amount is to the books.
public enum AdjustmentKind: String, Hashable, Sendable, CaseIterable {
  /// Agreed with the payer: nobody owes it.
  case contractual
  /// The federal cut of Medicare's payments.
  case sequestration
  /// Another reduction that nobody bears.
  case reduction
  /// The patient's share.
  case patient
  /// Not paid: it stays open and has to be worked.
  case denial
  /// Posted elsewhere, or no money at all.
  case information
  /// Interest.
  case interest
  /// Money that the payer takes back.
  case takeback
}

/// The root cause of a denial.
public enum DenialCategory: String, Hashable, Sendable, CaseIterable {
  /// The patient was not covered, or not found.
  case eligibility
  /// An authorization or referral is missing or does not fit.
  case authorization
  /// Codes, modifiers, dates, places do not fit together.
  case coding
  /// It was sent before.
  case duplicate
  /// It came too late.
  case timelyFiling = "timely-filing"
  /// The payer finds it not necessary.
  case medicalNecessity = "medical-necessity"
  /// Information or records are missing.
  case documentation
  /// Another payer comes first or is the right one.
  case coordination
  /// The plan does not pay for it.
  case nonCovered = "non-covered"
  /// It counts as part of another service.
  case bundling
  /// The provider's number, network or enrolment.
  case providerEnrolment = "provider-enrolment"
  /// Anything else.
  case other
}

/// What usually comes next.
public enum DenialStep: String, Hashable, Sendable, CaseIterable {
  /// A corrected claim.
  case correct
  /// An appeal.
  case appeal
  /// The patient is billed.
  case billPatient = "bill-patient"
  /// Another payer is billed.
  case nextPayer = "next-payer"
  /// Somebody is asked: the payer, the patient, another provider.
  case ask
  /// It is written off, by approval.
  case writeOff = "write-off"
  /// Nothing.
  case none
}
