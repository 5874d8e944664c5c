// SPDX-License-Identifier: Apache-2.0

import Values

extension VisitTables.PreventiveRow {
  init?(_ cells: [String], line: Int) {
    guard cells.count == 6, let code = PackedCode(cells[1]), let first = Int(cells[2]),
      cells[3].isEmpty || Int(cells[3]) != nil, let effective = CalendarDate(cells[4])
    else { return nil }
    let last = Int(cells[3]) ?? 150
    guard first <= last else { return nil }
    service = cells[0]
    self.code = code
    ages = first...last
    self.effective = effective
    source = RuleSource(document: cells[5], locator: "visits/preventive.tsv, row \(line)")
  }
}

extension VisitTables.ExceptionRow {
  init?(_ cells: [String], line: Int) {
    guard cells.count == 4, let code = PackedCode(cells[0]),
      let period = VisitTables.period(cells[1], cells[2])
    else { return nil }
    self.code = code
    self.period = period
    source = RuleSource(document: cells[3], locator: "visits/exception.tsv, row \(line)")
  }
}

extension VisitTables.SameDayRow {
  init?(_ cells: [String], line: Int) {
    guard cells.count == 4, let outcome = Outcome(rawValue: cells[2]) else { return nil }
    (first, second, self.outcome) = (cells[0], cells[1], outcome)
    source = RuleSource(document: cells[3], locator: "visits/same-day.tsv, row \(line)")
  }
}
