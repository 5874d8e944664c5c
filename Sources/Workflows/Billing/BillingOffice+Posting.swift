// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Claims
import Storage
import TransactionSets
public import Values

extension BillingOffice {
  /// Posts the 835s of files.
  ///
  /// Each remittance that does not add up is refused whole, with by how much. What is posted already is left as it
  /// is, in whatever files it comes again. Answers whose claim is not found are kept with their money for a person.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - user: Who posts.
  /// - Returns: `remittances`, each with what was posted, and `findings` of those refused.
  /// - Throws: ``WorkflowFailure`` where a file cannot be read to its end: nothing of it is posted.
  public func post(_ paths: [String], by user: String) throws(WorkflowFailure) -> JSON {
    let user = try Self.user(user)
    var remittances: [JSON] = []
    var findings: [Finding] = []
    for path in paths {
      let file = try InterchangeFile(path).readableTwice()
      try asWorkflow {
        let document = try file.digest()
        var sound = Array(repeating: true, count: try file.soundRemittances() ?? 0)
        if sound.isEmpty {
          let sets = try file.remittanceBalances()
          if sets.isEmpty {
            findings.append(
              Finding("remittances.none", .warns, at: .claim, facts: [.init("path", path)]))
          }
          let wrong = sets.map { Self.findings(of: $0.wrong, $0.remittance, path) }
          findings += wrong.flatMap { $0 }
          sound = wrong.map(\.isEmpty)
        }
        remittances += try post(file, sound, document, user)
      }
    }
    return .members(
      ("remittances", .array(remittances)),
      ("findings", .array(findings.map(FindingWords.standard.json))))
  }

  /// Posts those remittances of a file that balance.
  private func post(
    _ file: InterchangeFile, _ sound: [Bool], _ document: Digest, _ user: String
  ) throws -> [JSON] {
    guard sound.contains(true) else { return [] }
    var answers: [JSON] = []
    var posting: RemittancePosting?
    let stream = AnswerStream(file, keys)
    defer { stream.giveUp() }
    while let event = try stream.next() {
      switch event {
      case .begin(let index, let remittance):
        posting =
          sound[index] ? RemittancePosting(self, remittance, document: document, by: user) : nil
      case .answers(let items): try posting?.post(items)
      case .end(let remittance):
        if var ended = posting { answers.append(try ended.finish(remittance)) }
        posting = nil
      }
    }
    return answers
  }

  /// What is wrong with a remittance that does not add up, or cannot be posted at all.
  static func findings(
    of wrong: [Imbalance], _ remittance: Remittance, _ path: String
  ) -> [Finding] {
    var findings = wrong.map { imbalance in
      Finding(
        "remittances.unbalanced", .rejects, at: .claim,
        facts: [
          .init("path", path), .init("trace", remittance.trace.number),
          .init("equation", imbalance.equation.rawValue),
          .init("claim", String(imbalance.place.claim)),
          .init("line", String(imbalance.place.line)),
          .init("stated", imbalance.stated.description), .init("sum", imbalance.sum.description),
          .init("off", imbalance.off.description),
        ])
    }
    if let currency = remittance.currency?.code, !currency.isEmpty, currency != "USD" {
      findings.append(
        Finding(
          "remittances.currency", .rejects, at: .claim,
          facts: [
            .init("path", path), .init("trace", remittance.trace.number),
            .init("currency", currency),
          ]))
    }
    return findings
  }
}

/// A remittance on its way into the books.
struct RemittancePosting {
  private let office: BillingOffice
  private var remittance: Remittance
  private let document: Digest
  private let actor: String
  private var counts = AnswerBatch.Counts()
  private var answers = 0

  init(
    _ office: BillingOffice, _ remittance: Remittance, document: Digest, by actor: String
  ) {
    self.office = office
    self.remittance = remittance
    self.document = document
    self.actor = actor
  }

  /// Posts answers; when this has returned they are safe on the disk.
  mutating func post(_ items: [AnswerBatch.Item]) throws {
    guard !items.isEmpty else { return }
    answers += items.count
    let moment = office.moment
    counts.add(
      try office.store.transaction { () throws -> AnswerBatch.Counts in
        let kept = try begin(at: moment)
        let known = try office.store.known(items.map(\.key), of: kept.number)
        var batch = AnswerBatch(
          office, kept, document: document, moment: moment, actor: actor,
          head: try office.books.store.head(of: office.books.practice))
        var counts = try batch.post(items.filter { known[$0.key] == nil })
        for status in known.values {
          if status == .unapplied { counts.unapplied += 1 } else { counts.present += 1 }
        }
        return counts
      })
  }

  /// Posts what the payer took off or added beside the claims.
  ///
  /// - Parameter end: The remittance as it stands at its end.
  mutating func finish(_ end: Remittance) throws -> JSON {
    remittance = end
    let moment = office.moment
    let adjustments = remittance.providerAdjustments
    let result = try office.store.transaction { () throws -> (KeptRemittance, Int, Int) in
      let kept = try begin(at: moment)
      let added = try post(adjustments, to: kept, at: moment)
      guard let now = try office.store.remittance(kept.number) else { return (kept, added, 0) }
      return (now, added, adjustments.count - added)
    }
    return json(result.0, adjustments: result.1, present: result.2)
  }

  private func begin(at moment: Instant) throws -> KeptRemittance {
    try office.store.remittance(
      issuer: Self.issuer(of: remittance), trace: remittance.trace.number,
      payerName: remittance.payer?.party.name ?? "", method: remittance.payment.method,
      paidOn: remittance.payment.date ?? moment.date, received: moment, by: actor)
  }

  /// Who wrote a remittance: the payer's number with its bank, else its identifier, else its name.
  static func issuer(of remittance: Remittance) -> String {
    let names = [
      remittance.trace.originator, remittance.payment.originator, remittance.payer?.party.id,
      remittance.payer?.party.name,
    ]
    let first = names.compactMap { $0 }.first { !$0.isEmpty } ?? "unknown"
    return first.prefixBytes(50)
  }

  /// Posts provider adjustments that are not posted yet.
  ///
  /// - Returns: How many were.
  private func post(
    _ adjustments: [ProviderAdjustment], to kept: KeptRemittance, at moment: Instant
  ) throws -> Int {
    guard !adjustments.isEmpty else { return 0 }
    let known = Set(try office.store.providerAdjustments(of: kept.number).map(\.key))
    let head = try office.books.store.head(of: office.books.practice)
    var seen: [String: Int] = [:]
    var rows: [KeptProviderAdjustment] = []
    var entries: [(JournalEntry, Int)] = []
    var work: [WorkItem] = []
    for (index, adjustment) in adjustments.enumerated() {
      let words = [
        adjustment.provider, adjustment.reason, adjustment.reference ?? "",
        adjustment.amount.description,
      ].joined(separator: "\t")
      let occurrence = (seen[words] ?? 0) + 1
      seen[words] = occurrence
      let digest = BillingOffice.digest(Array("plb\t\(words)\t\(occurrence)".utf8))
      let key = AnswerItems.key("", digest)
      guard !known.contains(key) else { continue }
      let source = PostingRules.Source(
        practice: office.books.practice, issuer: office.issuer(kept.issuer),
        key: office.key(kept, key, 1), effective: BillingOffice.openDay(kept.paidOn, head),
        posted: moment, document: document)
      if let entry = try BillingTables.providerAdjustments.post(adjustment, source) {
        entries.append((entry, rows.count))
      }
      if BillingTables.providerAdjustments[adjustment.reason].isWork {
        var item = WorkItem(
          .beside, payer: kept.issuer, amount: adjustment.amount, opened: moment.date)
        item.remittance = kept.number
        item.answer = key
        item.reason = adjustment.reason
        work.append(item)
      }
      rows.append(
        KeptProviderAdjustment(
          remittance: kept.number, key: key, place: index + 1, reason: adjustment.reason,
          reference: adjustment.reference ?? "", amount: adjustment.amount, document: document))
    }
    let outcomes = try office.books.store.append(
      entries.map(\.0), to: office.books.practice)
    for (outcome, entry) in zip(outcomes, entries) { rows[entry.1].entry = outcome.sequence }
    try office.store.put(rows)
    try office.store.open(work)
    try office.store.raise(
      kept.number, amount: rows.reduce(Money.zero) { $0 - $1.amount })
    return rows.count
  }

  private func json(_ kept: KeptRemittance, adjustments: Int, present: Int) -> JSON {
    .members(
      ("remittance", .int(kept.number)), ("issuer", .string(kept.issuer)),
      ("payer", .string(kept.payerName)), ("trace", .string(kept.trace)),
      ("paid_on", .date(kept.paidOn)), ("stated", .money(remittance.payment.amount)),
      ("amount", .money(kept.amount)), ("answers", .int(answers)), ("posted", .int(counts.posted)),
      ("unmatched", .int(counts.unmatched)), ("held", .int(counts.held)),
      ("noted", .int(counts.noted)), ("present", .int(counts.present + present)),
      ("unapplied", .int(counts.unapplied)), ("paid", .money(counts.paid)),
      ("denials", .int(counts.denials)), ("denied", .money(counts.denied)),
      ("provider_adjustments", .int(adjustments)))
  }
}

extension InterchangeFile {
  /// The hash of the file's bytes.
  func digest() throws -> Digest {
    let text =
      if let bytes = heldBytes { Digest(SHA256.digest(of: bytes).bytes) } else {
        Digest(hexadecimal: try SHA256.hexadecimal(ofFile: path))
      }
    guard let text else { preconditionFailure("a hash has 32 bytes") }
    return text
  }
}
