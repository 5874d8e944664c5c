// SPDX-License-Identifier: Apache-2.0

/// How binding an instruction is, by the words in which the list prints it.
struct InstructionWording: Hashable {
  /// It holds only for patients to whom it applies: `if applicable`, `if known`, `if present`.
  let isConditional: Bool
  /// What it lists are examples: `such as`.
  let isOpen: Bool
  /// It speaks of whatever may go with the condition: `any associated`.
  let isAssociated: Bool
  /// It asks for what lies beneath the condition, which is always there: `underlying disease`.
  let isUnderlying: Bool
  /// It speaks of the condition as a complication of something else.
  let isComplicating: Bool

  /// Reads the words of an instruction.
  init(_ text: String) {
    let words = text.lowercased()
    func says(_ phrases: String...) -> Bool { phrases.contains { words.contains($0) } }
    isConditional = says(
      "applicable", "if known", "if  known", "if present", "if any", "if necessary",
      "if drug-induced", "if radiation-induced", "when specified")
    isOpen = says("such as", "including:")
    isAssociated = says("any ", "associated", "identified")
    isUnderlying =
      says("underlying", "condition resulting from", "the associated physical") && !isConditional
    isComplicating = says("complicating", "due to", "following")
  }
}

extension Instruction {
  /// How binding it is.
  var wording: InstructionWording { InstructionWording(text) }
}
