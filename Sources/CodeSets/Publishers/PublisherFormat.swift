// SPDX-License-Identifier: Apache-2.0

/// A layout in which a publisher puts out a document of a code set, and how it is read.
///
/// A format is recognised by content, never by file name alone. It reads strictly: a header, a width, a
/// count or a character that is not as published fails the whole file, and every fault is reported.
public struct PublisherFormat: Sendable {
  /// One row of a worksheet: its number, counted from 1, and its cells as text.
  public struct WorksheetRow: Sendable {
    /// The number of the row in the sheet, counted from 1.
    public let number: Int
    /// The cells from column A on; empty where a cell is missing.
    public let cells: [String]

    /// Makes a row.
    public init(number: Int, cells: [String]) {
      self.number = number
      self.cells = cells
    }
  }

  /// How a format is recognised and read, by what kind of file it is.
  public enum Reader: Sendable {
    /// Text or binary bytes.
    case bytes(
      recognises: @Sendable (PublishedFile) -> Bool,
      read: @Sendable (PublishedFile) throws(ImportFailure) -> [ReleaseDraft])
    /// XML; recognised by the head of the file, read as a tree.
    case markup(
      recognises: @Sendable (PublishedFile) -> Bool,
      read: @Sendable (MarkupElement, PublishedFile) throws(ImportFailure) -> [ReleaseDraft])
    /// The first worksheet of a workbook.
    case worksheet(
      recognises: @Sendable ([WorksheetRow]) -> Bool,
      read: @Sendable ([WorksheetRow], PublishedFile) throws(ImportFailure) -> [ReleaseDraft])
    /// A workbook of several worksheets; recognised by the rows of the first.
    case workbook(
      recognises: @Sendable ([WorksheetRow]) -> Bool,
      read: @Sendable ([[WorksheetRow]], PublishedFile) throws(ImportFailure) -> [ReleaseDraft])
    /// A SQLite database; recognised by its first pages, read as the rows of one query.
    case database(
      recognises: @Sendable (PublishedFile) -> Bool, query: String,
      read: @Sendable ([[String]], PublishedFile) throws(ImportFailure) -> [ReleaseDraft])
  }

  /// The name of the format on the command line, such as `icd10cm-order`.
  public let name: String
  /// What the format is, in a few words of our own.
  public let summary: String
  /// How it is recognised and read.
  public let reader: Reader

  /// Makes a format.
  public init(_ name: String, _ summary: String, _ reader: Reader) {
    self.name = name
    self.summary = summary
    self.reader = reader
  }
}
