// SPDX-License-Identifier: Apache-2.0

import Values

/// Amounts that run through a whole transaction set or from one part of a claim to another, which no
/// expression over a loop can add up.
struct Balances {
  /// In ten-thousandths.
  typealias Amount = Int64

  /// Another payer of a claim: loop 2320 with its 2330B.
  struct OtherPayer {
    var paid: Amount?
    var claimAdjustments: Amount = 0
    var identifier: UInt64 = 0
    var linePaid: Amount = 0
    var lineAdjustments: Amount = 0
    var hasLines = false
    var position = X12Position()
  }

  // 835
  var payment: (amount: Amount, position: X12Position)?
  var claimsPaid: Amount = 0
  var providerAdjustments: Amount = 0
  // 837
  var charge: Amount = 0
  var diagnoses = 0
  var lastLine = 0
  var payers: [OtherPayer] = []
  var current: Int?
  // 820, 999
  var detailTotal: Amount = 0
  var sets = 0
}

extension SetJudge {
  /// Notes the amounts of a segment.
  mutating func noteBalance(_ segment: SegmentView) {
    switch guide.set {
    case "837": noteClaim(segment)
    case "835": noteRemittance(segment)
    default: break
    }
  }

  private func amount(_ view: ElementView) -> Balances.Amount {
    ValueForms.tenThousandths(view) ?? 0
  }

  private mutating func noteRemittance(_ segment: SegmentView) {
    switch segment.id {
    case SegmentID("BPR"):
      balance.payment = (amount(segment[2]), position(segment, element: 2))
    case SegmentID("CLP"): balance.claimsPaid &+= amount(segment[4])
    case SegmentID("PLB"):
      for number in stride(from: 4, through: 14, by: 2) {
        balance.providerAdjustments &+= amount(segment[number])
      }
    default: break
    }
  }

  private mutating func noteClaim(_ segment: SegmentView) {
    let loop = guide.loops[matcher.frames[matcher.frames.count &- 1].loop].id
    switch segment.id {
    case SegmentID("CLM"):
      balance = Balances()
      balance.charge = amount(segment[2])
    case SegmentID("HI") where loop == "2300": noteDiagnoses(segment)
    case SegmentID("SBR") where loop == "2320":
      balance.payers.append(.init(position: position(segment)))
    case SegmentID("AMT") where loop == "2320" && segment[1] == "D":
      if let last = balance.payers.indices.last { balance.payers[last].paid = amount(segment[2]) }
    case SegmentID("CAS"): noteAdjustments(segment, loop)
    case SegmentID("NM1") where loop == "2330B":
      if let last = balance.payers.indices.last { balance.payers[last].identifier = segment[9].key }
    case SegmentID("LX"): judgeLineNumber(segment)
    case SegmentID("SVD"): noteLinePayment(segment)
    case SegmentID("SV1"): judgePointers(segment, 7)
    case SegmentID("SV3"): judgePointers(segment, 11)
    default: break
    }
  }

  private mutating func noteDiagnoses(_ segment: SegmentView) {
    let first = segment.component(1, 1)
    guard first == "ABK" || first == "BK" else { return }
    balance.diagnoses = (1...max(segment.count, 1)).count { !segment[$0].isEmpty }
  }

  private mutating func noteAdjustments(_ segment: SegmentView, _ loop: String) {
    var sum: Balances.Amount = 0
    for number in stride(from: 3, through: 18, by: 3) { sum &+= amount(segment[number]) }
    if loop == "2320", let last = balance.payers.indices.last {
      balance.payers[last].claimAdjustments &+= sum
    } else if let current = balance.current {
      balance.payers[current].lineAdjustments &+= sum
    }
  }

  private mutating func judgeLineNumber(_ segment: SegmentView) {
    guard let number = segment[1].number else { return }
    balance.current = nil
    if number != balance.lastLine + 1 {
      append(
        "x12.837.line-number", .rejects, .guide, at: position(segment, element: 1),
        facts: [.init("expected", "\(balance.lastLine + 1)"), .init("found", "\(number)")],
        acknowledgement: .element("7"))
    }
    balance.lastLine = number
  }

  private mutating func noteLinePayment(_ segment: SegmentView) {
    let key = segment[1].key
    balance.current = balance.payers.firstIndex { $0.identifier == key }
    guard let current = balance.current else {
      append(
        "x12.837.other-payer", .rejects, .situation, at: position(segment, element: 1),
        acknowledgement: .element("I9"))
      return
    }
    balance.payers[current].linePaid &+= amount(segment[2])
    balance.payers[current].hasLines = true
  }

  private mutating func judgePointers(_ segment: SegmentView, _ element: Int) {
    guard guide.set == "837", balance.diagnoses > 0 || element == 7 else { return }
    let pointers = segment[element]
    guard !pointers.isEmpty else { return }
    for index in 0..<pointers.partCount(by: segment.delimiters.component) {
      let pointer = pointers.part(index, by: segment.delimiters.component)!
      guard let number = pointer.number, number < 1 || number > balance.diagnoses else { continue }
      append(
        "x12.837.diagnosis-pointer", .rejects, .situation,
        at: position(segment, element: element, component: index + 1),
        facts: [.init("pointer", "\(number)"), .init("diagnoses", "\(balance.diagnoses)")],
        acknowledgement: .element("7"))
    }
  }

  /// Judges what a claim or a remittance adds up to, at its end.
  mutating func judgeBalance(_ frame: LoopMatcher.Frame) {
    if guide.set == "837", guide.loops[frame.loop].id == "2300" {
      for payer in balance.payers { judge(payer) }
    }
    if guide.set == "835", frame.loop == 0, let payment = balance.payment {
      let expected = balance.claimsPaid &- balance.providerAdjustments
      guard payment.amount != expected else { return }
      append(
        "x12.835.payment-balance", .rejects, .balance, at: payment.position,
        facts: [
          .init("payment", RuleEngine.decimal(payment.amount)),
          .init("claims", RuleEngine.decimal(balance.claimsPaid)),
          .init("adjustments", RuleEngine.decimal(balance.providerAdjustments)),
          .init("off", RuleEngine.decimal(payment.amount &- expected)),
        ], acknowledgement: .element("I12"))
    }
  }

  /// What another payer paid and adjusted, at the claim and its lines, is the charge.
  private mutating func judge(_ payer: Balances.OtherPayer) {
    guard let paid = payer.paid else { return }
    let adjusted = payer.claimAdjustments &+ payer.lineAdjustments
    // A payer that tells nothing but what it paid cannot be checked.
    guard adjusted != 0 || payer.hasLines else { return }
    var off = balance.charge &- paid &- adjusted
    if off == 0, payer.hasLines { off = payer.linePaid &- payer.claimAdjustments &- paid }
    guard off != 0 else { return }
    append(
      "x12.837.payer-balance", .rejects, .balance, at: payer.position,
      facts: [
        .init("charge", RuleEngine.decimal(balance.charge)),
        .init("paid", RuleEngine.decimal(paid)),
        .init("adjusted", RuleEngine.decimal(adjusted)), .init("off", RuleEngine.decimal(off)),
      ], acknowledgement: .claim(category: "A7", status: "400"))
  }
}
