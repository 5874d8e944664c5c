// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Coding
import Glibc
import Storage
import Values

/// `coding-bench eval|fit|misses CODEBOOKS DATA NOTES.ndjson…`: how right the codes of notes are.
@main
struct CodingBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 5 else {
      print("usage: coding-bench eval|fit|misses|time CODEBOOKS DATA NOTES.ndjson…")
      exit(64)
    }
    let bench = try Bench(codebooks: arguments[2], data: arguments[3])
    if arguments[1] == "vignettes" {
      return try bench.vignettes(arguments[4], verbose: arguments.count > 5)
    }
    if arguments[1] == "assertions" {
      return try bench.assertions(arguments[4], verbose: arguments.count > 5)
    }
    let sets = try arguments[4...].map { try NoteSet(path: $0) }
    switch arguments[1] {
    case "fit": try bench.fit(sets)
    case "misses": bench.misses(sets)
    case "outline": bench.outline(sets)
    case "time": bench.time(sets)
    default: bench.evaluate(sets)
    }
  }
}

/// Notes that people have coded.
let goldKey = getenv("GOLD").map { String(cString: $0) } ?? "codes"

struct NoteSet {
  struct Note {
    let id: String
    let text: [UInt8]
    let codes: Set<String>
    let setting: CodingSetting?
  }

  let name: String
  var notes: [Note] = []

  init(path: String) throws {
    name = path.split(separator: "/").dropLast().last.map(String.init) ?? path
    for line in try Files.read(path).split(separator: 0x0A) {
      let json = try JSON(parsing: Array(line))
      if json["partial"]?.bool == true { continue }
      let codes = (json[goldKey] ?? json["codes"])?.elements.compactMap { $0.string } ?? []
      notes.append(
        Note(
          id: json["id"]?.string ?? "", text: Array((json["text"]?.string ?? "").utf8),
          codes: Set(codes.map { $0.filter { $0 != "." } }),
          setting: CodingSetting(rawValue: json["setting"]?.string ?? "")))
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
      "coding/terms-general.tsv", "coding/terms-guidelines.tsv", "coding/terms-hospital.tsv",
      "coding/terms-injuries.tsv",
    ].map(read)
    let start = ContinuousClock.now
    var builder = try ConceptTableBuilder(codes, tables)
    if getenv("NOINDEX") == nil, let index = library.releases(of: .icd10cm, .index).first {
      builder.add(index: try TermTree(library.codebook(index)))
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

  /// Fits each kind of note: on four fifths of its notes and judges the rest, five times; then on all. The threshold is
  /// the one at which the answers, with all rules applied, are best on the notes that were left out.
  func fit(_ sets: [NoteSet]) throws {
    struct Judged { let note: NoteSet.Note; let items: [ModelFitting.Example] }
    var byKind: [String: [Judged]] = [:]
    for set in sets {
      let coder = coder(RankingModel(weights: [:], thresholds: [:]))
      for note in set.notes {
        let ranked = coder.ranked(note.text, .init(setting: note.setting))
        guard let first = ranked.first?.features.first else { continue }
        let kind = String(Feature.names[first.index].prefix { $0 != "." })
        byKind[kind, default: []].append(
          Judged(
            note: note,
            items: ranked.map { .init($0.features, of: $0.code, isAccepted: isRight($0, note)) }))
      }
    }
    var (weights, thresholds): ([String: Int], [String: Int]) = ([:], [:])
    var scored: [String] = []
    for (kind, notes) in byKind.sorted(by: { $0.key < $1.key }) {
      let fitting = fitting(of: kind)
      let steps = Array(stride(from: 100, through: 600, by: 25))
      var scores = Array(repeating: Score(), count: steps.count)
      var categories = scores
      for fold in 0..<5 {
        let training = notes.enumerated().filter { $0.offset % 5 != fold }.flatMap {
          $0.element.items
        }
        let coder = coder(
          RankingModel(
            weights: fitting.weights(training, of: NoteKind(rawValue: kind) ?? .brief),
            thresholds: [:]))
        for (index, judged) in notes.enumerated() where index % 5 == fold {
          for (place, step) in steps.enumerated() {
            let answer = coder.code(
              judged.note.text, .init(setting: judged.note.setting, abstainBelow: step))
            let said = Set(answer.suggestions.map { $0.code.description })
            scores[place].add(said, judged.note.codes)
            categories[place].add(
              Set(said.map { String($0.prefix(3)) }),
              Set(judged.note.codes.map { String($0.prefix(3)) }))
          }
        }
      }
      // Of thresholds about as good the strictest: a wrong code costs more than one that is asked for.
      let highest = scores.map(\.f1).max() ?? 0
      let best = steps.indices.last { scores[$0].f1 > highest - 0.001 } ?? 0
      print(
        "\(kind): \(notes.count) notes, cross-validated full \(scores[best].text) category \(categories[best].text) at \(steps[best])"
      )
      for (name, weight) in fitting.weights(
        notes.flatMap(\.items), of: NoteKind(rawValue: kind) ?? .brief)
      { weights[name] = weight }
      thresholds[kind] = steps[best] / 10
      let (full, category) = (scores[best].f1, categories[best].f1)
      scored.append(
        "\(kind) \(notes.count) notes F1 .\(Int((1000 * full).rounded())) full .\(Int((1000 * category).rounded())) category"
      )
    }
    try write(weights, thresholds, scored)
    evaluate(sets, model: RankingModel(weights: weights, thresholds: thresholds))
  }

  /// Writes the table of weights with its score.
  private func write(
    _ weights: [String: Int], _ thresholds: [String: Int], _ scored: [String]
  ) throws {
    var weights = weights
    var text = """
      # Weights of the ranking of suggestions, fitted by Benchmarks' coding-bench fit: logistic regression, no randomness.
      # edition: 2026-11
      # score: cross-validated in five parts, with all rules: \(scored.joined(separator: "; "))
      # name: of a feature by kind of note; kind.code.X for codes met often; threshold.kind
      # weight: in thousandths of a logit; of a threshold in percent
      # name\tweight

      """
    for (name, value) in thresholds.sorted(by: { $0.key < $1.key }) {
      text += "threshold.\(name)\t\(value)\n"
    }
    for (name, value) in weights.sorted(by: { $0.key < $1.key }) { text += "\(name)\t\(value)\n" }
    try Files.write(Array(text.utf8), to: "\(data)/coding/weights.tsv")
  }

  /// How strongly weights are held back: many narratives are at hand, few visits.
  private func fitting(of kind: String) -> ModelFitting {
    var fitting = ModelFitting()
    (fitting.penalty, fitting.leastExamples) =
      switch kind {
      case "narrative": (0.5, 3)
      case "brief": (1, 6)
      default: (3, 6)
      }
    if let penalty = getenv("PENALTY").flatMap({ Double(String(cString: $0)) }) {
      fitting.penalty = penalty
    }
    return fitting
  }

  /// Whether a person coded it, or what a rule makes of it.
  private func isRight(_ suggestion: Suggestion, _ note: NoteSet.Note) -> Bool {
    if note.codes.contains(suggestion.code.description) { return true }
    let made =
      knowledge.rules.codes(madeOf: suggestion.code)
      + knowledge.pregnancy.codes(madeOf: suggestion.code)
    return made.contains { note.codes.contains($0.description) }
  }

  func misses(_ sets: [NoteSet]) {
    let coder = coder()
    for set in sets {
      for note in set.notes {
        let answer = coder.code(note.text, .init(setting: note.setting))
        let said = Set(answer.suggestions.map { $0.code.description })
        let left = Set(answer.leftOut.map { $0.code.description })
        func line(_ s: Suggestion) -> String {
          "\(s.code) \(s.confidence) \(s.evidence.map { String(decoding: note.text[$0], as: UTF8.self) }.joined(separator: " … ").prefix(100)) \(s.path.map { "\($0.kind):\($0.code)" }.joined(separator: ">"))"
        }
        print("== \(note.id) gold \(note.codes.sorted())")
        for code in note.codes.sorted() where !said.contains(code) {
          print("  MISS \(code) \(left.contains(code) ? "left out" : "not found") \(title(code))")
        }
        for s in answer.suggestions {
          print("  \(note.codes.contains(s.code.description) ? "ok  " : "FALSE") \(line(s))")
        }
        for s in answer.leftOut.sorted(by: { $0.confidence > $1.confidence }).prefix(40) {
          print("    out \(note.codes.contains(s.code.description) ? "GOLD" : "    ") \(line(s))")
        }
      }
    }
  }

  func outline(_ sets: [NoteSet]) {
    for note in sets.flatMap(\.notes) {
      let read = grammar.read(note.text)
      print("== \(note.id) \(read.hasAssessment)")
      for sentence in read.sentences {
        guard let first = sentence.tokens.first, let last = sentence.tokens.last else { continue }
        let text = read.tokens.words(
          of: read.tokens.tokens[first].bytes.lowerBound..<read.tokens.tokens[last].bytes.upperBound
        )
        print(
          "  \(read.sections[sentence.section].kind.rawValue) \(sentence.kind) \(sentence.problem.map(String.init) ?? "") | \(text.prefix(110).replacing("\n", with: "/"))"
        )
      }
    }
  }

  func title(_ code: String) -> String {
    PackedCode(code).flatMap { codes.entry(of: $0)?.title } ?? "no such code"
  }

  func time(_ sets: [NoteSet]) {
    let coder = coder()
    for set in sets {
      let start = ContinuousClock.now
      var rounds = 0
      while ContinuousClock.now - start < .seconds(3) {
        for note in set.notes { _ = coder.code(note.text, .init(setting: note.setting)) }
        rounds += set.notes.count
      }
      let seconds =
        Double((ContinuousClock.now - start).components.attoseconds) / 1e18
        + Double((ContinuousClock.now - start).components.seconds)
      print("\(set.name)\t\(Int(Double(rounds) / seconds)) notes/s")
    }
  }
}
