// SPDX-License-Identifier: Apache-2.0

/// The standard's dictionary: data elements, segments, and conditions between elements.
///
/// Source: `Data/x12/elements.tsv` and `Data/x12/segments.tsv`.
public struct ElementDictionary: Sendable {
  /// The data elements by number.
  public let elements: [String: DataElement]
  /// The names of the segments by identifier.
  public let segmentNames: [String: String]
  /// The conditions by segment identifier.
  let conditions: [String: [RelationalCondition]]
  let segmentIDs: Set<SegmentID>

  /// Reads the two tables.
  ///
  /// - Throws: ``GuideError`` at the first line that is not as the head of its table says.
  init(elements elementTable: [UInt8], segments segmentTable: [UInt8]) throws(GuideError) {
    var elements: [String: DataElement] = [:]
    for row in TableRow.rows(in: elementTable) {
      guard let type = ElementType(row[1]), let minimum = Self.size(row[2], 0),
        let maximum = Self.size(row[3], .max)
      else { throw GuideError(.badLine, table: "elements", line: row.line, detail: row[1]) }
      let number = String(row[0])
      elements[number] = DataElement(
        number: number, type: type, minimum: minimum, maximum: maximum, name: String(row[4]))
    }
    var names: [String: String] = [:]
    var conditions: [String: [RelationalCondition]] = [:]
    var ids: Set<SegmentID> = []
    for row in TableRow.rows(in: segmentTable) {
      let name = String(row[0])
      names[name] = String(row[1])
      // Composites stand in the same table; their numbers are four characters long.
      if let id = SegmentID(text: name) { ids.insert(id) }
      for text in row[2].split(separator: " ") {
        guard let condition = RelationalCondition(text) else {
          throw GuideError(.badLine, table: "segments", line: row.line, detail: text)
        }
        conditions[name, default: []].append(condition)
      }
    }
    self.elements = elements
    segmentNames = names
    self.conditions = conditions
    segmentIDs = ids
  }

  /// A number of characters, or what an empty cell means.
  private static func size(_ cell: Substring, _ empty: Int) -> Int? {
    cell.isEmpty ? empty : Int(cell).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Whether the standard has a segment of this name, as far as health care uses it.
  public func hasSegment(_ id: SegmentID) -> Bool { segmentIDs.contains(id) }
}
