// SPDX-License-Identifier: Apache-2.0

import Values

extension BillingStore {
  /// What was refused before and is refused once more: the open denials of the same claim, payer and line by an
  /// earlier remittance, by their numbers. The new ones take their owners over.
  func answeredAgain(by items: [WorkItem]) throws -> [Int: WorkItem] {
    let denials = items.filter { $0.kind == .denial && !$0.claim.isEmpty }
    var before: [Int: WorkItem] = [:]
    guard !denials.isEmpty else { return before }
    for row in try rows(
      denials.map(\.claim),
      { marks in
        """
        SELECT \(Self.workColumns) FROM work
        WHERE practice = ? AND claim IN (\(marks)) AND claim <> '' AND kind = 'denial'
        AND state <> 'closed'
        """
      })
    {
      let item = try Self.item(row)
      let isAgain = denials.contains {
        $0.claim == item.claim && $0.payer == item.payer && $0.line == item.line
          && $0.remittance != item.remittance
      }
      if isAgain { before[item.number] = item }
    }
    return before
  }

  /// Closes what is refused once more: from now on the latest refusal is worked on.
  func close(_ before: [Int: WorkItem], by items: [WorkItem]) throws {
    for var item in before.values.sorted(by: { $0.number < $1.number }) {
      guard
        let next = items.first(where: {
          $0.kind == .denial && $0.claim == item.claim && $0.payer == item.payer
            && $0.line == item.line && $0.remittance != item.remittance
        })
      else { continue }
      if !item.owner.isEmpty, next.owner.isEmpty {
        try database.run(
          "UPDATE work SET owner = ? WHERE practice = ? AND number = ? AND owner = ''",
          [.text(item.owner), key, .int(next.number)])
      }
      item.state = "closed"
      item.closed = next.opened
      item.outcome = "denied-again/\(next.number)"
      try update(item)
      try add(
        OfficeEvent(
          .work, item.number, at: Instant(startOf: next.opened), by: "remittance", "denied-again",
          value: "\(next.number)"))
      try database.run(
        """
        UPDATE appeal SET state = 'decided', outcome = 'upheld', decided = ?
        WHERE practice = ? AND claim = ? AND state = 'sent' AND number IN
        (SELECT appeal FROM appeal_work WHERE practice = ? AND work = ?)
        """, [next.opened.value, key, .text(item.claim), key, .int(item.number)])
    }
  }

  /// Lets what a refusal has closed be worked on again, once that refusal is taken out of the books.
  func reopen(answeredAgainBy number: Int, on claim: String) throws {
    try database.run(
      """
      UPDATE work SET state = 'open', closed = NULL, outcome = ''
      WHERE practice = ? AND claim = ? AND claim <> '' AND outcome = ?
      """, [key, .text(claim), .text("denied-again/\(number)")])
  }

  /// Keeps by which remarks work can be found.
  func keepRemarks(of items: [WorkItem]) throws {
    try database.insert(
      into: "work_remark (practice, remark, work)",
      rows: items.flatMap { item in
        Set(item.remarks).sorted().map { [key, .text($0), .int(item.number)] }
      })
  }
}
