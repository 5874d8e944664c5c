// SPDX-License-Identifier: Apache-2.0

public import ClinicalText
import CodeSets
import Values

/// Reads notes and says which diagnosis codes they support, with the words that do.
///
/// One coder reads one note at a time and keeps its memory for the next; for several threads make several.
public final class NoteCoder {
  /// What else is known of a note.
  public struct Circumstances: Sendable {
    /// Where the patient was seen; nothing to have it read from the note.
    public var setting: CodingSetting?
    /// Only suggestions at least this sure, in thousandths; nothing for the model's own threshold.
    public var abstainBelow: Int?

    /// Takes what is known.
    public init(setting: CodingSetting? = nil, abstainBelow: Int? = nil) {
      self.setting = setting
      self.abstainBelow = abstainBelow
    }
  }

  let table: ConceptTable
  let grammar: ClinicalGrammar
  let model: RankingModel
  let knowledge: CodingKnowledge
  var episodes = EpisodeReader.Reading()
  /// The tokens that are not the provider's.
  var others: [Range<Int>] = []
  /// Facts of the note by name, each with the bytes that tell it.
  var facts: [String: Range<Int>] = [:]
  /// The pregnancy that the note is of.
  var pregnancy: PregnancyTable.Pregnancy?
  var matcher: ConceptMatcher
  var sides: SideReader
  /// The sex of the patient, as the note tells it; read when it is asked for.
  private var sex: NotePatient.Sex??
  private let female: UInt32
  private let male: UInt32
  private let dominant: UInt32
  private let nondominant: UInt32
  var near: WordSet
  var nearSentence = -1
  var mentions: [Mention] = []
  /// What procedures are read with; nothing where they are not wanted.
  public var procedures: ProcedureReader?

  /// Makes a coder over an edition's concepts.
  public init(
    _ table: ConceptTable, _ grammar: ClinicalGrammar, _ model: RankingModel,
    _ knowledge: CodingKnowledge
  ) {
    self.knowledge = knowledge
    self.table = table
    self.grammar = grammar
    self.model = model
    matcher = ConceptMatcher(table)
    sides = SideReader(table)
    (female, male) = (table.word("female"), table.word("male"))
    (dominant, nondominant) = (table.word("dominant"), table.word("nondominant"))
    near = WordSet(count: table.words.count)
  }

  /// Codes a note.
  ///
  /// - Complexity: O(*n*) in the length of the note, for notes as people write them.
  public func code(_ text: some Sequence<UInt8>, _ circumstances: Circumstances) -> CodedNote {
    let note = grammar.read(text)
    let circumstances = settled(circumstances, note)
    let candidates = candidates(of: note, circumstances)
    var coded = answer(candidates, note, circumstances)
    if let procedures, let setting = circumstances.setting {
      procedures.read(note, in: setting, into: &coded)
    }
    return coded
  }

  /// The names of the rules that codes go by, with the sections that they rest on.
  public var ruleNames: [(id: String, section: String)] { knowledge.rules.names }

  /// Where the patient was seen, as a note tells it.
  public func setting(of note: ClinicalNote) -> CodingSetting {
    knowledge.settings.setting(of: note)
  }

  /// The circumstances with the setting that the note tells, where nobody else did.
  func settled(_ circumstances: Circumstances, _ note: ClinicalNote) -> Circumstances {
    guard circumstances.setting == nil else { return circumstances }
    var settled = circumstances
    settled.setting = knowledge.settings.setting(of: note)
    return settled
  }

  /// Everything that the note names, judged but not yet chosen.
  func candidates(of note: ClinicalNote, _ circumstances: Circumstances) -> CandidateList {
    matcher.open(note.tokens)
    sides.open(note, matcher.words, table)
    episodes = knowledge.episodes.read(note)
    others = knowledge.authors.others(in: note)
    nearSentence = -1
    sex = nil
    readFacts(of: note)
    var list = CandidateList()
    for (index, sentence) in note.sentences.enumerated() where sentence.kind != .heading {
      mentions.removeAll(keepingCapacity: true)
      matcher.find(in: sentence.tokens, of: note.tokens, into: &mentions)
      for at in mentions.indices { mentions[at].sentence = index }
      take(mentions[...], note, circumstances, &list)
    }
    return list
  }

  /// Takes the mentions of a sentence: of those over the same tokens the best reading counts.
  private func take(
    _ found: ArraySlice<Mention>, _ note: ClinicalNote, _ circumstances: Circumstances,
    _ list: inout CandidateList
  ) {
    var start = found.startIndex
    while start < found.endIndex {
      var end = start + 1
      while end < found.endIndex, found[end].mask == found[start].mask,
        found[end].base == found[start].base
      {
        end += 1
      }
      // The best reading that leads to a code; where a term leads to none, another one of the same words may.
      for reading in readings(of: found[start..<end], note)
      where add(reading, note, circumstances, &list) { break }
      start = end
    }
  }

  /// The readings of some tokens, the best first.
  private func readings(of group: ArraySlice<Mention>, _ note: ClinicalNote) -> [Mention] {
    if group.count == 1 { return [group[group.startIndex]] }
    return group.map { (score($0, note), $0) }.enumerated()
      .sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }.map(\.element.1)
  }

  private func score(_ mention: Mention, _ note: ClinicalNote) -> Int {
    let entry = table.entries[mention.entry]
    let node = table.nodes[Int(entry.target)]
    // What is written counts for more than what a phrase stands for.
    var score = 100 * mention.wordCount - 55 * mention.rewritten - 10 * mention.gap
    switch ConceptOrigin(rawValue: entry.origin) ?? .title {
    case .term: score += 120
    case .index: score += 90
    case .title: score += node.marks & ConceptLayout.NodeMark.unspecified == 0 ? 60 : 70
    case .inclusion: score += 50
    case .residualTitle: score -= 60
    }
    for at in table.axes(of: entry) {
      score += isAxisSaid(table.pool[at], of: mention, note) ? 60 : -80
    }
    score += min(40, 8 * (32 - node.prior.leadingZeroBitCount))
    return score
  }

  /// Tells whether a word of an axis is said of a mention.
  ///
  /// - Parameter side: The side to take for the one that is said, where it is known.
  func isAxisSaid(
    _ word: UInt32, of mention: Mention, _ note: ClinicalNote, side: SideReader.Sides? = nil
  ) -> Bool {
    if word == sides.right || word == sides.left || word == sides.bilateral {
      guard let said = side ?? sides.sides(of: mention, in: note, matcher.words)?.0 else {
        return false
      }
      return word == sides.bilateral
        ? said == .both : said == (word == sides.right ? .right : .left)
    }
    if word == female || word == male {
      let said = sex ?? grammar.patient(of: note).sex
      sex = .some(said)
      return (said == .male) == (word == male)
    }
    return isSaid(word, of: mention, note)
  }

  /// Tells whether a side that is affected is the dominant one where the note does not say so: the right one is, and
  /// both are of who uses both hands alike; a left-handed patient is the other way round.
  ///
  /// Source: ICD-10-CM Official Guidelines, I.C.6.a.
  private func isDominance(_ word: UInt32, of mention: Mention, _ note: ClinicalNote) -> Bool {
    guard word == dominant || word == nondominant,
      !isSaid(word == dominant ? nondominant : dominant, of: mention, note),
      let side = sides.sides(of: mention, in: note, matcher.words)?.0, side != .both
    else { return false }
    let stands = { (phrase: [UInt64]) in
      !self.places(of: phrase, note, HashFilter(note.tokens)).isEmpty
    }
    if stands(Self.ambidextrous) { return word == dominant }
    let isLeftHanded = stands(Self.leftHanded) || stands(Self.leftHandDominant)
    return (side == (isLeftHanded ? .left : .right)) == (word == dominant)
  }

  private static let ambidextrous = words("ambidextrous")
  private static let leftHanded = words("left handed")
  private static let leftHandDominant = words("left hand dominant")

  private static func words(_ text: String) -> [UInt64] { NoteTokens(text.utf8).tokens.map(\.hash) }

  /// Tells whether a word is said near a mention and not denied there.
  func isAffirmed(_ word: UInt32, of mention: Mention, _ note: ClinicalNote) -> Bool {
    guard isSaid(word, of: mention, note) else {
      return word != 0 && isDominance(word, of: mention, note)
    }
    let sentence = note.sentences[mention.sentence]
    func isIn(_ tokens: Range<Int>) -> Bool {
      tokens.contains {
        matcher.words[$0] == word
          && (mention.first <= $0 && $0 <= mention.last
            || note.assertion(of: $0..<$0 + 1).polarity != .negated)
      }
    }
    if isIn(sentence.tokens) { return true }
    return sentence.problem.map { isIn(note.sentences[$0].tokens) } ?? false
  }

  /// Tells whether a word is said in the sentence of a mention, or in the heading of its problem.
  func isSaid(_ word: UInt32, of mention: Mention, _ note: ClinicalNote) -> Bool {
    if nearSentence != mention.sentence {
      nearSentence = mention.sentence
      near.removeAll()
      let sentence = note.sentences[mention.sentence]
      for at in sentence.tokens { near.insert(matcher.words[at]) }
      if let problem = sentence.problem {
        for at in note.sentences[problem].tokens { near.insert(matcher.words[at]) }
      }
    }
    return near.contains(word)
  }
}
