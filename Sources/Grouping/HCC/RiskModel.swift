// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// One risk adjustment model of one payment year, ready to score beneficiaries.
///
/// The mapping of diagnoses is used where it lies in the codebook; the small tables are laid out once, when
/// the model is made: a matrix of coefficients (segments by columns), masks of groups and hierarchies. A column
/// is a category (1 to 511), a demographic cell or a variable.
public final class RiskModel: Sendable {
  /// The name as CMS's files and other programs write it, such as `CMS-HCC Model V28`.
  public let name: String
  /// Our short name, such as `V28`.
  public let shortName: String
  /// The payment year.
  public let year: Int
  /// By whose reading scores are worked out.
  public let reading: RiskRules.Reading
  /// The releases that the model was made from, by component.
  public let releases: [Component: Release]
  /// How a category is called in the names of coefficients: `HCC` or `RXHCC`.
  public let categoryPrefix: String

  let mapping: RiskMappingTable
  let edits: RiskEditTable
  /// The categories taken out before the hierarchies, each with those of which one keeps it.
  let dropped: FixedArray<DroppedCategory>
  let chronic: CategorySet
  /// Which categories have a mask in ``masks``: its number, or 0 for none.
  let maskNumber: FixedArray<UInt16>
  let masks: FixedArray<CategorySet>
  let groups: FixedArray<CategorySet>
  let groupNames: [String]
  let segments: [RiskSegment]
  let segmentConditions: FixedArray<RiskCondition>
  let variables: FixedArray<RiskVariable>
  /// Coefficients in millionths, a row a segment and one more for those without a segment.
  let coefficients: FixedArray<Int32>
  let coefficientLines: FixedArray<UInt32>
  let columns: RiskColumns
  let cells: RiskCells
  /// Facts that are the model's own.
  let ownFacts: UInt32
  /// What is left of each hierarchy row for a reason: parent, child, line.
  let hierarchyRows: [HierarchyRow]
  let labels: [UInt16: String]
  let books: [Component: Codebook]

  /// No coefficient.
  static let absent = Int32.min

  init(_ builder: RiskModelBuilder) {
    name = builder.model.name
    shortName = builder.model.short
    year = builder.year
    reading = builder.reading
    releases = builder.books.mapValues(\.release)
    books = builder.books
    categoryPrefix = builder.model.prefix
    mapping = builder.mapping
    edits = builder.edits
    dropped = FixedArray(builder.dropped)
    chronic = builder.chronic
    maskNumber = FixedArray(builder.maskNumber)
    masks = FixedArray(builder.masks)
    groups = FixedArray(builder.groups)
    groupNames = builder.groupNames
    segments = builder.segments
    segmentConditions = FixedArray(builder.segments.map(\.condition))
    variables = FixedArray(builder.variables)
    coefficients = FixedArray(builder.coefficients)
    coefficientLines = FixedArray(builder.coefficientLines)
    columns = builder.columns
    cells = builder.cells
    ownFacts = builder.model.short == "ESRD-V21" ? RiskFacts.v21.rawValue : 0
    hierarchyRows = builder.hierarchyRows
    labels = builder.labels
  }

  /// The name of a column: a category's number, a cell, a variable.
  @inline(__always)
  public func name(ofColumn column: Int) -> UnsafeBufferPointer<UInt8> { columns.name(column) }

  /// What a category is called, where the installed names say.
  public func label(of category: Int) -> String? { labels[UInt16(category)] }

  /// Whether a category is a chronic condition.
  public func isChronic(_ category: Int) -> Bool { chronic.contains(category) }
}

/// A category that is taken out before the hierarchies, and those of which one keeps it.
struct DroppedCategory: BitwiseCopyable, Sendable {
  let category: Int
  let unless: CategorySet
}

/// A segment of a model: how its coefficients begin, and who belongs to it.
struct RiskSegment: Sendable {
  let prefix: String
  let condition: RiskCondition
}

/// A variable: when it is set, when it is told though it is not set, and which columns it has.
struct RiskVariable: BitwiseCopyable, Sendable {
  /// Which name a pattern takes.
  enum Pattern: UInt8 {
    case none
    case cell
    case newCell
  }

  let condition: RiskCondition
  /// When it is told though it is 0; the same as ``condition`` where it is not.
  let shown: RiskCondition
  let isShownAtZero: Bool
  let isDemographic: Bool
  /// Whether its coefficient is looked for without a segment too.
  let standsAlone: Bool
  let pattern: Pattern
  /// The first of its columns: of a pattern there is one a cell.
  let column: Int32
}

/// Values in memory that does not move, readable from any thread.
final class FixedArray<Element: BitwiseCopyable>: @unchecked Sendable {
  let count: Int
  let base: UnsafeMutablePointer<Element>

  init(_ elements: [Element]) {
    count = elements.count
    base = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    for (index, element) in elements.enumerated() { base[index] = element }
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element { base[index] }
}
