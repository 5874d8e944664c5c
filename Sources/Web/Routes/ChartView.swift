// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// What the coder's pages show beside what the workflow answers: the note with the words that support codes, titles of
/// codes, which moves are open.
struct ChartView {
  private let call: Call
  private let name: String
  private let chart: JSON
  private let encounter: JSON
  private let reading: JSON
  private let moves: Set<String>

  /// The worklist.
  static func list(_ call: Call) throws(WorkflowFailure) -> JSON {
    var wanted = ChartsWanted()
    wanted.states = call.text("state")?.split(separator: ",").map(String.init) ?? []
    wanted.kind = call.text("kind")
    wanted.payer = call.text("payer")
    wanted.provider = call.text("provider")
    wanted.specialty = call.text("specialty")
    wanted.owner = call.text("owner").map { $0 == "me" ? call.user : $0 }
    wanted.reason = call.text("reason")
    wanted.sort = call.text("sort") ?? "age"
    wanted.after = call.text("after")
    wanted.limit = try call.limit()
    let found = try call.practice.charts.charts(wanted)
    let overview = try call.practice.charts.overview(on: nil)
    let filters = ["state", "owner", "kind", "payer", "provider", "specialty", "reason", "sort"]
    let more = filters.compactMap { name in
      call.text(name).map { "\(name)=\(PageText.encoded($0))" }
    }
    return .object(
      found.members + [
        .init("states", overview["states"] ?? .null),
        .init("wanted_state", .text(wanted.states.first)),
        .init("by_value", .bool(wanted.sort == "value")),
        .init("is_mine", .bool(call.text("owner") == "me")),
        .init("filters", .text(more.joined(separator: "&"))),
        .init("reasons", CodingDesk.pendingReasons["reasons"] ?? .null),
        .init("missing", overview["pending"] ?? .null),
      ])
  }

  /// A chart with `view`: what its page shows beside the answer of the workflow.
  static func chart(_ call: Call) throws(WorkflowFailure) -> JSON {
    let view = try ChartView(call)
    return .object(view.chart.members + [.init("view", try view.members())])
  }

  private init(_ call: Call) throws(WorkflowFailure) {
    self.call = call
    name = call.parameter("chart")
    chart = try call.practice.charts.chart(name)
    encounter = chart["encounter"] ?? .null
    // Without code sets a chart can still be read.
    reading = (try? call.practice.charts.reading(name)) ?? .null
    moves = Set((chart["moves"]?.elements ?? []).compactMap(\.string))
  }

  private func members() throws(WorkflowFailure) -> JSON {
    let isOwn = chart["owner"]?.string == call.user
    let isStay = encounter["setting"]?.string == "inpatient"
    let offers = offers()
    let findings = (chart["judgement"]?["findings"]?.elements ?? []).filter {
      !["code.proposed", "code.question"].contains($0["rule"]?.string)
    }
    var view: [JSON.Member] = [
      .init("diagnoses", .array(diagnoses())),
      .init("codes_text", .string(entries.joined(separator: ","))),
      .init("procedures", procedures()),
      .init("procedures_text", .text(procedureEntries.joined(separator: ","))),
      .init("charges", charges()),
      .init("reasons", CodingDesk.pendingReasons["reasons"] ?? .null),
      .init("offers", .array(offers)), .init("notes", notes()),
      .init("all_offers", .text(untaken(offers).joined(separator: ","))),
      .init("mine", .bool(isOwn)), .init("is_stay", .bool(isStay)),
      .init("editable", .bool(isOwn && moves.contains("save"))),
      .init("is_clean", .bool(chart["judgement"]?["status"]?.string == "clean")),
      .init("findings", .array(findings)),
      .init("warns", .bool(findings.contains { $0["severity"]?.string == "warns" })),
      .init("day", .date(day)),
      .init("queries", try call.practice.charts.queries(of: name)["queries"] ?? .null),
      .init("grouping", groups(try call.practice.charts.grouping(name)) ?? .null),
    ]
    for move in moves.sorted() {
      view.append(.init("can_\(move.replacing("-", with: "_"))", .bool(true)))
    }
    return .object(view)
  }

  private var day: CalendarDate? {
    encounter["statementPeriod"]?["through"]?.string.flatMap { CalendarDate($0) }
  }

  private func title(_ code: String, in set: String? = nil) -> String? {
    (try? call.practice.codes().lookup(code, in: set, on: day))?["title"]?.string
  }

  /// A diagnosis as it is typed: its code, and whether it was present on admission.
  static func entry(_ row: JSON) -> String {
    (row["code"]?.string ?? "") + (row["presentOnAdmission"]?.string.map { ":\($0)" } ?? "")
  }

  private var entries: [String] { (encounter["diagnoses"]?.elements ?? []).map(Self.entry) }

  private func diagnoses() -> [JSON] {
    (encounter["diagnoses"]?.elements ?? []).enumerated().map { index, row in
      let code = row["code"]?.string ?? ""
      return JSON.members(
        ("code", .string(code)), ("entry", .string(Self.entry(row))),
        ("title", .text(title(code, in: "icd10cm"))), ("role", row["role"]),
        ("poa", row["presentOnAdmission"]), ("number", .int(index + 1)),
        ("is_first", index == 0 ? .bool(true) : nil))
    }
  }

  private var procedureEntries: [String] {
    (encounter["procedures"]?.elements ?? []).map { row in
      (row["code"]?.string ?? "") + (row["date"]?.string.map { "@\($0)" } ?? "")
    }
  }

  private func procedures() -> JSON {
    .array(
      (encounter["procedures"]?.elements ?? []).map { row in
        .object(
          row.members + [
            .init("title", .text(title(row["code"]?.string ?? "", in: "icd10pcs")))
          ])
      })
  }

  /// The charges with their lines as they are typed.
  private func charges() -> JSON {
    .array(
      (encounter["charges"]?.elements ?? []).enumerated().map { index, row in
        .object(
          row.members + [
            .init("line", .int(index + 1)),
            .init(
              "joined",
              .text((row["modifiers"]?.elements ?? []).compactMap(\.string).joined(separator: "+"))),
            .init(
              "pointers",
              .text(
                (row["diagnoses"]?.elements ?? []).compactMap(\.digits)
                  .joined(separator: ","))),
          ])
      })
  }

  /// What the notes support: each code once, with its words, and the ones that a detail more would lead to.
  private func offers() -> [JSON] {
    let codes = Set(entries.compactMap { $0.split(separator: ":").first.map(String.init) })
    var seen: Set<String> = []
    var offers: [JSON] = []
    for note in reading["notes"]?.elements ?? [] {
      let questions = note["questions"]?.elements ?? []
      for row in note["codes"]?.elements ?? [] {
        guard let code = row["code"]?.string, seen.insert(code).inserted else { continue }
        let choices = questions.filter { $0["code"]?.string == code }.flatMap { question in
          (question["choices"]?.elements ?? []).compactMap(\.string)
        }.filter { !codes.contains($0) }
        let instead = questions.filter { $0["code"]?.string == code }.flatMap { question in
          (question["choices"]?.elements ?? []).compactMap(\.string)
        }.first(where: codes.contains)
        let isTaken = codes.contains(code) || instead != nil
        offers.append(
          .members(
            ("code", .string(code)), ("title", row["title"]), ("role", row["role"]),
            ("percent", percent(row["confidence"]?.digits)),
            ("poa", row["presentOnAdmission"]), ("entry", .string(Self.entry(row))),
            ("words", .text((row["evidence"]?.elements ?? []).compactMap(\.string).first)),
            ("about", questions.first { $0["code"]?.string == code }?["about"]),
            (
              "choices",
              isTaken || choices.isEmpty
                ? nil
                : .array(
                  choices.map { .members(("code", .string($0)), ("title", .text(title($0)))) })
            ), ("taken", .bool(isTaken)), ("instead", .text(instead))))
      }
    }
    return offers
  }

  private func untaken(_ offers: [JSON]) -> [String] {
    guard entries.isEmpty else { return [] }
    return offers.compactMap { $0["entry"]?.string }
  }

  private func notes() -> JSON {
    .array(
      (encounter["notes"]?.elements ?? []).enumerated().map { index, note in
        let codes =
          (reading["notes"]?.elements ?? []).first { $0["note"]?.int == index }?["codes"]?.elements
        return JSON.members(
          ("title", note["title"]), ("date", note["date"]),
          ("parts", .array(MarkedNote.parts(note["text"]?.string ?? "", codes ?? []))))
      })
  }

  private func percent(_ digits: String?) -> JSON? {
    let parts = (digits ?? "").split(separator: ".")
    guard parts.count == 2, let whole = Int(parts[0]), let part = Int((parts[1] + "00").prefix(2))
    else { return nil }
    return .int(whole * 100 + part)
  }

  /// The groups in few words: of a stay the MS-DRG, its weight, what each code does, the alternatives; of anybody the
  /// condition categories.
  private func groups(_ grouping: JSON) -> JSON? {
    let stay = grouping["stay"] ?? .null
    let categories = grouping["categories"]?["categories"]?.elements ?? []
    guard stay != .null || !categories.isEmpty else { return nil }
    let lifting = (stay["diagnoses"]?.elements ?? []).filter {
      ["CC", "MCC"].contains($0["final"]?.string)
    }
    return .members(
      ("stay", stay == .null ? nil : stay),
      ("lifting", lifting.isEmpty ? nil : .array(lifting)),
      ("categories", categories.isEmpty ? nil : .array(categories)),
      ("model", grouping["categories"]?["model"]))
  }
}

extension ChartView {
  /// Saves what a coder has changed.
  static func save(_ call: Call) throws(WorkflowFailure) -> JSON {
    let name = call.parameter("chart")
    var changes: [String] = []
    if let given = call.text("diagnoses") {
      changes.append("diagnoses=\(given.filter { !$0.isWhitespace }.uppercased())")
    }
    if let change = try moved(call, name) { changes.append(change) }
    if let given = call.members["procedures"] {
      changes.append("procedures=\(given.filter { !$0.isWhitespace }.uppercased())")
    }
    for line in (call.text("services") ?? "").split(whereSeparator: \.isNewline) {
      changes.append(String(line.filter { $0 != " " }))
    }
    if let line = try call.int("line", in: 1...999) {
      for part in ["code", "modifiers", "units", "pointers"] {
        guard let value = call.members[part] else { continue }
        changes.append("\(line).\(part)=\(value.filter { !$0.isWhitespace }.uppercased())")
      }
    }
    guard !changes.isEmpty else {
      throw WorkflowFailure("web.missing-field", .usage, ("field", "diagnoses"))
    }
    return try call.practice.charts.save(name, changes, by: call.user)
  }

  /// The diagnoses after one was added, taken away, exchanged or moved up; nothing where none was.
  private static func moved(_ call: Call, _ name: String) throws(WorkflowFailure) -> String? {
    let (add, remove, up) = (call.text("add"), call.text("remove"), call.text("up"))
    guard add != nil || remove != nil || up != nil else { return nil }
    let encounter = try call.practice.charts.chart(name)["encounter"] ?? .null
    var codes = (encounter["diagnoses"]?.elements ?? []).map(entry)
    func bare(_ code: String) -> Substring { code.split(separator: ":").first ?? "" }
    func place(_ code: String) -> Int? { codes.firstIndex { bare($0) == bare(code) } }
    if let code = add?.uppercased(), place(code) == nil { codes.append(code) }
    if let code = remove, let index = place(code) { codes.remove(at: index) }
    if let code = up, let index = place(code), index > 0 { codes.swapAt(index, index - 1) }
    return "diagnoses=\(codes.joined(separator: ","))"
  }

  /// Puts the claim of a chart on file.
  static func claim(_ call: Call) throws(WorkflowFailure) -> JSON {
    try call.practice.charts.claim(
      [call.parameter("chart")], RunEncounters.Options(out: nil), by: call.user)
  }

  /// Says that the codes are final; what stops that is told as a refusal.
  static func finish(_ call: Call) throws(WorkflowFailure) -> JSON {
    let answer = try call.practice.charts.finish(
      call.parameter("chart"), seen: call.flag("seen") ? ["all"] : [],
      forReview: call.flag("review"), by: call.user)
    guard let stops = answer["findings"]?.elements, !stops.isEmpty else { return answer }
    let findings = stops.compactMap { stop -> Finding? in
      guard let rule = stop["rule"]?.string else { return nil }
      let facts = (stop["facts"]?.members ?? []).map {
        Finding.Fact($0.name, $0.value.string ?? $0.value.digits ?? "")
      }
      return Finding(rule, .rejects, at: .claim, facts: facts)
    }
    throw WorkflowFailure(findings, .rejected)
  }
}

/// A note cut where the words begin and end that support codes.
enum MarkedNote {
  /// The parts of a note: `text`, and of those that support a code, `codes`.
  ///
  /// - Parameter rows: Codes with `spans`, the bytes that support them.
  static func parts(_ text: String, _ rows: [JSON]) -> [JSON] {
    let bytes = Array(text.utf8)
    var cuts: Set<Int> = [0, bytes.count]
    var spans: [(Range<Int>, String)] = []
    for row in rows {
      for span in row["spans"]?.elements ?? [] {
        guard let start = span[0]?.int, let end = span[1]?.int, start < end, start >= 0,
          end <= bytes.count
        else { continue }
        spans.append((start..<end, row["code"]?.string ?? ""))
        cuts.formUnion([start, end])
      }
    }
    let places = cuts.sorted()
    return zip(places, places.dropFirst()).map { start, end in
      let found = Set(
        spans.filter { $0.0.contains(start) && end <= $0.0.upperBound }.map(\.1)
      ).sorted()
      return .members(
        ("text", .string(String(decoding: bytes[start..<end], as: UTF8.self))),
        ("codes", found.isEmpty ? nil : .string(found.joined(separator: " "))))
    }
  }
}
