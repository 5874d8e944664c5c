// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

extension NoteCoder {
  /// What is true of each candidate.
  func features(of list: CandidateList, _ note: ClinicalNote) -> [[Feature]] {
    let kind = kind(of: note)
    let codes = list.candidates.map { table.codes.code(at: $0.position) }
    let symptoms = codes.map { $0[0] == Self.symptomLetter }
    let hasDiagnosis = zip(list.candidates, symptoms).contains { $0.headings > 0 && !$1 }
    let hasHeadings = list.candidates.contains { $0.headings > 0 }
    return list.candidates.indices.map { index in
      let candidate = list.candidates[index]
      var features = describe(candidate, kind, note)
      func add(_ name: Feature.Name, if condition: Bool) {
        if condition { features.append(Feature(kind, name)) }
      }
      add(.symptom, if: symptoms[index])
      add(.symptomBesideDiagnosis, if: symptoms[index] && hasDiagnosis)
      add(.othersInHeadings, if: candidate.headings == 0 && hasHeadings)
      let words = candidate.mention.wordCount
      var (longer, shorter, equal) = (false, false, false)
      for other in codes.indices
      where other != index && codes[other].prefix(3) == codes[index].prefix(3) {
        let count = list.candidates[other].mention.wordCount
        if count > words {
          longer = true
        } else if count < words {
          shorter = true
        } else {
          equal = true
        }
      }
      add(.kinLonger, if: longer)
      add(.kinShorter, if: shorter)
      add(.kinEqual, if: equal)
      features.append(Feature(kind, chapter: max(0, Int(codes[index][0]) - 11)))
      return features
    }
  }

  /// The packed letter R.
  private static let symptomLetter: UInt8 = 28

  /// What is true of a candidate by itself.
  private func describe(
    _ candidate: Candidate, _ kind: NoteKind, _ note: ClinicalNote
  ) -> [Feature] {
    let mention = candidate.mention
    let entry = table.entries[mention.entry]
    let prior = table.nodes[Int(entry.target)].prior
    var features = [
      Feature(kind, .bias),
      Feature(kind, .mentions, Float(31 - UInt32(candidate.mentionCount).leadingZeroBitCount)),
      Feature(kind, .prior, Float(32 - prior.leadingZeroBitCount) / 4),
      Feature(kind, from: ConceptOrigin(rawValue: entry.origin) ?? .title),
      Feature(kind, in: candidate.place),
    ]
    func add(_ name: Feature.Name, _ value: Int) {
      if value != 0 { features.append(Feature(kind, name, Float(value))) }
    }
    let end = max(1, note.tokens.tokens.count)
    let sentence = note.sentences[mention.sentence]
    add(.possible, candidate.assertion.polarity == .possible ? 1 : 0)
    add(.historical, candidate.assertion.time == .historical ? 1 : 0)
    add(.defaults, candidate.defaults)
    add(.gap, mention.gap)
    add(.crossings, mention.crossings)
    add(.rewritten, mention.rewritten > 0 ? 1 : 0)
    add(.oneWord, mention.wordCount == 1 ? 1 : 0)
    add(.twoWords, mention.wordCount == 2 ? 1 : 0)
    add(.long, mention.wordCount > 3 ? 1 : 0)
    add(.inHeadings, candidate.headings > 0 ? 1 : 0)
    add(.early, 5 * candidate.firstToken < end ? 1 : 0)
    add(.late, 5 * candidate.firstToken > 4 * end ? 1 : 0)
    add(.chief, candidate.isChief ? 1 : 0)
    let isWhole =
      sentence.kind == .problem && mention.last - mention.first + 3 >= sentence.tokens.count
    add(.whole, isWhole ? 1 : 0)
    return features
  }
}
