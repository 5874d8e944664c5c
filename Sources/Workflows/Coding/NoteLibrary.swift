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
  private let installation: Installation
  private let known: CalendarDate?
  /// The day whose lists apply.
  private let day: CalendarDate
  private let set: CodeSet
  /// Whether the concepts have the paths of an imported Alphabetic Index.
  let usesIndex: Bool

  /// Opens what is needed to read notes.
  ///
  /// - Parameters:
  ///   - day: The date of service, for a stay the day of discharge; nothing for the newest edition.
  ///   - known: The knowledge date: later releases are not looked at.
  ///   - weights: A file of weights (`code fit`) in place of the program's own.
  /// - Throws: ``WorkflowFailure``: `code.not-installed` where no tabular list of ICD-10-CM is installed,
  ///   `code.bad-weights` where the file is none.
  public init(
    _ installation: Installation, on day: CalendarDate? = nil, known: CalendarDate? = nil,
    weights: String? = nil
  ) throws(WorkflowFailure) {
    try self.init(
      installation, on: day, known: known, model: try weights.map(Self.model) ?? Self.model)
  }

  /// The same for another day.
  func onDay(_ day: CalendarDate?) throws(WorkflowFailure) -> NoteLibrary {
    try NoteLibrary(installation, on: day, known: known, model: model)
  }

  private init(
    _ installation: Installation, on day: CalendarDate?, known: CalendarDate?, model: RankingModel
  ) throws(WorkflowFailure) {
    (self.installation, self.known, self.model) = (installation, known, model)
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
    usesIndex = derived.sources.contains { $0.file.hasPrefix("icd10cm-index") }
    concepts = try asWorkflow {
      try ConceptTable(library.codebook(derived), codes: CodeTable(library.codebook(tabular)))
    }
    grammar = Self.grammar
    procedures = ProcedureLibrary(library, on: day)
    self.day = day ?? tabular.period.effective
    set = try asWorkflow { try library.codeSet(.icd10cm) }
  }

  /// The indicator of presence on admission that is proposed for a code: `Y`, `N`, `U`, `W`, or `1` where the code is exempt;
  /// nothing outside of stays.
  func presence(of suggestion: Suggestion) -> String? {
    suggestion.presence.map {
      set.isPOAExempt(suggestion.code, on: day) == true ? "1" : $0.rawValue
    }
  }

  private static let grammar: ClinicalGrammar = {
    do {
      return try ClinicalGrammar(
        headings: Assets.bytes("clinical/headings.tsv"), cues: Assets.bytes("clinical/cues.tsv"),
        lines: Assets.bytes("clinical/lines.tsv"), measures: Assets.bytes("clinical/measures.tsv"))
    } catch {
      preconditionFailure("a table of Data/clinical is malformed: \(error)")
    }
  }()

  private static func model(_ path: String) throws(WorkflowFailure) -> RankingModel {
    let bytes = try asWorkflow { try Files.read(path) }
    do {
      let model = try RankingModel(bytes)
      if !model.weights.isEmpty { return model }
    } catch {
      throw WorkflowFailure(
        [Finding("code.bad-weights", .rejects, at: .text(line: error.line, byte: nil))], .unusable)
    }
    throw WorkflowFailure("code.bad-weights", .unusable)
  }

  static let model: RankingModel = {
    guard let model = try? RankingModel(Assets.bytes("coding/weights.tsv")) else {
      preconditionFailure("coding/weights.tsv is malformed")
    }
    return model
  }()

  private static let knowledge: CodingKnowledge = {
    do {
      var knowledge = CodingKnowledge()
      knowledge.rules = try RuleBook(
        ["coding/rules.tsv", "coding/rules-pregnancy.tsv", "coding/rules-injuries.tsv"].map(
          Assets.bytes))
      knowledge.questions = try QuestionFinder(
        Assets.bytes("coding/questions.tsv"), asked: Assets.bytes("coding/asked.tsv"))
      knowledge.episodes = try EpisodeReader(Assets.bytes("coding/episodes.tsv"))
      knowledge.history = try HistoryTable(Assets.bytes("coding/history.tsv"))
      knowledge.integral = try IntegralSymptoms(Assets.bytes("coding/integral.tsv"))
      knowledge.values = try ValueReader(Assets.bytes("coding/values.tsv"))
      knowledge.drugs = try DrugReader(
        Assets.bytes("coding/drugs.tsv"), cues: Assets.bytes("coding/drug-cues.tsv"))
      knowledge.authors = try AuthorReader(Assets.bytes("coding/authors.tsv"))
      knowledge.burns = try BurnReader(Assets.bytes("coding/burns.tsv"))
      knowledge.consciousness = try ConsciousnessReader(Assets.bytes("coding/consciousness.tsv"))
      knowledge.reasons = try ReasonReader(Assets.bytes("coding/reasons.tsv"))
      knowledge.presence = try PresenceReader(Assets.bytes("coding/presence.tsv"))
      knowledge.facts = try FactTable(Assets.bytes("coding/facts.tsv"))
      knowledge.gestation = try GestationReader(Assets.bytes("coding/gestation.tsv"))
      knowledge.pregnancy = try PregnancyTable(Assets.bytes("coding/pregnancy.tsv"))
      knowledge.sequence = try Sequencer(Assets.bytes("coding/sequence.tsv"))
      knowledge.settings = try SettingReader(Assets.bytes("coding/settings.tsv"))
      return knowledge
    } catch {
      preconditionFailure("a table of Data/coding is malformed: \(error)")
    }
  }()

  /// What a chart is asked about.
  static let review: ChartReview = {
    var tables = ChartTables()
    tables.indicators = Assets.bytes("coding/indicators.tsv")
    tables.queries = Assets.bytes("coding/queries.tsv")
    tables.forms = Assets.bytes("coding/query-forms.tsv")
    tables.elements = Assets.bytes("coding/elements.tsv")
    tables.conflicts = Assets.bytes("coding/conflicts.tsv")
    tables.support = Assets.bytes("coding/support.tsv")
    tables.copied = Assets.bytes("coding/copied.tsv")
    do {
      return try ChartReview(tables)
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
