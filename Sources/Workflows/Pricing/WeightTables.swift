// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Values

/// The tables of DRG weights that are installed, each opened when a day first asks for it.
struct WeightTables {
  /// A table and how its DRGs are split.
  struct Edition {
    let table: DRGWeightTable
    let levels: SeverityLevels
  }

  private let library: CodeLibrary
  private var editions: [String: Edition] = [:]

  /// Takes the tables of a library.
  init(_ library: CodeLibrary) { self.library = library }

  /// The table in force on a day; where no day is given the newest. Nothing where none is installed.
  mutating func edition(on day: CalendarDate?) throws(WorkflowFailure) -> Edition? {
    guard let release = library.release(of: .ipps, .weights, on: day) else { return nil }
    if let edition = editions[release.name] { return edition }
    let table = try asWorkflow { try DRGWeightTable(library.codebook(release)) }
    let edition = Edition(table: table, levels: SeverityLevels(table))
    editions[release.name] = edition
    return edition
  }

  /// The finding of a day that no installed table covers.
  static func missing(on day: CalendarDate?, at place: Place = .claim) -> Finding {
    Finding(
      "price.no-edition", .rejects, at: place,
      facts: [.init("on", day?.description ?? "any day")])
  }
}
