// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Values

/// The standard plans that supplement Medicare: the table `benefits/medigap.tsv`.
public struct MedigapTable: Hashable, Sendable {
  /// What a plan pays of each kind of cost sharing.
  public struct Plan: Hashable, Sendable {
    /// The letter, such as `G`.
    public let letter: String
    /// Of the hospital deductible.
    public let hospitalDeductible: Share
    /// Of the coinsurance of hospital days.
    public let hospitalCoinsurance: Share
    /// Of the coinsurance of days in a skilled nursing facility.
    public let skilledNursing: Share
    /// Of the deductible of Part B.
    public let partBDeductible: Share
    /// Of the coinsurance of Part B.
    public let partBCoinsurance: Share
    /// What the patient still pays of the coinsurance of an office visit, at most.
    public let officeCopay: Money
    /// What the patient still pays of that of an emergency visit without admission, at most.
    public let emergencyCopay: Money
    /// What says so.
    public let source: String
  }

  /// The plans by letter.
  public let plans: [Plan]

  /// Reads the table.
  ///
  /// - Returns: Nothing where a row has not nine columns, or one of them is not what it must be.
  public init?(_ table: [UInt8]) {
    var plans: [Plan] = []
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let fields = line.tabbed
      guard fields.count == 9 else { return nil }
      let shares = fields[1...5].compactMap { Share($0) }
      guard shares.count == 5, let office = Money(fields[6]), let emergency = Money(fields[7])
      else { return nil }
      plans.append(
        Plan(
          letter: fields[0], hospitalDeductible: shares[0], hospitalCoinsurance: shares[1],
          skilledNursing: shares[2], partBDeductible: shares[3], partBCoinsurance: shares[4],
          officeCopay: office, emergencyCopay: emergency, source: fields[8]))
    }
    self.plans = plans
  }

  /// The plan of a letter.
  public func plan(_ letter: String) -> Plan? { plans.first { $0.letter == letter } }
}

extension MedigapTable.Plan {
  /// What the plan pays of a line that Medicare has decided.
  func pays(_ share: LineShare) -> Money {
    switch share.service.category {
    case .inpatient where share.service.isFacility:
      return hospitalDeductible.of(share.deductible) + hospitalCoinsurance.of(share.coinsurance)
    case .skilledNursing where share.service.isFacility:
      return skilledNursing.of(share.coinsurance)
    default:
      let coinsurance = partBCoinsurance.of(share.coinsurance)
      let kept = min(copay(share.service), coinsurance)
      return partBDeductible.of(share.deductible) + coinsurance - kept
    }
  }

  private func copay(_ service: PricedService) -> Money {
    switch service.category {
    case .officePrimary, .officeSpecialist: officeCopay
    case .emergency: service.isAdmitted ? .zero : emergencyCopay
    default: .zero
    }
  }
}
