// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Coding
import Synchronization
import Values

/// The books that procedures are read with, opened when a note first needs them.
///
/// With the tables of ICD-10-PCS installed, codes are built by them; else by the names of values and the list of
/// valid codes nearest to the day.
final class ProcedureLibrary: Sendable {
  private enum Slot<Book: Sendable> {
    case closed
    case open(Book?)
  }

  private struct Books {
    var procedures = Slot<ProcedureBook>.closed
    var services = Slot<ServiceBook>.closed
  }

  private let library: CodeLibrary
  private let day: CalendarDate?
  private let books = Mutex(Books())

  init(_ library: CodeLibrary, on day: CalendarDate?) {
    self.library = library
    self.day = day
  }

  /// What a coder asks for the procedures of a note.
  var reader: ProcedureReader {
    ProcedureReader(procedures: { self.procedures }, services: { self.services })
  }

  /// ICD-10-PCS; nothing where it is not installed.
  var procedures: ProcedureBook? {
    books.withLock { books in
      if case .open(let book) = books.procedures { return book }
      let book = openProcedures()
      books.procedures = .open(book)
      return book
    }
  }

  /// HCPCS Level II and CPT; nothing where neither is installed.
  var services: ServiceBook? {
    books.withLock { books in
      if case .open(let book) = books.services { return book }
      let book = openServices()
      books.services = .open(book)
      return book
    }
  }

  /// Tells whether HCPCS Level II is installed.
  var hasServices: Bool { nearest(.hcpcs, .titles) != nil }

  private func nearest(_ set: CodeSetID, _ component: Component) -> Release? {
    library.releases(of: set, component).filter { $0.variant == nil }.min {
      $0.period.distance(to: day) < $1.period.distance(to: day)
    }
  }

  private func table(_ set: CodeSetID, _ components: [Component]) throws -> CodeTable? {
    let releases = components.compactMap { nearest(set, $0) }
    let best = releases.min { $0.period.distance(to: day) < $1.period.distance(to: day) }
    return try best.map { try CodeTable(library.codebook($0)) }
  }

  private func openProcedures() -> ProcedureBook? {
    do {
      let titles = try table(.icd10pcs, [.titles, .order])
      var sources: ProcedureBook.Sources
      if let tables = nearest(.icd10pcs, .tables) {
        sources = .init(grid: ProcedureGrid(ProcedureTables(try library.codebook(tables))))
      } else if let labels = nearest(.icd10pcs, .axisLabels), let titles {
        sources = .init(
          grid: ProcedureGrid(labels: ProcedureTables(try library.codebook(labels)), codes: titles))
      } else {
        return nil
      }
      try sources.grid.add(names: Assets.bytes("coding/axis-names.tsv"))
      sources.titles = titles
      sources.keys = try [Component.bodyPartKey, .deviceKey].compactMap { component in
        try nearest(.icd10pcs, component).map { try TermTree(library.codebook($0)) }
      }
      sources.operations = Assets.bytes("coding/operations.tsv")
      sources.words = Assets.bytes("coding/procedure-words.tsv")
      sources.integral = Assets.bytes("coding/procedure-integral.tsv")
      return try ProcedureBook(sources)
    } catch let error as ConceptTableError {
      preconditionFailure("a table of Data/coding is malformed at line \(error.line)")
    } catch {
      return nil
    }
  }

  private func openServices() -> ServiceBook? {
    do {
      let hcpcs = try table(.hcpcs, [.titles])
      let cpt = try table(.cpt, [.titles]) ?? table(.cpt, [.mediumTitles])
      guard hcpcs != nil || cpt != nil else { return nil }
      return try ServiceBook(
        hcpcs: hcpcs, cpt: cpt, words: Assets.bytes("coding/procedure-words.tsv"),
        services: Assets.bytes("coding/services.tsv"))
    } catch let error as ConceptTableError {
      preconditionFailure("a table of Data/coding is malformed at line \(error.line)")
    } catch {
      return nil
    }
  }
}
