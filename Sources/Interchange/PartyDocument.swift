// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// Reads parts of our own encounter document that stand alone: a patient, a person, a coverage, a provider.
///
///     var reader = PartyDocument()
///     let patient = reader.patient(json["patient"], at: "patient")
///     guard reader.findings.isEmpty else { … }
public struct PartyDocument {
  private var document = EncounterDocument(fees: [:])

  /// Makes a reader.
  public init() {}

  /// What was wrong with the parts read.
  public var findings: [Finding] { document.reader.findings }

  /// Reads a patient; nothing where there is none.
  public mutating func patient(_ json: JSON?, at path: String) -> Patient? {
    document.patient(Field(json, path: path))
  }

  /// Reads a person; nothing where there is none.
  public mutating func person(_ json: JSON?, at path: String) -> Person? {
    let field = Field(json, path: path)
    guard field.isPresent else { return nil }
    document.reader.check(field, has: EncounterDocument.personFields)
    return document.person(field)
  }

  /// Reads a coverage; nothing where there is none.
  public mutating func coverage(_ json: JSON?, at path: String) -> Coverage? {
    let field = Field(json, path: path)
    return field.isPresent ? document.coverage(field) : nil
  }

  /// Reads a provider; nothing where there is none.
  public mutating func provider(_ json: JSON?, at path: String) -> Provider? {
    let field = Field(json, path: path)
    return field.isPresent ? document.provider(field) : nil
  }

  /// Reads an address; nothing where there is none.
  public mutating func address(_ json: JSON?, at path: String) -> Address? {
    document.address(Field(json, path: path))
  }

  /// Reads a text; an empty one is wrong.
  public mutating func text(_ json: JSON?, at path: String) -> String? {
    document.reader.text(Field(json, path: path))
  }

  /// Reads a date.
  public mutating func date(_ json: JSON?, at path: String) -> CalendarDate? {
    document.reader.date(Field(json, path: path))
  }

  /// Reads a whole number.
  public mutating func whole(_ json: JSON?, at path: String) -> Int? {
    document.reader.whole(Field(json, path: path))
  }

  /// Reads a list of texts.
  public mutating func texts(_ json: JSON?, at path: String) -> [String] {
    document.reader.texts(Field(json, path: path))
  }

  /// Finds members that nobody reads.
  public mutating func check(_ json: JSON?, at path: String, has known: Set<String>) {
    document.reader.check(Field(json, path: path), has: known)
  }

  /// Finds that a member is missing where there is no value.
  public mutating func required<Value>(_ value: Value?, _ json: JSON?, at path: String) -> Value? {
    document.reader.required(Field(json, path: path), value)
  }
}
