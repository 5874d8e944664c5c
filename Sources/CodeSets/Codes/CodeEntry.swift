// SPDX-License-Identifier: Apache-2.0

public import Values

/// One code of a release: a view into the table, read when asked for.
public struct CodeEntry: Sendable {
  /// The table.
  public let table: CodeTable
  /// The place in the table.
  public let position: Int

  private var node: CodeTableLayout.Node { table.nodes[position] }

  /// The code.
  public var code: PackedCode { table.code(at: position) }
  /// The full title; empty where the release has none.
  public var title: String { table.texts[node.title] }
  /// The abbreviated title; empty where the release has none.
  public var shortTitle: String { table.texts[node.shortTitle] }
  /// What the release says of the code.
  public var flags: CodeFlags { table.flags(at: position) }
  /// Tells whether the code may stand on a claim.
  public var isBillable: Bool { flags.contains(.billable) }
  /// The line of the source file that states the code, counted from 1.
  public var line: Int { Int(node.line) }

  /// The first day on which the code is valid, as far as this release knows.
  public var effective: CalendarDate? {
    node.effective == CodeTableLayout.always ? nil : CalendarDate(daysSinceEpoch: node.effective)
  }

  /// The last day on which the code is valid, where one is stated.
  public var termination: CalendarDate? {
    node.termination == CodeTableLayout.open
      ? nil : CalendarDate(daysSinceEpoch: node.termination)
  }

  /// The code above.
  public var parent: CodeEntry? {
    node.parent == CodeTableLayout.none ? nil : table[Int(node.parent)]
  }

  /// The codes above, the nearest first.
  public var ancestors: [CodeEntry] {
    var found: [CodeEntry] = []
    var next = parent
    while let entry = next {
      found.append(entry)
      next = entry.parent
    }
    return found
  }

  /// The codes directly below, in order.
  public var children: [CodeEntry] { table.children(of: position).map { table[$0] } }

  /// The notes printed at the code itself.
  public var notes: [Note] { table.notes(from: node.firstNote, count: Int(node.noteCount)) }

  /// Further columns of the source.
  public var attributes: [CodeRow.Attribute] {
    (Int(node.firstAttribute)..<Int(node.firstAttribute) + Int(node.attributeCount)).map {
      let record = table.attributes[$0]
      return CodeRow.Attribute(table.texts[record.name], table.texts[record.value])
    }
  }

  /// The value of a further column by its name.
  public func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// The chapter, section and subsection that the code lies in, the innermost first, by index.
  public var divisions: [Int] {
    var found: [Int] = []
    var next = node.division
    while next != CodeTableLayout.none {
      found.append(Int(next))
      next = table.divisions[Int(next)].parent
    }
    return found
  }
}

extension CodeTable {
  /// The chapters and sections of the release, in order.
  public var allDivisions: [Division] { divisions.indices.map(division(at:)) }

  /// A chapter or section by its index.
  public func division(at index: Int) -> Division {
    let record = divisions[index]
    return Division(
      texts[record.label], texts[record.title], from: PackedCode(bits: record.first),
      to: PackedCode(bits: record.last),
      parent: record.parent == CodeTableLayout.none ? nil : Int(record.parent),
      notes: notes(from: record.firstNote, count: Int(record.noteCount)))
  }
}
