// SPDX-License-Identifier: Apache-2.0

/// How binding an instruction is, by the words in which the list prints it.
struct InstructionWording: Hashable {
  /// It holds only for patients to whom it applies: `if applicable`, `if known`, `if present`.
  let isConditional: Bool
  /// What it lists are examples: `such as`.
  let isOpen: Bool
  /// It speaks of whatever may go with the condition: `any associated`.
  let isAssociated: Bool
  /// It lists what may or may not be so of a patient: exposures, habits, history.
  let isCircumstance: Bool
  /// It asks for what lies beneath the condition, which is always there: `underlying disease`.
  let isUnderlying: Bool
  /// It speaks of the condition as a complication of something else.
  let isComplicating: Bool
  /// It holds for the adverse effects of drugs alone.
  let isForAdverseEffects: Bool

  /// Reads the words of an instruction.
  init(_ text: String) {
    let words = PlainWords(text)
    isConditional = words.say(
      "applicable", "if known", "if  known", "if present", "if any", "if necessary",
      "if drug-induced", "if radiation-induced", "when specified")
    isOpen = words.say("such as", "including:")
    isAssociated = words.say("any ", "associated", "identified")
    isForAdverseEffects = words.say("for adverse effects")
    isCircumstance = words.say("exposure to", "history of", "tobacco", "alcohol abuse")
    isUnderlying =
      words.say(
        "underlying", "condition resulting from", "the associated physical", "the nature of")
      && !isConditional
    isComplicating = words.say("complicating", "due to", "following")
  }
}
