// SPDX-License-Identifier: Apache-2.0

import Values
import Workflows

/// What the coder's pages show beside what the workflow answers: the note with the words that support codes, titles of
/// codes, which moves are open.
enum ChartView {
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
    return .object(
      found.members + [
        .init("states", overview["states"] ?? .null), .init("wanted_state", .text(call.text("state"))),
        .init("by_value", .bool(wanted.sort == "value")),
      ])
  }

  static func chart(_ call: Call) throws(WorkflowFailure) -> JSON {
    let desk = call.practice.charts
    let chart = try desk.chart(call.parameter("chart"))
    let isOwn = chart["owner"]?.string == call.user
    let encounter = chart["encounter"] ?? .null
    let proposed = chart["judgement"]?["proposed"]?.elements ?? []
    let codes = (encounter["diagnoses"]?.elements ?? []).compactMap { $0["code"]?.string }
    let moves = Set((chart["moves"]?.elements ?? []).compactMap(\.string))
    let day = encounter["statementPeriod"]?["through"]?.string.flatMap { CalendarDate($0) }
    func titled(_ code: String) -> String {
      (try? call.practice.codes().lookup(code, in: nil, on: day))?["title"]?.string ?? ""
    }
    let rows = (encounter["diagnoses"]?.elements ?? []).enumerated().map { index, row in
      let code = row["code"]?.string ?? ""
      return JSON.members(
        ("code", .string(code)), ("entry", .string(entry(row))), ("title", .string(titled(code))),
        ("role", row["role"]), ("poa", row["presentOnAdmission"]), ("number", .int(index + 1)),
        ("is_first", index == 0 ? .bool(true) : nil))
    }
    let offers = proposed.map { row in
      let code = row["code"]?.string ?? ""
      return JSON.members(
        ("code", .string(code)), ("title", .string(titled(code))), ("role", row["role"]),
        ("confidence", row["confidence"].flatMap { percent($0.digits ?? "") }),
        ("taken", .bool(codes.contains(code))))
    }
    let notes = (encounter["notes"]?.elements ?? []).enumerated().map { index, note in
      JSON.members(
        ("title", note["title"]), ("date", note["date"]),
        ("parts", .array(MarkedNote.parts(note["text"]?.string ?? "", index, proposed))))
    }
    var view: [JSON.Member] = [
      .init("diagnoses", .array(rows)), .init(
        "codes_text",
        .string((encounter["diagnoses"]?.elements ?? []).map(entry).joined(separator: ","))),
      .init("reasons", CodingDesk.pendingReasons["reasons"] ?? .null),
      .init("offers", .array(offers)), .init("notes", .array(notes)), .init("mine", .bool(isOwn)),
      .init("editable", .bool(isOwn && moves.contains("save"))),
      .init("is_clean", .bool(chart["judgement"]?["status"]?.string == "clean")),
      .init("warns", .bool((chart["judgement"]?["findings"]?.elements ?? []).contains {
        $0["severity"]?.string == "warns"
      })),
      .init("day", .date(day)),
    ]
    let waits = ["take", "pend", "resume", "approve", "send-back", "close", "reopen", "assign", "claim", "finish", "give-back"]
    for move in waits where moves.contains(move) {
      view.append(.init("can_\(move.replacing("-", with: "_"))", .bool(true)))
    }
    return .object(chart.members + [.init("view", .object(view))])
  }

  /// A diagnosis as it is typed: its code, and whether it was present on admission.
  private static func entry(_ row: JSON) -> String {
    (row["code"]?.string ?? "") + (row["presentOnAdmission"]?.string.map { ":\($0)" } ?? "")
  }

  private static func percent(_ digits: String) -> JSON? {
    let parts = digits.split(separator: ".")
    guard parts.count == 2, let whole = Int(parts[0]), let part = Int((parts[1] + "00").prefix(2))
    else { return nil }
    return .int(whole * 100 + part)
  }

  static func save(_ call: Call) throws(WorkflowFailure) -> JSON {
    let name = call.parameter("chart")
    var changes: [String] = []
    if let given = call.text("diagnoses") {
      changes.append("diagnoses=\(given.filter { !$0.isWhitespace })")
    }
    if call.text("add") ?? call.text("remove") ?? call.text("up") != nil {
      let encounter = try call.practice.charts.chart(name)["encounter"] ?? .null
      var codes = (encounter["diagnoses"]?.elements ?? []).map(entry)
      func place(_ code: String) -> Int? { codes.firstIndex { $0.split(separator: ":")[0] == code } }
      if let code = call.text("add"), place(code) == nil { codes.append(code) }
      if let code = call.text("remove"), let index = place(code) { codes.remove(at: index) }
      if let code = call.text("up"), let index = place(code), index > 0 { codes.swapAt(index, index - 1) }
      changes.append("diagnoses=\(codes.joined(separator: ","))")
    }
    if let given = call.text("procedures") { changes.append("procedures=\(given)") }
    for line in (call.text("services") ?? "").split(whereSeparator: \.isNewline) {
      changes.append(String(line.filter { $0 != " " }))
    }
    return try call.practice.charts.save(name, changes, by: call.user)
  }

  static func finish(_ call: Call) throws(WorkflowFailure) -> JSON {
    let answer = try call.practice.charts.finish(
      call.parameter("chart"), seen: call.flag("seen") ? ["all"] : [],
      forReview: call.flag("review"), by: call.user)
    return answer
  }

  static func claim(_ call: Call) throws(WorkflowFailure) -> JSON {
    try call.practice.charts.claim(
      [call.parameter("chart")], RunEncounters.Options(out: nil), by: call.user)
  }
}

/// A note cut where the words begin and end that support proposed codes.
enum MarkedNote {
  /// The parts of a note: `text`, and of those that support a code, `codes`.
  ///
  /// - Parameters:
  ///   - index: Which note it is of its encounter, from 0.
  ///   - proposed: Codes with the bytes that support them.
  static func parts(_ text: String, _ index: Int, _ proposed: [JSON]) -> [JSON] {
    let bytes = Array(text.utf8)
    var codes: [Int: Set<String>] = [:]
    var cuts: Set<Int> = [0, bytes.count]
    var spans: [(Range<Int>, String)] = []
    for row in proposed {
      for span in row["evidence"]?.elements ?? [] where span["note"]?.int == index {
        guard let start = span["start"]?.int, let end = span["end"]?.int, start < end, start >= 0,
          end <= bytes.count
        else { continue }
        spans.append((start..<end, row["code"]?.string ?? ""))
        cuts.formUnion([start, end])
      }
    }
    let places = cuts.sorted()
    for (start, end) in zip(places, places.dropFirst()) {
      for (span, code) in spans where span.contains(start) && end <= span.upperBound {
        codes[start, default: []].insert(code)
      }
    }
    return zip(places, places.dropFirst()).map { start, end in
      let found = codes[start]?.sorted() ?? []
      return .members(
        ("text", .string(String(decoding: bytes[start..<end], as: UTF8.self))),
        ("codes", found.isEmpty ? nil : .string(found.joined(separator: " "))))
    }
  }
}
