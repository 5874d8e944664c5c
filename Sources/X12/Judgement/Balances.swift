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
    /// Whether all of its amounts are numbers.
    var isReadable = true
    var position = X12Position()
  }

  // 835
  var payment: (amount: Amount, position: X12Position)?
  var claimsPaid: Amount = 0
  var providerAdjustments: Amount = 0
  /// Whether all amounts of the remittance are numbers.
  var isReadable = true
  // 837
  /// Nothing where it is no number.
  var charge: Amount?
  var diagnoses = Diagnoses()
  var lastLine = 0
  var payers: [OtherPayer] = []
  var current: Int?
  var line = LineBalance()
  /// Forgets the claim before.
  mutating func beginClaim() {
    diagnoses.forget()
    lastLine = 0
    current = nil
    line.forget()
    if !payers.isEmpty { payers.removeAll(keepingCapacity: true) }
  }
}

/// What a segment adds to the amounts of a transaction set.
enum BalanceRole: UInt8, Sendable {
  case none, payment, claimPayment, providerAdjustment, claim, diagnoses, otherPayer, payerPaid
  case claimAdjustment, lineAdjustment, payerName, line, linePayment, professionalService
  case institutionalService, dentalService

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
      case ("837", "SV2", "2400"): .institutionalService
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
    case .payment: balance.payment = (remitted(segment[2]), position(segment, element: 2))
    case .claimPayment: balance.claimsPaid &+= remitted(segment[4])
    case .providerAdjustment:
      for number in stride(from: 4, through: 14, by: 2) {
        balance.providerAdjustments &+= remitted(segment[number])
      }
    case .claim:
      balance.beginClaim()
      balance.charge = ValueForms.tenThousandths(segment[2])
    case .diagnoses: noteDiagnoses(segment)
    case .otherPayer: balance.payers.append(.init(position: position(segment)))
    case .payerPaid: notePaid(segment[2])
    case .claimAdjustment: noteAdjustments(segment, ofClaim: true)
    case .lineAdjustment: noteAdjustments(segment, ofClaim: false)
    case .payerName:
      if let last = balance.payers.indices.last { balance.payers[last].identifier = segment[9].key }
    case .line: judgeLineNumber(segment)
    case .linePayment: noteLinePayment(segment)
    case .professionalService:
      balance.line.charge = ValueForms.tenThousandths(segment[2])
      judgePointers(segment, 7)
    case .institutionalService: balance.line.charge = ValueForms.tenThousandths(segment[3])
    case .dentalService:
      balance.line.charge = ValueForms.tenThousandths(segment[2])
      judgePointers(segment, 11)
    }
  }

  /// An amount of a remittance; one that is no number makes the whole impossible to add up.
  private mutating func remitted(_ value: ElementView) -> Balances.Amount {
    if let amount = ValueForms.tenThousandths(value) { return amount }
    if !value.isEmpty { balance.isReadable = false }
    return 0
  }

  private mutating func notePaid(_ value: ElementView) {
    guard let last = balance.payers.indices.last else { return }
    balance.payers[last].paid = ValueForms.tenThousandths(value)
  }

  private mutating func noteAdjustments(_ segment: SegmentView, ofClaim: Bool) {
    let (sum, isReadable) = Self.adjustments(segment)
    let payer = ofClaim ? balance.payers.indices.last : balance.current
    if let payer {
      if ofClaim {
        balance.payers[payer].claimAdjustments &+= sum
      } else {
        balance.payers[payer].lineAdjustments &+= sum
      }
      if !isReadable { balance.payers[payer].isReadable = false }
    }
    if !ofClaim { balance.line.adjust(by: sum, isReadable: isReadable) }
  }

  /// What a CAS segment comes to, and whether all of its amounts are numbers.
  private static func adjustments(_ segment: SegmentView) -> (
    sum: Balances.Amount, isReadable: Bool
  ) {
    var sum: Balances.Amount = 0
    var isReadable = true
    for number in stride(from: 3, through: 18, by: 3) where !segment[number].isEmpty {
      if let amount = ValueForms.tenThousandths(segment[number]) {
        sum &+= amount
      } else {
        isReadable = false
      }
    }
    return (sum, isReadable)
  }

  private mutating func judgeLineNumber(_ segment: SegmentView) {
    balance.current = nil
    balance.line.forget()
    guard let number = segment[1].number else { return }
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
    let paid = ValueForms.tenThousandths(segment[2])
    balance.line.pay(
      .init(
        identifier: key, payer: segment[1].text, paid: paid ?? 0, isReadable: paid != nil,
        isBundled: !segment[6].isEmpty, position: position(segment, element: 2)))
    balance.current = balance.payers.firstIndex { $0.identifier == key }
    guard let current = balance.current else {
      append(
        "x12.837.other-payer", .rejects, .situation, at: position(segment, element: 1),
        acknowledgement: .element("I9"))
      return
    }
    balance.payers[current].linePaid &+= paid ?? 0
    balance.payers[current].hasLines = true
    if paid == nil { balance.payers[current].isReadable = false }
  }

  private mutating func judgePointers(_ segment: SegmentView, _ element: Int) {
    let count = balance.diagnoses.count
    guard guide.set == "837", count > 0 || element == 7 else { return }
    let pointers = segment[element]
    guard !pointers.isEmpty else { return }
    for (index, pointer) in pointers.parts(by: segment.delimiters.component).enumerated() {
      guard let number = pointer.number, number < 1 || number > count else { continue }
      append(
        "x12.837.diagnosis-pointer", .rejects, .situation,
        at: position(segment, element: element, component: index + 1),
        facts: [.init("pointer", "\(number)"), .init("diagnoses", "\(count)")],
        acknowledgement: .element("7"))
    }
  }

  /// Judges what a line, a claim or a remittance adds up to, at its end.
  mutating func judgeBalance(_ frame: LoopMatcher.Frame) {
    if !balance.line.payments.isEmpty, guide.loops[frame.loop].id == "2400" { judgeLine() }
    if judging.isClaim[frame.loop], !balance.payers.isEmpty, guide.set == "837" {
      for payer in balance.payers { judge(payer) }
    }
    if frame.loop == 0, let payment = balance.payment, balance.isReadable {
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
    guard let paid = payer.paid, let charge = balance.charge, payer.isReadable else { return }
    let adjusted = payer.claimAdjustments &+ payer.lineAdjustments
    // A payer that tells nothing but what it paid cannot be checked.
    guard adjusted != 0 || payer.hasLines else { return }
    var off = charge &- paid &- adjusted
    if off == 0, payer.hasLines { off = payer.linePaid &- payer.claimAdjustments &- paid }
    guard off != 0 else { return }
    append(
      "x12.837.payer-balance", .rejects, .balance, at: payer.position,
      facts: [
        .init("charge", RuleEngine.decimal(charge)),
        .init("paid", RuleEngine.decimal(paid)),
        .init("adjusted", RuleEngine.decimal(adjusted)), .init("off", RuleEngine.decimal(off)),
      ], acknowledgement: .claim(category: "A7", status: "400"))
  }
}
