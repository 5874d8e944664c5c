// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Storage
public import Values
import X12

/// Judges interchanges by all types of test, and says what is wrong, where, and what to do.
public struct ValidateInterchange: Sendable {
  /// What a person says of a judgement.
  public struct Options: Sendable {
    /// A file with rules of a payer or partner, in the form of `Data/x12/rules`.
    public var rules: String?
    /// Types of test that are not wanted, 1 to 7.
    public var skipped: Set<Int> = []

    /// Makes options: everything, no partner.
    public init() {}
  }

  let words: FindingWords
  private let codes: KnownCodes
  private let options: X12Validator.Options

  /// Opens what is needed to judge.
  ///
  /// Code sets that are not installed are told in the findings; everything else is judged all the same.
  ///
  /// - Throws: ``WorkflowFailure`` where the rules cannot be read, or a codebook is damaged.
  public init(
    _ installation: Installation, _ options: Options = Options(), known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    codes = try asWorkflow {
      try KnownCodes(library: try installation.library(known: known))
    }
    var chosen = X12Validator.Options()
    chosen.skipped = Set(options.skipped.compactMap(X12Finding.TestType.init))
    var words = FindingWords.standard
    if let path = options.rules {
      let table = try asWorkflow { try Files.read(path) }
      chosen.partnerRules = try Self.rules(in: table, path: path)
      words = words.adding(rules: table)
    }
    self.options = chosen
    self.words = words
  }

  private static func rules(in table: [UInt8], path: String) throws(WorkflowFailure) -> [Rule] {
    do throws(GuideError) {
      let rules = try Rule.rules(in: table, table: path)
      try Assets.guides.check(rules, table: path)
      return rules
    } catch {
      throw WorkflowFailure(
        [
          Finding(
            "x12.rules.bad-line", .rejects, at: .text(line: error.line, byte: nil),
            facts: [
              .init("file", path), .init("fault", error.code.rawValue),
              .init("detail", error.detail),
            ])
        ], .unusable)
    }
  }

  /// Judges a file.
  ///
  /// - Returns: What was found, in the order of the file.
  /// - Throws: ``WorkflowFailure`` where the file cannot be opened; one that cannot be read as X12 is judged
  ///   all the same.
  public func run(_ file: InterchangeFile) throws(WorkflowFailure) -> Judgement {
    Judgement(report: try report(file), file: file.path, words: words)
  }

  /// Judges a file; what else wants to see the segments may.
  func report(
    _ file: InterchangeFile, also: (SegmentView) -> Void = { _ in }
  ) throws(WorkflowFailure) -> X12Report {
    let stream = try asWorkflow { try file.open() }
    var validator = X12Validator(guides: Assets.guides, codes: codes, options: options)
    var seen = 0
    while true {
      let step = try asWorkflow { try stream.next() }
      if seen < stream.problems.count {
        validator.take(problems: Array(stream.problems[seen...]))
        seen = stream.problems.count
      }
      switch step {
      case .segment:
        validator.take(stream.segment)
        also(stream.segment)
      case .bytes: continue
      case .end: return validator.finish()
      }
    }
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
      ("kept", .int(lists.reduce(0) { $0 + $1.kept.count })))
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
