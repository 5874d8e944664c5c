// SPDX-License-Identifier: Apache-2.0

import Claims
import Coding
import Grouping
import Storage
public import Values

/// What helps a coder beside the codes of a chart: why each code was proposed, what the record leaves open, into which
/// group the codes lead.
///
/// What it opens stays open: reading a second chart of the same edition costs the reading alone.
final class ChartAids {
  private let installation: Installation
  private var libraries: [CalendarDate?: NoteLibrary] = [:]
  private var stays: ExplainStay?
  private var models: HccModels?
  /// What was found for a version of a chart: both are functions of it alone.
  private var readings: [Digest: JSON] = [:]
  private var groupings: [Digest: JSON] = [:]
  private static let most = 256

  init(_ installation: Installation) { self.installation = installation }

  private func library(_ day: CalendarDate?) throws(WorkflowFailure) -> NoteLibrary {
    if let library = libraries[day] { return library }
    let opened: NoteLibrary
    if let other = libraries.values.first {
      opened = try other.onDay(day)
    } else {
      opened = try NoteLibrary(installation, on: day)
    }
    if libraries.count > 16 { libraries = [:] }
    libraries[day] = opened
    return opened
  }

  /// What was read of a version, read now where it is not kept.
  func reading(
    _ digest: Digest, _ encounter: Encounter
  ) throws(WorkflowFailure) -> JSON {
    if let kept = readings[digest] { return kept }
    let found = try reading(encounter)
    if readings.count >= Self.most { readings = [:] }
    readings[digest] = found
    return found
  }

  /// The groups of a version, found now where they are not kept; what is not installed is left out.
  func grouping(_ digest: Digest, _ encounter: Encounter, on today: CalendarDate) -> JSON {
    if let kept = groupings[digest] { return kept }
    let stay = encounter.setting == .inpatient ? try? stay(encounter) : nil
    let day = encounter.dayOfService ?? today
    let found = JSON.members(
      ("stay", stay), ("categories", try? categories(encounter, on: day)))
    if groupings.count >= Self.most { groupings = [:] }
    groupings[digest] = found
    return found
  }

  /// What each note of an encounter says: `codes` with `path`, `suppressed`, `questions`; and `queries`.
  func reading(_ encounter: Encounter) throws(WorkflowFailure) -> JSON {
    let day = encounter.dayOfService
    let setting = encounter.setting == .inpatient ? "inpatient" : "outpatient"
    let library = try library(day)
    var notes: [JSON] = []
    for (index, note) in encounter.notes.enumerated() {
      let text = Array(note.text.utf8)
      guard text.contains(where: { $0 > 0x20 }) else { continue }
      let file = try NoteFile(text, named: "note \(index + 1)")
      let codes = CodeNotes(library, setting: setting).answer(file)
      let queries = try QueryNotes(library, setting: setting, day: day).answer(file)
      notes.append(
        .object(
          [.init("note", .int(index)), .init("title", .text(note.title))] + codes.members
            + [.init("queries", queries["queries"] ?? .null)]))
    }
    return .members(("notes", .array(notes)))
  }

  /// The MS-DRG of a stay, with every step, what each code does, and the alternatives.
  func stay(_ encounter: Encounter) throws(WorkflowFailure) -> JSON {
    if stays == nil { stays = try ExplainStay(installation) }
    var options = ExplainStay.Options()
    options.alternatives = true
    return try stays?.explain(ReadStay(encounter), options) ?? .null
  }

  /// The condition categories of an encounter's diagnoses.
  func categories(_ encounter: Encounter, on day: CalendarDate) throws(WorkflowFailure) -> JSON {
    if models == nil { models = try HccModels(installation) }
    guard let models, let birth = encounter.patient.person.birthDate else { return .null }
    let codes = encounter.diagnoses.filter { $0.codeSet == .icd10cm }.map(\.code)
    let record: [JSON.Member] = [
      .init("age", .int(birth.years(until: day))),
      .init("sex", .string(encounter.patient.person.sex == .female ? "F" : "M")),
      .init("diagnosis_codes", .array(codes.map(JSON.string))),
    ]
    return try HccReport(models).report(HccInput(record: record), HccReport.Question())
  }
}

extension CodingDesk {
  /// What the notes of a chart say and why: for each note `codes` with their path, `suppressed`, `questions`, `queries`.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.unknown`; `code.not-installed`.
  public func reading(_ name: String) throws(WorkflowFailure) -> JSON {
    let (digest, encounter) = try last(name)
    let reading = try aids.reading(digest, encounter)
    return .object([.init("chart", .string(name))] + reading.members)
  }

  /// Into which groups the codes of a chart lead: `stay` for one in a hospital, and `categories`.
  ///
  /// What is not installed is left out.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.unknown`.
  public func grouping(_ name: String) throws(WorkflowFailure) -> JSON {
    let (digest, encounter) = try last(name)
    guard !encounter.diagnoses.isEmpty else { return .object([]) }
    return aids.grouping(digest, encounter, on: office.moment.date)
  }

  /// Whether there is a chart of a name.
  public func has(_ name: String) throws(WorkflowFailure) -> Bool {
    try asWorkflow { try !store.charts([name]).isEmpty }
  }

  func lastEncounter(_ name: String) throws(WorkflowFailure) -> Encounter { try last(name).1 }

  /// The last version of a chart with its hash.
  private func last(_ name: String) throws(WorkflowFailure) -> (Digest, Encounter) {
    let chart = try known(name)
    return try asWorkflow {
      let content = try version(of: chart).content
      return (BillingOffice.digest(content), try Self.encounter(content, name))
    }
  }
}
