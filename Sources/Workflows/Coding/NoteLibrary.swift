// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Coding
import Storage
public import Values

/// What notes are read with, opened once: the concepts of the edition in force on a day, the grammar of notes, and
/// the ranking.
public struct NoteLibrary: Sendable {
  let concepts: ConceptTable
  let grammar: ClinicalGrammar
  let model: RankingModel
  let procedures: ProcedureLibrary
  /// The edition that answers.
  let release: Release

  /// Opens what is needed to read notes.
  ///
  /// - Parameters:
  ///   - day: The date of service, for a stay the day of discharge; nothing for the newest edition.
  ///   - known: The knowledge date: later releases are not looked at.
  /// - Throws: ``WorkflowFailure``: `code.not-installed` where no tabular list of ICD-10-CM is installed.
  public init(
    _ installation: Installation, on day: CalendarDate? = nil, known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    var library = try asWorkflow { try installation.library(known: known) }
    let tabular = library.releases(of: .icd10cm, .tabular).filter { $0.variant == nil }.min {
      $0.period.distance(to: day) < $1.period.distance(to: day)
    }
    guard let tabular else { throw WorkflowFailure("code.not-installed", .notInstalled) }
    func derived() -> Release? {
      library.releases(of: .icd10cm, .concepts).first { $0.edition == tabular.edition }
    }
    if derived() == nil {
      // Installed by a version of this program that could not read notes yet.
      try asWorkflow { try BuildConcepts(installation).run { _ in } }
      library = try asWorkflow { try installation.library(known: known) }
    }
    guard let derived = derived() else {
      throw WorkflowFailure("code.not-installed", .notInstalled)
    }
    release = tabular
    concepts = try asWorkflow {
      try ConceptTable(library.codebook(derived), codes: CodeTable(library.codebook(tabular)))
    }
    grammar = Self.grammar
    model = Self.model
    procedures = ProcedureLibrary(library, on: day)
  }

  private static let grammar: ClinicalGrammar = {
    do {
      return try ClinicalGrammar(
        headings: Assets.bytes("clinical/headings.tsv"), cues: Assets.bytes("clinical/cues.tsv"),
        lines: Assets.bytes("clinical/lines.tsv"))
    } catch {
      preconditionFailure("a table of Data/clinical is malformed: \(error)")
    }
  }()

  private static let model: RankingModel = {
    guard let model = try? RankingModel(Assets.bytes("coding/weights.tsv")) else {
      preconditionFailure("coding/weights.tsv is malformed")
    }
    return model
  }()

  private static let knowledge: CodingKnowledge = {
    do {
      var knowledge = CodingKnowledge()
      knowledge.rules = try RuleBook(Assets.bytes("coding/rules.tsv"))
      knowledge.questions = try QuestionFinder(Assets.bytes("coding/questions.tsv"))
      knowledge.episodes = try EpisodeReader(Assets.bytes("coding/episodes.tsv"))
      knowledge.sequence = try Sequencer(Assets.bytes("coding/sequence.tsv"))
      knowledge.settings = try SettingReader(Assets.bytes("coding/settings.tsv"))
      return knowledge
    } catch {
      preconditionFailure("a table of Data/coding is malformed: \(error)")
    }
  }()

  /// A coder for one thread.
  func coder() -> NoteCoder {
    let coder = NoteCoder(concepts, grammar, model, Self.knowledge)
    coder.procedures = procedures.reader
    return coder
  }
}
