// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values
import X12

extension InterchangeFile {
  /// Judges the file, and words what was found.
  ///
  /// - Throws: ``WorkflowFailure`` where the file, the code sets or the rules cannot be read at all.
  public func judgement(
    _ options: JudgeOptions = JudgeOptions()
  ) throws(WorkflowFailure) -> Judgement {
    try judgement(options) { _ in }
  }

  /// The same, and shows every segment to somebody else.
  func judgement(
    _ options: JudgeOptions, also: (SegmentView) -> Void
  ) throws(WorkflowFailure) -> Judgement {
    let report = try judge(options, also: also)
    return Judgement(report: report, file: path, words: try words(options))
  }

  /// The words of this program, and those of a partner's rules.
  func words(_ options: JudgeOptions) throws(WorkflowFailure) -> FindingWords {
    let words = FindingWords.standard
    guard let rules = options.rules else { return words }
    return words.adding(rules: try asWorkflow { try Files.read(rules) })
  }
}

/// What came of judging a file.
public struct Judgement: Sendable {
  let report: X12Report
  let words: FindingWords
  private let file: String

  init(report: X12Report, file: String, words: FindingWords) {
    self.report = report
    self.file = file
    self.words = words
  }

  /// Whether the file could be read to its end.
  public var isReadable: Bool { !report.isUnreadable }

  /// Whether nothing in it rejects.
  public var isAccepted: Bool { report.isAccepted && isReadable }

  /// The findings, in the order of the file, each with its words and its exact place.
  public var findings: [JSON] { inOrder.map(json) }

  /// Everything: the findings under the transaction set, group or interchange that they are about.
  public var json: JSON {
    .members(
      ("file", .string(file)), ("accepted", .bool(isAccepted)), ("readable", .bool(isReadable)),
      ("findings", list(report.findings)), ("not_shown", notShown(report.findings)),
      ("interchanges", .array(report.interchanges.map(json))), ("counts", counts))
  }

  /// How many findings of which gravity there are, how many sets, and how many of them are accepted.
  public var counts: JSON {
    let lists = allLists
    let total = lists.reduce(0) { $0 + $1.count }
    let rejections = lists.reduce(0) { $0 + $1.rejections }
    let sets = report.interchanges.flatMap(\.groups).flatMap(\.sets)
    return .members(
      ("sets", .int(sets.count)), ("accepted_sets", .int(sets.count(where: \.isAccepted))),
      ("findings", .int(total)), ("rejects", .int(rejections)),
      ("kept", .int(lists.reduce(0) { $0 + $1.kept.count + $1.given })))
  }

  /// All that was kept, in the order of the file.
  var inOrder: [X12Finding] {
    allLists.flatMap(\.kept).enumerated().sorted {
      ($0.element.position.offset, $0.offset) < ($1.element.position.offset, $1.offset)
    }.map(\.element)
  }

  private var allLists: [FindingList] {
    [report.findings]
      + report.interchanges.flatMap { interchange in
        [interchange.findings]
          + interchange.groups.flatMap { [$0.findings] + $0.sets.map(\.findings) }
      }
  }

  private func json(_ interchange: InterchangeReport) -> JSON {
    .members(
      ("control_number", .string(interchange.header.text(13))),
      ("accepted", .bool(interchange.isAccepted)), ("findings", list(interchange.findings)),
      ("not_shown", notShown(interchange.findings)),
      ("groups", .array(interchange.groups.map(json))))
  }

  private func json(_ group: GroupReport) -> JSON {
    .members(
      ("control_number", .string(group.header.text(6))), ("accepted", .bool(group.isAccepted)),
      ("findings", list(group.findings)), ("not_shown", notShown(group.findings)),
      ("sets", .array(group.sets.map(json))))
  }

  private func json(_ set: SetReport) -> JSON {
    .members(
      ("set", .string(set.header.text(1))), ("control_number", .string(set.controlNumber)),
      ("variant", set.variant.isEmpty ? nil : .string(set.variant)),
      ("guide", set.guide.map(JSON.string)), ("accepted", .bool(set.isAccepted)),
      ("segments", .int(set.segmentCount)), ("claims", .int(set.claimCount)),
      ("findings", list(set.findings)), ("not_shown", notShown(set.findings)))
  }

  private func list(_ findings: FindingList) -> JSON { .array(findings.kept.map(json)) }

  private func notShown(_ findings: FindingList) -> JSON? {
    findings.count > findings.kept.count ? .int(findings.count - findings.kept.count) : nil
  }

  /// A finding with its words and its place.
  func json(_ found: X12Finding) -> JSON {
    let position = found.position
    let place = [position.loop.isEmpty ? "" : "loop \(position.loop)", position.reference]
    func count(_ name: String, _ value: Int) -> JSON.Member? {
      value > 0 ? JSON.Member(name, .int(value)) : nil
    }
    let exact: [JSON.Member?] = [
      .init("line", .int(position.line)), .init("byte", .int(position.offset + 1)),
      position.loop.isEmpty ? nil : .init("loop", .string(position.loop)),
      position.segment.isEmpty ? nil : .init("segment", .string(position.segment)),
      count("element", position.element), count("component", position.component),
      count("repetition", position.repetition), count("interchange", position.interchange),
      count("group", position.group), count("set", position.set),
      count("segment_index", position.segmentIndex), .init("snip", .int(found.type.rawValue)),
    ]
    let said = words.json(found.finding).members.filter { $0.name != "place" }
    return .object(
      [.init("place", .string(place.filter { !$0.isEmpty }.joined(separator: ", ")))] + said
        + exact.compactMap(\.self))
  }
}
