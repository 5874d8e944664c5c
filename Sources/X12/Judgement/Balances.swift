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
  /// Forgets the claim before.
  mutating func beginClaim() {
    diagnoses = 0
    lastLine = 0
    current = nil
    if !payers.isEmpty { payers.removeAll(keepingCapacity: true) }
  }

  // 820, 999
  var detailTotal: Amount = 0
  var sets = 0
}

/// What a segment adds to the amounts of a transaction set.
enum BalanceRole: UInt8, Sendable {
  case none, payment, claimPayment, providerAdjustment, claim, diagnoses, otherPayer, payerPaid
  case claimAdjustment, lineAdjustment, payerName, line, linePayment, professionalService
  case dentalService

  /// The role of a definition.
  init(_ guide: Guide, _ segment: SegmentDefinition) {
    let loop = guide.loops[segment.loop].id
    func has(_ code: String) -> Bool {
      guide.codeTexts[segment.qualifierKeys].contains(code)
    }
    self =
      switch (guide.set, segment.id.description, loop) {
      case ("835", "BPR", _): .payment
      case ("835", "CLP", _): .claimPayment
      case ("835", "PLB", _): .providerAdjustment
      case ("837", "CLM", _): .claim
      case ("837", "HI", "2300"): .diagnoses
      case ("837", "SBR", "2320"): .otherPayer
      case ("837", "AMT", "2320") where has("D"): .payerPaid
      case ("837", "CAS", "2320"): .claimAdjustment
      case ("837", "CAS", "2430"): .lineAdjustment
      case ("837", "NM1", "2330B"): .payerName
      case ("837", "LX", "2400"): .line
      case ("837", "SVD", "2430"): .linePayment
      case ("837", "SV1", "2400"): .professionalService
      case ("837", "SV3", "2400"): .dentalService
      default: .none
      }
  }
}

extension SetJudge {
  /// Notes the amounts of a segment.
  mutating func noteBalance(_ segment: SegmentView, _ role: BalanceRole) {
    switch role {
    case .none: break
    case .payment: balance.payment = (amount(segment[2]), position(segment, element: 2))
    case .claimPayment: balance.claimsPaid &+= amount(segment[4])
    case .providerAdjustment:
      for number in stride(from: 4, through: 14, by: 2) {
        balance.providerAdjustments &+= amount(segment[number])
      }
    case .claim:
      balance.beginClaim()
      balance.charge = amount(segment[2])
    case .diagnoses: noteDiagnoses(segment)
    case .otherPayer: balance.payers.append(.init(position: position(segment)))
    case .payerPaid:
      if let last = balance.payers.indices.last { balance.payers[last].paid = amount(segment[2]) }
    case .claimAdjustment: noteAdjustments(segment, ofClaim: true)
    case .lineAdjustment: noteAdjustments(segment, ofClaim: false)
    case .payerName:
      if let last = balance.payers.indices.last { balance.payers[last].identifier = segment[9].key }
    case .line: judgeLineNumber(segment)
    case .linePayment: noteLinePayment(segment)
    case .professionalService: judgePointers(segment, 7)
    case .dentalService: judgePointers(segment, 11)
    }
  }

  private func amount(_ view: ElementView) -> Balances.Amount {
    ValueForms.tenThousandths(view) ?? 0
  }

  private mutating func noteDiagnoses(_ segment: SegmentView) {
    let first = segment.component(1, 1)
    guard first == "ABK" || first == "BK" else { return }
    balance.diagnoses = (1...max(segment.count, 1)).count { !segment[$0].isEmpty }
  }

  private mutating func noteAdjustments(_ segment: SegmentView, ofClaim: Bool) {
    var sum: Balances.Amount = 0
    for number in stride(from: 3, through: 18, by: 3) { sum &+= amount(segment[number]) }
    if ofClaim, let last = balance.payers.indices.last {
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
    for (index, pointer) in pointers.parts(by: segment.delimiters.component).enumerated() {
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
    if judging.isClaim[frame.loop], !balance.payers.isEmpty, guide.set == "837" {
      for payer in balance.payers { judge(payer) }
    }
    if frame.loop == 0, let payment = balance.payment {
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
