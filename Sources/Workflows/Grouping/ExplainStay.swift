// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Pricing
public import Values

/// Explains the group of a stay: every step of the path, what a change would do, and which documented diagnosis
/// might stand first instead.
public struct ExplainStay {
  let library: GrouperLibrary
  let codes: CodeLibrary
  let titles: StayTitles
  private let work = GroupingWorkspace()
  private var weights: WeightTables

  /// Opens what is needed.
  ///
  /// - Throws: ``WorkflowFailure``: `group.not-installed` where there is no grouper.
  public init(_ installation: Installation, known: CalendarDate? = nil) throws(WorkflowFailure) {
    library = try GrouperLibrary(installation, known: known)
    codes = try asWorkflow { try installation.library(known: known) }
    weights = WeightTables(codes)
    titles = StayTitles(codes)
  }

  /// What the person who asks wants to see.
  public struct Options: Sendable {
    /// The version of the grouper; nothing for that of the day of discharge.
    public var version: Int?
    /// Whether the hospital must report presence on admission, where the document does not say.
    public var hospital: HospitalDuty?
    /// Changes to the stay, as ``StayChange`` reads them.
    public var changes: [String] = []
    /// Show the alternatives for the principal diagnosis.
    public var alternatives = false

    /// Makes options.
    public init() {}
  }

  /// Whether a hospital must report presence on admission.
  public enum HospitalDuty: String, Sendable, CaseIterable {
    /// It must.
    case required
    /// It is exempt.
    case exempt
    /// Not known.
    case unknown
  }

  /// Explains every stay of a file.
  ///
  /// - Parameters:
  ///   - path: Records, encounters, or an 837; `-` is the standard input.
  ///   - each: Is given each explanation.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with the file or the changes.
  public mutating func explain(
    _ path: String, _ options: Options, each: (JSON) -> Void
  ) throws(WorkflowFailure) {
    for stay in try StayDocument(path).stays { each(try explain(stay, options)) }
  }

  /// Explains a stay given by its codes.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong.
  public mutating func explain(
    _ given: GivenStay, _ options: Options
  ) throws(WorkflowFailure) -> JSON {
    try explain(given.read(), options)
  }

  mutating func explain(
    _ read: ReadStay, _ options: Options
  ) throws(WorkflowFailure) -> JSON {
    var read = read
    switch options.hospital {
    case .required: read.stay.hospital = .required
    case .exempt: read.stay.hospital = .exempt
    case .unknown: read.stay.hospital = .unknown
    case nil: break
    }
    let version = options.version ?? read.version
    let before = try told(read, version: version)
    guard !options.changes.isEmpty else {
      return try finished(before, read, version, options)
    }
    let changes = try StayChange.read(options.changes)
    var changed = read
    var faults: [Finding] = []
    for change in changes {
      if let fault = change.apply(to: &changed) { faults.append(fault) }
    }
    guard faults.isEmpty else { throw WorkflowFailure(faults, .rejected) }
    let after = try told(changed, version: version)
    let json = try finished(after, changed, version, options)
    return .object(
      json.members + [
        JSON.Member(
          "what_if",
          .members(
            ("changes", .array(options.changes.map(JSON.string))),
            ("before", summary(before)), ("after", summary(after)),
            ("weight_difference", difference(before, after))))
      ])
  }

  private mutating func finished(
    _ told: Told, _ read: ReadStay, _ version: Int?, _ options: Options
  ) throws(WorkflowFailure) -> JSON {
    var members = ExplanationJSON(told, titles).members
    if options.alternatives {
      members.append(
        JSON.Member("alternatives", .array(try alternatives(to: told, version: version))))
    }
    return .object(members)
  }

  /// A stay with its group and the reasons.
  struct Told {
    let read: ReadStay
    let grouper: Grouper
    let answer: GroupingAnswer
    let trace: GroupingTrace
    /// The row of Table 5 in force on the day of discharge.
    let weight: DRGWeight?
    let weightRelease: Release?
  }

  mutating func told(_ read: ReadStay, version: Int?) throws(WorkflowFailure) -> Told {
    let grouper = try grouper(for: read, version)
    let (answer, trace) = grouper.explain(read.stay, using: work)
    let edition = try weights.edition(on: read.stay.discharged)
    return Told(
      read: read, grouper: grouper, answer: answer, trace: trace,
      weight: edition?.table[answer.final.group], weightRelease: edition?.table.release)
  }

  /// The group of a stay in one line of JSON, without the reasons.
  mutating func grouped(_ read: ReadStay) throws(WorkflowFailure) -> JSON {
    let grouper = try grouper(for: read, nil)
    let (answer, _) = grouper.groupWithEdits(read.stay, using: work)
    let weight = try weights.edition(on: read.stay.discharged)?.table[answer.final.group]
    return summary(answer, grouper, weight)
  }

  private func grouper(
    for read: ReadStay, _ version: Int?
  ) throws(WorkflowFailure) -> Grouper {
    guard let grouper = try library.grouper(version: version, on: read.stay.discharged) else {
      throw WorkflowFailure(
        "group.no-version", .notInstalled,
        ("wanted", version.map { "version \($0)" } ?? "discharges on \(read.stay.discharged)"))
    }
    return grouper
  }

  /// A group in one line of JSON.
  func summary(_ told: Told) -> JSON { summary(told.answer, told.grouper, told.weight) }

  private func summary(
    _ answer: GroupingAnswer, _ grouper: Grouper, _ weight: DRGWeight?
  ) -> JSON {
    let final = answer.final
    return .members(
      ("drg", .int(final.group)), ("title", .text(grouper.title(ofGroup: final.group))),
      ("mdc", .int(final.mdc)), ("return_code", .string("\(final.code.name)")),
      ("severity", .string(ExplanationJSON.severity(final.severity))),
      ("weight", weight?.weight.map { .string($0.description) }),
      ("edit_type", .string("\(answer.edits.kind.name)")))
  }

  func difference(_ before: Told, _ after: Told) -> JSON? {
    guard let old = before.weight?.weight, let new = after.weight?.weight else { return nil }
    return .string((new - old).description)
  }
}
