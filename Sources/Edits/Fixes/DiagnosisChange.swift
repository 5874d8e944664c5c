// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets

/// A change of the diagnoses of an encounter that may settle a finding; positions count from 1.
public enum DiagnosisChange: Hashable, Sendable {
  /// A diagnosis goes.
  case remove(Int)
  /// A diagnosis stands in front of one that it stood behind.
  case putBefore(Int, Int)
  /// The code of a diagnosis is written in another way.
  case write(Int, String)

  /// Tells whether the order alone changes.
  public var isOrder: Bool { if case .putBefore = self { true } else { false } }

  /// The change in words.
  public func description(of encounter: Encounter) -> String {
    func name(_ position: Int) -> String {
      let written = encounter.diagnoses[position - 1]
      let code = written.packed.map {
        (written.codeSet == .icd10cm ? CodeSetID.icd10cm : CodeSetID.icd9cm).printed($0)
      }
      return "diagnosis \(position) (\(code ?? written.code))"
    }
    return switch self {
    case .remove(let position): "take \(name(position)) off the claim"
    case .putBefore(let position, let other): "put \(name(position)) before \(name(other))"
    case .write(let position, let code): "write \(name(position)) as \(code)"
    }
  }

  /// Makes the change; lines point to the same diagnoses as before.
  ///
  /// - Returns: Whether it could be made: never so that a line would be left without the diagnosis it was for.
  public func apply(to encounter: inout Encounter) -> Bool {
    let places = encounter.diagnoses.indices
    switch self {
    case .remove(let position):
      guard places.contains(position - 1), places.count > 1 else { return false }
      return Self.remove(position - 1, from: &encounter)
    case .putBefore(let position, let other):
      guard places.contains(position - 1), places.contains(other - 1), position > other else {
        return false
      }
      Self.move(position - 1, before: other - 1, in: &encounter)
    case .write(let position, let code):
      guard places.contains(position - 1) else { return false }
      encounter.diagnoses[position - 1].code = code
    }
    return true
  }

  private static func remove(_ index: Int, from encounter: inout Encounter) -> Bool {
    let gone = encounter.diagnoses.remove(at: index)
    // Another line of the same code takes its place, and so does the next where it led.
    let same = encounter.diagnoses.firstIndex { $0.packed == gone.packed }
    if gone.role.leads, let next = encounter.diagnoses.firstIndex(where: { $0.role == .secondary }),
      !encounter.diagnoses.contains(where: \.role.leads)
    {
      encounter.diagnoses[next].role = gone.role
    }
    for line in encounter.charges.indices {
      let before = encounter.charges[line].diagnosisPointers
      var after: [Int] = []
      for pointer in before {
        let new =
          pointer - 1 == index ? same.map { $0 + 1 } : pointer - (pointer - 1 > index ? 1 : 0)
        if let new, !after.contains(new) { after.append(new) }
      }
      if after.isEmpty, !before.isEmpty { return false }
      encounter.charges[line].diagnosisPointers = after
    }
    return true
  }

  private static func move(_ from: Int, before to: Int, in encounter: inout Encounter) {
    var moved = encounter.diagnoses.remove(at: from)
    if encounter.diagnoses[to].role.leads, moved.role == .secondary {
      moved.role = encounter.diagnoses[to].role
      encounter.diagnoses[to].role = .secondary
    }
    encounter.diagnoses.insert(moved, at: to)
    for line in encounter.charges.indices {
      encounter.charges[line].diagnosisPointers = encounter.charges[line].diagnosisPointers.map {
        pointer in
        switch pointer - 1 {
        case from: to + 1
        case to..<from: pointer + 1
        default: pointer
        }
      }
    }
  }
}

extension DiagnosisRole {
  /// Tells whether it is the first of the claim.
  fileprivate var leads: Bool { self == .principal || self == .firstListed }
}
