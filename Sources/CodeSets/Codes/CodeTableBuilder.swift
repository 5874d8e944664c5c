// SPDX-License-Identifier: Apache-2.0

public import Values

/// Collects the codes of a release and lays them out for a codebook file.
public struct CodeTableBuilder: Sendable {
  /// The codes, in any order.
  public var rows: [CodeRow] = []
  /// The chapters and sections, parents before children.
  public var divisions: [Division] = []
  /// Whether a code without a stated parent hangs below the longest code that it begins with, as in
  /// ICD; a flat set says no.
  public var nestsByPrefix = false
  /// Whether a code may be given several times, for days that do not overlap.
  public var allowsPeriods = false

  /// Starts without codes.
  public init() {}

  /// The codes that were given twice, with the lines of both: an importer refuses them.
  public var duplicates: [(code: PackedCode, lines: (Int, Int))] {
    var seen: [PackedCode: Int] = [:]
    var found: [(PackedCode, (Int, Int))] = []
    for row in rows where !allowsPeriods {
      if let first = seen.updateValue(row.line, forKey: row.code) {
        found.append((row.code, (first, row.line)))
      }
    }
    return found
  }

  /// Writes the codebook file of a release.
  ///
  /// - Precondition: No code is given twice.
  /// - Complexity: O(*n* log *n*).
  public func codebook(for release: Release) -> [UInt8] {
    precondition(duplicates.isEmpty, "a code is given twice")
    var layout = CodeTableSections(release, nestsByPrefix: nestsByPrefix)
    let sorted = rows.sorted {
      ($0.code, $0.period?.effective.daysSinceEpoch ?? 0)
        < ($1.code, $1.period?.effective.daysSinceEpoch ?? 0)
    }
    layout.lay(rows: sorted, divisions: divisions)
    var writer = CodebookWriter(release)
    writer.add("codes", records: layout.codes)
    writer.add("nodes", records: layout.nodes)
    writer.add("notes", records: layout.notes)
    writer.add("refs", records: layout.references)
    writer.add("attrs", records: layout.attributes)
    writer.add("divs", records: layout.divisions)
    writer.add("buckets", records: layout.buckets)
    writer.add("texts", layout.texts.bytes)
    return writer.finished()
  }
}

/// The sections of a code table while they are being laid out.
private struct CodeTableSections {
  typealias Layout = CodeTableLayout

  let release: Release
  let nestsByPrefix: Bool
  var codes: [UInt64] = []
  var nodes: [Layout.Node] = []
  var notes: [Layout.NoteRecord] = []
  var references: [CodeReference] = []
  var attributes: [Layout.AttributeRecord] = []
  var divisions: [Layout.DivisionRecord] = []
  var buckets: [UInt32] = []
  var texts = StringTableBuilder()

  init(_ release: Release, nestsByPrefix: Bool) {
    self.release = release
    self.nestsByPrefix = nestsByPrefix
  }

  mutating func lay(rows: [CodeRow], divisions list: [Division]) {
    codes = rows.map(\.code.bits)
    let places = Dictionary(
      rows.enumerated().map { ($1.code, UInt32($0)) }, uniquingKeysWith: { first, _ in first })
    var path: [Int] = []
    for (index, row) in rows.enumerated() {
      while let last = path.last, !row.code.hasPrefix(rows[last].code) { path.removeLast() }
      let above = nestsByPrefix ? path.last.map { UInt32($0) } : nil
      let parent = row.parent.flatMap { places[$0] } ?? above
      path.append(index)
      nodes.append(node(of: row, parent: parent ?? Layout.none))
    }
    closeSubtrees()
    for division in list { lay(division) }
    layBuckets()
  }

  private mutating func node(of row: CodeRow, parent: UInt32) -> Layout.Node {
    let period = row.period ?? release.period
    let node = Layout.Node(
      title: texts.offset(of: row.title), shortTitle: texts.offset(of: row.shortTitle),
      flags: row.flags.rawValue, parent: parent, effective: period.effective.daysSinceEpoch,
      termination: period.termination?.daysSinceEpoch ?? Layout.open, line: UInt32(row.line),
      firstNote: UInt32(notes.count), firstAttribute: UInt32(attributes.count),
      noteCount: UInt16(row.notes.count), attributeCount: UInt16(row.attributes.count),
      division: row.division.map { UInt32($0) } ?? Layout.none, lastDescendant: 0)
    lay(row.notes)
    for attribute in row.attributes {
      attributes.append(
        Layout.AttributeRecord(
          name: texts.offset(of: attribute.name), value: texts.offset(of: attribute.value)))
    }
    return node
  }

  private mutating func lay(_ list: [Note]) {
    for note in list {
      notes.append(
        Layout.NoteRecord(
          text: texts.offset(of: note.text), firstReference: UInt32(references.count),
          line: UInt32(note.line), referenceCount: UInt16(note.references.count),
          kind: note.kind.rawValue, character: note.character?.asciiValue ?? 0))
      references += note.references
    }
  }

  private mutating func lay(_ division: Division) {
    divisions.append(
      Layout.DivisionRecord(
        first: division.first.bits, last: division.last.bits,
        label: texts.offset(of: division.label), title: texts.offset(of: division.title),
        parent: division.parent.map { UInt32($0) } ?? Layout.none, firstNote: UInt32(notes.count),
        noteCount: UInt32(division.notes.count), padding: 0))
    lay(division.notes)
  }

  /// Notes for each code the last code below it, so that a subtree is one range.
  private mutating func closeSubtrees() {
    for index in nodes.indices { nodes[index].lastDescendant = UInt32(index) }
    for index in nodes.indices.reversed() where nodes[index].parent != Layout.none {
      let parent = Int(nodes[index].parent)
      nodes[parent].lastDescendant = max(nodes[parent].lastDescendant, nodes[index].lastDescendant)
    }
  }

  private mutating func layBuckets() {
    buckets = [UInt32](repeating: 0, count: Layout.buckets + 1)
    for code in codes { buckets[Layout.bucket(code) + 1] += 1 }
    for index in 1...Layout.buckets { buckets[index] += buckets[index - 1] }
  }
}
