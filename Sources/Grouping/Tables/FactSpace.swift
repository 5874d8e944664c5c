// SPDX-License-Identifier: Apache-2.0

/// The facts that the formulas of one version ask for, each with its place in a ``FactSet``.
///
/// The first places are those of ``ComputedFact``. A name that is neither computed nor carried by a code
/// of the version is never true.
struct FactSpace {
  /// What the name of an atom stands for.
  enum Meaning: Equatable {
    case fact(Int)
    case severity(Severity)
    case never
  }

  /// The names by place.
  private(set) var names: [String]
  private var places: [String: Int] = [:]
  /// Names of attributes that codes of the version carry.
  private let carried: Set<String>

  init(carried: Set<String>) {
    self.carried = carried
    names = ComputedFact.allCases.map(\.name)
    for (place, name) in names.enumerated() { places[name] = place }
  }

  /// The meaning of an atom; nothing for a name that no rule explains.
  ///
  /// A bare name and `ANY:` mean the same: a diagnosis, a procedure or a cluster carries it.
  mutating func meaning(of atom: String) -> Meaning? {
    if atom == "MCC" { return .severity(.mcc) }
    if atom == "CC" { return .severity(.cc) }
    if let place = places[atom] { return .fact(place) }
    var key = atom
    var name = atom
    if let colon = atom.firstIndex(of: ":") {
      name = String(atom[atom.index(after: colon)...])
      switch atom[..<colon] {
      case "PDX", "SDX": break
      case "ANY": key = name
      default: return nil
      }
    }
    if let place = places[key] { return .fact(place) }
    guard carried.contains(name) else { return Self.mayBeEmpty(name) ? .never : nil }
    let place = names.count
    names.append(key)
    places[key] = place
    return .fact(place)
  }

  /// The place of a fact that a formula asks for.
  func place(_ key: String) -> Int? { places[key] }

  /// Tells whether a name may be one that no code carries: attributes have small letters in their names;
  /// the names of MDCs and `ERRORDRG` stand for nothing. Another name in capitals would be a rule that is
  /// not known here.
  private static func mayBeEmpty(_ name: String) -> Bool {
    if name.utf8.contains(where: { (0x61...0x7A).contains($0) }) { return true }
    if name == "ERRORDRG" || name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
    return name.hasPrefix("MDC") && name.utf8.count == 5
  }
}
