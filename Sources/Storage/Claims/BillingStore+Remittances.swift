// SPDX-License-Identifier: Apache-2.0

public import Values

extension BillingStore {
  private static let remittanceColumns = """
    number, issuer, trace, payer_name, method, paid_on, amount, deposited, received, actor
    """

  /// The remittance of an issuer and trace number; it is begun where it is not there.
  public func remittance(
    issuer: String, trace: String, payerName: String, method: String, paidOn: CalendarDate,
    received: Instant, by actor: String
  ) throws -> KeptRemittance {
    if let known = try remittance(issuer: issuer, trace: trace) { return known }
    let number = try numbers("remittance", 1)
    try database.run(
      """
      INSERT INTO remittance (practice, number, issuer, trace, payer_name, method, paid_on, amount,
      deposited, received, actor) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)
      """,
      [
        key, .int(number), .text(issuer), .text(trace), .text(payerName), .text(method),
        paidOn.value, .int(received.microseconds), .text(actor),
      ])
    return KeptRemittance(
      number: number, issuer: issuer, trace: trace, payerName: payerName, method: method,
      paidOn: paidOn, amount: .zero, deposited: .zero, received: received, actor: actor)
  }

  /// The remittance of an issuer and trace number.
  public func remittance(issuer: String, trace: String) throws -> KeptRemittance? {
    try remittances("issuer = ? AND trace = ?", [.text(issuer), .text(trace)]).first
  }

  /// The remittance of a number.
  public func remittance(_ number: Int) throws -> KeptRemittance? {
    try remittances("number = ?", [.int(number)]).first
  }

  /// The remittances with a trace number, whoever wrote them.
  public func remittances(trace: String) throws -> [KeptRemittance] {
    try remittances("trace = ?", [.text(trace)])
  }

  /// The remittances, latest first.
  public func remittances(limit: Int) throws -> [KeptRemittance] {
    try remittances("number > 0", [], "ORDER BY number DESC LIMIT \(limit)")
  }

  /// The remittances whose payments the bank has not shown, or not as they were announced.
  public func undeposited() throws -> [KeptRemittance] {
    try remittances("amount <> deposited", [], "ORDER BY paid_on, number")
  }

  /// Raises what a remittance comes to, and what came to the bank of it.
  public func raise(_ number: Int, amount: Money = .zero, deposited: Money = .zero) throws {
    try database.run(
      """
      UPDATE remittance SET amount = amount + ?, deposited = deposited + ?
      WHERE practice = ? AND number = ?
      """, [.int(amount.cents), .int(deposited.cents), key, .int(number)])
  }

  private func remittances(
    _ condition: String, _ values: [DatabaseValue], _ ending: String = "ORDER BY number"
  ) throws -> [KeptRemittance] {
    try database.run(
      """
      SELECT \(Self.remittanceColumns) FROM remittance
      WHERE practice = ? AND \(condition) \(ending)
      """, [key] + values
    ).map { row in
      KeptRemittance(
        number: try row.int(0), issuer: try row.text(1), trace: try row.text(2),
        payerName: try row.text(3), method: try row.text(4), paidOn: try row.day(5),
        amount: try row.money(6), deposited: try row.money(7),
        received: Instant(microseconds: Int64(try row.int(8))), actor: try row.text(9))
    }
  }
}

extension BillingStore {
  private static let answerColumns = """
    remittance, key, place, attempt, status, claim, basis, rank, payer_number, charge, paid, entry,
    taken_back, document
    """

  /// Which of some answers of a remittance are kept, by their keys: without what they say.
  public func known(_ keys: [[UInt8]], of remittance: Int) throws -> [[UInt8]: AnswerStatus] {
    var found: [[UInt8]: AnswerStatus] = [:]
    for start in stride(from: 0, to: keys.count, by: 256) {
      var group = keys[start..<min(start + 256, keys.count)].map(DatabaseValue.bytes)
      while group.count < 256, let last = group.last { group.append(last) }
      let marks = repeatElement("?", count: 256).joined(separator: ", ")
      for row in try database.run(
        """
        SELECT key, status FROM answer
        WHERE practice = ? AND remittance = ? AND key IN (\(marks))
        """, [key, .int(remittance)] + group)
      {
        found[try row.bytes(0)] = AnswerStatus(rawValue: try row.text(1))
      }
    }
    return found
  }

  /// The answers of a remittance, in their order.
  public func answers(of remittance: Int) throws -> [KeptAnswer] {
    try answers("remittance = ?", [.int(remittance)], "ORDER BY place, key")
  }

  /// The answers to claims, in the order in which they came.
  public func answers(to claims: some Sequence<String>) throws -> [KeptAnswer] {
    try rows(claims) { marks in
      """
      SELECT \(Self.answerColumns) FROM answer
      WHERE practice = ? AND claim IN (\(marks)) AND claim <> '' ORDER BY remittance, place
      """
    }.map(Self.answer)
  }

  /// An answer.
  public func answer(_ answer: [UInt8], of remittance: Int) throws -> KeptAnswer? {
    try answers("remittance = ? AND key = ?", [.int(remittance), .bytes(answer)], "").first
  }

  /// What an answer says.
  public func content(of answer: KeptAnswer) throws -> [UInt8] {
    let rows = try database.run(
      "SELECT content FROM answer WHERE practice = ? AND remittance = ? AND key = ?",
      [key, .int(answer.remittance), .bytes(answer.key)])
    guard let row = rows.first else { throw DatabaseError(.wrongType, reason: "answer") }
    return try cipher.open(row.bytes(0), at: place(answer.remittance, answer.key))
  }

  /// Keeps answers, or what has become of those that are kept.
  public func put(_ answers: [KeptAnswer]) throws {
    try database.insert(
      into: """
        answer (practice, remittance, key, place, attempt, status, claim, basis, rank, payer_number,
        charge, paid, entry, taken_back, document, content)
        """,
      rows: answers.map { answer in
        [
          key, .int(answer.remittance), .bytes(answer.key), .int(answer.place),
          .int(answer.attempt), .text(answer.status.rawValue), .text(answer.claim),
          .text(answer.basis), .int(answer.rank), .text(answer.payerNumber),
          .int(answer.charge.cents), .int(answer.paid.cents), DatabaseValue(answer.entry),
          .int(answer.isTakenBack ? 1 : 0), .bytes(answer.document.bytes),
          .bytes(
            cipher.seal(answer.content, at: place(answer.remittance, answer.key))),
        ]
      },
      """
      ON CONFLICT (practice, remittance, key) DO UPDATE SET attempt = excluded.attempt,
      status = excluded.status, claim = excluded.claim, basis = excluded.basis,
      rank = excluded.rank, entry = excluded.entry, taken_back = excluded.taken_back
      """)
  }

  private func answers(
    _ condition: String, _ values: [DatabaseValue], _ ending: String
  ) throws -> [KeptAnswer] {
    try database.run(
      """
      SELECT \(Self.answerColumns) FROM answer WHERE practice = ? AND \(condition) \(ending)
      """, [key] + values
    ).map(Self.answer)
  }

  private static func answer(_ row: DatabaseRow) throws -> KeptAnswer {
    guard let status = AnswerStatus(rawValue: try row.text(4)) else {
      throw DatabaseError(.wrongType, reason: "answer")
    }
    var answer = KeptAnswer(
      remittance: try row.int(0), key: try row.bytes(1), place: try row.int(2), status: status,
      charge: try row.money(9), paid: try row.money(10), document: try row.digest(13), content: [])
    answer.attempt = try row.int(3)
    answer.claim = try row.text(5)
    answer.basis = try row.text(6)
    answer.rank = try row.int(7)
    answer.payerNumber = try row.text(8)
    answer.entry = try row.optionalInt(11)
    answer.isTakenBack = try row.int(12) != 0
    return answer
  }
}

extension BillingStore {
  /// What a payer took off or added beside the claims of a remittance.
  public func providerAdjustments(of remittance: Int) throws -> [KeptProviderAdjustment] {
    try database.run(
      """
      SELECT remittance, key, place, attempt, status, reason, reference, amount, entry, document
      FROM beside WHERE practice = ? AND remittance = ? ORDER BY place, key
      """, [key, .int(remittance)]
    ).map { row in
      guard let status = AnswerStatus(rawValue: try row.text(4)) else {
        throw DatabaseError(.wrongType, reason: "beside")
      }
      var kept = KeptProviderAdjustment(
        remittance: try row.int(0), key: try row.bytes(1), place: try row.int(2),
        reason: try row.text(5), reference: try row.text(6), amount: try row.money(7),
        document: try row.digest(9))
      kept.attempt = try row.int(3)
      kept.status = status
      kept.entry = try row.optionalInt(8)
      return kept
    }
  }

  /// Keeps what was taken off or added beside the claims, or what has become of it.
  public func put(_ adjustments: [KeptProviderAdjustment]) throws {
    try database.insert(
      into: """
        beside (practice, remittance, key, place, attempt, status, reason, reference, amount, entry,
        document)
        """,
      rows: adjustments.map { kept in
        [
          key, .int(kept.remittance), .bytes(kept.key), .int(kept.place), .int(kept.attempt),
          .text(kept.status.rawValue), .text(kept.reason), .text(kept.reference),
          .int(kept.amount.cents), DatabaseValue(kept.entry), .bytes(kept.document.bytes),
        ]
      },
      """
      ON CONFLICT (practice, remittance, key) DO UPDATE SET attempt = excluded.attempt,
      status = excluded.status, entry = excluded.entry
      """)
  }
}
