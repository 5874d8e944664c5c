// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// What may settle the findings that reject a claim, from `Data/edits/fixes.tsv`.
///
/// A change is only ever proposed with what the record has to show for it: nothing here makes it.
public struct FixTable: Sendable {
  /// A change that may settle a finding.
  public struct Fix: Hashable, Sendable {
    /// What is changed.
    public let change: ClaimChange
    /// What the record has to show.
    public let condition: String
    /// Where the rule for it stands.
    public let source: String
  }

  /// A change of the diagnoses that may settle a finding.
  public struct DiagnosisFix: Hashable, Sendable {
    /// What is changed.
    public let change: DiagnosisChange
    /// What the record has to show.
    public let condition: String
    /// Where the rule for it stands.
    public let source: String
  }

  private enum Kind: Sendable {
    case removeLine
    case units(fact: String)
    case unit
    case addModifier(Modifier)
    case removeModifier(Modifier)
    case addCondition(String)
    case addLine(fact: String)
    case removeDiagnosis(fact: String?)
    case putBefore(fact: String)
    case leadWithAnother
    case lead
    case write(fact: String)
  }

  private struct Row: Sendable {
    let kind: Kind
    let condition: String
    let source: String
  }

  private var rows: [String: [Row]] = [:]

  /// Reads the table; nothing where a row of it is impossible.
  public init?(_ table: [UInt8]) {
    for line in PublishedText(table).lines where !line.text.hasPrefix("#") && !line.text.isEmpty {
      let cells = line.tabbed
      guard cells.count == 5, Int(cells[1]) == (rows[cells[0]]?.count ?? 0) + 1,
        let kind = Self.kind(cells[2])
      else { return nil }
      rows[cells[0], default: []].append(Row(kind: kind, condition: cells[3], source: cells[4]))
    }
  }

  private static func kind(_ text: String) -> Kind? {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count > 1 ? words[1] : nil) {
    case ("remove-line", nil): return .removeLine
    case ("units", "1"): return .unit
    case ("units", let fact?): return .units(fact: fact)
    case ("add-modifier", let text?): return Modifier(text).map(Kind.addModifier)
    case ("remove-modifier", let text?): return Modifier(text).map(Kind.removeModifier)
    case ("add-condition", let code?): return .addCondition(code)
    case ("add-line", let fact?): return .addLine(fact: fact)
    case ("remove-diagnosis", let fact): return .removeDiagnosis(fact: fact)
    case ("put-before", let fact?): return .putBefore(fact: fact)
    case ("lead-with-another", nil): return .leadWithAnother
    case ("lead", nil): return .lead
    case ("write", let fact?): return .write(fact: fact)
    default: return nil
    }
  }

  /// The rules that have rows.
  public var rules: [String] { rows.keys.sorted() }

  /// The changes that may settle a finding, the smallest first.
  public func fixes(for finding: Finding, of record: ServiceRecord) -> [Fix] {
    (rows[finding.rule] ?? []).compactMap { row in
      change(row.kind, finding, record).map {
        Fix(change: $0, condition: row.condition, source: row.source)
      }
    }
  }

  private func change(_ kind: Kind, _ finding: Finding, _ record: ServiceRecord) -> ClaimChange? {
    if case .addCondition(let code) = kind { return .addCondition(code) }
    guard case .serviceLine(let line) = finding.place else { return nil }
    switch kind {
    case .removeLine: return .removeLine(line)
    case .unit: return .setUnits(line: line, Quantity(1))
    case .units(let fact):
      guard let most = finding.fact(fact).flatMap({ Quantity($0) }),
        let units = finding.fact("units").flatMap({ Quantity($0) }),
        let own = record.lines.first(where: { $0.number == line })?.units
      else { return nil }
      return .setUnits(
        line: line, Quantity(thousandths: own.thousandths - (units.thousandths - most.thousandths)))
    case .addModifier(let modifier): return .addModifier(line: line, modifier)
    case .removeModifier(let modifier): return .removeModifier(line: line, modifier)
    case .addCondition(let code): return .addCondition(code)
    case .addLine(let fact):
      return finding.fact(fact)?.split(separator: ",").first
        .flatMap { PackedCode($0.filter { $0 != " " }) }
        .map { .addService(beside: line, $0) }
    case .removeDiagnosis, .putBefore, .leadWithAnother, .lead, .write: return nil
    }
  }

  /// The changes of diagnoses that may settle a finding, the smallest first.
  public func fixes(for finding: Finding, of encounter: Encounter) -> [DiagnosisFix] {
    (rows[finding.rule] ?? []).flatMap { row in
      changes(row.kind, finding, encounter).map {
        DiagnosisFix(change: $0, condition: row.condition, source: row.source)
      }
    }
  }

  private func changes(
    _ kind: Kind, _ finding: Finding, _ encounter: Encounter
  ) -> [DiagnosisChange] {
    guard case .diagnosis(let position) = finding.place else { return [] }
    func number(_ fact: String) -> Int? { finding.fact(fact).flatMap { Int($0) } }
    switch kind {
    case .removeDiagnosis(nil): return [.remove(position)]
    case .removeDiagnosis(let fact?): return number(fact).map { [.remove($0)] } ?? []
    case .putBefore(let fact):
      // Which of the two has to come first is told by the order they are in.
      guard let other = number(fact) else { return [] }
      return [.putBefore(max(position, other), min(position, other))]
    case .leadWithAnother:
      return encounter.diagnoses.indices.filter { encounter.diagnoses[$0].role == .secondary }
        .map { .putBefore($0 + 1, position) }
    case .lead:
      return position > 1 ? [.putBefore(position, 1)] : []
    case .write(let fact):
      guard let code = finding.fact(fact), !code.contains(","), code != "none" else { return [] }
      return [.write(position, code)]
    default: return []
    }
  }
}
