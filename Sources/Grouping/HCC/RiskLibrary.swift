// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Values

/// The risk adjustment models of an installation, by payment year.
public struct RiskLibrary: Sendable {
  /// Why a model cannot be had.
  public enum Failure: Error, Hashable, Sendable {
    /// No table of risk adjustment is installed.
    case notInstalled
    /// No model has that name.
    case unknownModel
    /// The tables of the year do not have the model.
    case notInYear
  }

  private let library: CodeLibrary
  /// Our own tables.
  public let rules: RiskRules

  /// Takes the releases of an installation and our own tables.
  public init(_ library: CodeLibrary, _ rules: RiskRules) {
    self.library = library
    self.rules = rules
  }

  /// The payment years whose mapping is installed, the newest first.
  public var years: [Int] {
    library.releases(of: .hcc, .mapping).map { $0.period.effective.parts.year }
  }

  /// The payment year for those who name none: the newest whose coefficients are not proposed.
  public var defaultYear: Int? {
    let settled = library.releases(of: .hcc, .weights).filter {
      !$0.title.hasPrefix(CoefficientRow.proposed)
    }.map { $0.period.effective.parts.year }
    return years.first { settled.contains($0) } ?? years.first
  }

  /// A model of a payment year.
  ///
  /// The mapping is that of the year, the coefficients are the newest up to the year that have the model. Of
  /// the other tables the newest up to the year counts, else the oldest.
  ///
  /// - Throws: ``Failure``.
  public func model(
    _ name: String, year: Int, _ reading: RiskRules.Reading = .reference
  ) throws -> RiskModel {
    guard !years.isEmpty else { throw Failure.notInstalled }
    guard let model = rules.model(name) else { throw Failure.unknownModel }
    var books: [Component: Codebook] = [:]
    let named: [(Component, String)] = [
      (.mapping, model.mapping), (.weights, model.coefficients),
      (.hierarchies, String(model.hierarchies.split(separator: " ").first ?? "")),
      (.ageSexEdits, ""), (.chronic, ""), (.labels, ""),
    ]
    for (component, name) in named {
      var candidates = library.releases(of: .hcc, component)
      let older = candidates.filter { $0.period.effective.parts.year <= year }
      if component == .mapping {
        candidates = older.filter { $0.period.effective.parts.year == year }
      } else if component == .weights {
        candidates = older
      } else {
        candidates = older + candidates.reversed().filter { !older.contains($0) }
      }
      for release in candidates {
        let book = try library.codebook(release)
        let isWanted =
          name.isEmpty || component == .hierarchies || RiskNames.names(in: book).contains(name)
        if isWanted {
          books[component] = book
          break
        }
      }
    }
    guard let builder = RiskModelBuilder(model, year: year, reading, rules, books) else {
      throw Failure.notInYear
    }
    return RiskModel(builder)
  }
}
