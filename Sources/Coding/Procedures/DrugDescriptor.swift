// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import CodeSets

/// A descriptor of HCPCS Level II that names a drug and how much of it one unit is.
///
/// `Injection, ketorolac tromethamine, per 15 mg`: the words of the drug, 15, mg.
struct DrugDescriptor: Sendable {
  let position: Int
  /// The hashes of the words of the drug's name; a note has to have the first one.
  let words: [UInt64]
  /// Micrograms, units or microlitres in one unit of the code.
  let amount: Int
  let measure: Measure
  let isInjection: Bool

  /// What an amount counts.
  enum Measure: UInt8, Sendable {
    case microgram, unit, microlitre
  }

  /// Reads a descriptor; nothing where it does not end in an amount.
  init?(_ title: String, position: Int) {
    let parts = title.split(separator: ",").map { $0.drop { $0 == " " } }
    guard parts.count >= 2, let dose = Self.dose(parts.reversed()) else { return nil }
    let isInjection = parts[0].lowercased().hasPrefix("injection")
    guard isInjection || title.hasPrefix("J") == false else { return nil }
    let name = isInjection ? parts[1] : parts[0]
    words = ProcedureVocabulary.words(name.utf8)
    guard !words.isEmpty else { return nil }
    self.position = position
    self.isInjection = isInjection
    (amount, measure) = dose
  }

  /// The amount in the last part that has one: `per 15 mg`, `up to 1000 mcg`, `1 unit`.
  private static func dose(_ parts: [Substring]) -> (Int, Measure)? {
    for part in parts {
      let read = NoteTokens(part.utf8)
      for at in read.tokens.indices.dropLast() where read.tokens[at].kind == .number {
        if let dose = amount(at, read) { return dose }
      }
    }
    return nil
  }

  /// An amount that begins at a number: in micrograms, units or microlitres.
  static func amount(_ at: Int, _ read: NoteTokens) -> (Int, Measure)? {
    let number = String(decoding: read.form(of: read.tokens[at]), as: UTF8.self)
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = Int(parts[0]), whole < 1_000_000_000 else { return nil }
    let decimals = parts.count > 1 ? parts[1].prefix(3) : ""
    guard let thousandths = Int(decimals + String(repeating: "0", count: 3 - decimals.count)),
      at + 1 < read.tokens.count
    else { return nil }
    let milli = whole * 1000 + thousandths
    switch String(decoding: read.form(of: read.tokens[at + 1]), as: UTF8.self) {
    case "mg", "milligram": return (milli, .microgram)
    case "g", "gm", "gram": return (milli * 1000, .microgram)
    case "mcg", "microgram", "ug": return (milli / 1000, .microgram)
    case "unit", "iu", "u": return (milli / 1000, .unit)
    case "ml", "cc": return (milli, .microlitre)
    default: return nil
    }
  }

  /// How many units of the code a dose is, rounded up.
  ///
  /// Source: Medicare Claims Processing Manual, chapter 17, section 10: a part of a unit counts as one.
  func units(of dose: (amount: Int, measure: Measure)) -> Int? {
    guard dose.measure == measure, amount > 0, dose.amount > 0 else { return nil }
    return (dose.amount + amount - 1) / amount
  }
}
