// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

extension Grouper {
  /// Groups a stay, and tells of each edit the code that it is about.
  ///
  /// - Complexity: As ``group(_:into:using:)``.
  public func groupWithEdits(
    _ stay: InpatientRecord, using work: GroupingWorkspace
  ) -> (answer: GroupingAnswer, edits: [EditorFinding]) {
    var answer = GroupingAnswer()
    group(stay, into: &answer, using: work)
    var sink = EditorFindings()
    editorRules(for: stay, work)?.judge(into: &sink)
    return (answer, sink.all)
  }

  /// Groups a stay and tells why: the same answer as ``group(_:into:using:)``, with every formula that was asked.
  ///
  /// The formulas are read again from their texts and worked out part by part, so that the explanation does
  /// not rest on the compiled steps: where the two would disagree, this stops.
  ///
  /// - Complexity: O(*f* · *c*) in formulas of the tables asked and codes of the stay.
  public func explain(
    _ stay: InpatientRecord, using work: GroupingWorkspace
  ) -> (answer: GroupingAnswer, trace: GroupingTrace) {
    let (answer, edits) = groupWithEdits(stay, using: work)
    let paths = (
      initial: (0..<work.initialPathCount).map { Int(work.initialPath[$0]) },
      final: (0..<work.pathCount).map { Int(work.path[$0]) }
    )
    let teller = Teller(self, stay, work)
    let mdc = work.diagnosisCount == 0 ? 0 : teller.mdc(of: 0)
    let initial = GroupingTrace.Pass(
      tables: answer.initial.formula < 0 && paths.initial.isEmpty
        ? [] : teller.tables(paths.initial, mdc: mdc, isFinal: false),
      result: answer.initial)
    var final: GroupingTrace.Pass?
    if answer.conditionCount > 0, answer.final.code == .ok {
      final = GroupingTrace.Pass(
        tables: teller.tables(paths.final, mdc: mdc, isFinal: true), result: answer.final)
    }
    return (
      answer,
      GroupingTrace(
        initial: initial, final: final, diagnoses: teller.diagnoses, procedures: teller.procedures,
        clusters: teller.clusters, computed: teller.computed, edits: edits)
    )
  }
}

/// Works formulas out from their texts over one stay that was looked up.
private struct Teller {
  typealias Carrier = GroupingTrace.Carrier

  let grouper: Grouper
  let stay: InpatientRecord
  let work: GroupingWorkspace
  let factNames: [String]
  private let places: [String: Int]
  private let computedSet: FactSet

  init(_ grouper: Grouper, _ stay: InpatientRecord, _ work: GroupingWorkspace) {
    self.grouper = grouper
    self.stay = stay
    self.work = work
    factNames = grouper.factNames
    places = Dictionary(
      factNames.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    computedSet = work.facts
  }

  func mdc(of place: Int) -> Int {
    let scheme = work.diagnoses[place].scheme
    guard scheme != 0 else { return 0 }
    let record = grouper.schemes[Int(scheme) - 1]
    return Int(stay.sex == .male ? record.mdcMale : record.mdcFemale)
  }

  private func facts(ofDiagnosis place: Int) -> FactSet {
    let scheme = work.diagnoses[place].scheme
    guard scheme != 0 else { return FactSet() }
    return grouper.facts(
      at: Int(scheme) - 1, in: place == 0 ? grouper.principalFacts : grouper.secondaryFacts)
  }

  private func facts(ofPattern pattern: UInt16) -> FactSet {
    pattern == 0 ? FactSet() : grouper.facts(at: Int(pattern) - 1, in: grouper.patternFacts)
  }

  var diagnoses: [GroupingTrace.Diagnosis] {
    (0..<work.diagnosisCount).map { place in
      let diagnosis = work.diagnoses[place]
      return GroupingTrace.Diagnosis(
        mdc: mdc(of: place), severity: diagnosis.severity,
        row: grouper.row(ofDiagnosis: stay.diagnoses[place].code.bits),
        isExcluded: diagnosis.isExcluded, isDeathExcluded: diagnosis.isDeathExcluded,
        conditions: numbers(diagnosis.conditions), met: numbers(diagnosis.met),
        attributes: grouper.names(of: facts(ofDiagnosis: place), all: factNames))
    }
  }

  var procedures: [GroupingTrace.Procedure] {
    (0..<work.procedureCount).map { place in
      let procedure = work.procedures[place]
      return GroupingTrace.Procedure(
        row: grouper.row(ofProcedure: procedure.code),
        attributes: grouper.names(of: facts(ofPattern: procedure.pattern), all: factNames),
        suppressed: numbers(procedure.suppressed))
    }
  }

  var clusters: [GroupingTrace.Cluster] {
    (0..<work.clusterCount).map { place in
      let cluster = grouper.clusters[Int(work.clusters[place])]
      let runs = (0..<Int(cluster.choiceCount)).map {
        grouper.choices[Int(cluster.firstChoice) + $0]
      }
      return GroupingTrace.Cluster(
        name: grouper.text(at: cluster.name),
        procedures: (0..<work.procedureCount).filter { place in
          runs.contains { grouper.isMember(work.procedures[place].code, of: $0) }
        },
        attributes: grouper.names(of: facts(ofPattern: cluster.pattern), all: factNames))
    }
  }

  var computed: [String] {
    ComputedFact.allCases.filter { computedSet.contains($0.rawValue) }.map(\.name)
  }

  private func numbers(_ bits: UInt32) -> [Int] { (0..<32).filter { bits >> UInt32($0) & 1 != 0 } }

  /// The tables that a pass asked, given the formulas that it stopped at.
  func tables(_ path: [Int], mdc: Int, isFinal: Bool) -> [GroupingTrace.Table] {
    var tables: [GroupingTrace.Table] = []
    var rest = path[...]
    var next: Int? = 0
    while let number = next, tables.count < 10 {
      let stop = rest.first.flatMap { hit in
        Int(grouper.formulas[hit].table) == number ? hit : nil
      }
      let attempts = attempts(in: number, until: stop, isFinal: isFinal)
      tables.append(GroupingTrace.Table(number: number, attempts: attempts))
      if let stop {
        rest = rest.dropFirst()
        let formula = grouper.formulas[stop]
        next = formula.reroute != 0 && formula.group == 0 ? Int(formula.reroute) : nil
      } else {
        next = number == 0 && mdc != 0 ? mdc : nil
      }
    }
    return tables
  }

  private func attempts(
    in table: Int, until stop: Int?, isFinal: Bool
  ) -> [GroupingTrace.Attempt] {
    var attempts: [GroupingTrace.Attempt] = []
    for (place, formula) in grouper.formulas.enumerated()
    where Int(formula.table) == table
      && formula.outcome != GrouperLayout.Outcome.ignored.rawValue
    {
      let attempt = attempt(place, formula, table, isFinal)
      attempts.append(attempt)
      precondition(
        attempt.holds == (place == stop), "the formula's text and its steps give the same answer")
      if place == stop { break }
    }
    return attempts
  }

  private func attempt(
    _ place: Int, _ formula: GrouperLayout.Formula, _ table: Int, _ isFinal: Bool
  ) -> GroupingTrace.Attempt {
    let text = grouper.text(at: formula.text)
    let mask = grouper.suppressions[Int(formula.suppression)]
    let parts = (FormulaExpression(text)?.conjuncts ?? []).map { part in
      GroupingTrace.Part(
        text: part.description, holds: holds(part, table, mask, isFinal),
        carriers: carriers(of: part, table, mask, isFinal))
    }
    return GroupingTrace.Attempt(
      formula: place, rank: Int(formula.rank), group: Int(formula.group),
      reroute: Int(formula.reroute), text: text, row: Int(formula.row),
      holds: parts.allSatisfy(\.holds), parts: parts,
      suppressions: grouper.suppressionNames(formula.suppression))
  }

  private func holds(
    _ part: FormulaExpression, _ table: Int, _ mask: UInt32, _ isFinal: Bool
  ) -> Bool {
    switch part {
    case .all(let parts): parts.allSatisfy { holds($0, table, mask, isFinal) }
    case .any(let parts): parts.contains { holds($0, table, mask, isFinal) }
    case .not(let inner): !holds(inner, table, mask, isFinal)
    case .atom(let name):
      switch name {
      case "MCC": severity(mask, isFinal) == .mcc
      case "CC": severity(mask, isFinal) == .cc
      default: !carriers(named: name, table).isEmpty
      }
    }
  }

  private func severity(_ mask: UInt32, _ isFinal: Bool) -> Severity {
    counting(mask, isFinal).map { work.diagnoses[$0].severity }.max() ?? .none
  }

  /// The secondary diagnoses that count as CC or MCC in a formula.
  private func counting(_ mask: UInt32, _ isFinal: Bool) -> [Int] {
    (1..<max(1, work.diagnosisCount)).filter { place in
      let diagnosis = work.diagnoses[place]
      return diagnosis.severity != .none && grouper.counts(diagnosis, isFinal)
        && diagnosis.suppressible & mask == 0
    }
  }

  private func carriers(
    of part: FormulaExpression, _ table: Int, _ mask: UInt32, _ isFinal: Bool
  ) -> [Carrier] {
    var all: [Carrier] = []
    for name in part.atoms {
      let found: [Carrier]
      switch name {
      case "MCC", "CC":
        let level: Severity = name == "MCC" ? .mcc : .cc
        found = counting(mask, isFinal).filter { work.diagnoses[$0].severity == level }
          .map(Carrier.diagnosis)
      default: found = carriers(named: name, table)
      }
      for carrier in found where !all.contains(carrier) { all.append(carrier) }
    }
    return all
  }

  /// The codes that make an atom true in a table.
  private func carriers(named atom: String, _ table: Int) -> [Carrier] {
    if let fact = ComputedFact.byName[atom], fact != .operatingRoomProcedure {
      return computedSet.contains(fact.rawValue) ? [.stay] : []
    }
    let key = atom.hasPrefix("ANY:") ? String(atom.dropFirst(4)) : atom
    guard let place = places[key] else { return [] }
    var found: [Carrier] = []
    for diagnosis in 0..<work.diagnosisCount
    where facts(ofDiagnosis: diagnosis).contains(place) {
      found.append(.diagnosis(diagnosis))
    }
    for procedure in 0..<work.procedureCount {
      let entry = work.procedures[procedure]
      let isSuppressed = table < 32 && entry.suppressed >> UInt32(table) & 1 != 0
      if !isSuppressed, facts(ofPattern: entry.pattern).contains(place) {
        found.append(.procedure(procedure))
      }
    }
    for cluster in 0..<work.clusterCount {
      let pattern = grouper.clusters[Int(work.clusters[cluster])].pattern
      if facts(ofPattern: pattern).contains(place) { found.append(.cluster(cluster)) }
    }
    return found
  }
}
