// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Coding
import Edits
import Values

/// Codes encounters that have notes and no diagnoses, from the notes.
final class ProposeDiagnoses {
  /// What is proposed for an encounter.
  struct Proposal {
    /// The encounter with the proposed diagnoses, and with pointers to them where its charges have none.
    var encounter: Encounter
    /// A finding for each suggestion and each question.
    var findings: [Finding]
    /// The suggestions with their places in the notes.
    var json: JSON?
  }

  private let installation: Installation
  private let known: CalendarDate?
  private let options: RunEncounters.Options
  private var readers: [String: (library: NoteLibrary, coder: NoteCoder)] = [:]
  private var set: CodeSet?

  init(_ installation: Installation, _ options: RunEncounters.Options, known: CalendarDate?) {
    (self.installation, self.options, self.known) = (installation, options, known)
  }

  /// Codes an encounter from its notes; nothing where it has diagnoses, or no notes.
  func proposal(for encounter: Encounter) throws(WorkflowFailure) -> Proposal? {
    guard encounter.diagnoses.isEmpty, !encounter.notes.isEmpty else { return nil }
    let day = encounter.dayOfCodes
    let reader: (library: NoteLibrary, coder: NoteCoder)
    do {
      reader = try self.reader(day)
    } catch  where error.kind == .notInstalled {
      return Proposal(
        encounter: encounter, findings: [Finding("code.not-installed", .warns, at: .claim)])
    }
    let notes = JoinedNotes(encounter.notes)
    let setting: CodingSetting = encounter.isInpatientStay ? .inpatient : .outpatient
    let coded = reader.coder.code(notes.text, NoteCoder.Circumstances(setting: setting))
    guard !coded.suggestions.isEmpty else {
      return Proposal(
        encounter: encounter, findings: [Finding("code.no-suggestion", .warns, at: .claim)])
    }
    var proposal = Proposal(encounter: encounter, findings: [])
    let codes = reader.library.concepts.codes
    let limit = encounter.isInpatientStay ? 25 : 12
    var rows: [JSON] = []
    let kept = coded.suggestions.filter { !options.rejected.contains($0.code) }
    for (index, suggestion) in kept.enumerated() {
      let role = Self.role(suggestion, isFirst: index == 0, setting)
      let present = try presence(suggestion, on: day, of: encounter)
      let printed = CodeSetID.icd10cm.printed(suggestion.code)
      let place = notes.place(of: suggestion.evidence.first ?? 0..<0)
      proposal.findings.append(
        Finding(
          "code.proposed", options.accept ? .informs : .rejects, at: .field("notes[\(place.note)]"),
          facts: [
            .init("code", printed), .init("title", codes[suggestion.position].title),
            .init("role", role.rawValue),
            .init("confidence", CodedNoteJSON.decimal(suggestion.confidence)),
            .init("start", "\(place.bytes.lowerBound)"), .init("end", "\(place.bytes.upperBound)"),
          ]))
      rows.append(json(suggestion, role, present, notes))
      guard index < limit else { continue }
      let code = options.changes.first { $0.code == suggestion.code }?.answer ?? printed
      proposal.encounter.diagnoses.append(
        Diagnosis(code: code, role: role, presentOnAdmission: present))
    }
    proposal.findings += questions(coded, notes)
    proposal.json = .array(rows)
    let pointers = Array((1...4).prefix(proposal.encounter.diagnoses.count))
    for index in proposal.encounter.charges.indices
    where proposal.encounter.charges[index].diagnosisPointers.isEmpty {
      proposal.encounter.charges[index].diagnosisPointers = pointers
    }
    return proposal
  }

  /// The questions that the suggestions leave open, apart from those that the coder has answered.
  private func questions(_ coded: CodedNote, _ notes: JoinedNotes) -> [Finding] {
    coded.questions.compactMap { question in
      guard !options.changes.contains(where: { $0.code == question.code }),
        !options.rejected.contains(question.code)
      else { return nil }
      let evidence = coded.suggestions.first { $0.code == question.code }?.evidence.first
      let choices = question.choices.prefix(8).map(CodeSetID.icd10cm.printed)
      return Finding(
        "code.question", .warns, at: .field("notes[\(notes.place(of: evidence ?? 0..<0).note)]"),
        facts: [
          .init("code", CodeSetID.icd10cm.printed(question.code)), .init("about", question.about),
          .init("choices", choices.joined(separator: ", ")),
        ])
    }
  }

  private func reader(
    _ day: CalendarDate?
  ) throws(WorkflowFailure) -> (library: NoteLibrary, coder: NoteCoder) {
    let key = day?.description ?? ""
    if let reader = readers[key] { return reader }
    let library = try NoteLibrary(installation, on: day, known: known)
    let reader = readers[library.release.name] ?? (library, library.coder())
    (readers[key], readers[library.release.name]) = (reader, reader)
    return reader
  }

  /// Whether a condition of a stay was present on admission, as the notes tell; nothing for exempt codes.
  private func presence(
    _ suggestion: Suggestion, on day: CalendarDate?, of encounter: Encounter
  ) throws(WorkflowFailure) -> PresentOnAdmission? {
    guard encounter.isInpatientStay else { return nil }
    if set == nil {
      set = try asWorkflow { try installation.library(known: known).codeSet(.icd10cm) }
    }
    if let day, set?.isPOAExempt(suggestion.code, on: day) == true { return nil }
    return suggestion.presence.flatMap { PresentOnAdmission(rawValue: $0.rawValue) } ?? .yes
  }

  private static func role(
    _ suggestion: Suggestion, isFirst: Bool, _ setting: CodingSetting
  ) -> DiagnosisRole {
    if suggestion.role == .externalCause { return .externalCause }
    if isFirst { return setting == .inpatient ? .principal : .firstListed }
    return .secondary
  }

  private func json(
    _ suggestion: Suggestion, _ role: DiagnosisRole, _ present: PresentOnAdmission?,
    _ notes: JoinedNotes
  ) -> JSON {
    let places = suggestion.evidence.map(notes.place)
    return .members(
      ("code", .string(CodeSetID.icd10cm.printed(suggestion.code))),
      ("role", .string(role.rawValue)),
      ("confidence", .number(CodedNoteJSON.decimal(suggestion.confidence))),
      ("poa", present.map { .string($0.rawValue) }),
      (
        "evidence",
        .array(
          places.map {
            .members(
              ("note", .int($0.note)), ("start", .int($0.bytes.lowerBound)),
              ("end", .int($0.bytes.upperBound)))
          })
      ))
  }
}

/// The notes of an encounter as one text, so that what stands in two of them is seen together.
struct JoinedNotes {
  let text: [UInt8]
  private let starts: [Int]

  init(_ notes: [Claims.Note]) {
    var text: [UInt8] = []
    starts = notes.map { note in
      if !text.isEmpty { text += [0x0A, 0x0A] }
      defer { text += Array(note.text.utf8) }
      return text.count
    }
    self.text = text
  }

  /// The note in which some bytes stand, counted from 0, and their place in it.
  func place(of bytes: Range<Int>) -> (note: Int, bytes: Range<Int>) {
    let note = starts.lastIndex { $0 <= bytes.lowerBound } ?? 0
    let start = starts.isEmpty ? 0 : starts[note]
    return (note, bytes.lowerBound - start..<bytes.upperBound - start)
  }
}
