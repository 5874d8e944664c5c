// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Compiles one version of the grouper into the sections of its codebook.
struct GrouperCompiler {
  let tables: GrouperTables
  let editor: EditorTables
  let version: Int
  /// The days on which the version holds.
  let period: EffectivePeriod
  var facts: FactSpace
  var texts = GrouperTexts()
  /// The attributes that lists of suppressions name.
  private(set) var suppressionNames: [String] = []
  private(set) var suppressionLists: [[String]] = [[]]
  let patternByCluster: [String: Int]

  init(tables: GrouperTables, editor: EditorTables, version: Int, period: EffectivePeriod) {
    self.tables = tables
    self.editor = editor
    self.version = version
    self.period = period
    var carried: Set<String> = []
    for row in tables.diagnoses where row.versions.contains(version) {
      let scheme = tables.schemes[row.value]
      carried.formUnion(scheme.attributes + scheme.conditions + scheme.categories)
    }
    for row in tables.procedures where row.versions.contains(version) {
      carried.formUnion(tables.patterns[row.value] ?? [])
    }
    var patternByCluster: [String: Int] = [:]
    for cluster in tables.clusterPatterns where cluster.versions.contains(version) {
      patternByCluster[cluster.name] = cluster.pattern
      carried.formUnion(tables.patterns[cluster.pattern] ?? [])
    }
    self.patternByCluster = patternByCluster
    facts = FactSpace(carried: carried)
  }

  /// The sections, see ``GrouperLayout``.
  mutating func sections() throws(ImportFailure) -> [CodebookSection] {
    var head = GrouperLayout.Head()
    head.version = UInt32(version)
    head.effective = period.effective.daysSinceEpoch
    head.termination = (period.termination ?? period.effective).daysSinceEpoch
    for status in [1...7, 20...21, 30...30, 43...43, 50...51, 61...66, 69...70, 81...95].joined() {
      if status < 64 {
        head.statuses0 |= 1 << UInt64(status)
      } else {
        head.statuses1 |= 1 << UInt64(status - 64)
      }
    }
    for status in editor.statuses {
      guard let covers = status.period.covers(period) else { throw fault("mce_discharge_status") }
      guard covers else { continue }
      if status.value < 64 {
        head.editorStatuses0 |= 1 << UInt64(status.value)
      } else {
        head.editorStatuses1 |= 1 << UInt64(status.value - 64)
      }
    }
    head.ages = try editorAges()

    var sections = try programs()
    let (flags, flagPlaces) = editorFlags()
    let diagnoses = try compileDiagnoses(flagPlaces, &head)
    let procedures = try compileProcedures(flagPlaces, &head)
    guard facts.names.count <= FactSet.capacity else { throw fault("drg_formulas") }
    sections += diagnoses + procedures
    sections.append(CodebookSection("flags", records: flags.map(\.rawValue)))
    sections.append(
      CodebookSection("fact", records: facts.names.map { texts.offset(of: $0) }))
    sections.append(CodebookSection("title", records: titles()))
    sections.append(
      CodebookSection("suppName", records: suppressionNames.map { texts.offset(of: $0) }))
    sections.append(CodebookSection("texts", texts.bytes))
    return [CodebookSection("head", records: [head])] + sections
  }

  /// The failure of a table that does not fit what is known of it.
  func fault(_ table: String, row: Int = 1) -> ImportFailure {
    ImportFailure(
      "import.row", line: row,
      facts: [Finding.Fact("table", table), Finding.Fact("version", "\(version)")])
  }

  /// The rows of a table that hold in the version.
  func current<Value>(_ rows: [GrouperTables.Row<Value>]) -> [GrouperTables.Row<Value>] {
    rows.filter { $0.versions.contains(version) }
  }

  /// The bit of a suppression name.
  func suppressionBit(_ name: String) -> UInt32 {
    suppressionNames.firstIndex(of: name).map { 1 << UInt32($0) } ?? 0
  }

  private func editorAges() throws(ImportFailure) -> SIMD8<Int16> {
    let order: [EditorFlags] = [.newborn, .pediatric, .maternity, .adult]
    var ages = SIMD8<Int16>(repeating: -1)
    for row in editor.ages {
      guard let covers = row.period.covers(period) else { throw fault("mce_age_ranges") }
      guard covers, let place = order.firstIndex(of: row.value.flag) else { continue }
      ages[2 * place] = Int16(clamping: row.value.first)
      ages[2 * place + 1] = Int16(clamping: row.value.last)
    }
    return ages
  }

  /// The different sets of flags, and the place of each, counted from 1.
  private func editorFlags() -> ([EditorFlags], [EditorFlags: UInt16]) {
    var flags: [EditorFlags] = []
    var places: [EditorFlags: UInt16] = [:]
    for row in editor.diagnoses + editor.procedures where places[row.flags] == nil {
      flags.append(row.flags)
      places[row.flags] = UInt16(flags.count)
    }
    return (flags, places)
  }

  private mutating func titles() -> [GrouperLayout.Title] {
    var titles: [GrouperLayout.Title] = []
    let kinds = [tables.groupTitles, tables.mdcTitles, tables.conditionTitles]
    for (kind, list) in kinds.enumerated() {
      for title in list where title.versions.contains(version) {
        titles.append(
          GrouperLayout.Title(
            kind: UInt16(kind), number: UInt16(title.number), text: texts.offset(of: title.text)))
      }
    }
    return titles.sorted { ($0.kind, $0.number) < ($1.kind, $1.number) }
  }

  /// The formulas of the version with their conditions read.
  private struct ReadFormulas {
    var formulas: [GrouperTables.Formula] = []
    var expressions: [FormulaExpression] = []
    var conditions: [(number: Int, text: String, expression: FormulaExpression)] = []
    var meaning: [String: FactSpace.Meaning] = [:]
  }

  /// Reads every condition, gives each name its meaning, and collects the suppressions.
  private mutating func readFormulas() throws(ImportFailure) -> ReadFormulas {
    var read = ReadFormulas(formulas: tables.formulas[version] ?? [])
    for formula in read.formulas {
      let expression = try self.read(
        formula.text, "drg_formulas", row: formula.number, &read.meaning)
      read.expressions.append(expression)
      for name in formula.suppressions where !suppressionNames.contains(name) {
        suppressionNames.append(name)
      }
      if !suppressionLists.contains(formula.suppressions) {
        suppressionLists.append(formula.suppressions)
      }
    }
    guard read.formulas.count < 0x7FFF, suppressionNames.count <= 32, suppressionLists.count < 256
    else { throw fault("drg_formulas") }
    for condition in tables.conditions where condition.versions.contains(version) {
      for text in condition.formulas {
        let expression = try self.read(
          text, "hac_formulas", row: condition.number, &read.meaning)
        read.conditions.append((condition.number, text, expression))
      }
    }
    return read
  }

  private mutating func read(
    _ text: String, _ table: String, row: Int, _ meaning: inout [String: FactSpace.Meaning]
  ) throws(ImportFailure) -> FormulaExpression {
    guard let expression = FormulaExpression(text) else { throw fault(table, row: row) }
    for atom in expression.atoms where meaning[atom] == nil {
      guard let known = facts.meaning(of: atom) else { throw fault(table, row: row) }
      meaning[atom] = known
    }
    return expression
  }

  /// The formulas: steps, first step of each table, texts.
  private mutating func programs() throws(ImportFailure) -> [CodebookSection] {
    let read = try readFormulas()
    var compiler = ProgramCompiler(meaning: read.meaning)
    let (records, marks) = try records(of: read)
    var entries = [UInt16](repeating: GrouperLayout.Step.end, count: 100)
    for table in Set(read.formulas.map(\.table)).sorted() {
      let members = read.formulas.indices.filter {
        read.formulas[$0].table == table
          && records[$0].outcome != GrouperLayout.Outcome.ignored.rawValue
      }
      entries[table] = compiler.compile(
        members.map { place in
          (
            place,
            ProgramCompiler.Conjunction(
              parts: read.expressions[place].conjuncts,
              suppression: Int(records[place].suppression))
          )
        })
    }
    let conditions = read.conditions.map { condition in
      GrouperLayout.Condition(
        number: UInt16(condition.number),
        entry: compiler.compile(single: condition.expression, suppression: 0),
        text: texts.offset(of: condition.text))
    }
    let masks = suppressionLists.map { list in list.reduce(0) { $0 | suppressionBit($1) } }
    return [
      CodebookSection("step", records: compiler.steps),
      CodebookSection("entry", records: entries),
      CodebookSection("formula", records: records),
      CodebookSection("hac", records: conditions),
      CodebookSection("suppress", records: masks), CodebookSection("mark", records: marks),
    ]
  }

  private mutating func records(
    of read: ReadFormulas
  ) throws(ImportFailure) -> ([GrouperLayout.Formula], [GrouperLayout.Mark]) {
    var records: [GrouperLayout.Formula] = []
    var marks: [GrouperLayout.Mark] = []
    let newborns = zip(read.formulas, read.expressions).first {
      $0.1.atoms.contains(ComputedFact.onlyIncident.name)
    }?.0.table
    let rest = read.formulas.last { $0.table == newborns && $0.group != 0 }?.number
    for (formula, expression) in zip(read.formulas, read.expressions) {
      var record = try record(of: formula, expression)
      guard marks.count < 0xFFFF else { throw fault("drg_formulas", row: formula.number) }
      record.mark = UInt16(marks.count)
      record.isRest = formula.number == rest ? 1 : 0
      MarkCompiler(meaning: read.meaning).append(expression, to: &marks)
      records.append(record)
    }
    return (records, marks)
  }

  private mutating func record(
    of formula: GrouperTables.Formula, _ expression: FormulaExpression
  ) throws(ImportFailure) -> GrouperLayout.Formula {
    guard let type = GroupType(published: formula.type) else {
      throw fault("drg_formulas", row: formula.number)
    }
    let list = suppressionLists.firstIndex(of: formula.suppressions) ?? 0
    return GrouperLayout.Formula(
      text: texts.offset(of: formula.text), row: UInt32(formula.number),
      rank: UInt16(clamping: formula.rank), group: UInt16(formula.group),
      baseGroup: UInt16(clamping: formula.baseGroup), table: UInt8(formula.table),
      reroute: UInt8(formula.reroute), type: type.rawValue,
      outcome: Self.outcome(of: formula, expression).rawValue, suppression: UInt8(list))
  }

  /// A formula without group or table to go to stops the grouping where it names a fault of the stay, and
  /// means nothing otherwise.
  private static func outcome(
    of formula: GrouperTables.Formula, _ expression: FormulaExpression
  ) -> GrouperLayout.Outcome {
    if formula.group != 0 { return .group }
    if formula.reroute != 0 { return .reroute }
    let atoms = Set(expression.atoms)
    if atoms.contains("INVALID_PDX") { return .invalidPrincipal }
    if atoms.contains("INVALID_DSTAT") { return .invalidStatus }
    if atoms.contains("INVALID_SEX") { return .invalidSex }
    if atoms.contains("PDX_ECODE") { return .notPrincipal }
    return .ignored
  }
}
