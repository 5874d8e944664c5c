// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// Decides on claims as a payer might, by a script and by what it is told of edits and prices.
///
///     var payer = SimulatedPayer(script)
///     let answer = payer.answer(claim, .init(allowed: amounts), on: day)
///     answer.charge == answer.paid + answer.allAdjustments.total     // always
public struct SimulatedPayer: Sendable {
  /// What is known of a claim's lines beside the claim.
  public struct Knowledge: Sendable {
    /// What is allowed, by the number of the line; nothing where only the script says it.
    public var allowed: [Int: Money] = [:]
    /// Why a line is refused, by the number of the line.
    public var refused: [Int: PayerScript.Reason] = [:]
    /// Whether the claim was sent before.
    public var isDuplicate = false

    /// Knows nothing.
    public init() {}
  }

  /// The name under which every simulated payer answers.
  public static let label = "PAYER SIMULATOR"

  /// The script.
  public let script: PayerScript
  /// How much of the deductible each member has used, by member and year.
  public private(set) var used: [String: Money]
  private let chance: SeededChance

  /// Makes a payer.
  ///
  /// - Parameter used: How much of the deductible each member has used.
  public init(_ script: PayerScript, used: [String: Money] = [:]) {
    self.script = script
    self.used = used
    chance = SeededChance(script.seed)
  }

  /// Whether the script has something done to a subject.
  public func does(_ act: PayerScript.Act, to subject: String) -> Bool {
    chance(subject, act.rawValue) < script.rates[act] ?? 0
  }

  /// The payer's number of a claim.
  public func number(of claim: Claim) -> String {
    let digits = String(chance.number(Self.name(of: claim), "number") % 1_000_000_000_000)
    return "SIM" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  /// What tells a claim from others: who is treated, its number, its payer, what it is for.
  public static func name(of claim: Claim) -> String {
    [
      claim.patientControlNumber.description, claim.coverage.payer.id ?? claim.coverage.payer.name,
      claim.coverage.subscriberID ?? "", claim.frequency.code, charge(of: claim).description,
    ].joined(separator: "|")
  }

  /// Answers a claim.
  ///
  /// - Parameter day: The day on which it came.
  public mutating func answer(
    _ claim: Claim, _ knowledge: Knowledge, on day: CalendarDate
  ) -> RemittanceClaim {
    let name = Self.name(of: claim)
    var answer = Self.head(of: claim)
    answer.payerControlNumber = number(of: claim)
    let whole = refusal(of: claim, knowledge, on: day)
    let unlucky =
      does(.denyLine, to: name) && claim.lines.count > 1
      ? claim.lines[Int(chance.number(name, "line") % UInt64(claim.lines.count))].number : nil
    var open = openShares(of: claim)
    for line in claim.lines {
      let reason =
        whole ?? knowledge.refused[line.number]
        ?? (line.number == unlucky ? reason(for: name, "line-reason") : nil)
      answer.lines.append(
        reason.map { Self.refused(line, $0) }
          ?? paid(line, of: claim, knowledge.allowed[line.number], &open))
    }
    answer.paid = answer.lines.reduce(.zero) { $0 + $1.paid }
    let left = answer.allAdjustments.filter { $0.group == "PR" }.total
    answer.patientResponsibility = left == .zero ? nil : left
    if answer.lines.allSatisfy(Self.isRefused) {
      answer.status = "4"
    } else if let next = nextPayer(of: claim), does(.crossover, to: name) {
      answer.status = String(18 + rank(of: claim))
      answer.parties.append(
        NamedParty(
          role: "TT", kind: "2", name: next.name, idQualifier: "PI", id: next.id ?? "UNKNOWN"))
    }
    return answer
  }

  /// The same answer with its signs turned: the payment is taken back.
  public static func reversal(of answer: RemittanceClaim) -> RemittanceClaim {
    func turned(_ adjustments: [Adjustment]) -> [Adjustment] {
      adjustments.map { Adjustment($0.group, $0.reason, -$0.amount) }
    }
    var turnedBack = answer
    turnedBack.status = "22"
    turnedBack.charge = -answer.charge
    turnedBack.paid = -answer.paid
    turnedBack.patientResponsibility = nil
    turnedBack.parties.removeAll { $0.role == "TT" }
    turnedBack.adjustments = turned(answer.adjustments)
    turnedBack.lines = answer.lines.map { line in
      var line = line
      line.charge = -line.charge
      line.paid = -line.paid
      line.adjustments = turned(line.adjustments)
      line.amounts = []
      return line
    }
    return turnedBack
  }

  /// The answer that follows a reversal: the dearest line is refused now.
  public func correction(of answer: RemittanceClaim) -> RemittanceClaim {
    var corrected = answer
    corrected.references.set("F8", answer.payerControlNumber)
    corrected.payerControlNumber = answer.payerControlNumber.map { "\($0)R" }
    guard
      let index = corrected.lines.indices.max(by: {
        corrected.lines[$0].paid < corrected.lines[$1].paid
      })
    else { return corrected }
    var line = corrected.lines[index]
    line.paid = .zero
    line.amounts = []
    line.adjustments = [Adjustment("CO", "216", line.charge)]
    line.remarks = [RemarkCode("HE", "N10")]
    corrected.lines[index] = line
    corrected.paid = corrected.lines.reduce(.zero) { $0 + $1.paid }
    let left = corrected.allAdjustments.filter { $0.group == "PR" }.total
    corrected.patientResponsibility = left == .zero ? nil : left
    if corrected.lines.allSatisfy(Self.isRefused) { corrected.status = "4" }
    return corrected
  }
}

extension SimulatedPayer {
  /// The kinds of coverage that a remittance may name; the commonest stands for the others.
  ///
  /// Source: 005010X221A1, CLP06.
  private static let filings: Set<String> = [
    "12", "13", "14", "15", "16", "17", "AM", "CH", "DS", "HM", "LM", "MA", "MB", "MC", "OF", "TV",
    "VA", "WC", "ZZ",
  ]

  /// Whether a line is refused, not only left to the patient.
  private static func isRefused(_ line: RemittanceLine) -> Bool {
    line.isDenied && line.adjustments.count == 1
      && !line.adjustments.contains { $0.group == "PR" && ["1", "2", "3"].contains($0.reason) }
  }

  private static func charge(of claim: Claim) -> Money {
    claim.lines.reduce(.zero) { $0 + $1.charge.amount }
  }

  private static func head(of claim: Claim) -> RemittanceClaim {
    var answer = RemittanceClaim(
      patientControlNumber: claim.patientControlNumber.description, status: "1",
      charge: charge(of: claim))
    answer.status = String(min(3, max(1, 1 + claim.otherPayers.filter { $0.paid != nil }.count)))
    let filing = claim.coverage.claimFiling?.rawValue ?? ""
    answer.filingIndicator = filings.contains(filing) ? filing : "12"
    answer.facilityType = claim.placeOfService
    answer.frequency = claim.frequency.code
    let name = claim.patient.person.name
    answer.parties = [
      NamedParty(
        role: "QC", kind: "1", name: name.family, given: name.given,
        idQualifier: claim.coverage.subscriberID == nil ? nil : "MI",
        id: claim.coverage.subscriberID)
    ]
    if let number = claim.references["F8"] { answer.references.set("F8", number) }
    return answer
  }

  /// Where the payer stands among the claim's, from 1.
  private func rank(of claim: Claim) -> Int {
    min(3, 1 + claim.otherPayers.filter { $0.paid != nil }.count)
  }

  private func nextPayer(of claim: Claim) -> Payer? {
    claim.otherPayers.first { $0.paid == nil }?.coverage.payer
  }

  private func refusal(
    of claim: Claim, _ knowledge: Knowledge, on day: CalendarDate
  ) -> PayerScript.Reason? {
    if knowledge.isDuplicate { return PayerScript.Reason("OA", "18", "N522") }
    let served = claim.lines.compactMap(\.from).max() ?? claim.statementPeriod?.through
    if let limit = script.filingLimit, let served, served.adding(days: limit) < day {
      return PayerScript.Reason("CO", "29", "N211")
    }
    let name = Self.name(of: claim)
    return does(.deny, to: name) ? reason(for: name, "reason") : nil
  }

  private func reason(for name: String, _ question: String) -> PayerScript.Reason? {
    var left = chance(name, question) * script.reasons.reduce(0) { $0 + $1.weight }
    for reason in script.reasons {
      left -= reason.weight
      if left < 0 { return reason }
    }
    return script.reasons.last
  }

  private static func line(of line: ServiceLine) -> RemittanceLine {
    let charge = line.charge
    let service =
      charge.code.map { BilledService(line.codeList ?? "HC", $0, modifiers: charge.modifiers) }
      ?? BilledService("NU", charge.revenueCode ?? "")
    var answer = RemittanceLine(service: service, charge: charge.amount)
    if charge.code != nil { answer.revenueCode = charge.revenueCode }
    answer.paidUnits = charge.units == Quantity(1) ? nil : charge.units
    if let from = line.from {
      if let through = line.through, through != from {
        answer.dates = [QualifiedDate("150", from), QualifiedDate("151", through)]
      } else {
        answer.dates = [QualifiedDate("472", from)]
      }
    }
    if let number = line.references["6R"] { answer.references.set("6R", number) }
    return answer
  }

  private static func refused(_ line: ServiceLine, _ reason: PayerScript.Reason) -> RemittanceLine {
    var answer = self.line(of: line)
    if answer.charge != .zero {
      answer.adjustments = [Adjustment(reason.group, reason.code, answer.charge)]
    }
    if !reason.remark.isEmpty { answer.remarks = [RemarkCode("HE", reason.remark)] }
    return answer
  }

  /// What of the patient's shares of a claim is still to be asked for.
  private struct Shares {
    var copay: Money
    /// What an earlier payer has left of each line; nothing where this payer is the first.
    var left: [Int: Money]?
    /// Whether the plan leaves nothing to its members: Medicaid's may not be billed for what it covers (42 CFR 447.15).
    var isFree = false
  }

  private func openShares(of claim: Claim) -> Shares {
    let isFree = claim.coverage.claimFiling == .medicaid
    guard rank(of: claim) > 1 else {
      return Shares(copay: isFree ? .zero : script.copay, left: nil, isFree: isFree)
    }
    var left: [Int: Money] = [:]
    for line in claim.lines {
      left[line.number] = line.adjudications.last.map {
        $0.adjustments.filter { $0.group == "PR" }.total
      }
    }
    if left.isEmpty,
      var rest = claim.otherPayers.last(where: { $0.paid != nil })
        .map({ $0.adjustments.filter { $0.group == "PR" }.total })
    {
      for line in claim.lines {
        left[line.number] = min(rest, line.charge.amount)
        rest = rest - (left[line.number] ?? .zero)
      }
    }
    return Shares(copay: .zero, left: left, isFree: isFree)
  }

  private mutating func paid(
    _ line: ServiceLine, of claim: Claim, _ known: Money?, _ shares: inout Shares
  ) -> RemittanceLine {
    var answer = Self.line(of: line)
    let charge = answer.charge
    guard charge > .zero else { return answer }
    if let left = shares.left {
      // A later payer pays what the earlier left to the patient, less its own coinsurance.
      let asked = min(left[line.number] ?? .zero, charge)
      let own = shares.isFree ? .zero : Self.part(script.coinsurance, of: asked)
      answer.paid = asked - own
      answer.adjustments = [
        Adjustment("OA", "23", charge - asked), Adjustment("PR", "2", own),
      ].filter { $0.amount != .zero }
      return answer
    }
    let allowed = min(charge, known ?? Self.part(script.allowed, of: charge))
    var rest = allowed
    func share(_ amount: Money) -> Money {
      let taken = min(amount, rest)
      rest = rest - taken
      return taken
    }
    let year = line.from.map { String($0.description.prefix(4)) } ?? ""
    let member = "\(claim.coverage.subscriberID ?? claim.patientControlNumber.description)|\(year)"
    let open = max(.zero, script.deductible - (used[member] ?? .zero))
    let deductible = share(shares.isFree ? .zero : open)
    if deductible > .zero { used[member, default: .zero] += deductible }
    let copay = share(shares.copay)
    shares.copay = shares.copay - copay
    let coinsurance = share(shares.isFree ? .zero : Self.part(script.coinsurance, of: rest))
    answer.paid = rest
    answer.adjustments = [
      Adjustment("CO", "45", charge - allowed), Adjustment("PR", "1", deductible),
      Adjustment("PR", "3", copay), Adjustment("PR", "2", coinsurance),
    ].filter { $0.amount != .zero }
    answer.amounts.set("B6", allowed)
    return answer
  }

  /// A part of an amount in ten thousandths, to the cent, halves up.
  private static func part(_ part: Int64, of amount: Money) -> Money {
    Money(cents: (amount.cents * part + 5000) / 10_000)
  }
}
