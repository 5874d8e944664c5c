// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The 7th character of codes that have one.
///
/// Source: ICD-10-CM Official Guidelines, I.A.5 and I.C.19.a.
struct EncounterCharacter {
  /// Which episode of care a note is of.
  enum Episode {
    /// Active treatment.
    case initial
    /// Routine care while healing.
    case subsequent
    /// What an injury left behind.
    case sequela
  }

  let codes: CodeTable

  /// The code with the 7th character for an episode; nothing where none is meant for it.
  func completed(_ position: Int, _ episode: Episode, isOpen: Bool) -> Int? {
    let made = codes[position].children.filter { $0.flags.contains(.generated) }
    guard !made.isEmpty else { return nil }
    let meanings = meanings(of: position)
    func meaning(_ entry: CodeEntry) -> String { meanings[entry.code[6]] ?? "" }
    let wanted: String =
      switch episode {
      case .initial: "initial encounter"
      case .subsequent: "subsequent encounter"
      case .sequela: "sequela"
      }
    let fitting = made.filter { meaning($0).contains(wanted) }
    let preferred = fitting.first { entry in
      let text = meaning(entry)
      switch episode {
      case .initial: return isOpen == text.contains("open") || !text.contains("fracture")
      case .subsequent:
        return text.contains("routine healing") && isOpen == text.contains("open")
          || !text.contains("healing")
      case .sequela: return true
      }
    }
    // Characters that are no episodes: fetus, stage, time of assessment. The first one is "not applicable
    // or unspecified".
    return (preferred ?? fitting.first ?? (fitting.isEmpty ? made.first : nil))?.position
  }

  /// The 7th characters that apply to a code, by their packed value.
  private func meanings(of position: Int) -> [UInt8: String] {
    var found: [UInt8: String] = [:]
    codes.forEachNoteLevel(of: position) { _, notes in
      guard found.isEmpty else { return }
      for index in notes where codes.noteKind(at: index) == .seventhCharacter {
        let note = codes.note(at: index)
        if let character = note.character, let code = PackedCode(String(character)) {
          found[code[0]] = note.text.lowercased()
        }
      }
    }
    return found
  }
}
