// SPDX-License-Identifier: Apache-2.0

/// Who a note is about, as far as it says so, with the tokens that say it.
public struct NotePatient: Hashable, Sendable {
  /// Female or male, as the note speaks of the patient.
  public enum Sex: String, Sendable {
    /// She.
    case female
    /// He.
    case male
  }

  /// How old the patient is.
  public struct Age: Hashable, Sendable {
    /// The unit of an age.
    public enum Unit: String, Sendable {
      /// Years.
      case year
      /// Months.
      case month
      /// Weeks.
      case week
      /// Days.
      case day
    }
    /// The number.
    public let count: Int
    /// Of what.
    public let unit: Unit
    /// The tokens that say it.
    public let tokens: Range<Int>
  }

  /// How far a pregnancy is.
  public struct Gestation: Hashable, Sendable {
    /// Full weeks; nothing where only the trimester is said.
    public let weeks: Int?
    /// Days beyond the full weeks.
    public let days: Int
    /// 1 before 14 weeks 0 days, 2 before 28 weeks 0 days, 3 from then on.
    ///
    /// Source: ICD-10-CM tabular list, chapter 15, note on trimesters.
    public let trimester: Int
    /// The tokens that say it.
    public let tokens: Range<Int>
  }

  /// The age that is first said.
  public internal(set) var age: Age?
  /// The sex.
  public internal(set) var sex: Sex?
  /// A word that says the sex.
  public internal(set) var sexTokens: Range<Int>?
  /// The pregnancy.
  public internal(set) var gestation: Gestation?

  init() {}
}

extension ClinicalGrammar {
  /// Who the note is about: `61-year-old male`, `Mr.`, `she`, `G2P1 at 32w4d`.
  public func patient(of note: ClinicalNote) -> NotePatient {
    var patient = NotePatient()
    var pronouns = PronounCount()
    for sentence in note.sentences {
      let section = note.sections[sentence.section].kind
      guard section != .familyHistory else { continue }
      for at in sentence.tokens {
        let end = sentence.tokens.upperBound
        if patient.age == nil, let age = age(at, end, note) ?? shortAge(at, sentence, note) {
          patient.age = age
          let letter = age.tokens.count == 1 ? at + 1 : age.tokens.upperBound
          if patient.sex == nil, let sex = sexLetter(letter, note) {
            (patient.sex, patient.sexTokens) = (sex, letter..<letter + 1)
          }
        }
        if let found = measures.longest(at: at, end: end, note.tokens.tokens) {
          take(found.payload, at..<found.end, sentence, note, &patient, &pronouns)
        }
      }
      if patient.gestation == nil { patient.gestation = weeks(in: sentence, note) }
    }
    if patient.sex == nil, let (sex, place) = pronouns.winner {
      (patient.sex, patient.sexTokens) = (sex, place)
    }
    return patient
  }

  private struct PronounCount {
    var (female, male) = (0, 0)
    var (firstFemale, firstMale) = (0..<0, 0..<0)

    mutating func add(_ sex: NotePatient.Sex, _ place: Range<Int>) {
      if sex == .female {
        if female == 0 { firstFemale = place }
        female += 1
      } else {
        if male == 0 { firstMale = place }
        male += 1
      }
    }

    /// The sex of three in four pronouns or more.
    var winner: (NotePatient.Sex, Range<Int>)? {
      if female > 0, female >= 3 * male { return (.female, firstFemale) }
      if male > 0, male >= 3 * female { return (.male, firstMale) }
      return nil
    }
  }

  private func take(
    _ measure: Measure, _ place: Range<Int>, _ sentence: NoteSentence, _ note: ClinicalNote,
    _ patient: inout NotePatient, _ pronouns: inout PronounCount
  ) {
    switch measure.kind {
    case .sex:
      guard patient.sex == nil, let age = patient.age,
        sentence.tokens.contains(age.tokens.lowerBound),
        place.lowerBound < age.tokens.upperBound + 6
      else { return }
      (patient.sex, patient.sexTokens) = (NotePatient.Sex(rawValue: measure.value), place)
    case .title:
      guard patient.sex == nil, note.isMark(place.upperBound, 0x2E),
        note.tokens.tokens[place.lowerBound].marks.contains(.capitalized)
      else { return }
      (patient.sex, patient.sexTokens) = (NotePatient.Sex(rawValue: measure.value), place)
    case .pronoun:
      if let sex = NotePatient.Sex(rawValue: measure.value) { pronouns.add(sex, place) }
    case .trimester:
      guard patient.gestation == nil, let trimester = Int(measure.value) else { return }
      patient.gestation = .init(weeks: nil, days: 0, trimester: trimester, tokens: place)
    default: return
    }
  }

  /// `61-year-old`, `61 yo`, but not `5-year-old son`.
  private func age(_ at: Int, _ end: Int, _ note: ClinicalNote) -> NotePatient.Age? {
    guard let count = note.wholeNumber(at), count <= 120 else { return nil }
    let tokens = note.tokens.tokens
    var next = at + 1
    if note.isMark(next, 0x2D) { next += 1 }
    guard next < end, let found = measures.longest(at: next, end: end, tokens),
      let unit = isShortAge(next, found.payload, note)
        ? .year : NotePatient.Age.Unit(rawValue: found.payload.value),
      found.payload.kind == .age || found.payload.kind == .sex
    else { return nil }
    for word in found.end..<min(end, found.end + 3) {
      if let kin = measures.longest(at: word, end: end, tokens), kin.payload.kind == .kin {
        return nil
      }
    }
    return NotePatient.Age(count: count, unit: unit, tokens: at..<found.end)
  }

  /// `61F with cough`: a number with a letter for the sex at the beginning of a sentence.
  private func shortAge(
    _ at: Int, _ sentence: NoteSentence, _ note: ClinicalNote
  ) -> NotePatient.Age? {
    guard at < sentence.tokens.lowerBound + 3, at + 1 < sentence.tokens.upperBound,
      let count = note.wholeNumber(at), (1...110).contains(count), note.isGlued(at + 1),
      sexLetter(at + 1, note) != nil
    else { return nil }
    return NotePatient.Age(count: count, unit: .year, tokens: at..<at + 1)
  }

  /// `yof`: age and sex in one.
  private func isShortAge(_ at: Int, _ measure: Measure, _ note: ClinicalNote) -> Bool {
    measure.kind == .sex && note.tokens.text[Int(note.tokens.tokens[at].start)] | 0x20 == 0x79
  }

  /// `M` or `F` right after an age: `61 yo M`, or glued to a number at the beginning: `61F with cough`.
  private func sexLetter(_ at: Int, _ note: ClinicalNote) -> NotePatient.Sex? {
    guard note.tokens.tokens.indices.contains(at), note.tokens.tokens[at].formLength == 1,
      note.tokens.tokens[at].marks.contains(.capitalized)
    else { return nil }
    switch note.tokens.text[Int(note.tokens.tokens[at].start)] {
    case 0x4D: return .male
    case 0x46: return .female
    default: return nil
    }
  }

  /// `38 weeks pregnant`, `32w4d`, `32 4/7 weeks`: weeks in a sentence that speaks of a pregnancy.
  private func weeks(in sentence: NoteSentence, _ note: ClinicalNote) -> NotePatient.Gestation? {
    let tokens = note.tokens.tokens
    let range = sentence.tokens
    for at in range {
      guard let weeks = note.wholeNumber(at), (3...44).contains(weeks) else { continue }
      if let days = shortDays(at + 1, note) { return gestation(weeks, days.count, at..<days.end) }
      var (next, days) = (at + 1, 0)
      if let count = note.wholeNumber(next), count < 7, note.isMark(next + 1, 0x2F),
        note.wholeNumber(next + 2) == 7
      {
        (next, days) = (next + 3, count)
      }
      if note.isMark(next, 0x2D) { next += 1 }
      guard next < range.upperBound,
        let found = measures.longest(at: next, end: range.upperBound, tokens),
        found.payload.value == "wk"
      else { continue }
      guard speaksOfPregnancy(near: found.end, range, note) else { continue }
      return gestation(weeks, days, at..<found.end)
    }
    return nil
  }

  private func gestation(_ weeks: Int, _ days: Int, _ place: Range<Int>) -> NotePatient.Gestation {
    NotePatient.Gestation(
      weeks: weeks, days: days, trimester: weeks < 14 ? 1 : weeks < 28 ? 2 : 3, tokens: place)
  }

  /// `w4d` glued to a number.
  private func shortDays(_ at: Int, _ note: ClinicalNote) -> (count: Int, end: Int)? {
    guard note.tokens.tokens.indices.contains(at), note.isGlued(at) else { return nil }
    let form = Array(note.tokens.form(of: note.tokens.tokens[at]))
    guard form.count == 3, form[0] == 0x77, (0x30...0x36).contains(form[1]), form[2] == 0x64 else {
      return nil
    }
    return (Int(form[1] & 15), at + 1)
  }

  /// A word of pregnancy shortly after the weeks or anywhere before them, or `G2P1`.
  private func speaksOfPregnancy(near end: Int, _ range: Range<Int>, _ note: ClinicalNote) -> Bool {
    let tokens = note.tokens.tokens
    for at in range.lowerBound..<min(range.upperBound, end + 5) where tokens[at].kind == .word {
      if let found = measures.longest(at: at, end: range.upperBound, tokens),
        found.payload.kind == .gestation
      {
        return true
      }
      let form = Array(note.tokens.form(of: tokens[at]))
      if form.count >= 4, form[0] == 0x67, form[2] == 0x70, (0x30...0x39).contains(form[1]),
        (0x30...0x39).contains(form[3])
      {
        return true
      }
    }
    return false
  }
}
