// SPDX-License-Identifier: Apache-2.0

public import Values
public import Workflows

/// Something that can be asked of the server: an address, who may ask, what is noted of it, what is done.
///
/// The page and the interface for programs are two faces of one route: the same work, the same permission, the same
/// record in the audit log.
public struct Route: Sendable {
  /// How it is asked.
  public enum Verb: String, Sendable {
    /// Looks, and changes nothing.
    case get = "GET"
    /// Changes something.
    case post = "POST"
  }

  /// Who may ask.
  public enum Need: Hashable, Sendable {
    /// Anybody: what comes before a session, and what has nothing to do with the practice.
    case anybody
    /// Anybody who has come in, for what is the user's own.
    case session
    /// Those whose roles give an action of the table of permissions.
    case action(String)
  }

  /// What a request carries beside its address.
  public struct Field: Sendable {
    /// Its name in forms and documents.
    public let name: String
    /// What it is, for the description of the interface.
    public let words: String
    /// Whether the request is refused without it.
    public let isRequired: Bool

    /// Describes a field.
    public init(_ name: String, _ words: String, isRequired: Bool = false) {
      (self.name, self.words, self.isRequired) = (name, words, isRequired)
    }
  }

  /// What kind of thing a request is about, for the audit log.
  public struct Subject: Sendable {
    /// The kind, such as `claim`.
    public let kind: String
    /// The part of the address that names it; nothing where it is about many.
    public let parameter: String?

    /// Names a subject.
    public init(_ kind: String, _ parameter: String? = nil) {
      (self.kind, self.parameter) = (kind, parameter)
    }
  }

  /// Does what is asked.
  public typealias Work = @Sendable (Call) throws(WorkflowFailure) -> Answer

  /// How it is asked.
  public let verb: Verb
  /// The address: `/claims/{claim}`.
  public let path: String
  /// Who may ask.
  public let need: Need
  /// What it is about.
  public let subject: Subject
  /// What it does, in a sentence.
  public let summary: String
  /// What the request carries: in a form or document where it changes something, else in the query.
  public let fields: [Field]
  /// The template of its page; nothing where there is no page.
  public let page: String?
  /// The page to which the user is taken once it is done, with parts of the address in braces.
  public let next: String?
  /// The page on which a refusal is shown, with what was typed; nothing for `next`.
  public let form: String?
  /// What is said to the user once it is done.
  public let done: String?
  /// Whether programs may ask it too.
  public let hasInterface: Bool
  /// What is done.
  public let work: Work

  /// A page to look at.
  public static func get(
    _ path: String, _ need: Need, _ subject: Subject, _ summary: String, query: [Field] = [],
    page: String?, hasInterface: Bool = true, _ work: @escaping Work
  ) -> Route {
    Route(
      verb: .get, path: path, need: need, subject: subject, summary: summary, fields: query,
      page: page, next: nil, form: nil, done: nil, hasInterface: hasInterface, work: work)
  }

  /// A change.
  public static func post(
    _ path: String, _ need: Need, _ subject: Subject, _ summary: String, fields: [Field] = [],
    next: String, form: String? = nil, page: String? = nil, done: String? = nil,
    hasInterface: Bool = true, _ work: @escaping Work
  ) -> Route {
    Route(
      verb: .post, path: path, need: need, subject: subject, summary: summary, fields: fields,
      page: page, next: next, form: form, done: done, hasInterface: hasInterface, work: work)
  }

  /// Whether a file comes with it.
  var takesFile: Bool { verb == .post && fields.contains { $0.name == "file" } }

  /// The names of the parts of the address that are in braces.
  public var parameters: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      String($0.dropFirst().dropLast())
    }
  }
}

/// What came of a request.
public enum Answer: Sendable {
  /// An answer of a workflow: shown as a page, or given as it is.
  case answer(JSON)
  /// Somebody has come in, or goes on coming in.
  case signedIn(SignedIn)
  /// The session has another secret, and the user goes on at a page.
  case renewed(secret: String, JSON)
  /// Somebody has gone.
  case signedOut
  /// A file.
  case file([UInt8], type: String, name: String)
}
