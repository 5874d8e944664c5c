// SPDX-License-Identifier: Apache-2.0

/// The letters of appeal: the table `billing/appeal-letters.tsv`.
public struct AppealLetters: Sendable {
  /// A letter before its facts are filled in.
  public struct Template: Hashable, Sendable {
    /// The name, such as `bundling`.
    public let name: String
    /// What it is about.
    public fileprivate(set) var subject = ""
    /// Why the payer is wrong, paragraph by paragraph.
    public fileprivate(set) var arguments: [String] = []
    /// What is asked for.
    public fileprivate(set) var requests: [String] = []
    /// What has to be enclosed beside what the packet holds.
    public fileprivate(set) var enclosures: [String] = []
  }

  /// The letters by name.
  public let templates: [Template]
  private let byCategory: [String: Int]

  /// Reads the table: letter, number, part, text.
  ///
  /// - Returns: Nothing where a row is malformed, a root cause leads to two letters, or no letter is for all others.
  public init?(parsing text: String) {
    var templates: [Template] = []
    var byCategory: [String: Int] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4 else { return nil }
      if templates.last?.name != fields[0] { templates.append(Template(name: fields[0])) }
      let last = templates.count - 1
      switch fields[2] {
      case "for":
        for category in fields[3].split(separator: " ").map(String.init) {
          guard byCategory.updateValue(last, forKey: category) == nil else { return nil }
        }
      case "subject": templates[last].subject = fields[3]
      case "argument": templates[last].arguments.append(fields[3])
      case "request": templates[last].requests.append(fields[3])
      case "enclosure": templates[last].enclosures.append(fields[3])
      default: return nil
      }
    }
    guard byCategory["*"] != nil,
      templates.allSatisfy({ !$0.subject.isEmpty && !$0.requests.isEmpty }),
      Set(templates.map(\.name)).count == templates.count
    else { return nil }
    self.templates = templates
    self.byCategory = byCategory
  }

  /// The letter for a root cause.
  public func template(for category: String) -> Template {
    guard let index = byCategory[category] ?? byCategory["*"] else {
      preconditionFailure("a table has a letter for all others")
    }
    return templates[index]
  }

  /// The letter of a name.
  public func template(named name: String) -> Template? { templates.first { $0.name == name } }
}

/// A letter of appeal with its facts.
public struct AppealLetter: Hashable, Sendable {
  /// What it is about.
  public let subject: String
  /// The paragraphs, in order.
  public let paragraphs: [String]
  /// What is enclosed by hand.
  public let enclosures: [String]
  /// The names of the facts for want of which a paragraph was left out, each once, in order.
  public let missing: [String]

  /// Fills a letter in.
  ///
  /// - Parameter facts: By the names that stand in braces; one that is empty is not known.
  public init(_ template: AppealLetters.Template, facts: [String: String]) {
    var missing: [String] = []
    func filled(_ text: String) -> String? {
      var result = ""
      var rest = Substring(text)
      var isWhole = true
      while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        let name = String(rest[rest.index(after: open)..<close])
        let value = facts[name] ?? ""
        if value.isEmpty {
          isWhole = false
          if !missing.contains(name) { missing.append(name) }
        }
        result += rest[..<open] + value
        rest = rest[rest.index(after: close)...]
      }
      return isWhole ? result + rest : nil
    }
    subject = template.subject
    paragraphs = (template.arguments + template.requests).compactMap(filled)
    enclosures = template.enclosures.compactMap(filled)
    self.missing = missing
  }
}
