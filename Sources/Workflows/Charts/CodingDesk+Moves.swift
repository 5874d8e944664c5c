// SPDX-License-Identifier: Apache-2.0

import Billing
import Claims
import Interchange
import Storage
public import Values

extension CodingDesk {
  /// A coder takes a chart.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.unknown`, `charts.no-such-move`, `charts.taken`.
  public func take(_ name: String, by user: String) throws(WorkflowFailure) -> JSON {
    try move(name, .take, by: user) { chart, user in
      if chart.state == .returned, !chart.owner.isEmpty, chart.owner != user {
        throw WorkflowFailure("charts.taken", .rejected, ("chart", name), ("owner", chart.owner))
      }
      chart.owner = user
    }
  }

  /// A coder takes the first chart of a list that nobody has; what was sent back to the coder comes before all.
  ///
  /// - Returns: `chart`, or nothing where no chart waits.
  public func next(
    _ wanted: ChartsWanted, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try BillingOffice.user(user)
    var own = ChartsWanted()
    own.states = [ChartState.returned.rawValue]
    own.owner = user
    var free = wanted
    free.states = [ChartState.uncoded.rawValue]
    free.owner = ""
    let queries = try [own.query(), free.query()]
    return try asWorkflow {
      let first = try store.transaction { () -> KeptChart? in
        for var query in queries {
          query.limit = 1
          guard let chart = try store.charts(query).first else { continue }
          return try moved(chart, .take, by: user) { $0.owner = user }
        }
        return nil
      }
      return .members(("chart", first.map(brief)))
    }
  }

  /// Gives a chart to a coder, whoever has it.
  public func assign(
    _ name: String, to coder: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let coder = try BillingOffice.text(coder, "to", most: 64)
    return try move(name, .assign, words: "to \(coder)", by: user) { chart, _ in
      chart.owner = coder
    }
  }

  /// A coder gives a chart back; what was saved of it stays.
  public func giveBack(_ name: String, by user: String) throws(WorkflowFailure) -> JSON {
    try move(name, .giveBack, by: user) { chart, user in
      try Self.checkOwner(chart, user)
      chart.owner = ""
    }
  }

  /// Lets a chart wait for something that is missing.
  ///
  /// - Parameters:
  ///   - reason: A name of the table of reasons.
  ///   - until: When somebody looks again; nothing for the days of the reason.
  /// - Throws: ``WorkflowFailure``: `charts.bad-reason` as well.
  public func pend(
    _ name: String, reason: String, words: String, until: CalendarDate?, by user: String
  ) throws(WorkflowFailure) -> JSON {
    guard let row = reasons[reason] else {
      throw WorkflowFailure(
        "charts.bad-reason", .usage, ("reason", reason),
        ("reasons", reasons.rows.map(\.reason).joined(separator: ", ")))
    }
    if reason == "other" { _ = try BillingOffice.text(words, "note") }
    let day = until ?? office.moment.date.adding(days: row.days)
    return try move(name, .pend, reason: reason, words: words, by: user) { chart, user in
      if chart.state == .coding { try Self.checkOwner(chart, user) }
      chart.reason = reason
      chart.followUp = day
    }
  }

  /// Says that what was missing has come: the chart waits for a coder again.
  public func resume(
    _ name: String, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try move(name, .resume, words: words, by: user) { chart, _ in chart.owner = "" }
  }

  /// Sends a chart back to its coder: what another coder, the billing office or a payer does not agree with.
  public func sendBack(
    _ name: String, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let words = try BillingOffice.text(words, "note")
    return try move(name, .sendBack, words: words, by: user) { chart, _ in
      chart.owner = chart.coder
    }
  }

  /// Closes a chart of which no claim will be made.
  public func close(_ name: String, words: String, by user: String) throws(WorkflowFailure) -> JSON
  {
    let words = try BillingOffice.text(words, "note")
    return try move(name, .close, words: words, by: user) { chart, _ in chart.owner = "" }
  }

  /// Opens a chart again that was closed.
  public func reopen(
    _ name: String, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try move(name, .reopen, words: words, by: user) { _, _ in }
  }

  /// Another coder agrees with the codes of a chart: they are final.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.own-review` where it is the same coder.
  public func approve(
    _ name: String, words: String, by user: String
  ) throws(WorkflowFailure) -> JSON {
    try move(name, .approve, words: words, by: user) { chart, user in
      guard chart.coder != user else {
        throw WorkflowFailure("charts.own-review", .rejected, ("chart", name), ("coder", user))
      }
      chart.coded = office.moment
      chart.owner = ""
    }
  }
}

extension CodingDesk {
  /// Saves what a coder has changed, and judges it; the chart stays with the coder.
  ///
  /// - Parameters:
  ///   - changes: Such as `diagnoses=I10,E11.9`; see ``ChartChange``.
  ///   - file: The encounter as a document, in the place of the one on file; nothing for changes of that.
  /// - Returns: The chart with `judgement`: the row of a run.
  /// - Throws: ``WorkflowFailure``: `charts.bad-change`, `charts.not-yours`, `charts.other-encounter`.
  public func save(
    _ name: String, _ changes: [String], file: String? = nil, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let changes = try changes.map { text throws(WorkflowFailure) in try ChartChange(text) }
    let given = try file.map { path throws(WorkflowFailure) in try encounter(in: path, name) }
    var content: [UInt8] = []
    let chart = try move(name, .save, by: user) { chart, user in
      try Self.checkOwner(chart, user)
      let last = try version(of: chart)
      var encounter = try given ?? Self.encounter(last.content, name)
      for change in changes { try change.apply(to: &encounter) }
      content = Array(encounter.document.line.utf8)
      guard content != last.content else { return }
      guard let shown = kept(encounter) else {
        throw WorkflowFailure("charts.no-day", .rejected, ("chart", name))
      }
      try store.keep(
        content, BillingOffice.digest(content), of: &chart, at: office.moment, by: user)
      chart.payer = shown.payer
      chart.provider = shown.provider
      chart.specialty = shown.specialty
      chart.through = shown.through
      chart.value = shown.value
    }
    let judgement = try judgement(content, name)
    return .object(chart.members + [.init("judgement", judgement)])
  }

  /// A coder says that the codes of a chart are final.
  ///
  /// What rejects the claim stops it. What warns has to be looked at: each rule is named, or all.
  ///
  /// - Parameters:
  ///   - seen: The rules of the warnings that the coder has looked at; `all` for whatever there is.
  ///   - forReview: Whether another coder is to look at it first.
  /// - Returns: The chart with `judgement`, and `findings` of what stopped it.
  public func finish(
    _ name: String, seen: Set<String> = [], forReview: Bool = false, by user: String
  ) throws(WorkflowFailure) -> JSON {
    let user = try BillingOffice.user(user)
    let last = forReview ? ChartMove.submit : .finish
    return try asWorkflow {
      let found = try known(name)
      _ = try next(found, last)
      try Self.checkOwner(found, user)
      let content = try version(of: found).content
      let judgement = try judgement(content, name)
      let findings = judgement["findings"]?.elements ?? []
      let unseen = findings.filter {
        $0["severity"]?.string == "warns"
          && !seen.contains("all") && !seen.contains($0["rule"]?.string ?? "")
      }
      var stops: [Finding] = []
      if judgement["status"]?.string != "clean" {
        stops.append(Finding("charts.held", .rejects, at: .claim, facts: [.init("chart", name)]))
      }
      let rules = Set(unseen.compactMap { $0["rule"]?.string }).sorted()
      if !rules.isEmpty {
        stops.append(
          Finding(
            "charts.warnings", .rejects, at: .claim,
            facts: [.init("chart", name), .init("rules", rules.joined(separator: ", "))]))
      }
      let words = findings.compactMap {
        $0["severity"]?.string == "warns" ? $0["rule"]?.string : nil
      }
      let chart =
        try stops.isEmpty
        ? move(
          name, last, words: Set(words).sorted().joined(separator: ", "),
          by: user
        ) { chart, user in
          try Self.checkOwner(chart, user)
          guard chart.version == found.version else {
            throw WorkflowFailure("charts.changed", .rejected, ("chart", name))
          }
          chart.coder = user
          chart.owner = ""
          if !forReview { chart.coded = office.moment }
        } : brief(found)
      return .object(
        chart.members + [
          .init("judgement", judgement),
          .init("findings", .array(stops.map(FindingWords.standard.json))),
        ])
    }
  }

  private func encounter(in path: String, _ name: String) throws(WorkflowFailure) -> Encounter {
    try asWorkflow {
      let inputs = try EncounterFiles([path], fees: nil)
      var found: [Encounter] = []
      var findings: [Finding] = []
      try inputs.forEach { document in
        let (encounters, wrong) = try Self.encounters(document, inputs.fees)
        found += encounters
        findings += wrong
      }
      guard findings.isEmpty else { throw WorkflowFailure(findings, .unusable) }
      guard found.count == 1, found[0].id.description == name else {
        throw WorkflowFailure("charts.other-encounter", .rejected, ("chart", name), ("path", path))
      }
      return found[0]
    }
  }

  /// The encounter of a version that is kept.
  static func encounter(_ content: [UInt8], _ name: String) throws -> Encounter {
    let read = EncounterReading(of: try JSON(parsing: content)).encounters.first?.encounter
    guard let read else { throw DatabaseError(.damaged, reason: "chart \(name)") }
    return read
  }

  func version(of chart: KeptChart) throws -> ChartVersion {
    guard let version = try store.version(chart.version, of: chart.id),
      let digest = try store.digest(of: chart.id),
      BillingOffice.digest(version.content) == digest
    else { throw DatabaseError(.damaged, reason: "chart \(chart.id)") }
    return version
  }

  func known(_ name: String) throws(WorkflowFailure) -> KeptChart {
    guard let chart = try asWorkflow({ try store.charts([name]).first }) else {
      throw WorkflowFailure("charts.unknown", .rejected, ("chart", name))
    }
    return chart
  }

  private static func checkOwner(_ chart: KeptChart, _ user: String) throws(WorkflowFailure) {
    guard chart.owner == user else {
      throw WorkflowFailure(
        "charts.not-yours", .rejected, ("chart", chart.id),
        ("owner", chart.owner.isEmpty ? "nobody" : chart.owner))
    }
  }

  /// Where a move leads.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.no-such-move`.
  func next(_ chart: KeptChart, _ move: ChartMove) throws(WorkflowFailure) -> ChartState {
    if let next = life.next(chart.state, move) { return next }
    throw WorkflowFailure(
      "charts.no-such-move", .rejected, ("chart", chart.id), ("state", chart.state.rawValue),
      ("move", move.rawValue),
      ("moves", life.choices(in: chart.state).map(\.rawValue).joined(separator: ", ")))
  }

  /// Moves a chart: everything that belongs to it is done, or nothing.
  private func move(
    _ name: String, _ move: ChartMove, reason: String = "", words: String = "", by user: String,
    _ change: (inout KeptChart, String) throws -> Void
  ) throws(WorkflowFailure) -> JSON {
    let user = try BillingOffice.user(user)
    if !words.isEmpty { _ = try BillingOffice.text(words, "note") }
    return try asWorkflow {
      let chart = try store.transaction {
        try moved(try known(name), move, reason: reason, words: words, by: user) {
          try change(&$0, user)
        }
      }
      return brief(chart)
    }
  }

  /// The same within a transaction.
  func moved(
    _ kept: KeptChart, _ move: ChartMove, reason: String = "", words: String = "", by user: String,
    _ change: (inout KeptChart) throws -> Void
  ) throws -> KeptChart {
    let next = try next(kept, move)
    let moment = office.moment
    var chart = kept
    try change(&chart)
    var seconds = 0
    if kept.state == .coding, next != .coding || chart.owner != kept.owner {
      seconds = Int(max(0, moment.microseconds - kept.since.microseconds) / 1_000_000)
      chart.seconds += seconds
    }
    if next != .pending {
      chart.reason = ""
      chart.followUp = nil
    }
    if next != kept.state || chart.owner != kept.owner { chart.since = moment }
    chart.state = next
    chart.events += 1
    try store.update(chart)
    try store.note(
      ChartEvent(
        number: chart.events, at: moment, actor: user, move: move.rawValue,
        before: kept.state.rawValue, after: next.rawValue, reason: reason, words: words,
        version: chart.version, seconds: seconds), of: chart)
    return chart
  }
}
