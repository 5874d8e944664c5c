// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A change of an encounter's codes, in a coder's words.
///
/// `diagnoses=I10,E11.9` puts these in the place of all diagnoses, the first one first-listed or principal; `:Y`, `:N`,
/// `:U` or `:W` behind a code is its mark of presence on admission. `procedures=0DTJ4ZZ@2026-03-02` does the same for
/// those of a stay. `2.code=99214`, `2.modifiers=25+LT`, `2.units=2` and `2.pointers=1,2` change the second charge;
/// an empty value takes away what was there.
struct ChartChange {
  private enum Part {
    case diagnoses([Diagnosis])
    case procedures([InpatientProcedure])
    case code(Int, String?)
    case modifiers(Int, [String])
    case units(Int, Quantity)
    case pointers(Int, [Int])
  }

  private let text: String
  private let part: Part

  /// Reads a change.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.bad-change`.
  init(_ text: String) throws(WorkflowFailure) {
    self.text = text
    guard let part = Self.part(text) else { throw Self.failure(text) }
    self.part = part
  }

  private static func failure(_ text: String) -> WorkflowFailure {
    WorkflowFailure("charts.bad-change", .usage, ("change", text))
  }

  private static func part(_ text: String) -> Part? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = text[..<equals]
    let value = String(text[text.index(after: equals)...])
    switch name {
    case "diagnoses": return diagnoses(value).map(Part.diagnoses)
    case "procedures": return procedures(value).map(Part.procedures)
    default:
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, let line = Int(parts[0]), line > 0 else { return nil }
      switch parts[1] {
      case "code":
        return isCode(value) || value.isEmpty ? .code(line, value.isEmpty ? nil : value) : nil
      case "modifiers":
        let modifiers = value.split(separator: "+").map { $0.uppercased() }
        guard modifiers.count <= 4, modifiers.allSatisfy({ $0.utf8.count == 2 && isCode($0) })
        else { return nil }
        return .modifiers(line, modifiers)
      case "units": return Quantity(value).map { .units(line, $0) }
      case "pointers":
        let pointers = list(value).map { Int($0) ?? 0 }
        return pointers.allSatisfy { $0 > 0 } ? .pointers(line, pointers) : nil
      default: return nil
      }
    }
  }

  private static func list(_ value: String) -> [String] {
    value.split(separator: ",").map { String($0.filter { $0 != " " }) }
  }

  private static func isCode(_ text: some StringProtocol) -> Bool {
    (1...10).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2E
      }
  }

  private static func diagnoses(_ value: String) -> [Diagnosis]? {
    var found: [Diagnosis] = []
    for text in list(value) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2, isCode(parts[0]) else { return nil }
      var diagnosis = Diagnosis(code: parts[0].uppercased())
      if parts.count == 2 {
        guard let mark = PresentOnAdmission(rawValue: parts[1].uppercased()) else { return nil }
        diagnosis.presentOnAdmission = mark
      }
      found.append(diagnosis)
    }
    return found
  }

  private static func procedures(_ value: String) -> [InpatientProcedure]? {
    var found: [InpatientProcedure] = []
    for text in list(value) {
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count <= 2, isCode(parts[0]) else { return nil }
      var procedure = InpatientProcedure(code: parts[0].uppercased())
      if parts.count == 2 {
        guard let day = CalendarDate(parts[1]) else { return nil }
        procedure.date = day
      }
      found.append(procedure)
    }
    return found
  }

  /// Changes an encounter.
  ///
  /// - Throws: ``WorkflowFailure``: `charts.bad-change` where there is no such charge or diagnosis.
  func apply(to encounter: inout Encounter) throws(WorkflowFailure) {
    switch part {
    case .diagnoses(let diagnoses):
      let before = encounter.diagnoses.map(\.code)
      // Those that have a part of their own, such as the reason for a visit, stay.
      let others = encounter.diagnoses.filter {
        $0.role == .admitting || $0.role == .reasonForVisit
      }
      let set = encounter.diagnoses.first?.codeSet ?? .icd10cm
      let isStay = encounter.setting == .inpatient || encounter.setting == .skilledNursing
      encounter.diagnoses =
        diagnoses.enumerated().map { place, one in
          var one = one
          one.codeSet = set
          let isCause = set == .icd10cm && "VWXY".contains(one.code.prefix(1))
          one.role =
            isCause ? .externalCause : place > 0 ? .secondary : isStay ? .principal : .firstListed
          return one
        } + others
      for index in encounter.charges.indices {
        Self.relink(&encounter.charges[index], before, encounter.diagnoses.map(\.code))
      }
    case .procedures(let procedures): encounter.procedures = procedures
    case .code(let line, let code): try change(line, &encounter) { $0.code = code?.uppercased() }
    case .modifiers(let line, let modifiers):
      try change(line, &encounter) { $0.modifiers = modifiers }
    case .units(let line, let units): try change(line, &encounter) { $0.units = units }
    case .pointers(let line, let pointers):
      try change(line, &encounter) { $0.diagnosisPointers = pointers }
    }
  }

  /// Lets a charge point at the codes that it pointed at, wherever they stand now; one that pointed at all goes on doing
  /// so, four at most (2400 SV107 of the 837P).
  private static func relink(_ charge: inout Charge, _ before: [String], _ after: [String]) {
    let all = Array((1...4).prefix(before.count))
    guard charge.diagnosisPointers != all else {
      charge.diagnosisPointers = Array((1...4).prefix(after.count))
      return
    }
    charge.diagnosisPointers = charge.diagnosisPointers.compactMap { pointer in
      guard before.indices.contains(pointer - 1) else { return nil }
      return after.firstIndex(of: before[pointer - 1]).map { $0 + 1 }
    }
  }

  private func change(
    _ line: Int, _ encounter: inout Encounter, _ change: (inout Charge) -> Void
  ) throws(WorkflowFailure) {
    guard encounter.charges.indices.contains(line - 1) else { throw Self.failure(text) }
    change(&encounter.charges[line - 1])
  }
}
