// SPDX-License-Identifier: Apache-2.0

import Claims
import Storage
import Values
import X12

/// Adds up remittances segment by segment, without making claims of them: a quick look that either sees that all of
/// them add up, or leaves it to ``InterchangeFile/remittanceBalances()`` to say what does not.
struct RemittanceSums {
  private enum ID {
    static let st = SegmentID("ST")
    static let se = SegmentID("SE")
    static let bpr = SegmentID("BPR")
    static let clp = SegmentID("CLP")
    static let serviceLine = SegmentID("SVC")
    static let cas = SegmentID("CAS")
    static let plb = SegmentID("PLB")
    static let cur = SegmentID("CUR")
  }

  private var isRemittance = false
  private var balance = RemittanceBalance()
  private var claim: RemittanceClaim?
  private var payment = Money.zero
  private var beside = Money.zero
  /// Whether everything so far is plain and adds up.
  private(set) var isSound = true
  /// How many remittances there were.
  private(set) var sets = 0

  mutating func take(_ view: SegmentView) {
    switch view.id {
    case ID.st:
      isRemittance = view[1] == "835"
      balance = RemittanceBalance()
      (claim, payment, beside) = (nil, .zero, .zero)
    case _ where !isRemittance: break
    case ID.bpr: payment = amount(view, 2)
    case ID.clp:
      endClaim()
      claim = RemittanceClaim(charge: amount(view, 3), paid: amount(view, 4))
    case ID.serviceLine:
      let line = RemittanceLine(charge: amount(view, 2), paid: amount(view, 3))
      claim?.lines.append(line)
    case ID.cas: for place in stride(from: 3, through: 18, by: 3) { add(view, place) }
    case ID.plb:
      endClaim()
      for place in stride(from: 4, through: 14, by: 2) where !view[place].isEmpty {
        beside += amount(view, place)
      }
    case ID.cur: isSound = false
    case ID.se: endSet()
    default: break
    }
  }

  private mutating func add(_ view: SegmentView, _ place: Int) {
    guard !view[place].isEmpty else { return }
    let adjustment = Adjustment("", "", amount(view, place))
    guard var claim else { return }
    self.claim = nil
    if let last = claim.lines.indices.last {
      claim.lines[last].adjustments.append(adjustment)
    } else {
      claim.adjustments.append(adjustment)
    }
    self.claim = claim
  }

  private mutating func amount(_ view: SegmentView, _ place: Int) -> Money {
    guard let amount = Money(view[place].text) else {
      isSound = false
      return .zero
    }
    return amount
  }

  private mutating func endClaim() {
    if let claim, !balance.add(claim).isEmpty { isSound = false }
    claim = nil
  }

  private mutating func endSet() {
    endClaim()
    if payment != balance.paid - beside { isSound = false }
    isRemittance = false
    sets += 1
  }
}

extension InterchangeFile {
  /// How many remittances the file has, where all of them plainly add up; else nothing.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end.
  func soundRemittances() throws -> Int? {
    var sums = RemittanceSums()
    var stream = try open()
    while true {
      switch try stream.next() {
      case .segment: sums.take(stream.segment)
      case .bytes: continue
      case .end:
        try Self.finish(stream)
        return sums.isSound ? sums.sets : nil
      }
      if !sums.isSound { return nil }
    }
  }
}
