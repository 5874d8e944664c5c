// SPDX-License-Identifier: Apache-2.0

public import Values

/// What the installed releases say of one code on one day: the answer of `codes lookup`.
public struct CodeAnswer: Sendable {
  /// Why a code was not found.
  public enum Reason: String, Sendable {
    /// No text that could be a code of the set.
    case malformed
    /// No installed release of the set covers the day.
    case noEdition = "no-edition"
    /// The set was not in use on the day: ICD-10 before 2015-10-01, ICD-9-CM from then on.
    case setNotInForce = "set-not-in-force"
    /// The set is not installed.
    case setNotInstalled = "set-not-installed"
    /// The edition in force has no such code, and no other edition either.
    case unknown
    /// It was valid once and no longer is.
    case terminated
    /// It is valid only later.
    case notYetEffective = "not-yet-effective"
    /// The code is complete but for its 7th character.
    case seventhCharacterMissing = "seventh-character-missing"
    /// The 7th character is none of those defined for the code.
    case seventhCharacterInvalid = "seventh-character-invalid"
    /// Placeholders X are missing before the 7th character.
    case placeholderMissing = "placeholder-missing"
    /// The form of a CPT code; the set itself is licensed and not installed.
    case licensed = "licensed-set-not-installed"
  }

  /// A code with its title, for lists.
  public struct Item: Hashable, Sendable {
    /// The code as printed.
    public let code: String
    /// Its title.
    public let title: String
  }

  /// The set.
  public let set: CodeSetID
  /// The code as printed; as given where it is malformed.
  public let code: String
  /// The day asked for; nothing for the newest edition.
  public let day: CalendarDate?
  /// The release that decided, where the code was found.
  public internal(set) var release: Release?
  /// The edition in force on the day, as `yyyy-mm-dd`.
  public internal(set) var edition = ""
  /// The title, and the release that it comes from.
  public internal(set) var title: (text: String, from: Release)?
  /// The abbreviated title.
  public internal(set) var shortTitle: String?
  /// Whether the code may stand on a claim.
  public internal(set) var isBillable = false
  /// What the releases say of the code.
  public internal(set) var flags: CodeFlags = []
  /// Whether the diagnosis is exempt from POA reporting; nothing where no list covers the day.
  public internal(set) var isPOAExempt: Bool?
  /// The days on which the code is valid.
  public internal(set) var period: EffectivePeriod?
  /// Why it was not found.
  public internal(set) var reason: Reason?
  /// The nearest codes, where it was not found or is not complete.
  public internal(set) var nearest: [Item] = []
  /// The entry in the table that decided.
  public internal(set) var entry: CodeEntry?
  /// The entry of the tabular list that carries the notes: the one that decided, or where a list without
  /// notes decided, that of the edition nearest to the day.
  public internal(set) var described: CodeEntry?
  /// The sections of the Official Guidelines that name the code, the narrowest first; for a diagnosis on a
  /// day for which they are installed.
  public internal(set) var references: [GuidelineReference] = []
  /// Other sets that have a code of this text, where no set was asked for.
  public internal(set) var alsoIn: [CodeSetID] = []

  /// Whether only the form of the code could be judged, because the set is licensed and not installed.
  public internal(set) var isAcceptedByForm = false

  /// Tells whether the code exists on the day, or has the form of a set that is not installed.
  public var isFound: Bool { release != nil || isAcceptedByForm }

  init(set: CodeSetID, code: String, day: CalendarDate?) {
    self.set = set
    self.code = code
    self.day = day
  }
}
