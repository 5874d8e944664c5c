// SPDX-License-Identifier: Apache-2.0

public import Values

/// One code as an importer read it, on its way into a ``CodeTable``.
public struct CodeRow: Hashable, Sendable {
  /// The code.
  public var code: PackedCode
  /// The full title; empty where the source has none.
  public var title: String
  /// The abbreviated title, where the source has one of its own.
  public var shortTitle = ""
  /// What the source says of the code.
  public var flags: CodeFlags
  /// The code above it, where the source states the hierarchy.
  public var parent: PackedCode?
  /// The days on which the code is valid, where the source states them; else the release's.
  public var period: EffectivePeriod?
  /// The notes printed at the code itself.
  public var notes: [Note] = []
  /// Further columns of the source, by name.
  public var attributes: [Attribute] = []
  /// The division of the set that the code lies in, by its index; nothing where there are none.
  public var division: Int?
  /// The line of the source file, counted from 1.
  public var line: Int

  /// A further column of a source: the HCPCS coverage code, for example.
  public struct Attribute: Hashable, Sendable {
    /// The column's name.
    public let name: String
    /// Its value.
    public let value: String

    /// Makes an attribute.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes a row.
  public init(_ code: PackedCode, _ title: String, flags: CodeFlags, line: Int) {
    self.code = code
    self.title = title
    self.flags = flags
    self.line = line
  }
}

/// A chapter or section: a named range of codes that may carry notes of its own.
public struct Division: Hashable, Sendable {
  /// The label as printed: `4` for a chapter, `E08-E13` for a section.
  public var label: String
  /// The title.
  public var title: String
  /// The first and last category.
  public var first: PackedCode
  /// The last category.
  public var last: PackedCode
  /// The division above it, by index.
  public var parent: Int?
  /// The notes printed at its head.
  public var notes: [Note]

  /// Makes a division.
  public init(
    _ label: String, _ title: String, from first: PackedCode, to last: PackedCode,
    parent: Int? = nil, notes: [Note] = []
  ) {
    self.label = label
    self.title = title
    self.first = first
    self.last = last
    self.parent = parent
    self.notes = notes
  }
}
