// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Storage
public import Values

extension CodingDesk {
  /// Charts page by page.
  ///
  /// - Returns: `charts`, and `next` where there are more.
  public func charts(_ wanted: ChartsWanted) throws(WorkflowFailure) -> JSON {
    let query = try wanted.query()
    return try asWorkflow {
      let found = try store.charts(query)
      let last = found.count == query.limit ? found.last : nil
      let end = last.map { chart in
        let value =
          query.order == .age ? Int64(chart.through.daysSinceEpoch) : chart.value.cents
        return JSON.string("\(value):\(chart.id)")
      }
      return .members(("charts", .array(found.map(brief))), ("next", end))
    }
  }

  /// A chart: where it stands, its codes as they are judged, everything that has happened, and which codes each version
  /// had.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.unknown`.
  public func chart(_ name: String) throws(WorkflowFailure) -> JSON {
    let chart = try known(name)
    let content = try asWorkflow { try version(of: chart).content }
    let judgement = try judgement(content, name)
    return try asWorkflow {
      .object(
        brief(chart).members + [
          .init("moves", .array(life.choices(in: chart.state).map { .string($0.rawValue) })),
          .init("encounter", try JSON(parsing: content)), .init("judgement", judgement),
          .init("events", .array(try store.events(of: name).map(json))),
          .init("versions", .array(try store.versions(of: name).map { try json($0, name) })),
        ])
    }
  }

  /// Charts of which no claim is on file: by state, by age, by reason, by coder.
  ///
  /// What is not final coded (DNFC) and not billed (DNFB) is counted from the last day of care.
  public func overview(on day: CalendarDate?) throws(WorkflowFailure) -> JSON {
    try asWorkflow {
      let today = day ?? office.moment.date
      let counts = try store.counts()
      func sums(_ name: String, _ key: (ChartStore.Count) -> String?) -> JSON {
        var rows: [String: (charts: Int, value: Money)] = [:]
        for count in counts {
          guard let key = key(count) else { continue }
          let row = rows[key] ?? (0, .zero)
          rows[key] = (row.charts + count.charts, row.value + count.value)
        }
        return .array(
          rows.sorted { $0.key < $1.key }.map { key, row in
            .members(
              (name, .string(key)), ("charts", .int(row.charts)), ("value", .money(row.value)))
          })
      }
      func age(_ count: ChartStore.Count) -> String {
        let days = Int(today.daysSinceEpoch - count.through.daysSinceEpoch)
        return days <= 3
          ? "0-3" : days <= 7 ? "4-7" : days <= 14 ? "8-14" : days <= 30 ? "15-30" : "31+"
      }
      return .members(
        ("on", .date(today)), ("states", sums("state") { $0.state.rawValue }),
        ("not_final_coded", sums("days") { $0.state.isOpen ? age($0) : nil }),
        ("not_billed", sums("days", age)),
        ("pending", sums("reason") { $0.state == .pending ? $0.reason : nil }),
        ("coders", sums("coder") { $0.state.isOpen && !$0.owner.isEmpty ? $0.owner : nil }))
    }
  }

  /// What coders have done in a period: charts, value, time, and how many were sent back.
  public func work(
    from: CalendarDate, through: CalendarDate
  ) throws(WorkflowFailure) -> JSON {
    guard from <= through else {
      throw WorkflowFailure("billing.bad-text", .usage, ("member", "from"))
    }
    return try asWorkflow {
      let rows = try store.work(
        from: Instant(startOf: from), to: Instant(startOf: through.adding(days: 1)))
      return .members(
        ("from", .date(from)), ("through", .date(through)),
        (
          "coders",
          .array(
            rows.map { row in
              let hours = Double(row.seconds) / 3600
              return .members(
                ("coder", .string(row.coder)), ("charts", .int(row.charts)),
                ("value", .money(row.value)), ("minutes", .int(row.seconds / 60)),
                ("per_hour", hours > 0 ? .number(Self.tenths(Double(row.charts) / hours)) : nil),
                ("days", .number(Self.tenths(Double(row.days) / Double(max(1, row.charts))))),
                ("sent_back", .int(row.sentBack)))
            })
        ))
    }
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(abs(tenths) % 10)"
  }

  /// A chart as it is listed.
  func brief(_ chart: KeptChart) -> JSON {
    let person = (try? JSON(parsing: chart.person)) ?? .null
    let days = office.moment.date.daysSinceEpoch - chart.through.daysSinceEpoch
    let reason = reasons[chart.reason]
    return .members(
      ("chart", .string(chart.id)), ("state", .string(chart.state.rawValue)),
      ("since", .string(chart.since.description)), ("kind", .string(chart.kind)),
      ("patient", person["name"]), ("birth_date", person["birth_date"]),
      ("payer", Self.said(chart.payer)), ("provider", Self.said(chart.provider)),
      ("specialty", Self.said(chart.specialty)), ("through", .date(chart.through)),
      ("days", .int(Int(days))), ("value", .money(chart.value)), ("owner", Self.said(chart.owner)),
      ("coder", Self.said(chart.coder)), ("reason", Self.said(chart.reason)),
      ("missing", reason.map { .string($0.words) }), ("turn", reason.map { .string($0.turn) }),
      ("look_again", chart.followUp.map { .date($0) }), ("version", .int(chart.version)),
      ("minutes", .int(chart.seconds / 60)),
      ("coded", chart.coded.map { .string($0.description) }), ("claim", Self.said(chart.claim)))
  }

  private static func said(_ text: String) -> JSON? { text.isEmpty ? nil : .string(text) }

  private func json(_ event: ChartEvent) -> JSON {
    .members(
      ("at", .string(event.at.description)), ("by", .string(event.actor)),
      ("move", .string(event.move)), ("before", Self.said(event.before)),
      ("after", .string(event.after)), ("reason", Self.said(event.reason)),
      ("words", Self.said(event.words)), ("version", .int(event.version)),
      ("minutes", event.seconds > 0 ? .int(event.seconds / 60) : nil))
  }

  private func json(_ version: ChartVersion, _ name: String) throws -> JSON {
    let encounter = try Self.encounter(version.content, name)
    return .members(
      ("version", .int(version.number)), ("at", .string(version.at.description)),
      ("by", .string(version.actor)),
      ("diagnoses", .array(encounter.diagnoses.map { .string($0.code) })),
      ("procedures", .array(encounter.procedures.map { .string($0.code) })),
      (
        "services",
        .array(
          encounter.charges.map {
            .string(([$0.code ?? $0.revenueCode ?? ""] + $0.modifiers).joined(separator: "-"))
          })
      ))
  }
}
