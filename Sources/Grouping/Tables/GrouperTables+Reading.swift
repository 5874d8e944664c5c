// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// How each table is laid out: little-endian, rows of fixed width, offsets from the table's start.
extension GrouperTables {
  /// The first and last version in which a row holds.
  private static func versions(
    _ blob: BlobReader, _ at: Int, row: Int
  ) throws(ImportFailure) -> ClosedRange<Int> {
    let (first, last) = (try blob.signed(at), try blob.signed(at + 4))
    guard first > 0, first <= last else { throw blob.fault(row: row) }
    return first...last
  }

  static func patterns(
    _ container: LMDBContainer, _ key: String, magic: UInt32
  ) throws(ImportFailure) -> [Int: [String]] {
    let blob = try BlobReader(container, key, magic: magic)
    let (count, start) = (try blob.word(4), try blob.word(8))
    var patterns: [Int: [String]] = [:]
    for index in 0..<count {
      let at = start + 12 * index
      let (id, length, list) = (try blob.word(at), try blob.word(at + 4), try blob.word(at + 8))
      var names: [String] = []
      for place in 0..<length { names.append(try blob.reference(list + 8 * place)) }
      guard patterns.updateValue(names, forKey: id) == nil else {
        throw blob.fault(row: index + 1)
      }
    }
    return patterns
  }

  static func diagnoses(
    _ container: LMDBContainer
  ) throws(ImportFailure) -> ([Scheme], [Row<Int>]) {
    let patterns = try patterns(container, "dx_patterns", magic: 0x4458_5054)
    let blob = try BlobReader(container, "diagnosis", magic: 0x4449_4147)
    let (schemeCount, rowCount) = (try blob.word(4), try blob.word(8))
    let (schemesAt, rowsAt) = (try blob.word(12), try blob.word(16))
    var schemes: [Scheme] = []
    for index in 0..<schemeCount {
      let at = schemesAt + 20 * index
      guard let severity = Severity(published: try blob.text(at + 4, width: 4)) else {
        throw blob.fault(row: index + 1)
      }
      let mdc = try blob.signed(at)
      guard (0..<100).contains(mdc) else { throw blob.fault(row: index + 1) }
      var lists: [[String]] = []
      for column in 0..<3 {
        let id = try blob.word(at + 8 + 4 * column)
        guard let names = id == 0 ? [] : patterns[id] else { throw blob.fault(row: index + 1) }
        lists.append(names)
      }
      schemes.append(
        Scheme(
          mdc: mdc, severity: severity, attributes: lists[0], conditions: lists[1],
          categories: lists[2]))
    }
    var rows: [Row<Int>] = []
    rows.reserveCapacity(rowCount)
    for index in 0..<rowCount {
      let at = rowsAt + 20 * index
      let scheme = try blob.word(at + 16)
      guard scheme < schemeCount else { throw blob.fault(row: index + 1) }
      rows.append(
        Row(
          code: try blob.code(at, row: index + 1),
          versions: try versions(blob, at + 8, row: index + 1), value: scheme, number: index + 1))
    }
    return (schemes, rows)
  }

  static func procedures(
    _ container: LMDBContainer
  ) throws(ImportFailure) -> (
    [Row<Int>], [(name: String, versions: ClosedRange<Int>, pattern: Int)]
  ) {
    let blob = try BlobReader(container, "procedure_attributes", magic: 0x5052_4154)
    let (count, start) = (try blob.word(4), try blob.word(8))
    var rows: [Row<Int>] = []
    var clusters: [(name: String, versions: ClosedRange<Int>, pattern: Int)] = []
    rows.reserveCapacity(count)
    for index in 0..<count {
      let at = start + 20 * index
      let versions = try versions(blob, at + 8, row: index + 1)
      let (name, pattern) = (try blob.text(at, width: 8), try blob.word(at + 16))
      if name.utf8.contains(0x40) {
        clusters.append((name, versions, pattern))
      } else {
        rows.append(
          Row(
            code: try blob.code(at, row: index + 1), versions: versions, value: pattern,
            number: index + 1))
      }
    }
    return (rows, clusters)
  }

  static func clusters(_ container: LMDBContainer) throws(ImportFailure) -> [Cluster] {
    let blob = try BlobReader(container, "cluster_info", magic: 0x434C_494E)
    let (count, offsets) = (try blob.word(4), try blob.word(8))
    var clusters: [Cluster] = []
    for index in 0..<count {
      var at = try blob.word(offsets + 4 * index)
      let name = try blob.reference(at)
      let versions = try versions(blob, at + 8, row: index + 1)
      at += 16
      var suppressed: [Int] = []
      for place in 0..<(try blob.byte(at)) { suppressed.append(try blob.byte(at + 1 + place)) }
      at += 1 + suppressed.count
      let choiceCount = try blob.byte(at)
      at += 1
      var choices: [[PackedCode]] = []
      for _ in 0..<choiceCount {
        let codeCount = try blob.byte(at + 1)
        at += 2
        var codes: [PackedCode] = []
        for place in 0..<codeCount {
          guard let code = PackedCode(try blob.reference(at + 8 * place)) else {
            throw blob.fault(row: index + 1)
          }
          codes.append(code)
        }
        choices.append(codes)
        at += 8 * codeCount
      }
      clusters.append(
        Cluster(name: name, versions: versions, suppressed: suppressed, choices: choices))
    }
    return clusters
  }

  static func memberships(
    _ container: LMDBContainer, clusters: Int
  ) throws(ImportFailure) -> [Row<[Int]>] {
    let blob = try BlobReader(container, "cluster_map", magic: 0x434C_4D50)
    let (count, start) = (try blob.word(4), try blob.word(8))
    var rows: [Row<[Int]>] = []
    for index in 0..<count {
      let at = start + 24 * index
      let (list, length) = (try blob.word(at + 16), try blob.word(at + 20))
      var places: [Int] = []
      for place in 0..<length {
        let number = try blob.short(list + 2 * place)
        guard (1...clusters).contains(number) else { throw blob.fault(row: index + 1) }
        places.append(number - 1)
      }
      rows.append(
        Row(
          code: try blob.code(at, row: index + 1),
          versions: try versions(blob, at + 8, row: index + 1), value: places, number: index + 1))
    }
    return rows
  }

  static func exclusions(
    _ container: LMDBContainer
  ) throws(ImportFailure) -> ([Row<Int>], [Int: [PackedCode]]) {
    let groupBlob = try BlobReader(container, "exclusion_groups", magic: 0x4D53_4452)
    var groups: [Int: [PackedCode]] = [:]
    for index in 0..<(try groupBlob.word(4)) {
      let at = 8 + 12 * index
      let (id, count, start) =
        (try groupBlob.word(at), try groupBlob.word(at + 4), try groupBlob.word(at + 8))
      var codes: [PackedCode] = []
      codes.reserveCapacity(count)
      for place in 0..<count {
        codes.append(try groupBlob.code(start + 8 * place, row: index + 1))
      }
      groups[id] = codes
    }
    let blob = try BlobReader(container, "exclusion_ids", magic: 0x4558_4944)
    let (count, start) = (try blob.word(4), try blob.word(8))
    var rows: [Row<Int>] = []
    rows.reserveCapacity(count)
    for index in 0..<count {
      let at = start + 20 * index
      let group = try blob.word(at + 16)
      guard groups[group] != nil else { throw blob.fault(row: index + 1) }
      rows.append(
        Row(
          code: try blob.code(at, row: index + 1),
          versions: try versions(blob, at + 8, row: index + 1), value: group, number: index + 1))
    }
    return (rows, groups)
  }

  static func mdcBySex(
    _ container: LMDBContainer
  ) throws(ImportFailure) -> [Row<(male: Int, female: Int)>] {
    let blob = try BlobReader(container, "gender_mdcs", magic: 0x4745_4E44)
    let (count, start) = (try blob.word(4), try blob.word(8))
    var rows: [Row<(male: Int, female: Int)>] = []
    for index in 0..<count {
      let at = start + 24 * index
      let (male, female) = (try blob.signed(at + 16), try blob.signed(at + 20))
      guard (1..<100).contains(male), (1..<100).contains(female) else {
        throw blob.fault(row: index + 1)
      }
      rows.append(
        Row(
          code: try blob.code(at, row: index + 1),
          versions: try versions(blob, at + 8, row: index + 1), value: (male, female),
          number: index + 1))
    }
    return rows
  }

  static func formulas(_ container: LMDBContainer) throws(ImportFailure) -> [Int: [Formula]] {
    let blob = try BlobReader(container, "drg_formulas", magic: 0x464F_524D)
    let (tables, rows) = (try blob.word(4), try blob.word(8))
    let (tablesAt, rowsAt) = (try blob.word(12), try blob.word(16))
    var formulas: [Int: [Formula]] = [:]
    for index in 0..<tables {
      let at = tablesAt + 20 * index
      let versions = try versions(blob, at + 4, row: index + 1)
      let (first, count) = (try blob.word(at + 12), try blob.word(at + 16))
      guard versions.count < 100, first + count <= rows else { throw blob.fault(row: index + 1) }
      for row in first..<first + count {
        let formula = try formula(blob, at: rowsAt + 48 * row, row: row + 1)
        guard formula.table == (try blob.signed(at)) else { throw blob.fault(row: row + 1) }
        for version in versions { formulas[version, default: []].append(formula) }
      }
    }
    return formulas.mapValues { list in
      // In order of table and rank; what stands first of equals stays first.
      list.enumerated().sorted {
        ($0.element.table, $0.element.rank, $0.offset)
          < ($1.element.table, $1.element.rank, $1.offset)
      }.map(\.element)
    }
  }

  private static func formula(
    _ blob: BlobReader, at: Int, row: Int
  ) throws(ImportFailure) -> Formula {
    var suppressions: [String] = []
    let list = try blob.word(at + 40)
    for place in 0..<(try blob.word(at + 44)) {
      suppressions.append(try blob.reference(list + 8 * place))
    }
    let (table, group, reroute) =
      (try blob.signed(at), try blob.signed(at + 12), try blob.signed(at + 24))
    guard (0..<100).contains(table), (0..<1000).contains(group), (0..<100).contains(reroute)
    else { throw blob.fault(row: row) }
    return Formula(
      table: table, rank: try blob.signed(at + 4), baseGroup: try blob.signed(at + 8),
      group: group, type: try blob.text(at + 16, width: 8), reroute: reroute,
      text: try blob.reference(at + 32), suppressions: suppressions, number: row)
  }

  static func conditions(_ container: LMDBContainer) throws(ImportFailure) -> [Condition] {
    let blob = try BlobReader(container, "hac_formulas", magic: 0x4841_4346)
    let (count, start) = (try blob.word(4), try blob.word(8))
    var conditions: [Condition] = []
    for index in 0..<count {
      let at = start + 16 * index
      let list = try blob.word(at + 12)
      var texts: [String] = []
      for place in 0..<(try blob.short(at + 2)) {
        texts.append(try blob.reference(list + 8 * place))
      }
      let number = try blob.short(at)
      guard (1..<32).contains(number) else { throw blob.fault(row: index + 1) }
      conditions.append(
        Condition(
          number: number, versions: try versions(blob, at + 4, row: index + 1), formulas: texts))
    }
    return conditions
  }

  static func titles(
    _ container: LMDBContainer, _ key: String, magic: UInt32
  ) throws(ImportFailure) -> [Title] {
    let blob = try BlobReader(container, key, magic: magic)
    let (count, start) = (try blob.word(4), try blob.word(8))
    var titles: [Title] = []
    for index in 0..<count {
      let at = start + 20 * index
      titles.append(
        Title(
          number: try blob.short(at), versions: try versions(blob, at + 4, row: index + 1),
          text: try blob.reference(at + 12)))
    }
    return titles
  }
}
