// SPDX-License-Identifier: Apache-2.0

/// Which role may do what, and which duties one person must not hold together: the tables `access/permissions.tsv` and
/// `access/conflicts.tsv`.
///
///     permissions.may([.coder], permissions["charts.code"])   // true
///     permissions.conflicts(in: [.biller, .manager])          // one
///
/// What the tables do not say is not allowed.
///
/// Source: 45 CFR 164.308(a)(3) and (4), 164.312(a)(1); ASVS 5.0, V8.
public struct Permissions: Sendable {
  /// Two duties that exclude each other.
  public struct Conflict: Hashable, Sendable {
    /// One.
    public let one: Action
    /// The other.
    public let other: Action
    /// Why.
    public let why: String
  }

  /// The actions, sorted by their names.
  public let actions: [Action]
  /// Duties that exclude each other.
  public let conflicts: [Conflict]
  private let roles: [Action: Set<Role>]
  private let words: [Action: String]

  /// Reads the tables.
  ///
  /// - Returns: Nothing where a row is malformed, an action stands there twice, or a conflict names one that is none.
  public init?(parsing permissions: String, conflicts: String) {
    var roles: [Action: Set<Role>] = [:]
    var words: [Action: String] = [:]
    for fields in Self.rows(permissions) {
      guard fields.count == 3, !fields[0].isEmpty, !fields[2].isEmpty else { return nil }
      let action = Action(fields[0])
      let named = fields[1].split(separator: ",").map { Role(rawValue: String($0)) }
      guard !named.isEmpty, roles.updateValue(Set(named.compactMap(\.self)), forKey: action) == nil,
        named.allSatisfy({ $0 != nil })
      else { return nil }
      words[action] = fields[2]
    }
    var found: [Conflict] = []
    for fields in Self.rows(conflicts) {
      guard fields.count == 3, roles[Action(fields[0])] != nil, roles[Action(fields[1])] != nil
      else { return nil }
      found.append(Conflict(one: Action(fields[0]), other: Action(fields[1]), why: fields[2]))
    }
    self.roles = roles
    self.words = words
    self.conflicts = found
    actions = roles.keys.sorted { $0.name < $1.name }
  }

  private static func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// An action by its name.
  public subscript(name: String) -> Action? {
    let action = Action(name)
    return roles[action] == nil ? nil : action
  }

  /// What an action is, in words.
  public func words(_ action: Action) -> String { words[action] ?? "" }

  /// The roles that may do something.
  public func roles(of action: Action) -> Set<Role> { roles[action] ?? [] }

  /// Whether somebody in some roles may do something.
  public func may(_ own: Set<Role>, _ action: Action) -> Bool {
    !(roles[action] ?? []).isDisjoint(with: own)
  }

  /// What somebody in some roles may do, sorted.
  public func actions(of own: Set<Role>) -> [Action] { actions.filter { may(own, $0) } }

  /// The duties that some roles together give and that exclude each other.
  public func conflicts(in own: Set<Role>) -> [Conflict] {
    conflicts.filter { may(own, $0.one) && may(own, $0.other) }
  }
}
