// SPDX-License-Identifier: Apache-2.0

import Values

extension X12Validator {
  mutating func beginSet(_ segment: SegmentView) {
    closeSet(segment)
    guard envelope.isGroup else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "ST")])
      return
    }
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    report.interchanges[interchange].groups[group].sets.append(
      SetReport(header: Segment(segment)))
    envelope.isSet = true
    envelope.segments = 1
    if !envelope.remember(set: segment[2].key) {
      add(
        "x12.envelope.duplicate-control-number", envelope.gravity, segment, element: 2,
        acknowledgement: .set("23"))
    }
    chooseGuide(segment)
  }

  private mutating func chooseGuide(_ segment: SegmentView) {
    let named = segment[3].text
    let version = named.isEmpty ? envelope.version : named
    let set = segment[1].text
    let entries = guides.entries(version: version, set: set)
    guard let first = entries.first else {
      // Sets that no health care guide knows are judged by the syntax of the standard.
      guard guides.entries.contains(where: { $0.set == set }) else {
        add(
          "x12.guide.no-table", .informs, segment, facts: [.init("version", version)],
          type: .guide)
        return
      }
      add(
        "x12.guide.unknown", .rejects, segment, element: named.isEmpty ? 1 : 3,
        facts: [.init("version", version), .init("set", set)], acknowledgement: .set("I6"),
        type: .guide)
      return
    }
    judgeVersion(segment, first)
    let candidates = entries.compactMap { try? guides.guide(for: $0) }
    if candidates.isEmpty {
      add(
        "x12.guide.no-table", .informs, segment, facts: [.init("version", version)], type: .guide)
    } else if candidates.count == 1 {
      begin(segment, candidates[0], entries[0].variant)
    } else {
      undecided = (HeldSegment(segment), candidates)
    }
  }

  private mutating func judgeVersion(_ segment: SegmentView, _ entry: GuideLibrary.Entry) {
    if let alias = entry.alias {
      add(
        "x12.guide.alias", .informs, segment, element: 3,
        facts: [.init("version", entry.version), .init("judged", alias)], type: .guide)
    }
    if envelope.groupType != entry.group {
      add(
        "x12.envelope.group-type", .warns, segment, element: 1,
        facts: [.init("group", envelope.groupType), .init("expected", entry.group)],
        acknowledgement: .set("6"))
    }
    if !segment[3].isEmpty, segment[3].text != envelope.version {
      add(
        "x12.envelope.version", .warns, segment, element: 3,
        facts: [
          .init("place", "ST03"), .init("version", segment[3].text),
          .init("group", envelope.version),
        ])
    }
  }

  private mutating func begin(_ segment: SegmentView, _ guide: Guide, _ variant: String) {
    guard let context = context(table: guide.table) else { return }
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    let set = report.interchanges[interchange].groups[group].sets.count - 1
    var begun = SetJudge(
      header: segment, context: context, home: home, date: envelope.date, known: known)
    begun.isProduction = envelope.isProduction
    for finding in report.interchanges[interchange].groups[group].sets[set].findings.kept {
      begun.report.findings.append(finding)
    }
    begun.report.variant = variant
    judge = begun
  }

  mutating func decide(by segment: SegmentView) {
    guard let (header, candidates) = undecided else { return }
    undecided = nil
    let guide = candidates.first { $0.admits(segment) } ?? candidates[0]
    let entry = guides.entries.first { $0.table == guide.table }
    header.withView { begin($0, guide, entry?.variant ?? "") }
  }

  mutating func endSet(_ segment: SegmentView) {
    guard envelope.isSet else {
      add("x12.envelope.unexpected-segment", .rejects, segment, facts: [.init("segment", "SE")])
      return
    }
    envelope.segments += 1
    judge?.take(segment)
    if segment[1].number != envelope.segments {
      count("x12.envelope.segment-count", segment, envelope.segments, .set("4"))
    }
    if envelope.control != segment[2].key {
      add(
        "x12.envelope.set-control-number", .rejects, segment, element: 2,
        acknowledgement: .set("3"))
    }
    keep(segment)
  }

  /// Ends a transaction set that has no SE.
  mutating func closeSet(_ segment: SegmentView?) {
    guard envelope.isSet else { return }
    add(
      "x12.envelope.missing-trailer", .rejects, segment, facts: [.init("segment", "SE")],
      acknowledgement: .set("2"))
    keep(segment)
  }

  private mutating func keep(_ segment: SegmentView?) {
    let interchange = report.interchanges.count - 1
    let group = report.interchanges[interchange].groups.count - 1
    let set = report.interchanges[interchange].groups[group].sets.count - 1
    judge?.finish(at: segment)
    if let judged = judge?.report {
      report.interchanges[interchange].groups[group].sets[set] = judged
      judge = nil
    } else {
      report.interchanges[interchange].groups[group].sets[set].segmentCount = envelope.segments
    }
    envelope.isSet = false
    if let onFindings {
      onFindings(report.interchanges[interchange].groups[group].sets[set].findings.give())
    }
    if let onSet { onSet(report.interchanges[interchange].groups[group].giveLast()) }
  }
}
