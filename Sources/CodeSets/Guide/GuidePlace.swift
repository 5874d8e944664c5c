// SPDX-License-Identifier: Apache-2.0

/// A term of one of the indexes and tables that a guide goes through.
public struct GuideTerm: Hashable, Sendable {
  /// Which tree, by its place in ``CodeGuide/trees``.
  public let tree: Int
  /// The position in the tree.
  public let position: Int

  /// Makes a reference to a term.
  public init(tree: Int, position: Int) {
    self.tree = tree
    self.position = position
  }
}

/// Where somebody stands on the way from a term to a code.
public struct GuidePlace: Hashable, Sendable {
  /// What is looked at.
  public enum Kind: Hashable, Sendable {
    /// Several terms begin as asked.
    case terms([GuideTerm])
    /// A term of an index or table.
    case term(GuideTerm)
    /// Several categories have a title as asked.
    case codes([Int])
    /// A code of the tabular list, by its position: complete, or a header.
    case code(Int)
  }

  /// What is looked at.
  public var kind: Kind
  /// The terms passed so far: a reference never leads back to one of them.
  public var passed: Set<GuideTerm> = []
  /// The code as the index prints it, where one was taken from there: `S52.50-`.
  public var indexed: String?
  /// The second code of the index, for the manifestation.
  public var manifestation: String?

  /// Makes a place.
  public init(_ kind: Kind) {
    self.kind = kind
    if case .term(let term) = kind { passed = [term] }
  }

  func going(to term: GuideTerm) -> GuidePlace {
    var place = self
    place.kind = .term(term)
    place.passed.insert(term)
    return place
  }

  func taking(_ code: Int, as printed: String? = nil, with manifestation: String = "") -> GuidePlace
  {
    var place = self
    place.kind = .code(code)
    if let printed {
      place.indexed = printed
      place.manifestation = manifestation.isEmpty ? nil : manifestation
    }
    return place
  }
}

/// What a guide has to say at a place: the next question, the code, or that the index goes elsewhere.
public struct GuideStep: Sendable {
  /// One answer to a question.
  public struct Choice: Sendable {
    /// The words to choose by.
    public let label: String
    /// The code that the choice comes to, as printed, where that is known already.
    public let code: String?
    /// Where the choice goes.
    public let place: GuidePlace
  }

  /// What comes of a place.
  public enum Outcome: Sendable {
    /// One of the choices has to be made. Subterms for which the index gives no code are no choices; they
    /// are listed with what they say.
    case question(String, [Choice], elsewhere: [(label: String, see: String)])
    /// The way ends at a code that may be reported.
    case complete(CodeEntry)
    /// The index gives no code; it may say where to look.
    case elsewhere(String)
  }

  /// What was passed without a question: references followed, single subdivisions.
  public let taken: [String]
  /// What comes of it.
  public let outcome: Outcome
  /// Where the step ends.
  public let place: GuidePlace
}
