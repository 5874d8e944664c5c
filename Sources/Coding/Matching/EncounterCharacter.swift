// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets
import Values

/// The 7th character of codes that have one.
///
/// Source: ICD-10-CM Official Guidelines, I.A.5 and I.C.19.a to c.
struct EncounterCharacter {
  /// Which episode of care a note is of.
  enum Episode: String {
    /// Active treatment.
    case initial
    /// Routine care while healing.
    case subsequent
    /// What an injury left behind.
    case sequela
  }

  /// One 7th character of a code, with the words of its meaning.
  private struct Choice {
    let position: Int
    let words: [UInt64]
    /// Those of the words without which the others say nothing: the number of a fetus, a side.
    let needed: [UInt64]
    let episode: Episode?
  }

  let codes: CodeTable
  /// What a note that says nothing means: `closed`, `routine`.
  private static let assumed: Set<UInt64> = words(
    "closed routine healing encounter fracture for with")
  private static let ignored: Set<UInt64> = words(
    "initial subsequent sequela of the or and type not applicable")
  private static let types: Set<UInt64> = words("i ii iii iiia iiib iiic")
  private static let unspecified: Set<UInt64> = words("unspecified applicable")

  private static let sides: Set<UInt64> = words("right left bilateral")

  private static func words(_ text: String) -> Set<UInt64> {
    Set(NoteTokens(text.utf8).tokens.map(\.hash))
  }

  /// The code with its 7th character; nothing where none is meant for the episode.
  ///
  /// - Parameter isSaid: Tells whether a word stands near the condition.
  func completed(_ position: Int, _ episode: Episode, isSaid: (UInt64) -> Bool) -> Int? {
    let choices = choices(of: position)
    let hasEpisodes = choices.contains { $0.episode != nil }
    let fitting = hasEpisodes ? choices.filter { $0.episode == episode } : choices
    let ranked = fitting.map { choice -> (Int, Int) in
      let own = choice.words.filter { !Self.assumed.contains($0) && !Self.ignored.contains($0) }
      let said = choice.needed.allSatisfy(isSaid) ? own.count { isSaid($0) } : 0
      let isDefault = own.isEmpty || own.allSatisfy(Self.unspecified.contains)
      // A type that is not said speaks against none: open fractures have their types together.
      let unsaid = own.count { !isSaid($0) && !Self.types.contains($0) }
      return (isDefault ? 0 : 3 * said - 2 * unsaid, choice.position)
    }
    return ranked.max { ($0.0, $1.1) < ($1.0, $0.1) }?.1
  }

  /// The 7th characters that are defined nearest to a code.
  private func choices(of position: Int) -> [Choice] {
    let made = codes[position].children.filter { $0.flags.contains(.generated) }
    var meanings: [UInt8: String] = [:]
    codes.forEachNoteLevel(of: position) { _, notes in
      guard meanings.isEmpty else { return }
      for index in notes where codes.noteKind(at: index) == .seventhCharacter {
        let note = codes.note(at: index)
        if let character = note.character, let code = PackedCode(String(character)) {
          meanings[code[0]] = note.text.lowercased()
        }
      }
    }
    return made.map { entry in
      let text = meanings[entry.code[6]] ?? ""
      let episode: Episode? =
        text.contains("sequela")
        ? .sequela
        : text.contains("subsequent encounter")
          ? .subsequent : text.contains("initial encounter") ? .initial : nil
      let tokens = NoteTokens(text.utf8).tokens.filter { $0.kind != .mark }
      return Choice(
        position: entry.position, words: tokens.map(\.hash),
        needed: Self.naming(tokens, in: text),
        episode: episode)
    }
  }

  /// The words without which it is not this one: `1` of `fetus 1`, `other` of `other fetus`, the side of an eye.
  private static func naming(_ tokens: [NoteToken], in text: String) -> [UInt64] {
    if text.hasPrefix("fetus") { return tokens.filter { $0.kind == .number }.map(\.hash) }
    if text.hasPrefix("other fetus") { return [tokens[0].hash] }
    return tokens.map(\.hash).filter(sides.contains)
  }
}
