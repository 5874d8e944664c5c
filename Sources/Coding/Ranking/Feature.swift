// SPDX-License-Identifier: Apache-2.0

/// The kinds of notes that are ranked apart.
public enum NoteKind: String, Sendable, CaseIterable {
  /// A note in which somebody sums up what the patient has: an assessment, a list of diagnoses.
  case assessment
  /// A few sentences, in which little stands that is not meant.
  case brief
  /// A whole story without a summing up.
  case narrative

  /// A note is brief up to this many tokens.
  static let briefest = 120

  var index: Int {
    switch self {
    case .assessment: 0
    case .brief: 1
    case .narrative: 2
    }
  }
}

/// The parts of a note that weigh differently.
enum NotePlace: Int, CaseIterable {
  case problem, assessment, plan, presentIllness, chiefComplaint, pastHistory, examination
  case reviewOfSystems, results, medications, socialHistory, course, operation, narrative, other
}

/// Something that is true of a suggestion, and how much.
public struct Feature: Hashable, Sendable {
  /// What may be true of a suggestion, besides its origin, its place and its chapter.
  enum Name: Int, CaseIterable {
    /// Always true.
    case bias
    /// How often the note names it, as a power of two.
    case mentions
    /// A symptom or sign; one beside a diagnosis that is named as a problem.
    case symptom, symptomBesideDiagnosis
    /// Said to be possible; said to be past.
    case possible, historical
    /// How often the code is met in practice.
    case prior
    /// How often the walk had to take a default.
    case defaults
    /// Strangers, and commas or conjunctions, among its words.
    case gap, crossings
    /// Found through a phrase that stands for other words.
    case rewritten
    /// How many words of the classification were found.
    case oneWord, twoWords, long
    /// Named as a problem; not named so though others are.
    case inHeadings, othersInHeadings
    /// Its first mention stands at the beginning, at the end, in the chief complaint.
    case early, late, chief
    /// Other candidates of its category rest on more, fewer or as many words.
    case kinLonger, kinShorter, kinEqual
    /// It is the whole name of the problem.
    case whole
  }

  /// Its place in ``names``.
  public let index: Int
  /// How much; 1 where it just holds.
  public let value: Float

  private static let perKind =
    Name.allCases.count + ConceptOrigin.allCases.count + NotePlace.allCases.count + 26

  /// Makes a feature by its name; nothing for a name that this version does not have.
  public init?(named name: some StringProtocol, _ value: Float = 1) {
    guard let index = Self.indexes[String(name)] else { return nil }
    self.index = index
    self.value = value
  }

  private static let indexes = Dictionary(
    names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

  init(_ kind: NoteKind, _ name: Name, _ value: Float = 1) {
    index = kind.index * Self.perKind + name.rawValue
    self.value = value
  }

  init(_ kind: NoteKind, from origin: ConceptOrigin) {
    index = kind.index * Self.perKind + Name.allCases.count + Int(origin.rawValue)
    value = 1
  }

  init(_ kind: NoteKind, in place: NotePlace) {
    index =
      kind.index * Self.perKind + Name.allCases.count + ConceptOrigin.allCases.count
      + place.rawValue
    value = 1
  }

  /// The chapter is told by the letter of the code, counted from 0.
  init(_ kind: NoteKind, chapter: Int) {
    index = (kind.index + 1) * Self.perKind - 26 + chapter
    value = 1
  }

  /// The names of all features.
  public static let names: [String] = NoteKind.allCases.flatMap { kind in
    let own =
      Name.allCases.map { "\($0)" } + ConceptOrigin.allCases.map { "origin-\($0.name)" }
      + NotePlace.allCases.map { "in-\($0)" }
      + (0..<26).map { "chapter-\(Character(Unicode.Scalar(UInt8(65 + $0))))" }
    return own.map { "\(kind.rawValue).\($0)" }
  }
}
