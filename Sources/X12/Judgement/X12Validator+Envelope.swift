// SPDX-License-Identifier: Apache-2.0

import Values

extension X12Validator {
  mutating func beginInterchange(_ segment: SegmentView) {
    closeInterchange(segment)
    report.interchanges.append(InterchangeReport(header: Segment(segment)))
    envelope = EnvelopeState()
    envelope.isInterchange = true
    envelope.isProduction = segment[15] == "P"
    envelope.table = Self.envelopeTable(of: segment[12])
    judgeEnvelope(segment, definition: .isa)
    let names = [5, 6, 7, 8, 13].map { segment[$0].text }
    if !interchangeNames.insert(names).inserted {
      add(
        "x12.envelope.duplicate-control-number", .rejects, segment, element: 13,
        acknowledgement: .interchange("025"))
    }
  }

  /// The table of an envelope by its version; versions that no health care guide uses have none.
  private static func envelopeTable(of version: ElementView) -> String {
    guard version.count == 5, let number = version.number else { return "envelope" }
    switch number {
    case 501: return "envelope"
    case 400...405: return "envelope-00401"
    default: return ""
    }
  }

  mutating func endInterchange(_ segment: SegmentView) {
    closeGroup(segment)
    guard envelope.isInterchange else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "IEA")])
      return
    }
    judgeEnvelope(segment, definition: .iea)
    let groups = report.interchanges[report.interchanges.count - 1].groups.count
    if segment[1].number != groups {
      count("x12.envelope.group-count", segment, groups, .interchange("021"))
    }
    let header = report.interchanges[report.interchanges.count - 1].header
    if header.text(13) != segment[2].text {
      add(
        "x12.envelope.interchange-control-number", .rejects, segment, element: 2,
        acknowledgement: .interchange("001"))
    }
    envelope.isInterchange = false
  }

  mutating func count(
    _ rule: String, _ segment: SegmentView, _ expected: Int,
    _ acknowledgement: X12Finding.Acknowledgement
  ) {
    add(
      rule, .rejects, segment, element: 1,
      facts: [.init("expected", "\(expected)"), .init("found", segment[1].text)],
      acknowledgement: acknowledgement)
  }

  mutating func closeInterchange(_ segment: SegmentView?) {
    closeGroup(segment)
    guard envelope.isInterchange else { return }
    add(
      "x12.envelope.missing-trailer", .rejects, segment, facts: [.init("segment", "IEA")],
      acknowledgement: .interchange("023"))
    envelope.isInterchange = false
  }

  mutating func beginGroup(_ segment: SegmentView) {
    closeGroup(segment)
    guard envelope.isInterchange else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "GS")])
      return
    }
    report.interchanges[report.interchanges.count - 1].groups.append(
      GroupReport(header: Segment(segment)))
    envelope.isGroup = true
    envelope.version = segment[8].text
    envelope.groupType = segment[1].text
    envelope.date = Self.date(segment[4])
    envelope.sets = []
    judgeEnvelope(segment, definition: .gs)
    if !envelope.remember(group: segment[6].key) {
      add(
        "x12.envelope.duplicate-control-number", envelope.gravity, segment, element: 6,
        acknowledgement: .group("19"))
    }
    judgeInterchangeVersion(segment)
  }

  /// The interchange has the version of its groups, as far as these are of guides that are known.
  private mutating func judgeInterchangeVersion(_ segment: SegmentView) {
    guard let stated = report.interchanges.last?.header.text(12),
      envelope.version.prefix(5) != stated,
      guides.entries.contains(where: { $0.version == envelope.version })
    else { return }
    add(
      "x12.envelope.version", .warns, segment, element: 8,
      facts: [
        .init("place", "ISA12"), .init("version", stated), .init("group", envelope.version),
      ])
  }

  private static func date(_ value: ElementView) -> CalendarDate? {
    guard value.count == 8, ValueForms.isDay(value) else { return nil }
    return CalendarDate(
      year: ValueForms.digits(value, 0, 4), month: ValueForms.digits(value, 4, 2),
      day: ValueForms.digits(value, 6, 2))
  }

  mutating func endGroup(_ segment: SegmentView) {
    closeSet(segment)
    guard envelope.isGroup else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "GE")])
      return
    }
    judgeEnvelope(segment, definition: .ge)
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    let sets = report.interchanges[interchange].groups[group].setCount
    report.interchanges[interchange].groups[group].announcedSetCount = segment[1].number
    if segment[1].number != sets { count("x12.envelope.set-count", segment, sets, .group("5")) }
    if report.interchanges[interchange].groups[group].header.text(6) != segment[2].text {
      add(
        "x12.envelope.group-control-number", .rejects, segment, element: 2,
        acknowledgement: .group("4"))
    }
    envelope.isGroup = false
  }

  mutating func closeGroup(_ segment: SegmentView?) {
    closeSet(segment)
    guard envelope.isGroup else { return }
    add(
      "x12.envelope.missing-trailer", .rejects, segment, facts: [.init("segment", "GE")],
      acknowledgement: .group("3"))
    envelope.isGroup = false
  }
}
