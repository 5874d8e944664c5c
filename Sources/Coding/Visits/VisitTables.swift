// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The rules of evaluation and management services, from the tables of `Data/visits`.
public struct VisitTables: Sendable {
  /// A code of a service within its days.
  struct ServiceRow: Sendable {
    /// What the code asks for.
    enum Level: Sendable {
      case complexity(Complexity)
      case staff
      case time
    }

    let service: String
    let code: PackedCode
    let level: Level
    let minutes: Int?
    let period: EffectivePeriod
    let source: RuleSource
  }

  struct ProblemRow: Sendable {
    let kind: String
    let one: Complexity
    let more: Complexity
    let effective: CalendarDate
    let services: [String]
    let meaning: String
  }

  struct DataRow: Sendable {
    enum Category: String, Sendable {
      case document, historian, interpretation, discussion
    }

    let kind: String
    let category: Category
    let meaning: String
  }

  struct RiskRow: Sendable {
    let kind: String
    let level: Complexity
    let effective: CalendarDate
    let meaning: String
  }

  struct ProlongedRow: Sendable {
    let visit: PackedCode
    let isMedicare: Bool
    let code: PackedCode
    let first: Int
    let each: Int
    let period: EffectivePeriod
    let source: RuleSource
  }

  /// A preventive visit by age.
  struct PreventiveRow: Sendable {
    let service: String
    let code: PackedCode
    let ages: ClosedRange<Int>
    let effective: CalendarDate
    let source: RuleSource
  }

  /// A code under the primary care exception.
  struct ExceptionRow: Sendable {
    let code: PackedCode
    let period: EffectivePeriod
    let source: RuleSource
  }

  /// Two visits on one day.
  struct SameDayRow: Sendable {
    enum Outcome: String, Sendable {
      case combined, first, stay, unrelated, both, apart
    }

    let first: String
    let second: String
    let outcome: Outcome
    let source: RuleSource
  }

  let services: [ServiceRow]
  let problems: [ProblemRow]
  let data: [DataRow]
  let risks: [RiskRow]
  let prolonged: [ProlongedRow]

  let preventive: [PreventiveRow]
  let exceptions: [ExceptionRow]
  let sameDay: [SameDayRow]

  /// Reads the eight tables.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(
    services: [UInt8], problems: [UInt8], data: [UInt8], risks: [UInt8], prolonged: [UInt8],
    preventive: [UInt8], exceptions: [UInt8], sameDay: [UInt8]
  ) throws(ConceptTableError) {
    self.services = try Self.rows(services, ServiceRow.init)
    self.problems = try Self.rows(problems, ProblemRow.init)
    self.data = try Self.rows(data, DataRow.init)
    self.risks = try Self.rows(risks, RiskRow.init)
    self.prolonged = try Self.rows(prolonged, ProlongedRow.init)
    self.preventive = try Self.rows(preventive, PreventiveRow.init)
    self.exceptions = try Self.rows(exceptions, ExceptionRow.init)
    self.sameDay = try Self.rows(sameDay, SameDayRow.init)
  }

  /// The names of the services.
  public var serviceNames: [String] {
    Self.unique(services.map(\.service) + preventive.map(\.service))
  }
  /// The kinds of problems, data and risks.
  public var kinds: (problems: [String], data: [String], risks: [String]) {
    (problems.map(\.kind), data.map(\.kind), risks.map(\.kind))
  }

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private static func rows<Row>(
    _ table: [UInt8], _ make: ([String], Int) -> Row?
  ) throws(ConceptTableError) -> [Row] {
    var rows: [Row] = []
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      guard let row = make(line.tabbed, line.number) else {
        throw ConceptTableError(line: line.number)
      }
      rows.append(row)
    }
    return rows
  }

  /// The period of two cells; nothing where the first is no date.
  static func period(_ effective: String, _ termination: String) -> EffectivePeriod? {
    guard let first = CalendarDate(effective),
      termination.isEmpty || CalendarDate(termination) != nil
    else { return nil }
    return EffectivePeriod(effective: first, termination: CalendarDate(termination))
  }
}

extension VisitTables.ServiceRow {
  fileprivate init?(_ cells: [String], line: Int) {
    guard cells.count == 7, let code = PackedCode(cells[1]),
      let period = VisitTables.period(cells[4], cells[5])
    else { return nil }
    switch cells[2] {
    case "staff": level = .staff
    case "time": level = .time
    default:
      guard let complexity = Complexity(name: cells[2]) else { return nil }
      level = .complexity(complexity)
    }
    guard cells[3].isEmpty || Int(cells[3]) != nil else { return nil }
    service = cells[0]
    self.code = code
    minutes = Int(cells[3])
    self.period = period
    source = RuleSource(document: cells[6], locator: "visits/services.tsv, row \(line)")
  }
}

extension VisitTables.ProblemRow {
  fileprivate init?(_ cells: [String], line: Int) {
    guard cells.count == 7, let one = Complexity(name: cells[1]),
      let more = Complexity(name: cells[2]), let effective = CalendarDate(cells[3])
    else { return nil }
    kind = cells[0]
    self.one = one
    self.more = more
    self.effective = effective
    services = cells[4].split(separator: " ").map(String.init)
    meaning = cells[5]
  }
}

extension VisitTables.DataRow {
  fileprivate init?(_ cells: [String], line: Int) {
    guard cells.count == 4, let category = Category(rawValue: cells[1]) else { return nil }
    kind = cells[0]
    self.category = category
    meaning = cells[2]
  }
}

extension VisitTables.RiskRow {
  fileprivate init?(_ cells: [String], line: Int) {
    guard cells.count == 5, let level = Complexity(name: cells[1]),
      let effective = CalendarDate(cells[2])
    else { return nil }
    kind = cells[0]
    self.level = level
    self.effective = effective
    meaning = cells[3]
  }
}

extension VisitTables.ProlongedRow {
  fileprivate init?(_ cells: [String], line: Int) {
    guard cells.count == 10, let visit = PackedCode(cells[0]), let code = PackedCode(cells[2]),
      ["medicare", "other"].contains(cells[1]), let first = Int(cells[3]), let each = Int(cells[4]),
      each > 0, let period = VisitTables.period(cells[7], cells[8])
    else { return nil }
    self.visit = visit
    isMedicare = cells[1] == "medicare"
    self.code = code
    self.first = first
    self.each = each
    self.period = period
    source = RuleSource(document: cells[9], locator: "visits/prolonged.tsv, row \(line)")
  }
}
