// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Coding
import Glibc
import Storage
import Values

/// `coding-bench COMMAND CODEBOOKS DATA NOTES.ndjson…`: how right and how fast the codes of notes are.
///
/// - `eval`: precision, recall and F1 of each set, by the weights of DATA.
/// - `folds`: the same by weights that were fitted without the fold of each note; curves and causes of misses.
/// - `fit`: fits the weights and writes them to DATA.
/// - `misses`, `outline`: what became of each code; how each note is parted.
/// - `speed`: whole notes a second, and a note that is being typed.
/// - `vignettes`, `assertions`: judges one file of rules' vignettes, of marked sentences.
@main
struct CodingBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5 else {
      print(
        "usage: coding-bench eval|folds|fit|misses|outline|speed|vignettes|assertions CODEBOOKS DATA NOTES.ndjson…"
      )
      exit(64)
    }
    let bench = try Bench(codebooks: arguments[2], data: arguments[3])
    if arguments[1] == "vignettes" {
      return try bench.vignettes(arguments[4], verbose: arguments.count > 5)
    }
    if arguments[1] == "assertions" {
      return try bench.assertions(arguments[4], verbose: arguments.count > 5)
    }
    let isFitting = ["fit", "folds"].contains(arguments[1])
    let sets = try arguments[4...].map {
      try NoteSet(path: $0, gold: isFitting ? "codes_billable2026" : "codes")
    }
    switch arguments[1] {
    case "fit": try bench.fit(sets)
    case "misses": bench.misses(sets)
    case "outline": bench.outline(sets)
    case "folds": try bench.folds(sets)
    case "speed": bench.speed(sets)
    default: bench.evaluate(sets)
    }
  }
}

struct Bench {
  let codes: CodeTable
  let concepts: ConceptTable
  let grammar: ClinicalGrammar
  let model: RankingModel
  var knowledge = CodingKnowledge()
  let data: String

  init(codebooks: String, data: String) throws {
    self.data = data
    let store = CodebookStore(folder: codebooks)
    let shelf = CodebookShelf(store)
    let library = CodeLibrary(releases: try store.releases()) { try shelf.open($0) }
    guard let tabular = library.releases(of: .icd10cm, .tabular).first else { exit(66) }
    codes = try CodeTable(library.codebook(tabular))
    var tables = ConceptTables()
    func read(_ name: String) -> [UInt8] { (try? Files.read("\(data)/\(name)")) ?? [] }
    tables.roles = read("lexicon/roles.tsv")
    tables.prior = read("lexicon/prior.tsv")
    tables.axes = read("coding/axes.tsv")
    tables.ordinary = read("coding/ordinary.tsv")
    tables.quiet = read("coding/quiet.tsv")
    tables.ambiguous = read("coding/ambiguous.tsv")
    tables.words = read("clinical/words.tsv")
    tables.rewrites = ["coding/rewrites.tsv", "lexicon/synonyms.tsv"].map(read)
    tables.terms = [
      "coding/terms-composed.tsv", "coding/terms-general.tsv", "coding/terms-guidelines.tsv",
      "coding/terms-hospital.tsv", "coding/terms-injuries.tsv",
    ].map(read)
    let start = ContinuousClock.now
    var builder = try ConceptTableBuilder(codes, tables)
    if getenv("NOINDEX") == nil {
      for component in [Component.index, .externalCause] {
        guard let index = library.releases(of: .icd10cm, component).first else { continue }
        builder.add(index: try TermTree(library.codebook(index)))
      }
      if let table = library.releases(of: .icd10cm, .neoplasm).first {
        try builder.add(
          neoplasms: TermTree(library.codebook(table)), columns: read("coding/columns.tsv"))
      }
    }
    let bytes = builder.codebook(for: tabular)
    let book = try Codebook(CodebookBytes(copying: bytes))
    concepts = try ConceptTable(book, codes: codes)
    print(
      "compiled \(concepts.count) entries, \(bytes.count) bytes in \(ContinuousClock.now - start)")
    grammar = try ClinicalGrammar(
      headings: read("clinical/headings.tsv"), cues: read("clinical/cues.tsv"),
      lines: read("clinical/lines.tsv"), measures: read("clinical/measures.tsv"))
    knowledge.rules = try RuleBook(
      ["coding/rules.tsv", "coding/rules-pregnancy.tsv", "coding/rules-injuries.tsv"].map(read))
    knowledge.questions = try QuestionFinder(
      read("coding/questions.tsv"), asked: read("coding/asked.tsv"))
    knowledge.presence = try PresenceReader(read("coding/presence.tsv"))
    knowledge.facts = try FactTable(read("coding/facts.tsv"))
    knowledge.gestation = try GestationReader(read("coding/gestation.tsv"))
    knowledge.pregnancy = try PregnancyTable(read("coding/pregnancy.tsv"))
    knowledge.sequence = try Sequencer(read("coding/sequence.tsv"))
    knowledge.settings = try SettingReader(read("coding/settings.tsv"))
    knowledge.episodes = try EpisodeReader(read("coding/episodes.tsv"))
    knowledge.history = try HistoryTable(read("coding/history.tsv"))
    knowledge.integral = try IntegralSymptoms(read("coding/integral.tsv"))
    knowledge.values = try ValueReader(read("coding/values.tsv"))
    knowledge.drugs = try DrugReader(
      read("coding/drugs.tsv"), cues: read("coding/drug-cues.tsv"))
    knowledge.authors = try AuthorReader(read("coding/authors.tsv"))
    knowledge.burns = try BurnReader(read("coding/burns.tsv"))
    knowledge.consciousness = try ConsciousnessReader(read("coding/consciousness.tsv"))
    knowledge.reasons = try ReasonReader(read("coding/reasons.tsv"))
    let weights = read("coding/weights.tsv")
    model =
      weights.isEmpty ? RankingModel(weights: [:], thresholds: [:]) : try RankingModel(weights)
  }

  /// The grammar without its cues: nothing is denied, past, doubted or of a relative.
  func plainGrammar() throws -> ClinicalGrammar {
    try ClinicalGrammar(
      headings: table("clinical/headings.tsv"),
      cues: Array(
        table("clinical/cues.tsv").split(separator: 0x0A).prefix { $0.first == 0x23 }
          .joined(separator: [0x0A])),
      lines: table("clinical/lines.tsv"), measures: table("clinical/measures.tsv"))
  }

  private func table(_ name: String) -> [UInt8] { (try? Files.read("\(data)/\(name)")) ?? [] }

  func coder(_ model: RankingModel? = nil) -> NoteCoder {
    NoteCoder(concepts, grammar, model ?? self.model, knowledge)
  }

  struct Score {
    var hits = 0, said = 0, gold = 0
    var f1: Double { 2 * Double(hits) / Double(max(1, said + gold)) }
    mutating func add(_ said: Set<String>, _ gold: Set<String>) {
      hits += said.intersection(gold).count
      self.said += said.count
      self.gold += gold.count
    }
    var text: String {
      func r(_ x: Int, _ y: Int) -> String {
        String(String(1000 + Int((999 * Double(x) / Double(max(1, y))).rounded())).dropFirst())
      }
      return "P .\(r(hits, said)) R .\(r(hits, gold)) F1 .\(Int((1000 * f1).rounded()))"
    }
  }

  func evaluate(_ sets: [NoteSet], model: RankingModel? = nil) {
    let coder = coder(model)
    for set in sets {
      var (full, category, found) = (Score(), Score(), Score())
      for note in set.notes {
        let answer = coder.code(note.text, .init(setting: note.setting))
        let said = Set(answer.suggestions.map { $0.code.description })
        full.add(said, note.codes)
        category.add(
          Set(said.map { String($0.prefix(3)) }), Set(note.codes.map { String($0.prefix(3)) }))
        found.add(said.union(answer.leftOut.map { $0.code.description }), note.codes)
      }
      print(
        "\(set.name)\tfull \(full.text)\tcategory \(category.text)\tall candidates \(found.text)")
    }
  }
}
