// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// How often Medicare pays a service by statute, regulation or national determination.
struct FrequencyLimit: Sendable {
  /// How the limit counts.
  enum Kind: String, Sendable {
    /// So many full months must have passed after the month of the last one.
    case months
    /// So many in a span of months that ends with the day.
    case count
    /// So many in a lifetime.
    case lifetime
  }

  let code: PackedCode
  /// Services of one name count together.
  let service: String
  let kind: Kind
  let number: Int
  let months: Int
  /// Where given, only lines that point to a diagnosis which begins so are screening services.
  let diagnosis: PackedCode?
  let period: EffectivePeriod
  let source: String

  /// Reads a row of `coverage/frequency.tsv`.
  init?(_ fields: [String]) {
    guard fields.count == 9, let code = PackedCode(fields[0]), !fields[1].isEmpty,
      let kind = Kind(rawValue: fields[2]), let number = Int(fields[3]), number > 0,
      let effective = CalendarDate(fields[6]),
      fields[7].isEmpty || CalendarDate(fields[7]) != nil,
      let period = EffectivePeriod(effective: effective, termination: CalendarDate(fields[7])),
      fields[4].isEmpty == (kind != .count), fields[4].isEmpty || (Int(fields[4]) ?? 0) > 0,
      fields[5].isEmpty || PackedCode(fields[5]) != nil, !fields[8].isEmpty
    else { return nil }
    self.code = code
    service = fields[1]
    self.kind = kind
    self.number = number
    months = Int(fields[4]) ?? 0
    diagnosis = PackedCode(fields[5])
    self.period = period
    source = fields[8]
  }
}

/// What a frequency limit says of a line.
public struct FrequencyReview: Sendable {
  /// The name under which services count together.
  public let service: String
  /// How the limit counts: `months`, `count` or `lifetime`.
  public let kind: String
  /// The number of the limit: full months, or how many.
  public let number: Int
  /// The span in months of a limit that counts; 0 for others.
  public let months: Int
  /// The earlier services that count, by day.
  public let earlier: [ServiceRecord.Past]
  /// Whether the line keeps the limit.
  public let isKept: Bool
  /// The first day on which the limit would be kept; nothing where it never will, or is kept.
  public let next: CalendarDate?
  /// The regulation.
  public let source: String
}

extension NecessityTables {
  /// Judges a line by the limit of its service; nothing where it has none.
  ///
  /// Earlier lines of the claim itself count as those of earlier claims do.
  func frequency(of line: ServiceRecord.Line, in record: ServiceRecord) -> FrequencyReview? {
    guard let code = line.code,
      let limit = limits.first(where: {
        $0.code == code && $0.period.contains(line.from) && Self.isMeant(line, $0, record)
      })
    else { return nil }
    let codes = Set(limits.filter { $0.service == limit.service }.map(\.code))
    let same = record.lines.filter { $0.number < line.number }
      .map { ServiceRecord.Past(claim: record.id, line: $0) }
    let earlier = (record.history + same)
      .filter { past in
        past.line.code.map(codes.contains) ?? false && past.line.from <= line.from
          && !past.line.modifiers.contains { ["GY", "GZ"].contains($0.description) }
      }
      .sorted { ($0.line.from, $0.claim) < ($1.line.from, $1.claim) }
    return review(line, limit, earlier)
  }

  private static func isMeant(
    _ line: ServiceRecord.Line, _ limit: FrequencyLimit, _ record: ServiceRecord
  ) -> Bool {
    guard let prefix = limit.diagnosis else { return true }
    return record.pointed(by: line).contains { record.diagnoses[$0 - 1].hasPrefix(prefix) }
  }

  private func review(
    _ line: ServiceRecord.Line, _ limit: FrequencyLimit, _ earlier: [ServiceRecord.Past]
  ) -> FrequencyReview {
    var counted = earlier
    var next: CalendarDate?
    var isKept = true
    switch limit.kind {
    case .months:
      if let last = earlier.last {
        let first = Self.firstDay(of: Self.month(last.line.from) + limit.number + 1)
        isKept = line.from >= first
        next = first
      }
    case .count:
      // Services that fall out of the span no longer count; the span ends with the day.
      counted = earlier.filter { Self.adding(limit.months, to: $0.line.from) > line.from }
      isKept = counted.count < limit.number
      if !isKept {
        next = Self.adding(limit.months, to: counted[counted.count - limit.number].line.from)
      }
    case .lifetime: isKept = earlier.count < limit.number
    }
    return FrequencyReview(
      service: limit.service, kind: limit.kind.rawValue, number: limit.number,
      months: limit.months, earlier: counted, isKept: isKept, next: isKept ? nil : next,
      source: limit.source)
  }

  private static func month(_ day: CalendarDate) -> Int {
    day.parts.year * 12 + day.parts.month - 1
  }

  private static func firstDay(of month: Int) -> CalendarDate {
    CalendarDate(year: month / 12, month: month % 12 + 1, day: 1) ?? CalendarDate(daysSinceEpoch: 0)
  }

  /// The day some months later; the last of the month where it has no such day.
  private static func adding(_ months: Int, to day: CalendarDate) -> CalendarDate {
    let month = month(day) + months
    for number in stride(from: day.parts.day, through: 28, by: -1) {
      if let date = CalendarDate(year: month / 12, month: month % 12 + 1, day: number) {
        return date
      }
    }
    return CalendarDate(year: month / 12, month: month % 12 + 1, day: day.parts.day)
      ?? firstDay(of: month)
  }
}

extension ServiceRecord {
  /// The positions, from 1, of the diagnoses that a line points to; all of the claim's where it points to
  /// none, as on an institutional claim.
  public func pointed(by line: Line) -> [Int] {
    let own = line.pointers.map(Int.init).filter { (1...max(1, diagnoses.count)).contains($0) }
    guard line.pointers.isEmpty else { return diagnoses.isEmpty ? [] : own }
    return Array(diagnoses.indices.map { $0 + 1 })
  }
}
