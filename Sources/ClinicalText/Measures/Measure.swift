// SPDX-License-Identifier: Apache-2.0

/// A word of `Data/clinical/measures.tsv`: a unit, a month, a word for a sex.
struct Measure: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// A unit; the value is how it is written plainly.
    case unit
    /// A month; the value is its number.
    case month
    /// A female or male person; the value is `female` or `male`.
    case sex
    /// `Mr.`, `Ms.`; the value as before.
    case title
    /// `he`, `her`; the value as before.
    case pronoun
    /// After a number, how old somebody is; the value is the unit.
    case age
    /// A person whose age is not the patient's.
    case kin
    /// Tells that weeks are weeks of a pregnancy.
    case gestation
    /// A trimester; the value is its number.
    case trimester
    /// A side; the value is its name.
    case side
  }

  let kind: Kind
  let value: String

  init?(_ table: GrammarTable, _ kinds: NamedValues<Kind>) {
    guard let kind = kinds[table.hash(1)], !table.cells[2].isEmpty else { return nil }
    (self.kind, value) = (kind, table.text(2))
  }
}

extension ClinicalNote {
  /// The number that a token is, in thousandths; nothing for words and for numbers with two points.
  public func thousandths(_ at: Int) -> Int? {
    guard tokens.tokens.indices.contains(at), tokens.tokens[at].kind == .number else { return nil }
    var (value, places, digits) = (0, -1, 0)
    for byte in tokens.form(of: tokens.tokens[at]) {
      if byte == 0x2E {
        guard places < 0 else { return nil }
        places = 0
        continue
      }
      digits += 1
      guard digits <= 12, places < 3 else { return nil }
      value = value * 10 + Int(byte & 15)
      if places >= 0 { places += 1 }
    }
    for _ in max(0, places)..<3 { value *= 10 }
    return value
  }

  /// The whole number that a token is.
  func wholeNumber(_ at: Int) -> Int? {
    guard tokens.tokens.indices.contains(at), tokens.tokens[at].kind == .number,
      tokens.tokens[at].formLength <= 6
    else { return nil }
    var value = 0
    for byte in tokens.form(of: tokens.tokens[at]) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte & 15)
    }
    return value
  }

  func isMark(_ at: Int, _ byte: UInt8) -> Bool {
    tokens.tokens.indices.contains(at) && tokens.tokens[at].kind == .mark
      && tokens.text[Int(tokens.tokens[at].start)] == byte
  }

  func isGlued(_ at: Int) -> Bool {
    tokens.tokens.indices.contains(at) && tokens.tokens[at].marks.contains(.glued)
  }
}
