// SPDX-License-Identifier: Apache-2.0

import Adjudication
import Claims
import CodeSets
import Edits
import Pricing
import Storage
import TransactionSets
public import Values
import X12

/// A payer that is not there: takes claims, and answers as payers do, so that an office can be tried and taught.
///
///     let simulator = try PayerSimulator(Installation(), options)
///     let report = try simulator.answer(["claims.837"])
///
/// Everything it writes says that it comes from a simulator, and is for trying (ISA15 `T`). What it does depends on its
/// script, its memory and the claims alone: the same again gives the same bytes.
public final class PayerSimulator {
  /// What is wished for.
  public struct Options: Sendable {
    /// The folder for the answers.
    public var out: String
    /// The script: a file of JSON; nothing for what payers usually do.
    public var script: String?
    /// Contracts, by which the payer allows amounts; `Docs/Contracts.md`.
    public var contracts: [String] = []
    /// The file in which the payer remembers; nothing for no memory.
    public var state: String?
    /// The day on which the claims come and are answered.
    public var date: CalendarDate
    /// The time of that day, `hhmm`.
    public var time = "0900"
    /// How many claims a remittance answers at most.
    public var most = 5000
    /// Whether the lines are judged by the edits that are installed.
    public var hasEdits = true

    /// Makes a wish.
    public init(out: String, date: CalendarDate? = nil) {
      self.out = out
      self.date = date ?? Instant.now.date
    }
  }

  let options: Options
  private let edits: EditClaims?
  private var pricing: [PriceContract] = []
  private let script: PayerScript
  private(set) var payer: SimulatedPayer
  var memory: PayerMemory
  private var open: [SimulatedPayment.Key: SimulatedPayment] = [:]
  private var order: [SimulatedPayment.Key] = []
  private var files: [SimulatedFile] = []
  private var counts = SimulatedCounts()

  /// Prepares.
  ///
  /// - Throws: ``WorkflowFailure``: `payer.bad-script`, `payer.bad-state`, and what is wrong with contracts.
  public init(_ installation: Installation, _ options: Options) throws(WorkflowFailure) {
    self.options = options
    script = try Self.script(options.script)
    memory =
      try options.state.map { path throws(WorkflowFailure) in try PayerMemory(at: path) }
      ?? PayerMemory()
    payer = SimulatedPayer(script, used: memory.used)
    let library = try asWorkflow { try installation.library() }
    edits = options.hasEdits && !library.releases.isEmpty ? try EditClaims(installation) : nil
    edits?.isBrief = true
    for path in options.contracts {
      let agreement = try ContractFiles.agreement(ContractFiles.Paths(beside: path))
      pricing.append(try PriceContract(installation, [agreement], isGiven: true))
    }
  }

  private static func script(_ path: String?) throws(WorkflowFailure) -> PayerScript {
    guard let path else { return PayerScript() }
    let bytes = try asWorkflow { try Files.read(path) }
    guard let json = try? JSON(parsing: bytes) else {
      throw WorkflowFailure("payer.bad-script", .unusable, ("path", path), ("member", "JSON"))
    }
    let (script, wrong) = PayerScript.reading(json)
    guard let script else {
      throw WorkflowFailure("payer.bad-script", .unusable, ("path", path), ("member", wrong))
    }
    return script
  }

  /// Answers the claims and questions of files, and what earlier runs have left to be answered.
  ///
  /// - Returns: `simulator`, `files` in the order in which they are delivered (`name`, `kind`, `claims`, `paid`),
  ///   `claims` by what became of them, `charged`, `paid`, `left_to_patients`, `by_contract`, `by_script`.
  /// - Throws: ``WorkflowFailure`` where a file cannot be read or written; nothing is remembered then.
  public func answer(_ paths: [String]) throws(WorkflowFailure) -> JSON {
    try asWorkflow { try Files.makeFolder(options.out) }
    (files, counts) = ([], SimulatedCounts())
    try asWorkflow {
      // Whoever only asks does not make the payer work on.
      let isAsking =
        try !paths.isEmpty && paths.allSatisfy { try Self.isInquiry(InterchangeFile($0)) }
      if !isAsking { try answerEarlier() }
      for path in paths { try answer(file: path) }
      for key in order { try pay(key) }
      (open, order) = ([:], [])
      files = delivered(files)
      let list = files.map(\.name).joined(separator: "\n") + (files.isEmpty ? "" : "\n")
      try Files.write(Array(list.utf8), to: "\(options.out)/order.txt")
    }
    memory.used = payer.used
    if let state = options.state { try memory.write(to: state) }
    let report = counts.json(files)
    try asWorkflow {
      try Files.write(Array((report.pretty + "\n").utf8), to: "\(options.out)/report.json")
    }
    return report
  }

  /// What was pended, and what is taken back.
  private func answerEarlier() throws {
    let (pended, takebacks) = (memory.pended, memory.takebacks)
    (memory.pended, memory.takebacks) = ([], [])
    for kept in pended {
      try add(kept.answer, kept.payer, kept.payee)
      counts.outcomes["answered late", default: 0] += 1
    }
    for kept in takebacks {
      try add(SimulatedPayer.reversal(of: kept.answer), kept.payer, kept.payee)
      try add(payer.correction(of: kept.answer), kept.payer, kept.payee)
      counts.outcomes["taken back", default: 0] += 1
    }
  }

  private func answer(file path: String) throws {
    let file = InterchangeFile(path)
    if try Self.isInquiry(file) { return try answer(inquiries: file, path) }
    var wanted = AcknowledgementFiles()
    (wanted.date, wanted.time) = (options.date, options.time)
    wanted.controlNumber = memory.number
    wanted.sender = SimulatedPayment.sender
    wanted.envelope = name("TA1")
    wanted.sets = name("999")
    wanted.claims = name("277CA")
    let (_, written) = try file.acknowledge(wanted)
    var accepted: [String: Int] = [:]
    for name in written {
      guard note(name, of: path) == "277CA" else { continue }
      for case .claim(let matter, _, _, _) in try AcknowledgementReading(InterchangeFile(name))
        .statements
      {
        if matter.isRejected {
          counts.outcomes["rejected", default: 0] += 1
        } else {
          accepted[matter.trace.number, default: 0] += 1
        }
      }
    }
    memory.number += max(3, written.count)
    try ClaimFiles([path], on: options.date).forEach { item in
      guard let claim = item.claim else { return }
      let number = claim.patientControlNumber.description
      guard let left = accepted[number], left > 0 else { return }
      accepted[number] = left - 1
      try decide(claim, item)
    }
  }

  /// Decides on a claim that was accepted.
  private func decide(_ claim: Claim, _ item: ClaimFiles.Item) throws {
    let name = SimulatedPayer.name(of: claim)
    let payee = SimulatedParty(claim.billingProvider)
    let own = SimulatedParty(claim.coverage.payer)
    counts.claims += 1
    counts.charged += claim.lines.reduce(.zero) { $0 + $1.charge.amount }
    if let number = claim.references["F8"], ["7", "8"].contains(claim.frequency.code),
      let kept = memory.answers.removeValue(forKey: number)
    {
      // A replacement or a void: the earlier payment is turned back first.
      memory.takebacks.removeAll { $0.answer.payerControlNumber == number }
      try add(SimulatedPayer.reversal(of: kept.answer), kept.payer, kept.payee)
      counts.outcomes["reversed", default: 0] += 1
      if claim.frequency.code == "8" { return }
    }
    var knowledge = SimulatedPayer.Knowledge()
    knowledge.isDuplicate = memory.seen[name] != nil
    if !knowledge.isDuplicate { try look(at: item, &knowledge) }
    let answer = payer.answer(claim, knowledge, on: options.date)
    counts.take(answer)
    if knowledge.isDuplicate {
      counts.outcomes["duplicate", default: 0] += 1
      return try add(answer, own, payee)
    }
    let kept = PayerMemory.Answered(answer: answer, payer: own, payee: payee)
    if options.state != nil {
      memory.seen[name] = answer.payerControlNumber ?? ""
      if let member = claim.coverage.subscriberID { memory.members.insert(member) }
      memory.answers[answer.payerControlNumber ?? ""] = kept
      if payer.does(.pend, to: name) {
        memory.pended.append(kept)
        counts.outcomes["pended", default: 0] += 1
        return
      }
      if answer.paid > .zero, payer.does(.takeback, to: name) { memory.takebacks.append(kept) }
    }
    try add(answer, own, payee)
  }

  /// What the edits refuse, and what a contract allows.
  private func look(
    at item: ClaimFiles.Item, _ knowledge: inout SimulatedPayer.Knowledge
  ) throws {
    guard let record = item.record else { return }
    if let edits {
      for finding in try edits.judge(item).findings where finding.severity == .rejects {
        guard case .serviceLine(let number) = finding.place,
          let reason = Self.reasons.first(where: { finding.rule.hasPrefix($0.rule) })
        else { continue }
        knowledge.refused[number] = reason.reason
        counts.edits[finding.rule, default: 0] += 1
      }
    }
    let priced = PricedServices(record, id: item.id, claim: item.claim)
    for index in pricing.indices where pricing[index].knowsPayer(of: record) {
      guard let expected = try? pricing[index].expect(priced) else { continue }
      for line in expected.payment.lines { knowledge.allowed[line.number] = line.allowed }
      break
    }
    if knowledge.allowed.isEmpty { counts.byScript += 1 } else { counts.byContract += 1 }
  }

  /// By which reason a payer refuses what an edit finds.
  private static let reasons: [(rule: String, reason: PayerScript.Reason)] = [
    ("ncci.procedure-pair", .init("CO", "236", "M15")),
    ("ncci.units-", .init("CO", "151", "N362")),
    ("ncci.add-on-", .init("CO", "107", "N122")),
    ("necessity.", .init("CO", "50", "N115")),
    ("icd10cm.", .init("CO", "146", "M76")),
  ]

  private func add(
    _ answer: RemittanceClaim, _ own: SimulatedParty, _ payee: SimulatedParty
  ) throws {
    let key = SimulatedPayment.Key(payer: own, payee: payee)
    if open[key] == nil { order.append(key) }
    open[key, default: SimulatedPayment(key: key)].claims.append(answer)
    if open[key]?.claims.count ?? 0 >= options.most {
      try pay(key)
      open[key] = nil
      order.removeAll { $0 == key }
    }
  }

  /// Writes the remittance of what is open.
  private func pay(_ key: SimulatedPayment.Key) throws {
    guard let payment = open[key], !payment.claims.isEmpty else { return }
    let number = memory.number
    memory.number += 1
    let trace = "SIM\(nineDigits(number))"
    let beside = self.beside(key, trace)
    let remittance = payment.remittance(
      trace: trace, on: options.date, beside: beside,
      forwarded: &memory.forwarded[key.name, default: .zero])
    let wrong = RemittanceBalance.of(remittance)
    precondition(wrong.isEmpty, "a simulated remittance does not balance")
    let header = InterchangeHeader(
      sender: .init(id: SimulatedPayment.sender), receiver: .init(id: key.payee.id),
      date: options.date,
      time: options.time, controlNumber: number)
    let name = "\(nineDigits(number))-835.edi"
    let file = try StreamedFile("\(options.out)/\(name)")
    var writer = RemittanceWriter(header)
    try file.append(writer.begin())
    try file.append(writer.begin(remittance))
    for claim in payment.claims { try file.append(writer.append(claim, in: RemittanceGroup("1"))) }
    try file.append(writer.end(remittance))
    try file.append(writer.finish())
    try file.finish()
    var own = SimulatedFile(name: name, kind: "835", of: "")
    (own.claims, own.paid) = (payment.claims.count, remittance.payment.amount)
    files.append(own)
    counts.paid += remittance.payment.amount
    for row in remittance.providerAdjustments { counts.beside[row.reason, default: 0] += 1 }
    if payer.does(.again, to: trace) {
      let copy = "\(nineDigits(number))-835-again.edi"
      try Files.write(try Files.read("\(options.out)/\(name)"), to: "\(options.out)/\(copy)")
      own.name = copy
      files.append(own)
    }
  }

  /// What stands beside the claims of a remittance: now and then something, each kind in its turn.
  private func beside(
    _ key: SimulatedPayment.Key, _ trace: String
  ) -> [(reason: String, amount: Money)] {
    guard payer.does(.beside, to: trace) else { return [] }
    let kinds: [(String, Int64)] = [
      ("L6", -137), ("WO", 2500), ("72", -4000), ("CS", 1250), ("J1", 900), ("IR", 300),
      ("AP", 5000), ("B2", 75), ("50", 1000), ("90", -1500),
    ]
    let (reason, cents) = kinds[
      Int(SeededChance(script.seed).number(trace, "kind") % UInt64(kinds.count))]
    return [(reason, Money(cents: cents))]
  }

  /// The files in the order in which the payer delivers them.
  private func delivered(_ files: [SimulatedFile]) -> [SimulatedFile] {
    var payments = files.filter { $0.kind == "835" }
    if let first = payments.first, payer.does(.disorder, to: first.name) {
      let chance = SeededChance(script.seed)
      payments.sort { chance($0.name, "order") < chance($1.name, "order") }
    }
    let answers = files.filter { $0.kind != "835" }
    let late = answers.filter { payer.does(.late, to: $0.path) }
    return answers.filter { !late.contains($0) } + payments + late
  }

  /// The path of an answer of a kind, by the number of the next interchange.
  func name(_ kind: String) -> String {
    "\(options.out)/\(nineDigits(memory.number))-\(kind).edi"
  }

  /// Notes a file that was written.
  ///
  /// - Returns: Its kind.
  @discardableResult
  func note(_ name: String, of path: String) -> String {
    let kind = String(name.dropLast(4).split(separator: "-").last ?? "")
    files.append(SimulatedFile(name: Self.last(name), kind: kind, of: path))
    return kind
  }

  private func nineDigits(_ number: Int) -> String { NumberedInterchanges.nineDigits(number) }

  private static func last(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}
