// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// The tables of codes: diagnoses with schemes and exclusions, procedures with patterns and clusters.
extension GrouperCompiler {
  /// `dx`, `dxrow`, `scheme`, `schemeP`, `schemeS`, `exclude`.
  mutating func compileDiagnoses(
    _ flags: [EditorFlags: UInt16], _ head: inout GrouperLayout.Head
  ) throws(ImportFailure) -> [CodebookSection] {
    var sexes: [PackedCode: (male: Int, female: Int)] = [:]
    for row in current(tables.mdcBySex) { sexes[row.code] = row.value }
    let (groups, classes, bitmap, stride) = exclusionClasses()
    head.exclusionStride = UInt32(stride)

    struct Kind: Hashable {
      let scheme: Int
      let male: Int
      let female: Int
    }
    var kinds: [Kind: UInt16] = [:]
    var schemes: [GrouperLayout.Scheme] = []
    var principal: [FactSet] = []
    var secondary: [FactSet] = []
    var slots: [UInt64: GrouperLayout.CodeSlot] = [:]
    var rows: [UInt64: UInt32] = [:]
    for row in current(tables.diagnoses) {
      let scheme = tables.schemes[row.value]
      let sex = sexes[row.code] ?? (scheme.mdc, scheme.mdc)
      let kind = Kind(scheme: row.value, male: sex.male, female: sex.female)
      if kinds[kind] == nil {
        var record = record(of: scheme)
        (record.mdcMale, record.mdcFemale) = (UInt8(sex.male), UInt8(sex.female))
        if sexes[row.code] != nil { record.marks |= GrouperLayout.Scheme.mdcBySex }
        schemes.append(record)
        principal.append(factSet(of: scheme, prefix: "PDX:"))
        secondary.append(factSet(of: scheme, prefix: "SDX:"))
        kinds[kind] = UInt16(schemes.count)
      }
      guard slots[row.code.bits] == nil else { throw fault("diagnosis", row: row.number) }
      slots[row.code.bits] = GrouperLayout.CodeSlot(
        code: row.code.bits, scheme: kinds[kind] ?? 0, group: groups[row.code] ?? 0,
        exclusionClass: classes[row.code] ?? 0)
      rows[row.code.bits] = UInt32(row.number)
    }
    try addEditor(editor.diagnoses, "mce_i10dx_master", flags, &slots)
    let (table, places, bits) = hashTable(slots, rows)
    head.diagnosisBits = UInt32(bits)
    return [
      CodebookSection("dx", records: table), CodebookSection("dxrow", records: places),
      CodebookSection("scheme", records: schemes), CodebookSection("schemeP", records: principal),
      CodebookSection("schemeS", records: secondary), CodebookSection("exclude", records: bitmap),
    ]
  }

  private func record(of scheme: GrouperTables.Scheme) -> GrouperLayout.Scheme {
    var record = GrouperLayout.Scheme()
    record.severity = scheme.severity.rawValue
    let names = scheme.attributes + scheme.conditions + scheme.categories
    if names.contains("ecode") { record.marks |= GrouperLayout.Scheme.externalCause }
    if names.contains("mccalive") { record.marks |= GrouperLayout.Scheme.onlyWhenAlive }
    if names.contains("incident") { record.marks |= GrouperLayout.Scheme.incident }
    if names.contains("hac06_show") { record.marks |= GrouperLayout.Scheme.shownOnly }
    if names.contains("hac11_pdx") { record.marks |= GrouperLayout.Scheme.obesityPrincipal }
    for name in scheme.conditions {
      if let number = Self.conditionNumber(name) { record.conditions |= 1 << UInt32(number) }
    }
    for name in scheme.attributes { record.suppressible |= suppressionBit(name) }
    for (place, site) in ComputedFact.traumaSites.enumerated() where names.contains(site) {
      record.sites |= 1 << UInt8(place)
    }
    return record
  }

  /// The number of a hospital-acquired condition by its published name: `HAC` and two digits.
  static func conditionNumber(_ name: String) -> Int? {
    guard name.utf8.count == 5, name.hasPrefix("HAC"), let number = Int(name.dropFirst(3)),
      (1..<32).contains(number)
    else { return nil }
    return number
  }

  private func factSet(of scheme: GrouperTables.Scheme, prefix: String) -> FactSet {
    let names = scheme.attributes + scheme.conditions + scheme.categories
    return FactSet(names.compactMap { facts.place(prefix + $0) } + names.compactMap(facts.place))
  }

  /// Which diagnoses exclude which: the group of each principal diagnosis, the class of each secondary one, and
  /// a bit for each pair of both. Diagnoses that the same groups exclude are one class.
  private func exclusionClasses() -> (
    groups: [PackedCode: UInt16], classes: [PackedCode: UInt16], bitmap: [UInt64], stride: Int
  ) {
    var groups: [PackedCode: UInt16] = [:]
    var numbers: [Int: UInt16] = [:]
    var members: [PackedCode: [UInt16]] = [:]
    for row in current(tables.exclusions) {
      if numbers[row.value] == nil {
        let number = UInt16(numbers.count + 1)
        numbers[row.value] = number
        for code in tables.exclusionGroups[row.value] ?? [] {
          members[code, default: []].append(number)
        }
      }
      groups[row.code] = numbers[row.value]
    }
    var classes: [PackedCode: UInt16] = [:]
    var kinds: [[UInt16]: UInt16] = [:]
    for (code, list) in members.sorted(by: { $0.key < $1.key }) {
      if kinds[list] == nil { kinds[list] = UInt16(kinds.count + 1) }
      classes[code] = kinds[list]
    }
    let stride = (kinds.count + 1 + 63) / 64
    var bitmap = [UInt64](repeating: 0, count: stride * (numbers.count + 1))
    for (list, number) in kinds {
      for group in list {
        bitmap[stride * Int(group) + Int(number) / 64] |= 1 << UInt64(number % 64)
      }
    }
    return (groups, classes, bitmap, stride)
  }

  /// Patterns of procedures as they are met, each once.
  private struct PatternTable {
    private(set) var records: [GrouperLayout.Pattern] = []
    private(set) var facts: [FactSet] = []
    private var places: [Int: UInt16] = [:]

    /// The place of a pattern, counted from 1.
    mutating func place(
      of pattern: Int, in compiler: GrouperCompiler
    ) throws(ImportFailure) -> UInt16 {
      if let place = places[pattern] { return place }
      guard let names = compiler.tables.patterns[pattern] else {
        throw compiler.fault("pr_patterns", row: pattern)
      }
      records.append(GrouperCompiler.record(ofPattern: names))
      var set = FactSet(names.compactMap(compiler.facts.place))
      if names.contains("d468") || names.contains("d477") { set.insert(.operatingRoomProcedure) }
      facts.append(set)
      places[pattern] = UInt16(records.count)
      return UInt16(records.count)
    }
  }

  /// `px`, `pxrow`, `pattern`, `patternF`, `members`, `memberX`, `cluster`, `choice`, `choicePx`.
  mutating func compileProcedures(
    _ flags: [EditorFlags: UInt16], _ head: inout GrouperLayout.Head
  ) throws(ImportFailure) -> [CodebookSection] {
    var patterns = PatternTable()
    var slots: [UInt64: GrouperLayout.CodeSlot] = [:]
    var rows: [UInt64: UInt32] = [:]
    for row in current(tables.procedures) {
      guard slots[row.code.bits] == nil else {
        throw fault("procedure_attributes", row: row.number)
      }
      slots[row.code.bits] = GrouperLayout.CodeSlot(
        code: row.code.bits, scheme: try patterns.place(of: row.value, in: self))
      rows[row.code.bits] = UInt32(row.number)
    }
    try addEditor(editor.procedures, "mce_i10sg_master", flags, &slots)
    let (clusterSections, places) = try compileClusters(&patterns)
    head.clusters = UInt32(places.count)
    let memberSections = compileMemberships(places, &slots)
    let (table, slotRows, bits) = hashTable(slots, rows)
    head.procedureBits = UInt32(bits)
    return [
      CodebookSection("px", records: table), CodebookSection("pxrow", records: slotRows),
      CodebookSection("pattern", records: patterns.records),
      CodebookSection("patternF", records: patterns.facts),
    ] + clusterSections + memberSections
  }

  /// `cluster`, `choice`, `choicePx`, and the place of each published cluster that holds in the version.
  private mutating func compileClusters(
    _ patterns: inout PatternTable
  ) throws(ImportFailure) -> ([CodebookSection], [Int: UInt16]) {
    var clusters: [GrouperLayout.Cluster] = []
    var choices: [GrouperLayout.Run] = []
    var codes: [UInt64] = []
    var places: [Int: UInt16] = [:]
    for (index, cluster) in tables.clusters.enumerated()
    where cluster.versions.contains(version) {
      // A cluster that one procedure could fill would need another search than two at least.
      guard cluster.choices.count > 1, Self.needsTwo(cluster) else {
        throw fault("cluster_info", row: index + 1)
      }
      places[index] = UInt16(clusters.count)
      let pattern = try patternByCluster[cluster.name].map { (id) throws(ImportFailure) in
        try patterns.place(of: id, in: self)
      }
      clusters.append(
        GrouperLayout.Cluster(
          suppressed: cluster.suppressed.reduce(0) { $1 < 32 ? $0 | 1 << UInt32($1) : $0 },
          firstChoice: UInt32(choices.count), choiceCount: UInt16(cluster.choices.count),
          pattern: pattern ?? 0, name: texts.offset(of: cluster.name)))
      for choice in cluster.choices {
        choices.append(GrouperLayout.Run(first: UInt32(codes.count), count: UInt32(choice.count)))
        codes += choice.map(\.bits)
      }
    }
    return (
      [
        CodebookSection("cluster", records: clusters), CodebookSection("choice", records: choices),
        CodebookSection("choicePx", records: codes),
      ], places
    )
  }

  /// `members`, `memberX`: the lists of clusters that procedures may be part of, each list once.
  private func compileMemberships(
    _ places: [Int: UInt16], _ slots: inout [UInt64: GrouperLayout.CodeSlot]
  ) -> [CodebookSection] {
    var lists: [GrouperLayout.Run] = []
    var members: [UInt16] = []
    var known: [[UInt16]: UInt16] = [:]
    for row in current(tables.memberships) {
      let list = row.value.compactMap { places[$0] }
      guard !list.isEmpty else { continue }
      if known[list] == nil {
        lists.append(GrouperLayout.Run(first: UInt32(members.count), count: UInt32(list.count)))
        members += list
        known[list] = UInt16(lists.count)
      }
      slots[row.code.bits, default: GrouperLayout.CodeSlot(code: row.code.bits)].group =
        known[list] ?? 0
    }
    return [
      CodebookSection("members", records: members), CodebookSection("memberX", records: lists),
    ]
  }

  private static func needsTwo(_ cluster: GrouperTables.Cluster) -> Bool {
    let sets = cluster.choices.map(Set.init)
    return sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }.isEmpty
  }

  private static func record(ofPattern names: [String]) -> GrouperLayout.Pattern {
    typealias Pattern = GrouperLayout.Pattern
    var record = Pattern()
    let set = Set(names)
    if !names.isEmpty, !set.contains("nonor") { record.marks |= Pattern.operatingRoom }
    if set.contains("NORdrugstent") { record.marks |= Pattern.drugStent }
    if set.contains("NORstent") { record.marks |= Pattern.otherStent }
    for (place, joint) in ComputedFact.joints.enumerated() where set.contains(joint) {
      record.joints |= 1 << UInt8(place)
    }
    for name in names {
      if let number = digit(name, after: "vessel") { record.vessels += number }
      if let number = digit(name, after: "stent") { record.stents += number }
      if name.hasPrefix("hac"), name.hasSuffix("_proc"),
        let number = Int(name.dropFirst(3).dropLast(5)), (1..<32).contains(number)
      {
        record.conditions |= 1 << UInt32(number)
      }
    }
    if set.contains("sglantfuse") { record.fusions |= Pattern.anterior }
    if set.contains("sglpostfuse") { record.fusions |= Pattern.posterior }
    if set.contains("sglpostfuse1") { record.fusions |= Pattern.firstPosterior }
    if set.contains("sglantsectXfuse") { record.fusions |= Pattern.crossSection }
    if record.joints | record.vessels | record.stents | record.fusions != 0 {
      record.marks |= Pattern.counts
    }
    return record
  }

  private static func digit(_ name: String, after prefix: String) -> UInt8? {
    name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + 1
      ? UInt8(name.dropFirst(prefix.count)) : nil
  }

  /// Adds what the editor says of codes in the days of the version.
  private func addEditor(
    _ rows: [EditorTables.Row], _ table: String, _ flags: [EditorFlags: UInt16],
    _ slots: inout [UInt64: GrouperLayout.CodeSlot]
  ) throws(ImportFailure) {
    for row in rows {
      guard let covers = row.period.covers(period) else { throw fault(table, row: row.number) }
      guard covers else { continue }
      slots[row.code.bits, default: GrouperLayout.CodeSlot(code: row.code.bits)].flags =
        flags[row.flags] ?? 0
    }
  }

  /// An open-addressing table of at most 70 in 100 slots filled, and the source row of each slot.
  private func hashTable(
    _ slots: [UInt64: GrouperLayout.CodeSlot], _ rows: [UInt64: UInt32]
  ) -> ([GrouperLayout.CodeSlot], [UInt32], Int) {
    var bits = 4
    while slots.count * 10 > (1 << bits) * 7 { bits += 1 }
    var table = [GrouperLayout.CodeSlot](repeating: GrouperLayout.CodeSlot(), count: 1 << bits)
    var places = [UInt32](repeating: 0, count: 1 << bits)
    for (code, slot) in slots.sorted(by: { $0.key < $1.key }) {
      var at = CodeHash.place(of: code, bits: UInt64(bits))
      while table[at].code != 0 { at = (at + 1) & (table.count - 1) }
      table[at] = slot
      places[at] = rows[code] ?? 0
    }
    return (table, places, bits)
  }
}
