// SPDX-License-Identifier: Apache-2.0

public import Values

/// Looks codes up, one after the other, in one set or all, on one day.
///
///     var lookup = try CodeLookup(library, in: nil, on: day)
///     for code in codes { try lookup.answer(code).json }
///
/// Only the releases that can answer for the day are opened; the others when a code is not found or has no
/// title in them.
public struct CodeLookup {
  private let library: CodeLibrary
  private let wanted: CodeSetID?
  private let day: CalendarDate?
  private let sets: [CodeSetID]
  private var narrow: [CodeSetID: CodeSet] = [:]
  private var whole: [CodeSetID: CodeSet] = [:]
  /// The Official Guidelines of the day, opened with the first diagnosis that is found.
  private var guidelines: Guidelines??

  /// Prepares to look codes up.
  ///
  /// - Parameters:
  ///   - library: The installed releases.
  ///   - set: The set; nothing to look through all of them in the order of ``CodeLibrary/sets``.
  ///   - day: The date of service; nothing for the newest installed edition.
  public init(_ library: CodeLibrary, in set: CodeSetID?, on day: CalendarDate?) throws {
    self.library = library
    self.day = day
    wanted = set
    sets = set.map { [$0] } ?? library.sets
  }

  /// What the installed releases say of a code.
  public mutating func answer(_ text: String) throws -> CodeAnswer {
    guard let code = PackedCode(text) else {
      return CodeAnswer(set: wanted ?? .icd10cm, code: text, day: day).failed(.malformed)
    }
    var found: [CodeAnswer] = []
    // A set whose codes never have this form is not even opened.
    for set in sets where set.mayHave(text) {
      if let answer = try here(code, in: set) { found.append(answer) }
    }
    if var first = found.first {
      first.alsoIn = found.dropFirst().map(\.set)
      if first.set == .icd10cm { first.references = try references(to: code) }
      return first
    }
    if wanted == nil || wanted == .cpt, !library.sets.contains(.cpt), CPTForm(text) != nil {
      return CodeAnswer(cptForm: text, day: day)
    }
    return try missing(text, code)
  }

  private mutating func here(_ code: PackedCode, in set: CodeSetID) throws -> CodeAnswer? {
    let answer = try narrowSet(set).answer(code, on: day)
    if let answer, let title = answer.title, title.from == answer.release || day != nil {
      return answer
    }
    // Another edition may have the title, or describe the header.
    return try wholeSet(set).answer(code, on: day)
  }

  /// Why a code was not found: by the set whose codes look like it, and that comes nearest.
  private mutating func missing(_ text: String, _ code: PackedCode) throws -> CodeAnswer {
    let installed = Set(library.releases.map(\.set))
    if let wanted, !installed.contains(wanted) {
      return CodeAnswer(set: wanted, code: wanted.printed(code), day: day).failed(.setNotInstalled)
    }
    // A code of a set that is not installed says so, rather than which other code comes near.
    if wanted == nil, !installed.contains(.hcpcs), PublicForm.isService(text) {
      return CodeAnswer(set: .hcpcs, code: text.uppercased(), day: day).failed(.setNotInstalled)
    }
    let alike = sets.filter { $0.hasForm(text) }
    var answers: [CodeAnswer] = []
    for set in alike.isEmpty ? Array(sets.prefix(1)) : alike {
      answers.append(try wholeSet(set).fullAnswer(code, on: day))
    }
    let nearest = answers.indices.min {
      (Self.rank(answers[$0]), $0) < (Self.rank(answers[$1]), $1)
    }
    return nearest.map { answers[$0] }
      ?? CodeAnswer(set: .icd10cm, code: text, day: day).failed(.setNotInstalled)
  }

  private static func rank(_ answer: CodeAnswer) -> Int {
    switch answer.reason {
    case .terminated, .notYetEffective, .seventhCharacterMissing, .seventhCharacterInvalid,
      .placeholderMissing:
      0
    case .setNotInForce, .licensed: 1
    case .unknown where !answer.nearest.isEmpty: 2
    case .noEdition, .unknown: 3
    default: 4
    }
  }

  private mutating func references(to code: PackedCode) throws -> [GuidelineReference] {
    let opened = try guidelines ?? library.guidelines(on: day)
    guidelines = .some(opened)
    return opened?.references(to: code) ?? []
  }

  private mutating func narrowSet(_ id: CodeSetID) throws -> CodeSet {
    if let set = narrow[id] { return set }
    let newest = day == nil ? try library.newestCodeSet(id) : nil
    let set = try newest ?? library.codeSet(id, for: day)
    narrow[id] = set
    return set
  }

  private mutating func wholeSet(_ id: CodeSetID) throws -> CodeSet {
    if let set = whole[id] { return set }
    let set = try library.codeSet(id)
    whole[id] = set
    return set
  }
}
